"""One camera's eyes: a decoded frame in, events out. Owned by the camera's thread in the analyzer's process."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import av
import cv2
import numpy as np
import numpy.typing as npt

from console.analyzer.episodes import Event, ZoneWatch
from console.analyzer.motion import HEIGHT, WIDTH, Motion
from console.analyzer.tracks import Track, Tracker, overlap
from console.analyzer.zones import AnalyzedCamera
from console.core.viewport import viewport

_SNAPSHOT_WIDTH = 640
_JPEG_QUALITY = 82
_GHOST_AFTER_S = 1.6
_GHOST_STIR = 1.5
Grey = npt.NDArray[Any]


class Eyes:
    """Watch every zone of one camera; not thread-safe."""

    def __init__(self, camera: AnalyzedCamera) -> None:
        self._camera = camera
        self._motion = Motion()
        self._tracker = Tracker()
        preset = "home" if camera.source.pannable else ""
        self._zones = [ZoneWatch(camera.id, zone, preset) for zone in camera.zones]

    @property
    def tracks(self) -> Sequence[Track]:
        """Return who is followed now."""
        return self._tracker.tracks

    def step(self, frame: av.VideoFrame, now_s: float, now: datetime) -> list[Event]:
        """Look at a frame; the time between frames may vary."""
        keep = [t.box for t in self._tracker.tracks if t.confirmed]
        ghosts = self._ghosts(now_s)
        blobs = self._motion.step(self._small(frame), now_s, keep, [g.box for g in ghosts])
        if blobs is None:
            self._tracker.clear()
            return [event for zone in self._zones for event in zone.reset(now)]
        seen = [t for t in self._tracker.step(blobs, now_s) if t not in ghosts]
        everyone = {t.id for t in self._tracker.tracks}
        return [
            event
            for zone in self._zones
            for event in zone.step(seen, now_s, now, lambda: self._snapshot(frame), everyone)
        ]

    def suspend(self, now: datetime) -> list[Event]:
        """End what is open and forget who was there; the background stays known."""
        self._tracker.clear()
        return [event for zone in self._zones for event in zone.reset(now)]

    def _ghosts(self, now_s: float) -> list[Track]:
        """Return tracks that are only a hole where something of the background was."""
        still = [
            t
            for t in self._tracker.tracks
            if t.confirmed and t.stir < _GHOST_STIR and now_s - t.still_since_s > _GHOST_AFTER_S
        ]
        alone = [t for t in still if not any(o is not t and overlap(o.box, t.box) > 0 for o in self._tracker.tracks)]
        return [t for t in alone if self._motion.removed(t.box)]

    def _crop(self, width: int, height: int) -> tuple[int, int, int, int]:
        if not self._camera.source.pannable:
            return 0, 0, width, height
        home = self._camera.home
        return viewport(home.pan, home.tilt, home.zoom, width, height)

    def _small(self, frame: av.VideoFrame) -> Grey:
        plane = frame.planes[0]
        luma = np.frombuffer(memoryview(plane), np.uint8).reshape(plane.height, plane.line_size)
        x, y, w, h = self._crop(frame.width, frame.height)
        small: Grey = cv2.resize(luma[y : y + h, x : x + w], (WIDTH, HEIGHT), interpolation=cv2.INTER_AREA)
        return small

    def _snapshot(self, frame: av.VideoFrame) -> str:
        picture: Grey = frame.to_ndarray(format="bgr24")
        x, y, w, h = self._crop(frame.width, frame.height)
        picture = picture[y : y + h, x : x + w]
        if w > _SNAPSHOT_WIDTH:
            size = (_SNAPSHOT_WIDTH, round(h * _SNAPSHOT_WIDTH / w))
            picture = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
        _, jpeg = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, _JPEG_QUALITY])
        return base64.b64encode(jpeg.tobytes()).decode("ascii")
