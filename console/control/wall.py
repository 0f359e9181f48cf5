"""The wall: which camera is in which tile, which streams are open for it, and what a tile may truthfully say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from console.control.streams import WallStreams
from console.core.camera import Camera
from console.core.clock import Clock
from console.core.errors import Refused
from console.core.hook import Hook
from console.core.ptz import Position
from console.core.stream import StreamSource, StreamStatus, TileState, tile_state

if TYPE_CHECKING:
    from console.control.messages import Messages
    from console.control.recorder import Recorder
    from console.control.tasks import Tasks
    from console.video.pool import Picture, VideoPool

LAYOUTS = (1, 4, 9, 16, 25, 36)
TILES = 64


@dataclass(frozen=True, slots=True)
class TileView:
    """Hold what a tile shows now; age_s: since its newest picture was decoded, None before one."""

    camera: Camera | None
    state: TileState
    age_s: float | None
    status: StreamStatus | None
    picture: Picture | None


class WallService:
    """Keep the wall, on the UI thread. Tiles beyond the layout are remembered, not shown."""

    def __init__(
        self,
        pool: VideoPool,
        recorder: Recorder,
        messages: Messages,
        clock: Clock,
        camera: Callable[[str], Camera | None],
        source: Callable[[Camera], StreamSource],
        layout: int,
        tasks: Tasks,
    ) -> None:
        self.layout = _check_layout(layout)
        self.tiles: list[str] = [""] * TILES
        self.selected = 0
        self.enlarged: int | None = None
        self.changed: Hook[[]] = Hook()
        self._clock = clock
        self._camera = camera
        self._tasks = tasks
        self._size = (0, 0)
        self._large_size = (0, 0)
        self._streams = WallStreams(pool, recorder, messages, clock, source, tasks)

    def visible(self) -> list[int]:
        """List the tiles that are on the screen."""
        return [self.enlarged] if self.enlarged is not None else list(range(self.layout))

    def set_layout(self, n: int) -> None:
        """Show 1, 4, 9, 16, 25 or 36 tiles; the selected tile stays on the wall."""
        self.layout = _check_layout(n)
        self.enlarged = None
        if self.selected >= n:
            self.selected = 0
        self._update()

    def assign(self, tile: int, camera_id: str) -> None:
        """Put a camera in a tile and select it; raise Refused for a camera nobody registered."""
        if self._camera(camera_id) is None:
            raise Refused("There is no camera {camera}.", camera=camera_id)
        self.tiles[_check_tile(tile)] = camera_id
        self.selected = tile
        self._update()

    def fill(self, tile: int, camera_id: str) -> None:
        """Put a camera in a tile, unless the tile has one or the camera is shown already; the selection stays."""
        if not self.tiles[_check_tile(tile)] and camera_id not in self.tiles:
            self.tiles[tile] = camera_id
            self._update()

    def clear(self, tile: int) -> None:
        """Empty a tile."""
        self.tiles[_check_tile(tile)] = ""
        if self.enlarged == tile:
            self.enlarged = None
        self._update()

    def swap(self, a: int, b: int) -> None:
        """Exchange what two tiles show; the selection goes along with the first."""
        _check_tile(a), _check_tile(b)
        self.tiles[a], self.tiles[b] = self.tiles[b], self.tiles[a]
        if self.selected == a:
            self.selected = b
        self._update()

    def select(self, tile: int) -> None:
        """Select a tile."""
        self.selected = _check_tile(tile)
        self._update()

    def show(self, camera_id: str) -> int:
        """Bring a camera to the eye and return its tile.

        Where it is already, else the selected tile if that is empty, else the first empty one, else the first.
        """
        on_wall = range(self.layout)
        places = [tile for tile in on_wall if self.tiles[tile] == camera_id]
        if not places:
            empty = [tile for tile in on_wall if not self.tiles[tile]]
            places = [self.selected] if self.selected in empty else empty or [0]
            if self._camera(camera_id) is None:
                raise Refused("There is no camera {camera}.", camera=camera_id)
            self.tiles[places[0]] = camera_id
        self.selected = places[0]
        if self.enlarged is not None:
            self.enlarged = self.selected
        self._update()
        return self.selected

    def enlarge(self, tile: int) -> None:
        """Let one tile fill the wall; the others' streams stay open, so that going back takes no time."""
        self.enlarged = self.selected = _check_tile(tile)
        self._update()

    def shrink(self) -> None:
        """Go back from the one enlarged tile to all."""
        self.enlarged = None
        self._update()

    def set_tile_size(self, width: int, height: int) -> None:
        """Tell the pixel size of a tile's picture area as it is on the screen now."""
        if self.enlarged is None:
            self._size = (width, height)
        else:
            self._large_size = (width, height)
        self._update()

    def look(self, camera_id: str, position: Position) -> None:
        """Tell where a virtual rotating camera looks: its stream is cut there."""
        self._streams.look(camera_id, position)

    def tick(self) -> None:
        """Take what the decoding children have; about 30 times a second."""
        if self._streams.tick():
            self._tasks.tell(self.changed)

    def view(self, tile: int) -> TileView:
        """Return what a tile shows now; a picture that is not live keeps its age."""
        camera_id = self.tiles[_check_tile(tile)]
        return self.view_of(camera_id) if camera_id else TileView(None, TileState.IDLE, None, None, None)

    def view_of(self, camera_id: str) -> TileView:
        """Return what a tile with this camera shows; idle where no stream of it is open."""
        camera = self._camera(camera_id)
        if camera is None:
            return TileView(None, TileState.IDLE, None, None, None)
        status = self._streams.status(camera.id)
        now_s = self._clock.monotonic_ns() / 1e9
        age_s = now_s - status.last_frame_s if status is not None and status.last_frame_s is not None else None
        return TileView(camera, tile_state(status, now_s), age_s, status, self._streams.picture(camera.id))

    def camera_at(self, tile: int) -> Camera | None:
        """Return the camera in a tile."""
        camera_id = self.tiles[_check_tile(tile)]
        return self._camera(camera_id) if camera_id else None

    def state_of(self, camera_id: str) -> TileState:
        """Return what a tile with this camera says; idle where no stream of it is open."""
        return tile_state(self._streams.status(camera_id), self._clock.monotonic_ns() / 1e9)

    def close(self) -> None:
        """Close all streams."""
        self._streams.want({})

    def _update(self) -> None:
        wanted: dict[str, tuple[Camera, int, int]] = {}
        if min(self._size) > 0 or min(self._large_size) > 0:
            normal = self._size if min(self._size) > 0 else self._large_size
            for tile in {*range(self.layout), *self.visible()}:
                camera = self.camera_at(tile)
                if camera is None:
                    continue
                size = self._large_size if tile == self.enlarged and min(self._large_size) > 0 else normal
                _, width, height = wanted.get(camera.id, (camera, 0, 0))
                wanted[camera.id] = (camera, max(width, size[0]), max(height, size[1]))
        self._streams.want(wanted)
        self._tasks.tell(self.changed)


def _check_layout(n: int) -> int:
    if n not in LAYOUTS:
        raise ValueError(f"no layout of {n} tiles")
    return n


def _check_tile(tile: int) -> int:
    if not 0 <= tile < TILES:
        raise ValueError(f"no tile {tile}")
    return tile
