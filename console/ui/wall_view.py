"""The wall 상황판: a grid of live pictures, painted from shared memory at the UI's tick."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QDrag, QDragEnterEvent, QDropEvent, QMouseEvent, QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from console.core.alarm import Alarm
from console.core.stream import TileState
from console.ui.language import tr
from console.ui.theme import Tokens, color
from console.ui.tile_painter import (
    Caption,
    CaptionKey,
    TilePainter,
    caption_height,
    caption_key,
    caption_of,
    caption_rect,
    picture_rect,
)

if TYPE_CHECKING:
    from console.control.wall import TileView, WallService
    from console.core.clock import Clock

CAMERA_MIME = "application/x-gwanje-camera"
TILE_MIME = "application/x-gwanje-tile"
GAP_PX = 4
TICK_MS = 33


class WallView(QWidget):
    """Show the wall service's visible tiles; repaints only what changed.

    alarm_of: the most urgent open alarm of a camera id. steered: what to say on a tile whose camera is being steered.
    """

    tile_chosen = Signal(int)
    tile_enlarged = Signal(int)

    def __init__(
        self,
        wall: WallService,
        clock: Clock,
        tokens: Tokens,
        alarm_of: Callable[[str], Alarm | None],
        steered: Callable[[str], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._wall, self._clock, self._tokens = wall, clock, tokens
        self._alarm_of, self._steered = alarm_of, steered
        self._painter = TilePainter(tokens)
        self._captions: dict[int, Caption] = {}
        self._made: dict[int, tuple[CaptionKey, Caption]] = {}
        self._sequences: dict[int, int] = {}
        self._drag_from: QPoint | None = None
        self._rects_for: tuple[list[int], QSize] = ([], QSize())
        self._rects: dict[int, QRect] = {}
        self._tiles_region = QRegion()
        self._told: tuple[int | None, int, tuple[int, int]] | None = None
        self.painted_frames: dict[int, int] = {}
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(320, 240)
        self.setAccessibleName(tr("Wall"))
        self.leaves = [wall.changed.join(self._on_wall_changed)]

    def tile_rects(self) -> dict[int, QRect]:
        """Return the place of each visible tile, by tile number."""
        tiles = self._wall.visible()
        known = (tiles, self.size())
        if known != self._rects_for:
            self._rects_for, self._rects = known, self._make_rects(tiles)
            self._tiles_region = QRegion()
            for rect in self._rects.values():
                self._tiles_region += rect
        return self._rects

    def _make_rects(self, tiles: list[int]) -> dict[int, QRect]:
        side = max(1, math.isqrt(len(tiles) - 1) + 1) if tiles else 1
        rows = max(1, -(-len(tiles) // side))
        width, height = _tile_size((self.width() + GAP_PX) // side - GAP_PX, (self.height() + GAP_PX) // rows - GAP_PX)
        left = (self.width() - side * (width + GAP_PX) + GAP_PX) // 2
        top = (self.height() - rows * (height + GAP_PX) + GAP_PX) // 2
        rects = {}
        for place, tile in enumerate(tiles):
            row, column = divmod(place, side)
            rects[tile] = QRect(left + column * (width + GAP_PX), top + row * (height + GAP_PX), width, height)
        return rects

    def tick(self) -> None:
        """Ask for the repainting of what is newer than what is shown; called at the UI's tick."""
        now_s = self._clock.monotonic_ns() / 1e9
        dirty = QRegion()
        for tile, rect in self.tile_rects().items():
            view = self._wall.view(tile)
            caption = self._caption(tile, view, now_s)
            sequence = view.picture.sequence if view.picture else -1
            old = self._captions.get(tile)
            if caption != old:
                frames_differ = old is None or (old.selected, old.alarm_id, old.state) != (
                    caption.selected, caption.alarm_id, caption.state,
                )  # fmt: skip
                whole = frames_differ or caption.state in (TileState.LOST, TileState.STALE)
                dirty += rect if whole else caption_rect(rect)
                self._captions[tile] = caption
            if sequence != self._sequences.get(tile):
                dirty += picture_rect(rect)
        if not dirty.isEmpty():
            self.update(dirty)

    def caption(self, tile: int) -> Caption:
        """Return what stands under a tile's picture now."""
        return self._caption(tile, self._wall.view(tile), self._clock.monotonic_ns() / 1e9)

    def _caption(self, tile: int, view: TileView, now_s: float) -> Caption:
        camera_id = view.camera.id if view.camera else ""
        alarm = self._alarm_of(camera_id) if camera_id else None
        facts = (view, alarm, tile == self._wall.selected, self._steered(camera_id), now_s)
        key = caption_key(*facts)
        known = self._made.get(tile)
        if known is None or known[0] != key:
            known = self._made[tile] = (key, caption_of(*facts))
        return known[1]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the tiles that the region touches."""
        painter = QPainter(self)
        region = event.region()
        now_s = self._clock.monotonic_ns() / 1e9
        rects = self.tile_rects()
        gaps = region.subtracted(self._tiles_region)
        if not gaps.isEmpty():
            painter.save()
            painter.setClipRegion(gaps)
            painter.fillRect(gaps.boundingRect(), color(self._tokens.ground))
            painter.restore()
        for tile, rect in rects.items():
            if not region.intersects(rect):
                continue
            view = self._wall.view(tile)
            caption = self._caption(tile, view, now_s)
            if region.intersects(picture_rect(rect)):
                alarm = self._alarm_of(view.camera.id) if view.camera else None
                self._painter.paint_picture(painter, rect, view, alarm, now_s)
                sequence = view.picture.sequence if view.picture else -1
                if sequence != self._sequences.get(tile):
                    self.painted_frames[tile] = self.painted_frames.get(tile, 0) + 1
                self._sequences[tile] = sequence
            if region.intersects(caption_rect(rect)):
                self._painter.paint_caption(painter, rect, caption)
            self._painter.paint_frames(painter, rect, caption)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell the service how large a picture is worth decoding to."""
        super().resizeEvent(event)
        self._tell_size()

    def _tell_size(self) -> None:
        rects = self.tile_rects()
        if not rects:
            return
        area = picture_rect(next(iter(rects.values())))
        ratio = self.devicePixelRatioF()
        size = (max(16, round(area.width() * ratio)), max(16, round(area.height() * ratio)))
        told = (self._wall.enlarged, len(rects), size)
        if told != self._told:
            self._told = told
            self._wall.set_tile_size(*size)

    def _on_wall_changed(self) -> None:
        self._captions.clear()
        self._sequences.clear()
        self._tell_size()
        self.update()

    def tile_at(self, point: QPoint) -> int | None:
        """Return the tile under a point."""
        return next((tile for tile, rect in self.tile_rects().items() if rect.contains(point)), None)

    def step(self, columns: int, rows: int) -> None:
        """Move the selection by keyboard."""
        tiles = self._wall.visible()
        side = max(1, math.isqrt(len(tiles) - 1) + 1) if tiles else 1
        place = tiles.index(self._wall.selected) if self._wall.selected in tiles else 0
        row, column = divmod(place, side)
        target = min(max(row + rows, 0), side - 1) * side + min(max(column + columns, 0), side - 1)
        if target < len(tiles):
            self.tile_chosen.emit(tiles[target])

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Select a tile, and remember where a drag may begin."""
        tile = self.tile_at(event.position().toPoint())
        self._drag_from = event.position().toPoint() if event.button() is Qt.MouseButton.LeftButton else None
        if tile is not None:
            self.tile_chosen.emit(tile)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Enlarge a tile, or go back to the grid."""
        tile = self.tile_at(event.position().toPoint())
        self._drag_from = None
        if tile is not None:
            self.tile_enlarged.emit(tile)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Begin to drag a tile's camera to another tile."""
        start = self._drag_from
        if start is None or (event.position().toPoint() - start).manhattanLength() < QApplication.startDragDistance():
            return
        self._drag_from = None
        tile = self.tile_at(start)
        if tile is None or self._wall.camera_at(tile) is None:
            return
        data = QMimeData()
        data.setData(TILE_MIME, str(tile).encode())
        drag = QDrag(self)
        drag.setMimeData(data)
        drag.exec(Qt.DropAction.MoveAction)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take cameras from the finder and from other tiles."""
        if event.mimeData().hasFormat(CAMERA_MIME) or event.mimeData().hasFormat(TILE_MIME):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Put what was dropped in the tile under it."""
        tile = self.tile_at(event.position().toPoint())
        if tile is None:
            return
        data = event.mimeData()
        if data.hasFormat(CAMERA_MIME):
            self._wall.assign(tile, bytes(data.data(CAMERA_MIME).data()).decode())
        elif data.hasFormat(TILE_MIME):
            self._wall.swap(int(bytes(data.data(TILE_MIME).data())), tile)
        self.tile_chosen.emit(tile)
        event.acceptProposedAction()


def _tile_size(width: int, height: int) -> tuple[int, int]:
    """Return the largest tile in a room whose picture area is 16:9: frames hug the pictures, nothing is cropped."""
    caption = caption_height(width)
    picture = min(width, (height - caption) * 16 // 9)
    return picture, picture * 9 // 16 + caption
