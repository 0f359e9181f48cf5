"""The demo site in a running console: scenes drawn once, virtual rotating cameras, the built-in analyzer."""

from __future__ import annotations

import asyncio
import itertools
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from console.analyzer.process import AnalyzerProcess
from console.analyzer.zones import AnalyzedCamera
from console.control.messages import Level
from console.core.camera import Camera
from console.core.ptz import Position, PtzDevice
from console.core.text import Text, text
from console.devices.virtual import VirtualPtz
from console.feeds.batch import FeedBatch, FeedState
from console.feeds.native import parse_native
from console.ui.language import say
from console.video.demo.encoding import Encoding
from console.video.demo.site import DemoSite, default_cache, load_site, start_encoding

if TYPE_CHECKING:
    from console.app.compose import Composition

POLL_S = 0.25
RETRY_S = 2.0
FEED = "analyzer"


def demo_site(resources: Path) -> DemoSite:
    """Read the demo site."""
    return load_site(resources)


class DemoRoom:
    """Bring the demo site to life. UI thread, but for the callbacks that say otherwise."""

    def __init__(self, room: Composition, site: DemoSite) -> None:
        self._room, self._site = room, site
        self._loop = asyncio.get_running_loop()
        self._encoding: Encoding | None = None
        self._analyzer: AnalyzerProcess | None = None
        self._received = self._bad = 0
        self._state = FeedState(FEED, connected=False, since_s=self._now_s())
        self._closed = False

    def start(self) -> None:
        """Draw what was not drawn before; each camera is shown as soon as its scene is ready."""
        self._encoding = start_encoding(default_cache(), self._room.setting.resources)
        if self._room.setting.config.analyzer.enabled:
            self._report()
        self._room.tasks.spawn(self._follow_encoding(), "demo scenes")

    def close(self) -> None:
        """End the child processes."""
        self._closed = True
        if self._analyzer is not None:
            self._analyzer.close()
        if self._encoding is not None:
            self._encoding.close()

    def work(self) -> tuple[str, int, int]:
        """Tell how far the drawing is."""
        progress = self._encoding.poll() if self._encoding is not None else None
        if progress is None or progress.finished or progress.of == 0:
            return ("", 0, 0)
        words = text("Drawing the demo's scenes, once: {done} %", done=round(100 * progress.done / progress.of))
        return (say(words), progress.done, progress.of)

    def open_device(self, camera: Camera) -> PtzDevice:
        """Make the virtual camera that moves over a drawn scene."""
        presets = self._site.presets.get(camera.id, ())

        def moved(position: Position) -> None:
            self._on_loop(self._look, camera.id, position)

        return VirtualPtz(camera, self._room.setting.clock, moved, presets)

    async def _follow_encoding(self) -> None:
        assert self._encoding is not None
        shown: set[str] = set()
        tiles = {camera.id: tile for tile, camera in enumerate(self._site.cameras)}
        while True:
            progress = self._encoding.poll()
            for camera_id in sorted(progress.ready - shown, key=tiles.__getitem__):
                self._room.wall.fill(tiles[camera_id], camera_id)
                shown.add(camera_id)
            if progress.fault is not None:
                self._room.messages.say(Level.ERROR, progress.fault)
            if progress.finished:
                break
            await asyncio.sleep(POLL_S)
        self._encoding.close()
        if self._room.setting.config.analyzer.enabled and not self._closed:
            self._start_analyzer()

    def _start_analyzer(self) -> None:
        cameras = [
            AnalyzedCamera(camera.id, self._site.source(camera), self._site.zones.get(camera.id, ()))
            for camera in self._site.cameras
        ]
        self._analyzer = AnalyzerProcess(
            cameras, self._deliver, self._fault, lambda why_not: self._on_loop(self._stand, why_not)
        )  # fmt: skip
        self._analyzer.start()

    def _deliver(self, line: bytes) -> None:
        """Take one line of the analyzer, on its reader thread."""
        events, bad = parse_native(line, FEED)
        self._on_loop(self._take, FeedBatch(FEED, events, bad, False, lambda _committed: None))

    def _fault(self, sentence: object) -> None:
        self._on_loop(self._room.messages.warn, sentence)

    def _take(self, batch: FeedBatch) -> None:
        if not self._closed:
            self._received += len(batch.events)
            self._bad += len(batch.bad)
            self._report()
            self._room.tasks.spawn(self._receive(batch), "analyzer events")

    async def _receive(self, batch: FeedBatch) -> None:
        # No broker keeps the analyzer's events: they wait here until the journal takes them.
        for wait_s in itertools.repeat(RETRY_S):
            if await self._room.alarms.receive(batch):
                return
            await asyncio.sleep(wait_s)

    def _look(self, camera_id: str, position: Position) -> None:
        self._room.wall.look(camera_id, position)
        if self._analyzer is not None:
            self._analyzer.set_viewport(camera_id, position)

    def _stand(self, why_not: Text | None) -> None:
        """Take that the analyzer looks, or why it does not."""
        self._state = FeedState(FEED, why_not is None, self._now_s(), why_not)
        self._report()

    def _report(self) -> None:
        self._state = replace(self._state, received=self._received, bad=self._bad)
        self._room.health.report(self._state)

    def _now_s(self) -> float:
        return self._room.setting.clock.monotonic_ns() / 1e9

    def _on_loop(self, function: object, *args: object) -> None:
        if not self._closed:
            self._loop.call_soon_threadsafe(function, *args)  # type: ignore[arg-type]
