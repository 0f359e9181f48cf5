"""The alarm queue 경보 대기열: what to do next, most urgent first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from console.core.alarm import Alarm
from console.core.camera import Camera
from console.ui.alarm_words import kind_word, place, state_word
from console.ui.badge import BADGE_HEIGHT, BADGE_WIDTH, paint_badge
from console.ui.formats import age
from console.ui.keys import OWN_KEYS
from console.ui.language import tr
from console.ui.theme import ROW_PX, Tokens, color, ui_font

if TYPE_CHECKING:
    from console.core.clock import Clock

Index = QModelIndex | QPersistentModelIndex
ALARM_ROLE = Qt.ItemDataRole.UserRole
NO_PARENT = QModelIndex()


class QueueModel(QAbstractListModel):
    """Hold the queue's alarms; changes come as single insertions, removals and moves, so that a selection stays."""

    def __init__(self) -> None:
        super().__init__()
        self.alarms: list[Alarm] = []

    def show(self, wanted: Sequence[Alarm]) -> None:
        """Go from the shown list to the wanted one without losing rows that stay."""
        keep = {alarm.id for alarm in wanted}
        for row in range(len(self.alarms) - 1, -1, -1):
            if self.alarms[row].id not in keep:
                self.beginRemoveRows(NO_PARENT, row, row)
                del self.alarms[row]
                self.endRemoveRows()
        for row, alarm in enumerate(wanted):
            if row < len(self.alarms) and self.alarms[row].id == alarm.id:
                if self.alarms[row] is not alarm:
                    self.alarms[row] = alarm
                    self.dataChanged.emit(self.index(row), self.index(row))
                continue
            old = next((i for i in range(row + 1, len(self.alarms)) if self.alarms[i].id == alarm.id), None)
            if old is None:
                self.beginInsertRows(NO_PARENT, row, row)
                self.alarms.insert(row, alarm)
                self.endInsertRows()
            else:
                self.beginMoveRows(NO_PARENT, old, old, NO_PARENT, row)
                del self.alarms[old]
                self.alarms.insert(row, alarm)
                self.endMoveRows()
                self.dataChanged.emit(self.index(row), self.index(row))

    def row_of(self, alarm_id: str) -> int:
        """Return the row of an alarm, -1 where it is not in the queue."""
        return next((row for row, alarm in enumerate(self.alarms) if alarm.id == alarm_id), -1)

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        """Count the alarms."""
        return 0 if parent.isValid() else len(self.alarms)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the alarm to the painter, its kind to a screen reader."""
        if not index.isValid():
            return None
        alarm = self.alarms[index.row()]
        if role == ALARM_ROLE:
            return alarm
        return f"{alarm.priority} {kind_word(alarm.kind)}" if role == Qt.ItemDataRole.AccessibleTextRole else None


class QueueRowPainter(QStyledItemDelegate):
    """Paint one alarm: badge, kind ×N · place, zone and rule, waiting time, state."""

    def __init__(self, clock: Clock, camera: Callable[[str], Camera | None], tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self._clock, self._camera, self._tokens = clock, camera, tokens
        self.blink_off = False

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the row's height."""
        return QSize(200, ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row; every word from outside is plain text."""
        alarm = index.data(ALARM_ROLE)
        if not isinstance(alarm, Alarm):
            return
        tokens, rect = self._tokens, QRect(option.rect)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(rect, color(tokens.selection if selected else tokens.panel))
        if selected:
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), color(tokens.text))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), color(tokens.line))
        badge = QRectF(rect.left() + 12, rect.center().y() - BADGE_HEIGHT / 2, BADGE_WIDTH, BADGE_HEIGHT)
        paint_badge(painter, badge, alarm.priority, tokens, loud=not alarm.claimed_by and not self._blinks(index))
        left, right = rect.left() + 12 + BADGE_WIDTH + 10, rect.right() - 10
        upper = QRect(left, rect.top() + 8, right - left, 22)
        lower = QRect(left, rect.top() + 30, right - left, 20)
        waited = age((self._clock.utc() - alarm.raised_at).total_seconds())
        used = self._right(painter, upper, waited, ui_font(14), tokens.text)
        self._title(painter, upper.adjusted(0, 0, -used - 8, 0), alarm)
        used = self._right(painter, lower, state_word(alarm), ui_font(12), tokens.second)
        painter.setPen(color(tokens.second))
        second = " · ".join(filter(None, (alarm.zone, alarm.rule)))
        room = lower.adjusted(0, 0, -used - 8, 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, _elided(painter, second, room.width()))
        painter.restore()

    def _blinks(self, index: Index) -> bool:
        # One small badge at most: the most urgent alarm nobody has claimed.
        return self.blink_off and index.row() == 0

    def _title(self, painter: QPainter, room: QRect, alarm: Alarm) -> None:
        painter.setFont(ui_font(15, bold=True))
        x = room.left()
        for words, shade in ((kind_word(alarm.kind), self._tokens.text), (f"×{alarm.count}", self._tokens.warning)):
            if words == "×1":
                continue
            painter.setPen(color(shade))
            width = QFontMetrics(painter.font()).horizontalAdvance(words)
            painter.drawText(QRect(x, room.top(), width, room.height()), Qt.AlignmentFlag.AlignVCenter, words)
            x += width + 6
        painter.setFont(ui_font(15))
        painter.setPen(color(self._tokens.text))
        rest = QRect(x, room.top(), max(0, room.right() - x), room.height())
        words = "· " + place(alarm, self._camera(alarm.camera_id))
        painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter, _elided(painter, words, rest.width()))

    def _right(self, painter: QPainter, room: QRect, words: str, font: object, shade: str) -> int:
        painter.setFont(font)  # type: ignore[arg-type]
        painter.setPen(color(shade))
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)
        return QFontMetrics(painter.font()).horizontalAdvance(words)


def _elided(painter: QPainter, words: str, width: int) -> str:
    return QFontMetrics(painter.font()).elidedText(words, Qt.TextElideMode.ElideRight, max(0, width))


class QueueView(QListView):
    """List the queue; `selected` follows the focused alarm by id, never by row; `above` counts rows out of sight."""

    selected = Signal(str)
    above = Signal(int)

    def __init__(
        self, clock: Clock, camera: Callable[[str], Camera | None], tokens: Tokens, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._queue = QueueModel()
        self._queue.setParent(self)
        self._row_painter = QueueRowPainter(clock, camera, tokens, self)
        self.setModel(self._queue)
        self.setItemDelegate(self._row_painter)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("Alarm queue"))
        self.setProperty(OWN_KEYS, True)
        self.moved_by_itself = False
        self.empty_words = tr("No alarm is waiting.")
        self.selectionModel().currentChanged.connect(self._on_current)

    @property
    def current_id(self) -> str:
        """Return the id of the focused alarm, empty for none."""
        alarm = self.currentIndex().data(ALARM_ROLE)
        return alarm.id if isinstance(alarm, Alarm) else ""

    def show_alarms(self, alarms: Sequence[Alarm]) -> None:
        """Show the queue; the focused row keeps its place on screen where the list can scroll.

        Where the focused alarm has left the queue, or none had the focus, another comes to it by itself.
        """
        current = self.currentIndex()
        before = self.visualRect(current).top() if current.isValid() else None
        self.moved_by_itself = True
        self._queue.show(alarms)
        if alarms and not self.current_id:
            self.setCurrentIndex(self._queue.index(0))
        self.moved_by_itself = False
        current = self.currentIndex()
        if before is not None and current.isValid():
            bar = self.verticalScrollBar()
            self.executeDelayedItemsLayout()
            bar.setValue(bar.value() + self.visualRect(current).top() - before)
        self.viewport().update()
        self._tell_above()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Scroll, and count anew what is out of sight above."""
        super().scrollContentsBy(dx, dy)
        self._tell_above()

    def _tell_above(self) -> None:
        self.above.emit(-(-self.verticalScrollBar().value() // ROW_PX) if self._queue.alarms else 0)

    def focus_alarm(self, alarm_id: str) -> None:
        """Focus an alarm; an id that is not in the queue takes the focus away."""
        row = self._queue.row_of(alarm_id)
        self.setCurrentIndex(self._queue.index(row) if row >= 0 else QModelIndex())

    def step(self, rows: int) -> None:
        """Move the focus by keyboard."""
        count = self._queue.rowCount()
        if count:
            row = self.currentIndex().row()
            target = (0 if rows > 0 else count - 1) if row < 0 else min(max(row + rows, 0), count - 1)
            self.setCurrentIndex(self._queue.index(target))

    def tick(self, blink_off: bool) -> None:
        """Paint the waiting times anew, once a second."""
        first = self._queue.alarms[0] if self._queue.alarms else None
        self._row_painter.blink_off = blink_off and first is not None and not first.claimed_by
        self.viewport().update()

    def paintEvent(self, event: object) -> None:
        """Paint the rows, or say that there is nothing to do."""
        super().paintEvent(event)  # type: ignore[arg-type]
        if not self._queue.alarms:
            painter = QPainter(self.viewport())
            painter.setPen(color(self._tokens.faint))
            room = self.viewport().rect().adjusted(20, 24, -20, -20)
            flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
            painter.drawText(room, flags, self.empty_words)
            painter.end()

    def _on_current(self, current: QModelIndex, _previous: QModelIndex) -> None:
        alarm = current.data(ALARM_ROLE)
        self.selected.emit(alarm.id if isinstance(alarm, Alarm) else "")
