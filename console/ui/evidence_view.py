"""An alarm's evidence: the picture that the analytics sent with it, and the camera as it is now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from console.core.alarm import Alarm
from console.core.entry import Entry
from console.core.stream import TileState
from console.ui.formats import clock
from console.ui.language import tr
from console.ui.story_facts import box_of
from console.ui.theme import Tokens, color, ui_font
from console.ui.tile_painter import BLACK, fitted

if TYPE_CHECKING:
    from console.control.wall import TileView

GAP_PX = 6


class EvidenceView(QWidget):
    """Show two small pictures side by side: at the event, and now."""

    def __init__(self, tokens: Tokens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tokens = tokens
        self._alarm: Alarm | None = None
        self._snapshot: QImage | None = None
        self._snapshot_known = False
        self._report: Entry | None = None
        self._live: TileView | None = None
        self._shown_sequence = -1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def sizeHint(self) -> QSize:
        """Keep both pictures 16:9 at the panel's width."""
        return QSize(360, self.heightForWidth(max(200, self.width())))

    def heightForWidth(self, width: int) -> int:
        """Return the height of two 16:9 pictures in a width."""
        return round((width - GAP_PX) / 2 * 9 / 16)

    def hasHeightForWidth(self) -> bool:
        """Tell the layout to ask."""
        return True

    def show_alarm(self, alarm: Alarm | None) -> None:
        """Begin with another alarm; its snapshot comes later, from the journal."""
        if alarm is None or self._alarm is None or alarm.id != self._alarm.id:
            self._snapshot, self._snapshot_known, self._report = None, False, None
        self._alarm = alarm
        self.update()

    def show_snapshot(self, alarm_id: str, image: QImage | None, report: Entry | None) -> None:
        """Show an event's picture with that report's time and box, if that alarm is still the one that is open."""
        if self._alarm is not None and self._alarm.id == alarm_id:
            self._snapshot, self._snapshot_known, self._report = image, True, report
            self.update()

    @property
    def has_picture(self) -> bool:
        """Tell whether the event's picture is shown."""
        return self._snapshot is not None

    def show_live(self, view: TileView | None) -> None:
        """Take the camera's newest picture at the UI's tick."""
        sequence = view.picture.sequence if view and view.picture else -1
        state_changed = (self._live.state if self._live else None) != (view.state if view else None)
        self._live = view
        if sequence != self._shown_sequence or state_changed:
            self._shown_sequence = sequence
            self.update(self._right())

    def _left(self) -> QRect:
        return QRect(0, 0, (self.width() - GAP_PX) // 2, self.height())

    def _right(self) -> QRect:
        left = self._left().width() + GAP_PX
        return QRect(left, 0, self.width() - left, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what is there, and say what is not."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), color(self._tokens.panel))
        if self._alarm is None:
            return
        left, right = self._left(), self._right()
        painter.fillRect(left, color(BLACK))
        if self._snapshot is not None:
            target = fitted(self._snapshot.width(), self._snapshot.height(), QRectF(left).toRect(), 1.0)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(target, self._snapshot)
            self._paint_box(painter, target)
        elif self._snapshot_known:
            self._words(painter, left, tr("no picture came with the event"))
        pictured = self._report.at_utc if self._report is not None else self._alarm.raised_at
        self._label(painter, left, tr("event {clock}", clock=clock(pictured)))
        painter.fillRect(right, color(BLACK))
        view = self._live
        if view is not None and view.picture is not None:
            picture = view.picture
            image = QImage(picture.data, picture.width, picture.height, picture.stride, QImage.Format.Format_RGB32)
            target = fitted(picture.width, picture.height, right, 1.0)
            painter.drawImage(target, image)
            if view.state is not TileState.LIVE:
                painter.fillRect(target, color("#000000", 170))
                self._words(painter, right, tr("not live"))
            self._label(painter, right, tr("now") if view.state is TileState.LIVE else tr("old"))
        else:
            self._words(painter, right, tr("Enter brings the camera to the wall"))

    def _paint_box(self, painter: QPainter, target: QRect) -> None:
        alarm = self._alarm
        box = box_of(self._report) if self._report is not None else None
        if alarm is None or box is None:
            return
        painter.setPen(QPen(color(self._tokens.frame[alarm.priority]), 2))
        top_left = QPointF(target.left() + box.x * target.width(), target.top() + box.y * target.height())
        painter.drawRect(QRectF(top_left.x(), top_left.y(), box.w * target.width(), box.h * target.height()))

    def _label(self, painter: QPainter, area: QRect, words: str) -> None:
        painter.setFont(ui_font(12))
        width = painter.fontMetrics().horizontalAdvance(words) + 12
        label = QRect(area.left() + 4, area.top() + 4, width, 19)
        painter.fillRect(label, color("#15181b", 210))
        painter.setPen(color("#e8edf2"))
        painter.drawText(label, Qt.AlignmentFlag.AlignCenter, words)

    def _words(self, painter: QPainter, area: QRect, words: str) -> None:
        painter.setFont(ui_font(12))
        painter.setPen(color("#a7afb8"))
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(area.adjusted(8, 22, -8, -6), flags, words)
