"""The wall's open streams: opened, resized and closed as wanted, and journalled when they are lost or come back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from console.control.recorder import MACHINE
from console.core.camera import Camera
from console.core.clock import Clock
from console.core.entry import Draft
from console.core.errors import WorldError
from console.core.ptz import Position
from console.core.stream import StreamSource, StreamStatus, TileState, tile_state
from console.core.text import recorded, text

if TYPE_CHECKING:
    from console.control.messages import Messages
    from console.control.recorder import Recorder
    from console.control.tasks import Tasks
    from console.video.pool import Picture, VideoPool

SILENT = text("no picture arrived")


@dataclass(slots=True)
class _Stream:
    camera: Camera
    width: int
    height: int
    opened_s: float
    state: TileState = TileState.OPENING
    fault: StreamStatus | None = None


class WallStreams:
    """Own the streams of the wall, one a camera, on the UI thread."""

    def __init__(
        self,
        pool: VideoPool,
        recorder: Recorder,
        messages: Messages,
        clock: Clock,
        source: Callable[[Camera], StreamSource],
        tasks: Tasks,
    ) -> None:
        self._pool = pool
        self._recorder = recorder
        self._messages = messages
        self._clock = clock
        self._source = source
        self._tasks = tasks
        self._open: dict[str, _Stream] = {}
        self._lost_s: dict[str, float] = {}
        self._looks: dict[str, Position] = {}

    def want(self, wanted: Mapping[str, tuple[Camera, int, int]]) -> None:
        """Open, resize and close until just these are open: camera id → camera, width and height in pixels."""
        for camera_id in [known for known in self._open if known not in wanted]:
            self._close(camera_id)
        for camera_id, (camera, width, height) in wanted.items():
            stream = self._open.get(camera_id)
            if stream is not None and (stream.camera != camera or stream.fault is not None):
                self._close(camera_id)
                stream = None
            if stream is None:
                self._begin(camera, width, height)
            elif (stream.width, stream.height) != (width, height):
                stream.width, stream.height = width, height
                if stream.fault is None:
                    self._pool.resize(camera_id, width, height)

    def look(self, camera_id: str, position: Position) -> None:
        """Cut a pannable stream at a position, now and whenever it is opened."""
        self._looks[camera_id] = position
        stream = self._open.get(camera_id)
        if stream is not None and stream.fault is None:
            self._pool.set_viewport(camera_id, position.pan, position.tilt, position.zoom)

    def status(self, camera_id: str) -> StreamStatus | None:
        """Return how a stream does; None where it is not open."""
        stream = self._open.get(camera_id)
        if stream is None:
            return None
        return stream.fault or self._pool.status(camera_id) or StreamStatus(stream.opened_s)

    def picture(self, camera_id: str) -> Picture | None:
        """Return the newest picture of an open stream."""
        stream = self._open.get(camera_id)
        return None if stream is None or stream.fault is not None else self._pool.picture(camera_id)

    def tick(self) -> bool:
        """Read the children's reports; tell whether any stream's state is another one now."""
        self._pool.poll()
        now_s = self._now_s()
        changed = False
        for camera_id, stream in self._open.items():
            status = self.status(camera_id)
            state = tile_state(status, now_s)
            if state is stream.state:
                continue
            changed = True
            stream.state = state
            if state is TileState.LOST and camera_id not in self._lost_s and status is not None:
                self._lose(stream, status)
            elif state is TileState.LIVE and camera_id in self._lost_s:
                self._restore(stream, now_s)
        return changed

    def _begin(self, camera: Camera, width: int, height: int) -> None:
        now_s = self._now_s()
        stream = self._open[camera.id] = _Stream(camera, width, height, now_s)
        try:
            source = self._source(camera)
            self._pool.open(camera.id, source, width, height)
        except WorldError as fault:
            stream.fault = StreamStatus(now_s, failed_s=now_s, reason=fault.text)
            self._tasks.tell(self._messages.warn, fault.text)
            return
        position = self._looks.get(camera.id)
        if source.pannable and position is not None:
            self._pool.set_viewport(camera.id, position.pan, position.tilt, position.zoom)

    def _close(self, camera_id: str) -> None:
        stream = self._open.pop(camera_id)
        if stream.fault is None:
            self._pool.close_stream(camera_id)

    def _lose(self, stream: _Stream, status: StreamStatus) -> None:
        self._lost_s[stream.camera.id] = status.last_frame_s or status.opened_s
        body: dict[str, object] = {"camera": stream.camera.name, **recorded(status.reason or SILENT)}
        self._recorder.note(Draft("stream.lost", body, MACHINE, camera_id=stream.camera.id))

    def _restore(self, stream: _Stream, now_s: float) -> None:
        lost_s = round(now_s - self._lost_s.pop(stream.camera.id), 1)
        body: dict[str, object] = {"camera": stream.camera.name, "lost_s": lost_s}
        self._recorder.note(Draft("stream.restored", body, MACHINE, camera_id=stream.camera.id))

    def _now_s(self) -> float:
        return self._clock.monotonic_ns() / 1e9
