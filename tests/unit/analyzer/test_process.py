"""The analyzer's real process on a real clip: events come, a killed child is replaced, nothing is left behind."""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import pytest

from console.analyzer.frames import loop_position
from console.analyzer.process import AnalyzerProcess
from console.analyzer.zones import AnalyzedCamera, from_json, to_json
from console.core.ptz import Position
from console.core.stream import StreamSource
from console.core.text import Text
from console.feeds.native import parse_native
from console.video.demo.clip import encode_clip
from console.video.demo.lens import Lens
from console.video.demo.recipe import Act, Actor, Recipe
from console.video.demo.site import DemoZone

_WALK = Actor(
    1, "person", ((0.2, -5.0, 8.0), (4.5, 0.0, 8.0), (5.2, 0.01, 8.0), (9.6, 5.0, 8.0)), ("#ffffff", "#e0e0e0")
)
_ZONE = DemoZone("한가운데", "출입 금지", "intrusion", ((0.35, 0.3), (0.65, 0.3), (0.65, 1.0), (0.35, 1.0)))


STOPPED = "The analyzer has stopped and is being started again."


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Somebody walks through the middle once in each 7 s."""
    path = tmp_path_factory.mktemp("clip") / "walk.mp4"
    recipe = Recipe("cam", "civic", 3, Lens(640, 360), 10, 0.9, (Act("a", 7.0, (_WALK,)),), ("a",))
    for _ in encode_clip(recipe, path):
        pass
    return path


class Room:
    """Collect what the analyzer says."""

    def __init__(self, *cameras: AnalyzedCamera) -> None:
        self.events: list[dict[str, Any]] = []
        self.lines: list[bytes] = []
        self.faults: list[Text] = []
        self.states: list[Text | None] = []
        self.process = AnalyzerProcess(cameras, self._take, self.faults.append, self.states.append)
        self.process.start()

    def _take(self, line: bytes) -> None:
        self.lines.append(line)
        self.events.append(json.loads(line))

    def until(self, condition: Callable[[], bool], seconds: float = 60.0) -> None:
        deadline = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < deadline, f"waited too long: {self.events} {self.faults}"
            time.sleep(0.02)

    def phases(self) -> list[str]:
        return [event["phase"] for event in self.events if event["phase"] != "update"]


@dataclass(frozen=True)
class House:
    """Hold four analyzers that look at the same time, so that the tests need not wait one after the other."""

    plain: Room
    many: Room
    killed: Room
    stopped: Room
    late: Path


@pytest.fixture(scope="module")
def house(clip: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    before = set(threading.enumerate())
    folder = tmp_path_factory.mktemp("clips")
    nonsense, late = folder / "nonsense.mp4", folder / "late.mp4"
    nonsense.write_bytes(b"this is no film" * 100)
    cameras = [camera(clip, "away", pannable=True), camera(clip, "home", pannable=True)]
    many = Room(*cameras, camera(late, "late"), camera(nonsense, "nonsense"))
    many.process.set_viewport("away", Position(0.8, 0.0, 0.3))
    many.process.set_viewport("nobody", Position(0.8, 0.0, 0.3))
    opened = House(Room(camera(clip)), many, Room(camera(clip)), Room(camera(clip)), late)
    yield opened
    for room in (opened.plain, opened.many, opened.killed, opened.stopped):
        pid = room.process.pid
        room.process.close()
        assert room.process.pid is None
        assert pid is None or not psutil.pid_exists(pid)
    assert set(threading.enumerate()) <= before


def camera(clip: Path, name: str = "cam", pannable: bool = False) -> AnalyzedCamera:
    return AnalyzedCamera(name, StreamSource(name, str(clip), loop=True, pannable=pannable), (_ZONE,))


def test_a_killed_child_is_replaced_and_leaves_no_episode_open(house: House) -> None:
    room = house.killed
    room.until(lambda: "start" in room.phases())
    first = room.process.pid
    assert first is not None
    psutil.Process(first).kill()
    room.until(lambda: room.phases()[:2] == ["start", "end"])
    assert room.events[0]["id"] == room.events[-1]["id"]
    room.until(lambda: room.process.pid not in (None, first))
    room.until(lambda: room.phases().count("start") == 2)
    room.until(lambda: len(room.states) == 3)
    assert list(map(str, room.states)) == ["None", STOPPED, "None"]
    assert room.faults == []
    assert [event["seq"] for event in room.events] == list(range(1, len(room.events) + 1))


def test_a_walk_through_the_zone_is_an_episode_in_the_native_form(house: House) -> None:
    room = house.plain
    room.until(lambda: "end" in room.phases())
    good, bad = parse_native(b"[" + b",".join(room.lines) + b"]", "analyzer")
    assert bad == []
    assert [event.seq for event in good] == list(range(1, len(good) + 1))
    assert {(event.camera_id, event.kind, event.source) for event in good} == {("cam", "intrusion", "analyzer")}
    assert {event.zone for event in good} == {"한가운데"}
    start = room.events[0]
    assert start["phase"] == "start"
    assert start["snapshot"].startswith("/9j/")
    x, _, w, h = start["box"]
    assert 0.3 < x + w / 2 < 0.7
    assert h > w


def test_only_what_can_be_seen_from_home_is_judged(house: House, clip: Path) -> None:
    """A camera that looks elsewhere is left alone; a clip that is not there yet is awaited; nonsense is said once."""
    room = house.many
    room.until(lambda: room.phases().count("end") >= 1)
    assert {(event["camera"], event["preset"]) for event in room.events} == {("home", "home")}
    room.process.set_viewport("away", Position(0.0, 0.0, 0.0))
    house.late.hardlink_to(clip)
    room.until(lambda: {"away", "late"} <= {event["camera"] for event in room.events})
    assert [fault.args["camera"] for fault in room.faults] == ["nonsense"]
    assert "cannot see" in str(room.faults[0])


def test_closing_ends_what_is_open(house: House) -> None:
    room = house.plain
    room.until(lambda: room.phases()[-1] == "start")
    room.process.close()
    assert room.phases()[-1] == "end"
    assert (room.faults, room.states) == ([], [None])


@pytest.mark.skipif(sys.platform == "win32", reason="SIGSTOP")
def test_a_child_that_stands_still_is_noticed_and_replaced(house: House) -> None:
    room = house.stopped
    room.until(lambda: room.states == [None])
    first = room.process.pid
    assert first is not None
    psutil.Process(first).suspend()
    room.until(lambda: len(room.states) == 3)
    assert list(map(str, room.states)) == ["None", STOPPED, "None"]
    assert room.process.pid not in (None, first)


def test_a_camera_goes_through_the_pipe_unchanged_and_its_password_stays_out_of_sight() -> None:
    source = StreamSource("cam", "rtsp://host/1", "user", "s3cret")
    sent = AnalyzedCamera("cam", source, (), Position(0.1, 0.2, 0.3))
    assert from_json(json.loads(json.dumps(to_json(sent)))) == sent
    assert "s3cret" not in repr(sent)


def test_everyone_on_a_machine_sees_the_same_place_of_a_loop() -> None:
    assert loop_position(125.0, 50.0) == 25.0
