"""The supervisor's page: what happened, who saw it, and can it be proved. The latest query wins."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QItemSelectionModel, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from console.core.entry import Entry, EntryFilter
from console.core.errors import WorldError
from console.ui.formats import clock
from console.ui.labels import set_role
from console.ui.language import say, tr
from console.ui.review_export import ExportButtons
from console.ui.review_filters import ReviewFilters
from console.ui.review_table import ReviewModel, ReviewTable
from console.ui.snapshot import read_picture
from console.ui.story_view import StoryView, label, without_bulk
from console.ui.theme import Tokens

if TYPE_CHECKING:
    from console.control.alarms import AlarmService
    from console.control.cameras import CameraService
    from console.control.review import ReviewService

PAGE_ENTRIES = 200
SETTLE_MS = 60
STORY_SHARE, STORY_PX = 0.29, (330, 600)
Spawn = Callable[[Coroutine[Any, Any, None]], None]


class ReviewPage(QWidget):
    """Show the journal with its filters, and one alarm's whole story; `left` asks for the way back."""

    left = Signal()

    def __init__(
        self,
        review: ReviewService,
        cameras: CameraService,
        alarms: AlarmService,
        spawn: Spawn,
        tokens: Tokens,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._review, self._cameras, self._alarms, self._spawn = review, cameras, alarms, spawn
        self._query = 0
        self._asked = EntryFilter()
        self._chosen: Entry | None = None
        self._story_alarm = ""
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self._read_story)
        self.filters = ReviewFilters(cameras.find)
        self.model = ReviewModel(self._name_of, tokens, self)
        self.table = ReviewTable(self.model, tokens)
        self.story = StoryView(self._name_of, tokens)
        self.verdict = label(tr("Journal not checked yet, anchor unknown"), "second")
        self.check = QPushButton(tr("Check the journal"))
        self.check.setAutoDefault(False)
        self.count = label(role="second")
        self.notice = label(role="second")
        self.empty = label(role="second", wrap=True)
        self.exports = ExportButtons(review, spawn, self.filters.chosen, self.tell, self)
        self._rows = QStackedWidget()
        self._lay_out()
        self.filters.changed.connect(self.reload)
        self.filters.down.connect(self._enter_table)
        self.model.more_wanted.connect(lambda before: self._spawn(self._load_more(self._query, before)))
        self.table.selectionModel().currentRowChanged.connect(lambda now, _before: self._choose(now.row()))
        self.check.clicked.connect(lambda: self._spawn(self._check()))

    def begin(self) -> None:
        """Start a search: the cursor in the search box, its words selected."""
        self.filters.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filters.search.selectAll()

    def reload(self) -> None:
        """Ask the journal anew with the filters as they stand."""
        if self.filters.turned_round():
            self.tell(tr("The period ends before it begins."), "warning")
            return
        self._query += 1
        self._asked = self.filters.chosen()
        self.count.setText(tr("Searching …"))
        self._spawn(self._load(self._query, self._asked))

    def tell(self, words: str, role: str = "second") -> None:
        """Show one sentence in the page's bottom line."""
        self.notice.setText(words)
        set_role(self.notice, role)

    def showEvent(self, event: QShowEvent) -> None:
        """Read what was written since the page was last seen."""
        super().showEvent(event)
        if not event.spontaneous():
            self.reload()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width anew between the table and the story."""
        super().resizeEvent(event)
        story = min(max(int(self.width() * STORY_SHARE), STORY_PX[0]), STORY_PX[1])
        self._split.setSizes([self.width() - story, story])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back, F5 reads anew, Ctrl+Shift+F searches."""
        search = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() == Qt.Key.Key_F5:
            self.reload()
        elif event.key() == Qt.Key.Key_F and event.modifiers() == search:
            self.begin()
        else:
            super().keyPressEvent(event)

    async def _load(self, query: int, asked: EntryFilter) -> None:
        try:
            entries = await self._review.page(asked, None, PAGE_ENTRIES)
            if self._stale(query):
                return
            self._show_rows(entries)
            found = await self._review.count(asked)
        except WorldError as fault:
            if not self._stale(query):
                self._show_fault(say(fault.text))
            return
        if not self._stale(query):
            at = clock(datetime.now(UTC))
            self.count.setText(tr("{count} entries · as of {time}", count=f"{found:,}", time=at))

    async def _load_more(self, query: int, before_seq: int) -> None:
        try:
            entries = await self._review.page(self._asked, before_seq, PAGE_ENTRIES)
        except WorldError as fault:
            if not self._stale(query):
                self.model.allow_again()
                self.tell(say(fault.text), "danger")
            return
        if not self._stale(query):
            self.model.extend([without_bulk(entry) for entry in entries], complete=len(entries) < PAGE_ENTRIES)
            self.filters.learn_operators(entry.operator for entry in entries)

    async def _load_story(self, entry: Entry) -> None:
        width = self.story.picture_width()
        try:
            story = await self._alarms.story(entry.alarm_id)
            jpeg = await self._alarms.snapshot(entry.alarm_id)
        except WorldError as fault:
            if isValid(self) and self._chosen is entry:
                self.tell(say(fault.text), "danger")
            return
        picture = await asyncio.to_thread(read_picture, jpeg, width) if jpeg else None
        if isValid(self) and self._chosen is entry:
            self._story_alarm = entry.alarm_id
            self.story.show_story(entry, story or [entry], picture, unreadable=bool(jpeg) and picture is None)

    async def _check(self) -> None:
        self.check.setEnabled(False)
        self.check.setText(tr("Checking …"))
        set_role(self.verdict, "second")
        self.verdict.setText(tr("The whole journal is being read"))
        try:
            found = await self._review.verdict()
        except WorldError as fault:
            words, role = say(fault.text), "danger"
        else:
            words, role = say(found.text), "second" if found.intact else "danger"
        if isValid(self):
            self.verdict.setText(tr("{time} · journal {verdict}", time=clock(datetime.now(UTC)), verdict=words))
            set_role(self.verdict, role)
            self.check.setText(tr("Check the journal"))
            self.check.setEnabled(True)

    def _stale(self, query: int) -> bool:
        return not isValid(self) or query != self._query

    def _show_rows(self, entries: list[Entry]) -> None:
        kept = self._chosen.seq if self._chosen else None
        self.model.reset([without_bulk(entry) for entry in entries], complete=len(entries) < PAGE_ENTRIES)
        self.table.fit_columns()
        self.filters.learn_operators(entry.operator for entry in entries)
        self.tell("")
        if not entries:
            self._say_empty(
                tr("No entry matches. Widen the period or clear the filters.")
                if self.filters.narrow()
                else tr("Nothing is recorded in this period.")
            )
            return
        self._rows.setCurrentWidget(self.table)
        row = self.model.row_of(kept) if kept is not None else None
        self.table.selectionModel().setCurrentIndex(
            self.model.index(row or 0, 0),
            QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows,
        )

    def _show_fault(self, words: str) -> None:
        self.count.setText("")
        self.tell(tr("{fault} F5 tries again.", fault=words), "danger")
        if self.model.rowCount() == 0:
            self._say_empty(words)

    def _say_empty(self, words: str) -> None:
        self._chosen, self._story_alarm = None, ""
        self._settle.stop()
        self.story.clear()
        self.empty.setText(words)
        self._rows.setCurrentWidget(self.empty)

    def _choose(self, row: int) -> None:
        entry = self.model.entry(row)
        if entry is None or entry == self._chosen:
            return
        self._chosen = entry
        self.story.show_entry(entry, keep_story=bool(entry.alarm_id) and entry.alarm_id == self._story_alarm)
        if entry.alarm_id:
            self._settle.start()
        else:
            self._story_alarm = ""
            self._settle.stop()

    def _read_story(self) -> None:
        if self._chosen is not None and self._chosen.alarm_id:
            self._spawn(self._load_story(self._chosen))

    def _enter_table(self) -> None:
        if self.model.rowCount():
            self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _name_of(self, camera_id: str) -> str:
        camera = self._cameras.get(camera_id)
        return camera.name if camera else camera_id

    def _lay_out(self) -> None:
        top = _bar("panel")
        heading = label(tr("Review · journal"), "heading")
        for widget in (heading, self.verdict):
            top[1].addWidget(widget)
        top[1].addStretch(1)
        for button in (self.check, *self.exports.buttons):
            top[1].addWidget(button)
        bottom = _bar("messageBar")
        bottom[1].addWidget(self.count)
        bottom[1].addWidget(self.notice, 1)
        self.empty.setObjectName("panel")
        self.empty.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._rows.addWidget(self.table)
        self._rows.addWidget(self.empty)
        split = self._split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        split.addWidget(self._rows)
        split.addWidget(self.story)
        split.setStretchFactor(0, 1)
        self.story.setMinimumWidth(STORY_PX[0])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part, stretch in ((top[0], 0), (self.filters, 0), (split, 1), (bottom[0], 0)):
            column.addWidget(part, stretch)


def _bar(name: str) -> tuple[QWidget, QHBoxLayout]:
    bar = QWidget()
    bar.setObjectName(name)
    bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    row = QHBoxLayout(bar)
    row.setContentsMargins(12, 6, 12, 6)
    row.setSpacing(12)
    return bar, row
