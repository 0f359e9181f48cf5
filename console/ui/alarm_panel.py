"""The open alarm: its evidence, why it was raised, what to do, and the keys that end it, in that order."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from console.core.alarm import OPEN_STATES, Alarm, AlarmState
from console.core.camera import Camera
from console.ui.alarm_words import kind_word, place, state_word
from console.ui.badge import Badge
from console.ui.commands import BY_NAME, shown_key
from console.ui.elided import ElidedLabel
from console.ui.evidence_view import EvidenceView
from console.ui.formats import clock
from console.ui.language import say, tr
from console.ui.theme import Tokens

MAX_FACT_CHARS = 80


class AlarmPanel(QWidget):
    """Show one alarm; `asked` carries the name of the command whose button was pressed."""

    asked = Signal(str)

    def __init__(
        self,
        tokens: Tokens,
        camera: Callable[[str], Camera | None],
        guidance: Callable[[str], Sequence[str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._camera, self._guidance = camera, guidance
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._badge = Badge(tokens)
        self._title, self._line, self._facts = ElidedLabel("heading"), ElidedLabel("second"), ElidedLabel("second")
        self.evidence = EvidenceView(tokens)
        self._steps = QLabel()
        self._steps.setTextFormat(Qt.TextFormat.PlainText)
        self._steps.setWordWrap(True)
        self._buttons: dict[str, QPushButton] = {}
        self._low = self._shown = False
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._badge)
        head.addWidget(self._title, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 10)
        layout.setSpacing(6)
        layout.addLayout(head)
        layout.addWidget(self._line)
        layout.addWidget(self.evidence)
        layout.addWidget(self._facts)
        layout.addWidget(self._steps)
        layout.addStretch(1)
        layout.addLayout(self._make_buttons())
        self.show_alarm(None)

    def _make_buttons(self) -> QGridLayout:
        # Six columns. Claiming and giving back share a place: only one of them can be done at a time.
        cells = (
            ("alarm.acknowledge", tr("Acknowledge"), 0, 0, 3), ("alarm.claim", tr("Claim"), 0, 3, 3),
            ("alarm.release", tr("Give back"), 0, 3, 3),
            ("alarm.close.true", tr("True"), 1, 0, 2), ("alarm.close.false", tr("False alarm"), 1, 2, 2),
            ("alarm.close.nuisance", tr("Nuisance"), 1, 4, 2), ("alarm.close.duplicate", tr("Duplicate"), 2, 0, 2),
            ("alarm.close.handed_over", tr("112·119"), 2, 2, 2), ("alarm.close.test", tr("Test"), 2, 4, 2),
            ("alarm.comment", tr("Comment"), 3, 0, 3), ("alarm.shelve", tr("Shelve"), 3, 3, 3),
        )  # fmt: skip
        grid = QGridLayout()
        grid.setSpacing(5)
        for command, label, row, column, span in cells:
            button = QPushButton(f"{shown_key(command)}  {label}")
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setMinimumHeight(34)
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            button.clicked.connect(lambda _checked=False, name=command: self.asked.emit(name))
            button.setProperty("tight", True)
            grid.addWidget(button, row, column, 1, span)
            self._buttons[command] = button
        return grid

    def show_alarm(self, alarm: Alarm | None) -> None:
        """Show an alarm, or the calm of there being none."""
        self.evidence.show_alarm(alarm)
        for widget in (self._badge, self._line, self._facts, self._steps, self.evidence):
            widget.setVisible(alarm is not None)
        self._shown = alarm is not None
        self.set_low(self._low)
        if alarm is None:
            self._title.set_whole(tr("No alarm is open"))
        else:
            self._badge.set_priority(alarm.priority, loud=not alarm.claimed_by)
            self._title.set_whole(f"{kind_word(alarm.kind)} · {place(alarm, self._camera(alarm.camera_id))}")
            self._line.set_whole(self._line_of(alarm))
            self._facts.set_whole(self._facts_of(alarm))
            self._steps.setText("\n".join(f"{n}. {step}" for n, step in enumerate(self._guidance(alarm.kind), 1)))
        self._enable(alarm)

    def set_low(self, low: bool) -> None:
        """Leave out the pictures where there is no height for them: the keys come first."""
        self._low = low
        self.evidence.setVisible(self._shown and not low)

    def _line_of(self, alarm: Alarm) -> str:
        over = tr("going on") if alarm.active else tr("over")
        parts = [tr("began {clock}", clock=clock(alarm.raised_at)), over, state_word(alarm)]
        if alarm.count > 1:
            parts.append(tr("{count} episodes folded", count=alarm.count))
        return " · ".join(parts)

    def _facts_of(self, alarm: Alarm) -> str:
        facts = (
            tr("zone {zone}", zone=alarm.zone[:MAX_FACT_CHARS]) if alarm.zone else "",
            tr("rule {rule}", rule=alarm.rule[:MAX_FACT_CHARS]) if alarm.rule else "",
            tr("score {score}", score=f"{alarm.score:.2f}") if alarm.score is not None else "",
            tr("track {track}", track=alarm.track[:MAX_FACT_CHARS]) if alarm.track else "",
        )
        return " · ".join(filter(None, facts))

    def _enable(self, alarm: Alarm | None) -> None:
        main = "alarm.acknowledge"
        for name, button in self._buttons.items():
            why = self._why_off(name, alarm)
            button.setEnabled(not why)
            if name in ("alarm.claim", "alarm.release"):
                button.setVisible((name == "alarm.release") == bool(alarm and alarm.claimed_by))
            if name == "alarm.shelve":
                label = tr("Bring back") if alarm and alarm.state is AlarmState.SHELVED else tr("Shelve")
                button.setText(f"{shown_key(name)}  {label}")
            button.setToolTip(why or f"{say(BY_NAME[name].label)}  [{shown_key(name)}]")
            is_main = name == main and not why
            if button.property("main") != is_main:
                button.setProperty("main", is_main)
                button.style().unpolish(button)
                button.style().polish(button)

    def _why_off(self, name: str, alarm: Alarm | None) -> str:
        if alarm is None:
            return tr("No alarm is chosen.")
        aside = alarm.state not in OPEN_STATES
        if aside and name in ("alarm.acknowledge", "alarm.claim", "alarm.release"):
            return tr("This alarm is set aside. Bring it back first.")
        if name == "alarm.acknowledge" and alarm.state is AlarmState.ACKNOWLEDGED:
            return tr("This alarm is acknowledged already.")
        if name == "alarm.claim" and alarm.claimed_by:
            return tr("{operator} has claimed this alarm.", operator=alarm.claimed_by)
        if name == "alarm.release" and not alarm.claimed_by:
            return tr("Nobody has claimed this alarm.")
        return ""
