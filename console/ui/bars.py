"""The top line, how the room is doing, and the bottom line, what was last committed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from console.core.text import Text
from console.ui.elided import ElidedLabel
from console.ui.formats import clock
from console.ui.labels import plain_label, set_role
from console.ui.language import say, tr

if TYPE_CHECKING:
    from console.control.messages import Message
    from console.control.sealing import Sealing
    from console.core.clock import Clock

ERROR_STAYS_S = 20.0
WARNING_STAYS_S = 8.0
MARKS = {"done": "●", "warning": "▲", "error": "✕"}


class TopBar(QWidget):
    """Say in one line how the room does; what is wrong is in the warning colour and in words."""

    review_asked = Signal()

    def __init__(self, room: str, operator: str, clock_: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock_
        self.setObjectName("topBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(44)
        name, who = plain_label(role="heading"), plain_label()
        name.setText(room)
        who.setText(tr("on duty {operator}", operator=operator))
        self._alarms, self._pictures, self._feeds, self._journal = (plain_label() for _ in range(4))
        self._time = plain_label(role="heading")
        self._review = QPushButton(tr("Journal"))
        self._review.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._review.setToolTip(tr("The journal, with search and export  [Ctrl+Shift+F]"))
        self._review.clicked.connect(self.review_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 14, 0)
        row.setSpacing(22)
        for label in (name, self._alarms, self._pictures):
            row.addWidget(label)
        row.addStretch(1)
        ends: tuple[QWidget, ...] = (self._feeds, self._journal, who, self._review, self._time)
        for widget in ends:
            row.addWidget(widget)
        self.tick()

    def tick(self) -> None:
        """Show the time."""
        self._time.setText(clock(self._clock.utc()))

    def show_alarms(self, total: int, unacknowledged: int, shelved: int) -> None:
        """Count the queue."""
        self._alarms.setText(
            tr("alarms {total} · unacknowledged {waiting} · shelved {shelved}",
               total=total, waiting=unacknowledged, shelved=shelved)
        )  # fmt: skip

    def show_pictures(self, live: int, wanted: int) -> None:
        """Count live tiles of those that have a camera."""
        self._pictures.setText(tr("live {live} of {wanted}", live=live, wanted=wanted))
        set_role(self._pictures, "warning" if live < wanted else "")

    def show_feeds(self, words: str, good: bool, why: str = "") -> None:
        """Say how the event sources do."""
        self._feeds.setText(words)
        self._feeds.setToolTip(why.replace("<", "&lt;"))
        set_role(self._feeds, "" if good else "warning")

    def show_journal(self, fault: Text | None, pending: int, sealing: Sealing) -> None:
        """Say whether the journal records, and how far behind its anchors are."""
        if fault is None:
            self._journal.setText(tr("journal records · {anchors}", anchors=say(sealing.words)))
            self._journal.setToolTip(say(sealing.fault).replace("<", "&lt;") if sealing.fault is not None else "")
            set_role(self._journal, "warning" if sealing.late else "")
        else:
            self._journal.setText(tr("journal does NOT record: {count} wait", count=pending))
            self._journal.setToolTip(say(fault).replace("<", "&lt;"))
            set_role(self._journal, "danger")


class MessageBar(QWidget):
    """Show the newest message; an error is not overwritten by lesser news before it could be read."""

    def __init__(self, clock_: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock_
        self._stays_until_s = 0.0
        self._rank = 0
        self._last_done: Message | None = None
        self.setObjectName("messageBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(32)
        self._words = ElidedLabel("")
        self._work = plain_label(role="second")
        self._progress = QProgressBar()
        self._progress.setFixedWidth(160)
        self._progress.setTextVisible(False)
        self._figures = plain_label(role="second")
        help_ = plain_label(role="second")
        help_.setText(tr("F1 keys"))
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 14, 0)
        row.setSpacing(14)
        row.addWidget(self._words, 1)
        for widget in (self._work, self._progress, self._figures, help_):
            row.addWidget(widget)
        self.show_work("", 0, 0)

    def show_message(self, message: Message) -> None:
        """Show a message with its time; only what was committed is said to be saved."""
        if message.level == "done":
            self._last_done = message
        rank = {"error": 3, "warning": 2}.get(message.level, 1)
        now_s = self._clock.monotonic_ns() / 1e9
        if rank < self._rank and now_s < self._stays_until_s:
            return
        self._rank = rank
        self._stays_until_s = now_s + {3: ERROR_STAYS_S, 2: WARNING_STAYS_S}.get(rank, 0.0)
        set_role(self._words, {3: "danger", 2: "warning"}.get(rank, ""))
        self._words.set_whole(f"{MARKS.get(message.level, '·')}  {clock(message.at_utc)}  {say(message.text)}")
        self._words.setToolTip(say(message.text).replace("<", "&lt;"))

    def tick(self) -> None:
        """Go back to what was last committed once other news had its time; the sheet of messages keeps it (F4)."""
        over = self._clock.monotonic_ns() / 1e9 >= self._stays_until_s
        if self._rank > 1 and over and self._last_done is not None:
            self.show_message(self._last_done)

    def show_work(self, words: str, done: int, of: int) -> None:
        """Show work that takes longer than a second; of=0 hides it."""
        self._work.setText(words)
        self._work.setVisible(of > 0)
        self._progress.setVisible(of > 0)
        self._progress.setRange(0, max(1, of))
        self._progress.setValue(done)

    def show_figures(self, words: str) -> None:
        """Show what the machine does."""
        self._figures.setText(words)
