"""How one tile looks: picture, what is true of it, and the alarm on its camera."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QImage, QPainter, QPen

from console.core.alarm import Alarm
from console.core.stream import TileState
from console.ui.alarm_words import kind_word
from console.ui.badge import paint_badge
from console.ui.formats import age, clock
from console.ui.language import say, tr
from console.ui.theme import Tokens, color, ui_font

if TYPE_CHECKING:
    from console.control.wall import TileView

CAPTION_PX = 28
COMPACT_CAPTION_PX = 22
BADGE_PX = (36, 20)
ROOM_FOR_CLOCK_PX, ROOM_FOR_STATE_PX = 200, 150
DIMMED = {TileState.STALE: 150, TileState.LOST: 232}
BLACK = "#0c0d0e"
ON_VIDEO = "#e8edf2"


def caption_height(tile_width: int) -> int:
    """Return how many pixels of a tile its caption takes."""
    return CAPTION_PX if tile_width >= 240 else COMPACT_CAPTION_PX


def picture_rect(tile: QRect) -> QRect:
    """Return the part of a tile that pictures are fitted into."""
    return tile.adjusted(0, 0, 0, -caption_height(tile.width()))


def caption_rect(tile: QRect) -> QRect:
    """Return the part of a tile that its name and state stand in."""
    height = caption_height(tile.width())
    return QRect(tile.left(), tile.bottom() + 1 - height, tile.width(), height)


def margins(area: QRect, picture: QRect) -> tuple[QRect, ...]:
    """Return what a picture leaves of its area: above, below, left and right of it."""
    return (
        QRect(area.left(), area.top(), area.width(), picture.top() - area.top()),
        QRect(area.left(), picture.bottom() + 1, area.width(), area.bottom() - picture.bottom()),
        QRect(area.left(), picture.top(), picture.left() - area.left(), picture.height()),
        QRect(picture.right() + 1, picture.top(), area.right() - picture.right(), picture.height()),
    )


@dataclass(frozen=True, slots=True)
class Caption:
    """Say what stands under a picture; equal captions need no repainting."""

    name: str
    state: TileState
    right: str
    mark: str
    steered: str
    alarm_id: str
    alarm_priority: int
    alarm_claimed: bool
    selected: bool


CaptionKey = tuple[object, ...]


def caption_key(view: TileView, alarm: Alarm | None, selected: bool, steered: str, now_s: float) -> CaptionKey:
    """Return what a caption depends on: as long as this is equal, the words need not be made anew.

    A live tile's words change with the second of its newest frame, a stale one's each 0.1 s, a lost one's each second.
    """
    moment = now_s if view.state is TileState.LOST else now_s * 10 if view.state is TileState.STALE else 0.0
    second = int(view.picture.captured_utc) if view.picture is not None else 0
    return (view.state, view.camera, second, int(moment), alarm, selected, steered)


def caption_of(view: TileView, alarm: Alarm | None, selected: bool, steered: str, now_s: float) -> Caption:
    """Put a tile's state in words; times come from the frame itself, never from the painting."""
    camera = view.camera
    name = camera.name if camera else ""
    mark = "⟲" if camera and camera.rotating else ""
    return Caption(
        name, view.state, _state_words(view, now_s), mark, steered,
        alarm.id if alarm else "", alarm.priority if alarm else 0, bool(alarm and alarm.claimed_by), selected,
    )  # fmt: skip


def _state_words(view: TileView, now_s: float) -> str:
    if view.state is TileState.IDLE:
        return ""
    if view.state is TileState.OPENING:
        return tr("opening …")
    last = _last_clock(view)
    if view.state is TileState.LIVE:
        return tr("{clock}  live", clock=last)
    if view.state is TileState.STALE:
        return tr("{clock}  stale {age} s", clock=last, age=f"{view.age_s or 0:.1f}")
    status = view.status
    since_s = now_s - (status.last_frame_s or status.failed_s or status.opened_s) if status else 0.0
    return tr("lost {age}", age=age(since_s))


def _last_clock(view: TileView) -> str:
    picture = view.picture
    return clock(datetime.fromtimestamp(picture.captured_utc, UTC)) if picture else ""


def lost_words(view: TileView, now_s: float) -> tuple[str, str]:
    """Say in the picture's place why there is none: a heading and one line."""
    status = view.status
    parts = []
    if status and status.reason:
        parts.append(say(status.reason))
    if view.picture:
        parts.append(tr("last picture {clock}", clock=_last_clock(view)))
    if status and status.next_try_s is not None and status.next_try_s > now_s:
        parts.append(tr("next try in {seconds} s", seconds=int(status.next_try_s - now_s) + 1))
    return tr("No picture"), " · ".join(parts)


class TilePainter:
    """Paint tiles; holds only fonts and colours."""

    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._name_font, self._small_font, self._big_font = ui_font(14, bold=True), ui_font(13), ui_font(17)
        self._small = QFontMetrics(self._small_font)
        self._name = QFontMetrics(self._name_font)

    def paint_picture(self, painter: QPainter, tile: QRect, view: TileView, alarm: Alarm | None, now_s: float) -> None:
        """Paint the newest picture in its place, dimmed if it is old, with the alarm's box over it."""
        area = picture_rect(tile)
        picture = view.picture
        target = area
        if picture is None or view.state is TileState.IDLE:
            painter.fillRect(area, color(BLACK))
        if picture is not None and view.state is not TileState.IDLE:
            image = QImage(
                picture.data, picture.width, picture.height, picture.stride, QImage.Format.Format_RGB32
            )  # fmt: skip
            target = fitted(picture.width, picture.height, area, painter.device().devicePixelRatioF())
            if target != area:
                for margin in margins(area, target):
                    painter.fillRect(margin, color(BLACK))
            if (image.width(), image.height()) == (target.width(), target.height()):
                # A plain copy; by way of a target rectangle it is blended by threads, at three times the cost.
                painter.drawImage(target.topLeft(), image)
            else:
                painter.drawImage(target, image)
            if view.state in DIMMED:
                painter.fillRect(target, color("#000000", DIMMED[view.state]))
        if view.state is TileState.LIVE:
            if alarm is not None and alarm.box is not None and alarm.active:
                self._paint_box(painter, target, alarm)
        elif view.state is TileState.LOST:
            self._paint_words(painter, area, *lost_words(view, now_s))
        elif view.state is TileState.OPENING:
            self._paint_words(painter, area, tr("opening …"), "")
        elif view.state is TileState.IDLE:
            self._paint_words(painter, area, "", tr("empty: choose a camera at the left"))

    def paint_caption(self, painter: QPainter, tile: QRect, caption: Caption) -> None:
        """Paint name, state and clock, never over the picture."""
        tokens = self._tokens
        bar = caption_rect(tile)
        painter.fillRect(bar, color(tokens.caption))
        x, right = bar.left() + 8, bar.right() - 8
        if caption.alarm_priority:
            rect = QRectF(bar.left() + 4, bar.center().y() - BADGE_PX[1] / 2 + 0.5, *BADGE_PX)
            paint_badge(painter, rect, caption.alarm_priority, tokens, loud=not caption.alarm_claimed)
            x = int(rect.right()) + 8
        painter.setFont(self._small_font)
        words = caption.right if tile.width() >= ROOM_FOR_CLOCK_PX else caption.right.rpartition("  ")[2]
        # The mark beside the name tells the state too: a disc, a square, a cross.
        words = words if tile.width() >= ROOM_FOR_STATE_PX else ""
        width = self._small.horizontalAdvance(words)
        painter.setPen(color(self._state_color(caption.state)))
        painter.drawText(QRect(right - width, bar.top(), width + 1, bar.height()), Qt.AlignmentFlag.AlignVCenter, words)
        right -= width + 8
        if caption.state in (TileState.LIVE, TileState.STALE, TileState.LOST):
            self._paint_dot(painter, right - 4, bar.center().y() + 1, caption.state)
            right -= 16
        for mark in (caption.steered, caption.mark):
            if mark and right - x > self._name.horizontalAdvance(caption.name) + 30:
                width = self._small.horizontalAdvance(mark)
                painter.setPen(color(tokens.second))
                painter.drawText(
                    QRect(right - width, bar.top(), width + 1, bar.height()), Qt.AlignmentFlag.AlignVCenter, mark
                )
                right -= width + 8
        painter.setFont(self._name_font)
        painter.setPen(color(tokens.text))
        name = self._name.elidedText(caption.name, Qt.TextElideMode.ElideMiddle, max(0, right - x))
        painter.drawText(QRect(x, bar.top(), right - x, bar.height()), Qt.AlignmentFlag.AlignVCenter, name)

    def paint_frames(self, painter: QPainter, tile: QRect, caption: Caption) -> None:
        """Paint the alarm's frame, and outside it the white one of the selected tile."""
        if caption.alarm_priority:
            inset = 4 if caption.selected else 1
            painter.setPen(_frame_pen(self._tokens.frame[caption.alarm_priority], 3))
            painter.drawRect(tile.adjusted(inset, inset, -inset - 1, -inset - 1))
        if caption.selected:
            painter.setPen(_frame_pen(self._tokens.chosen, 3))
            painter.drawRect(tile.adjusted(1, 1, -2, -2))

    def _state_color(self, state: TileState) -> str:
        return {TileState.STALE: self._tokens.warning, TileState.LOST: self._tokens.danger}.get(
            state, self._tokens.second
        )

    def _paint_dot(self, painter: QPainter, x: int, y: int, state: TileState) -> None:
        # Shape beside colour: a disc is live, a square is stale, a cross is lost.
        painter.save()
        painter.setPen(QPen(color(self._state_color(state)), 2))
        painter.setBrush(color(self._state_color(state)))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state is TileState.LIVE:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawEllipse(x - 4, y - 5, 8, 8)
        elif state is TileState.STALE:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawRect(x - 4, y - 5, 8, 8)
        else:
            painter.drawLine(x - 4, y - 5, x + 3, y + 2)
            painter.drawLine(x + 3, y - 5, x - 4, y + 2)
        painter.restore()

    def _paint_words(self, painter: QPainter, area: QRect, heading: str, line: str) -> None:
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap
        middle = area.center().y()
        inner = area.adjusted(10, 0, -10, 0)
        if heading:
            painter.setFont(self._big_font)
            painter.setPen(color(ON_VIDEO))
            painter.drawText(QRect(inner.left(), middle - 28, inner.width(), 26), flags, heading)
        painter.setFont(self._small_font)
        painter.setPen(color("#a7afb8"))
        painter.drawText(
            QRect(inner.left(), middle + 2, inner.width(), max(0, area.bottom() - middle - 4)), flags, line
        )

    def _paint_box(self, painter: QPainter, picture: QRect, alarm: Alarm) -> None:
        box = alarm.box
        assert box is not None
        rect = QRectF(
            picture.left() + box.x * picture.width(), picture.top() + box.y * picture.height(),
            box.w * picture.width(), box.h * picture.height(),
        )  # fmt: skip
        painter.setPen(QPen(color(self._tokens.frame[alarm.priority]), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect)
        words = kind_word(alarm.kind) + (f" {alarm.score:.2f}" if alarm.score is not None else "")
        painter.setFont(self._small_font)
        width = self._small.horizontalAdvance(words) + 10
        left = min(max(rect.left(), picture.left()), picture.right() - width)
        label = QRectF(left, max(rect.top() - 20, picture.top()), width, 20)
        painter.fillRect(label, color(self._tokens.priority[alarm.priority]))
        painter.setPen(color(self._tokens.priority_text))
        painter.drawText(label, Qt.AlignmentFlag.AlignCenter, words)


def _frame_pen(shade: str, width: int) -> QPen:
    return QPen(color(shade), width, j=Qt.PenJoinStyle.MiterJoin)


def fitted(width: int, height: int, area: QRect, ratio: float) -> QRect:
    """Return where a picture of device pixels stands in an area: one to one if it fits, else scaled, aspect kept."""
    w, h = width / ratio, height / ratio
    scale = min(area.width() / w, area.height() / h) if w and h else 1.0
    if 0.97 <= scale <= 1.03 and w <= area.width() and h <= area.height():
        scale = 1.0
    w, h = round(w * scale), round(h * scale)
    return QRect(area.left() + (area.width() - w) // 2, area.top() + (area.height() - h) // 2, w, h)
