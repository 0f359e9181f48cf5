"""The line of filters above the journal: search, period, operator, camera, kind of entry, disposition."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from PySide6.QtCore import QDateTime, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCompleter,
    QDateTimeEdit,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from console.control.labels import DISPOSITION_LABELS, ENTRY_LABELS
from console.core.camera import ID_PATTERN, Camera
from console.core.entry import EntryFilter
from console.core.text import Text, text
from console.ui.choice import Choice
from console.ui.language import say, tr
from console.ui.story_words import clean

SEARCH_DELAY_MS = 200
CAMERA_CHOICES = 40

FindCameras = Callable[[str, int], Sequence[Camera]]


class Period(StrEnum):
    """Name the periods a supervisor asks for."""

    TODAY = "today"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    ALL = "all"
    CUSTOM = "custom"


PERIOD_LABELS: dict[Period, Text] = {
    Period.TODAY: text("Today"),
    Period.HOUR: text("Last hour"),
    Period.DAY: text("Last 24 hours"),
    Period.WEEK: text("Last 7 days"),
    Period.ALL: text("All times"),
    Period.CUSTOM: text("From … to …"),
}
SPANS = {Period.HOUR: timedelta(hours=1), Period.DAY: timedelta(days=1), Period.WEEK: timedelta(days=7)}


def since_of(period: Period, now: datetime) -> datetime | None:
    """Return when a period began (aware, UTC); today begins at this machine's midnight. `now`: aware."""
    if period is Period.TODAY:
        return now.astimezone().replace(hour=0, minute=0, second=0, microsecond=0).astimezone(UTC)
    span = SPANS.get(period)
    return now - span if span else None


class CameraField(QLineEdit):
    """Choose a camera by name or number while typing; `chosen` tells each change of the chosen id."""

    chosen = Signal()

    def __init__(self, find: FindCameras) -> None:
        super().__init__()
        self._find = find
        self._by_words: dict[str, str] = {}
        self.camera_id = ""
        self._words = ""
        self.setPlaceholderText(tr("All cameras"))
        self.setAccessibleName(tr("Camera"))
        self.setToolTip(tr("Camera"))
        self._list = QStringListModel(self)
        completer = QCompleter(self._list, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(14)
        self.setCompleter(completer)
        self.textEdited.connect(self._offer)
        completer.activated.connect(self._take)
        self.editingFinished.connect(self._settle)

    def clear_choice(self) -> None:
        """Mean all cameras again, without telling."""
        self.camera_id = self._words = ""
        self.clear()

    def _offer(self, typed: str) -> None:
        cameras = self._find(typed.strip(), CAMERA_CHOICES) if typed.strip() else ()
        self._by_words = {f"{clean(camera.name, 80)} · {camera.id}": camera.id for camera in cameras}
        self._list.setStringList(list(self._by_words))
        if not typed.strip():
            self._set("", "")

    def _take(self, words: str) -> None:
        if words in self._by_words:
            self._set(self._by_words[words], words)

    def _settle(self) -> None:
        """Understand what was typed and left: a listed camera, the best match, or the number of an unregistered one."""
        typed = self.text().strip()
        if typed == self._words:
            return
        if typed in self._by_words:
            self._set(self._by_words[typed], typed)
        elif self._by_words:
            words, camera_id = next(iter(self._by_words.items()))
            self._set(camera_id, words)
        elif ID_PATTERN.fullmatch(typed):
            self._set(typed, typed)
        else:
            self.setText(self._words)

    def _set(self, camera_id: str, words: str) -> None:
        changed = camera_id != self.camera_id
        self.camera_id, self._words = camera_id, words
        if self.text() != words:
            self.setText(words)
            self.setCursorPosition(0)
        if changed:
            self.chosen.emit()


class ReviewFilters(QWidget):
    """Make an EntryFilter of what is chosen; `changed` comes at once for a choice, 200 ms after the last key typed."""

    changed = Signal()
    down = Signal()

    def __init__(self, find: FindCameras) -> None:
        super().__init__()
        self.setObjectName("filterBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._delay = QTimer(self, singleShot=True, interval=SEARCH_DELAY_MS)
        self._delay.timeout.connect(self.changed)
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Search the journal: fence · 642-6 · operator"))
        self.search.setAccessibleName(tr("Search the journal"))
        self.search.setMaxLength(200)
        self.period = Choice(((say(label), str(p)) for p, label in PERIOD_LABELS.items()), tr("Period"))
        self.operator = Choice([(tr("All operators"), "")], tr("Operator"))
        self.camera = CameraField(find)
        kinds = sorted((say(label), kind) for kind, label in ENTRY_LABELS.items())
        self.kind = Choice([(tr("All kinds"), ""), *kinds], tr("Kind of entry"))
        verdicts = [(say(label), str(disposition)) for disposition, label in DISPOSITION_LABELS.items()]
        self.disposition = Choice([(tr("All verdicts"), ""), *verdicts], tr("Disposition"))
        now = QDateTime.currentDateTime()
        self.since, self.until = self._moment(now.addDays(-1)), self._moment(now.addSecs(60))
        self.moments = QWidget()
        self.clear = QPushButton(tr("Clear"))
        self.clear.setProperty("flat", True)
        self.clear.setAutoDefault(False)
        self._lay_out()
        self._connect()
        self._show_custom()

    def chosen(self) -> EntryFilter:
        """Return the filter as chosen at this moment; times in UTC."""
        period = Period(self.period.value())
        custom = period is Period.CUSTOM
        since, until = (self._utc(self.since), self._utc(self.until)) if custom else (None, None)
        return EntryFilter(
            since=since if custom else since_of(period, datetime.now(UTC)), until=until,
            operator=self.operator.value(), camera_id=self.camera.camera_id, kind=self.kind.value(),
            disposition=self.disposition.value(), words=self.search.text().strip(),
        )  # fmt: skip

    def turned_round(self) -> bool:
        """Tell whether the chosen period ends before it begins."""
        return Period(self.period.value()) is Period.CUSTOM and self._utc(self.since) >= self._utc(self.until)

    def narrow(self) -> bool:
        """Tell whether anything but the period is chosen."""
        chosen = self.chosen()
        return bool(chosen.operator or chosen.camera_id or chosen.kind or chosen.disposition or chosen.words)

    def learn_operators(self, names: Iterable[str]) -> None:
        """Offer the operators that were met in the journal."""
        known = {self.operator.itemData(row) for row in range(self.operator.count())}
        for name in sorted({n for n in names if n} - known):
            self.operator.addItem(clean(name, 60), name)

    def reset(self) -> None:
        """Choose everything of today again."""
        for field in (self.search, self.period, self.operator, self.kind, self.disposition, self.camera):
            field.blockSignals(True)
        self.search.clear()
        self.camera.clear_choice()
        for choice in (self.period, self.operator, self.kind, self.disposition):
            choice.setCurrentIndex(0)
        for field in (self.search, self.period, self.operator, self.kind, self.disposition, self.camera):
            field.blockSignals(False)
        self._show_custom()
        self._now()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from the search box to the table with Down or Enter."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.search.hasFocus():
            if self._delay.isActive():
                self._now()
            self.down.emit()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        lines = QVBoxLayout(self)
        lines.setContentsMargins(12, 8, 12, 8)
        lines.setSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(8)
        moments = QHBoxLayout(self.moments)
        moments.setContentsMargins(0, 0, 0, 0)
        moments.setSpacing(8)
        for words, field in ((tr("From"), self.since), (tr("until before"), self.until)):
            moments.addWidget(QLabel(words))
            moments.addWidget(field)
        moments.addStretch(1)
        lines.addLayout(row)
        lines.addWidget(self.moments)
        self.search.setMinimumWidth(160)
        self.search.setMaximumWidth(520)
        self.camera.setMinimumWidth(120)
        self.camera.setMaximumWidth(300)
        row.addWidget(self.search, 4)
        row.addWidget(self.period)
        row.addWidget(self.operator)
        row.addWidget(self.camera, 2)
        for button in (self.kind, self.disposition, self.clear):
            row.addWidget(button)
        row.addStretch(1)

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda _text: self._delay.start())
        self.period.currentIndexChanged.connect(lambda _index: self._show_custom())
        for choice in (self.period, self.operator, self.kind, self.disposition):
            choice.currentIndexChanged.connect(lambda _index: self._now())
        self.camera.chosen.connect(self._now)
        for moment in (self.since, self.until):
            moment.dateTimeChanged.connect(lambda _moment: self._delay.start())
        self.clear.clicked.connect(self.reset)

    def _now(self) -> None:
        self._delay.stop()
        self.changed.emit()

    def _show_custom(self) -> None:
        self.moments.setVisible(Period(self.period.value()) is Period.CUSTOM)

    @staticmethod
    def _moment(at: QDateTime) -> QDateTimeEdit:
        field = QDateTimeEdit(at)
        field.setDisplayFormat("yyyy-MM-dd HH:mm")
        field.setCalendarPopup(True)
        return field

    @staticmethod
    def _utc(field: QDateTimeEdit) -> datetime:
        return datetime.fromtimestamp(field.dateTime().toSecsSinceEpoch() // 60 * 60, UTC)
