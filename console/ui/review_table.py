"""The journal as a table: newest first, further pages fetched while one scrolls, every cell one line of plain text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from html import escape
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    QSizeF,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QIcon, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from console.control.labels import entry_label
from console.core.entry import Entry
from console.ui.badge import BADGE_WIDTH, paint_badge
from console.ui.formats import clock, day_and_clock
from console.ui.language import say, tr
from console.ui.story_facts import alarm_priority
from console.ui.story_words import MACHINE, NameOf, clean, entry_sentence
from console.ui.theme import TEXT_PX, Tokens, color, ui_font

Index = QModelIndex | QPersistentModelIndex
ROW_PX, WIDE_PX = 42, 1000
BADGE = QSize(BADGE_WIDTH, 21)
NUMBER, TIME, KIND, CAMERA, OPERATOR, ALARM, WORDS = range(7)
PRIORITY_ROLE = Qt.ItemDataRole.UserRole + 1
BADGED = ("alarm.raised", "alarm.closed", "alarm.reopened")
"""Entries that begin or end an incident; a badge on every row would be noise."""
COLUMN_PX = {TIME: (80, 260), KIND: (120, 210), CAMERA: (140, 280), OPERATOR: (80, 170)}
"""Least and greatest width of the columns that hold names; what is longer is elided and stands in the tooltip."""


class ReviewModel(QAbstractTableModel):
    """Hold the entries loaded so far; `more_wanted` asks for those before a seq, and is not repeated until answered.

    What the machine did by itself is written fainter than what a person decided.
    """

    more_wanted = Signal(int)

    def __init__(self, name_of: NameOf, tokens: Tokens, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._second = color(tokens.second)
        self._name_of = name_of
        self._entries: list[Entry] = []
        self._words: dict[int, str] = {}
        self._complete, self._asked = True, False

    def reset(self, entries: Sequence[Entry], complete: bool) -> None:
        """Show a new answer from its beginning."""
        self.beginResetModel()
        self._entries, self._complete, self._asked = list(entries), complete, False
        self._words.clear()
        self.endResetModel()

    def extend(self, entries: Sequence[Entry], complete: bool) -> None:
        """Add the next page below."""
        self._complete, self._asked = complete, False
        if entries:
            first = len(self._entries)
            self.beginInsertRows(QModelIndex(), first, first + len(entries) - 1)
            self._entries.extend(entries)
            self.endInsertRows()

    def entry(self, row: int) -> Entry | None:
        """Return the entry of a row, None outside the table."""
        return self._entries[row] if 0 <= row < len(self._entries) else None

    def row_of(self, seq: int) -> int | None:
        """Return the row of an entry, None where it is not loaded."""
        return next((row for row, entry in enumerate(self._entries) if entry.seq == seq), None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Count the loaded entries."""
        return 0 if parent.isValid() else len(self._entries)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Count the columns."""
        return 0 if parent.isValid() else 7

    def canFetchMore(self, parent: Index) -> bool:
        """Tell the view whether scrolling on brings more."""
        return not parent.isValid() and bool(self._entries) and not self._complete and not self._asked

    def fetchMore(self, parent: Index) -> None:
        """Ask for the next page, once."""
        if self.canFetchMore(parent):
            self._asked = True
            self.more_wanted.emit(self._entries[-1].seq)

    def allow_again(self) -> None:
        """Let a page that could not be read be asked for again."""
        self._asked = False

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Name the columns."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (
                tr("No."), tr("Time"), tr("Kind"), tr("Camera"), tr("Operator"), tr("Alarm"), tr("What happened"),
            )[section]  # fmt: skip
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section == NUMBER else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell's plain text, its tooltip (escaped: Qt reads tooltips as rich text), or its priority."""
        entry = self.entry(index.row())
        if entry is None:
            return None
        column = index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._cell(entry, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            shown = entry.kind if column == KIND else self._cell(entry, column)
            return f"<span>{escape(clean(shown, 1000))}</span>" if shown else None
        if role == Qt.ItemDataRole.TextAlignmentRole and column == NUMBER:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ForegroundRole and (column != WORDS or entry.operator == MACHINE):
            by_machine = entry.operator == MACHINE and entry.kind != "alarm.raised"
            return self._second if by_machine or column in (NUMBER, ALARM) else None
        if role == PRIORITY_ROLE and entry.kind in BADGED:
            return alarm_priority([entry])
        return None

    def _cell(self, entry: Entry, column: int) -> str:
        if column == NUMBER:
            return str(entry.seq)
        if column == TIME:
            today = entry.at_utc.astimezone().date() == datetime.now().astimezone().date()
            return clock(entry.at_utc) if today else day_and_clock(entry.at_utc)
        if column == KIND:
            return say(entry_label(clean(entry.kind, 64)))
        if column == CAMERA:
            return clean(self._name_of(entry.camera_id)) if entry.camera_id else ""
        if column == OPERATOR:
            return tr("console") if entry.operator == MACHINE else clean(entry.operator)
        if column == ALARM:
            return clean(entry.alarm_id)
        words = self._words.get(entry.seq)
        if words is None:
            words = self._words[entry.seq] = say(entry_sentence(entry, self._name_of))
        return words


class AlarmDelegate(QStyledItemDelegate):
    """Put the alarm's priority badge before its id, where an incident begins or ends; its place is kept otherwise."""

    def __init__(self, tokens: Tokens, parent: QObject) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._badges: dict[tuple[object, float], QIcon] = {}

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Add the badge to what the style paints."""
        super().initStyleOption(option, index)
        cell: Any = option
        if cell.text:
            cell.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration
            cell.decorationSize = BADGE
            ratio = cell.widget.devicePixelRatioF() if cell.widget else 1.0
            cell.icon = self._badge(index.data(PRIORITY_ROLE), ratio)

    def _badge(self, priority: object, ratio: float) -> QIcon:
        key = (priority, ratio)
        if key not in self._badges:
            picture = QPixmap(BADGE * ratio)
            picture.setDevicePixelRatio(ratio)
            picture.fill(Qt.GlobalColor.transparent)
            if isinstance(priority, int):
                painter = QPainter(picture)
                paint_badge(painter, QRectF(QPointF(0, 0), QSizeF(BADGE)), priority, self._tokens)
                painter.end()
            self._badges[key] = icon = QIcon()
            for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected):
                icon.addPixmap(picture, mode)
        return self._badges[key]


class ReviewTable(QTableView):
    """Show the model in rows of one height; widths follow what is loaded, within bounds."""

    def __init__(self, model: ReviewModel, tokens: Tokens) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegateForColumn(ALARM, AlarmDelegate(tokens, self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(ROW_PX)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setStyleSheet("QHeaderView::section { padding-left: 9px; padding-right: 9px; }")
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(WORDS, QHeaderView.ResizeMode.Stretch)
        self.fit_columns()

    def fit_columns(self) -> None:
        """Give each column the width of what is loaded in it, within its bounds."""
        model = self.model()
        metrics = QFontMetrics(ui_font(TEXT_PX))
        rows = range(min(model.rowCount(), 400))
        wide = self.width() >= WIDE_PX
        for column in range(WORDS):
            cells = {str(model.index(row, column).data() or "") for row in rows}
            widest = max((metrics.horizontalAdvance(cell) for cell in cells), default=0)
            header = str(model.headerData(column, Qt.Orientation.Horizontal))
            wanted = max(widest, metrics.horizontalAdvance(header)) + 26
            least, greatest = COLUMN_PX.get(column, (60, 260))
            if column == ALARM:
                # In a narrow room the badge alone stays; the id is in the tooltip and beside the story.
                wanted = wanted + BADGE_WIDTH if wide else BADGE_WIDTH + 24
            elif not wide:
                greatest = int(greatest * 0.7)
            self.setColumnWidth(column, max(least, min(greatest, wanted)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the columns anew to a wider or narrower room."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit_columns()
