"""The demo's scenes fill the wall as they are drawn, and leave alone what the operator has made of it meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from console.app import demo
from console.app.demo import DemoRoom
from console.config import AnalyzerConfig, Config
from console.control.health import HealthService
from console.control.wall import WallService
from console.core.camera import Camera
from console.core.stream import StreamSource
from console.core.text import Text
from console.video.demo.encoding import Progress
from console.video.demo.site import DemoSite
from tests.fakes import Desk, FakePool, camera, run, until

CAMERAS = {f"d{n}": camera(f"d{n}", rotating=False) for n in range(4)}


class Drawing:
    """Scenes that are ready when the test says so."""

    def __init__(self) -> None:
        self.progress = Progress(of=4)

    def poll(self) -> Progress:
        return self.progress

    def close(self) -> None:
        return

    def ready(self, *names: str, finished: bool = False) -> None:
        self.progress = replace(self.progress, ready=self.progress.ready | set(names), finished=finished)


class Analyzer:
    """An analyzer that says what the test says."""

    def __init__(
        self, _cameras: object, deliver: Callable[[bytes], None], _fault: object, state: Callable[[Text | None], None]
    ) -> None:
        self.deliver, self.state = deliver, state
        ANALYZERS.append(self)

    def start(self) -> None:
        return

    def close(self) -> None:
        return


ANALYZERS: list[Analyzer] = []


class Room:
    """What the demo needs of a composition."""

    def __init__(self, *, analyzer: bool) -> None:
        self.desk = Desk()
        config = replace(Config(), analyzer=AnalyzerConfig(enabled=analyzer))
        self.setting = SimpleNamespace(resources=Path(), config=config, clock=self.desk.clock)
        self.tasks, self.messages = self.desk.tasks, self.desk.messages
        self.health = HealthService(self.desk.recorder, self.messages, self.desk.clock, self.tasks)
        self.batches: list[Any] = []
        self.alarms = self
        self.wall = WallService(
            FakePool(), self.desk.recorder, self.messages, self.desk.clock, CAMERAS.get, _source, 4, self.tasks
        )

    async def receive(self, batch: object) -> bool:
        self.batches.append(batch)
        return True


def _source(one: Camera) -> StreamSource:
    return StreamSource(one.id, one.main_url)


@pytest.fixture
def drawing(monkeypatch: pytest.MonkeyPatch) -> Drawing:
    made = Drawing()
    monkeypatch.setattr(demo, "start_encoding", lambda *_: made)
    monkeypatch.setattr(demo, "AnalyzerProcess", Analyzer)
    monkeypatch.setattr(demo, "POLL_S", 0.001)
    ANALYZERS.clear()
    return made


def make(room: Room) -> DemoRoom:
    site = DemoSite(tuple(CAMERAS.values()), {}, {}, (), "")
    return DemoRoom(room, site)  # type: ignore[arg-type]


def test_scenes_fill_empty_tiles_and_never_move_the_selection(drawing: Drawing) -> None:
    async def story() -> None:
        room = Room(analyzer=False)
        opened = make(room)
        opened.start()
        drawing.ready("d1")
        await until(lambda: room.wall.tiles[1] == "d1")
        assert room.wall.selected == 0
        room.wall.assign(2, "d3")
        room.wall.select(1)
        drawing.ready("d0", "d2")
        await until(lambda: room.wall.tiles[0] == "d0")
        drawing.ready("d3", finished=True)
        await room.tasks.aclose()
        assert room.wall.tiles[:4] == ["d0", "d1", "d3", ""]
        assert room.wall.selected == 1
        opened.close()
        assert room.desk.faults == []

    run(story)


def test_the_analyzer_counts_as_connected_only_while_it_looks(drawing: Drawing) -> None:
    async def story() -> None:
        room = Room(analyzer=True)
        opened = make(room)
        opened.start()
        drawing.ready(*CAMERAS, finished=True)
        await until(lambda: ANALYZERS)
        feeds = room.health.feeds
        assert (feeds["analyzer"].connected, feeds["analyzer"].reason) == (False, None)
        ANALYZERS[0].state(None)
        await until(lambda: feeds["analyzer"].connected)
        ANALYZERS[0].deliver(b"nonsense")
        await until(lambda: feeds["analyzer"].bad == 1)
        assert feeds["analyzer"].connected
        ANALYZERS[0].state(Text("The analyzer has stopped and is being started again."))
        await until(lambda: not feeds["analyzer"].connected)
        ANALYZERS[0].state(None)
        await until(lambda: feeds["analyzer"].connected)
        await room.desk.recorder.drain(10.0)
        opened.close()
        await room.tasks.aclose()
        assert room.desk.journal.kinds == ["feed.lost", "feed.restored"]
        assert (len(room.batches), room.desk.faults) == (1, [])

    run(story)
