"""Hand-written stand-ins for the rooms that control works with, and the clock that tests turn by hand."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from concurrent.futures import Future
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal, TypeVar

from console.control.messages import Level, Messages
from console.control.recorder import Recorder
from console.control.tasks import Tasks
from console.core.alarm import Alarm, AlarmState
from console.core.camera import Camera
from console.core.entry import Draft, Entry, EntryFilter
from console.core.errors import DeviceError, JournalError
from console.core.event import AnalyticsEvent, BadEvent, Phase
from console.core.ptz import Position, Preset, PtzAbilities, PtzDevice, Velocity
from console.core.stream import StreamSource, StreamStatus
from console.devices.thread import DeviceThread
from console.feeds.batch import FeedBatch
from console.journal.canonical import digest_of
from console.journal.journal import Journal
from console.video.pool import Picture, VideoPool

T = TypeVar("T")
NOON = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
GIVE_UP_S = 20.0


class ManualClock:
    """A clock that stands still until it is turned."""

    def __init__(self, at: datetime = NOON) -> None:
        self.at = at
        self.ns = 1_000_000_000_000

    def utc(self) -> datetime:
        return self.at

    def monotonic_ns(self) -> int:
        return self.ns

    def advance(self, seconds: float) -> None:
        self.ns += round(seconds * 1e9)
        self.at += timedelta(seconds=seconds)

    @property
    def now_s(self) -> float:
        return self.ns / 1e9


class FakeJournal(Journal):
    """A journal in memory. fault: why every call fails, None while it works. paused: appends wait for `go_on`."""

    def __init__(self) -> None:
        self.written: list[Entry] = []
        self.shapes: dict[str, Alarm] = {}
        self.episodes: dict[tuple[str, str], str] = {}
        self.digests: set[str] = set()
        self.bad: list[BadEvent] = []
        self.appends: list[list[Draft]] = []
        self.asked = 0
        self.fault: JournalError | None = None
        self.unwritable: Callable[[Draft], bool] = lambda _: False
        self.paused = False
        self.picture: bytes | None = b"\xff\xd8\xff"
        self._waiting: list[tuple[list[Draft], Future[list[Entry]]]] = []

    @property
    def kinds(self) -> list[str]:
        return [entry.kind for entry in self.written]

    def append(self, drafts: Sequence[Draft]) -> Future[list[Entry]]:
        future: Future[list[Entry]] = Future()
        self._waiting.append((list(drafts), future))
        if not self.paused:
            self.go_on()
        return future

    def go_on(self) -> None:
        """Commit, or refuse, what waits."""
        waiting, self._waiting = self._waiting, []
        for drafts, future in waiting:
            self.appends.append(drafts)
            if self.fault is not None:
                future.set_exception(self.fault)
            elif any(map(self.unwritable, drafts)):
                future.set_exception(TypeError("not plain data"))
            else:
                future.set_result([self._write(draft) for draft in drafts])

    def _write(self, draft: Draft) -> Entry:
        seq = len(self.written) + 1
        entry = Entry(
            seq, NOON, 0, "desk", draft.operator, draft.kind, draft.alarm_id, draft.camera_id, draft.body, "", ""
        )  # fmt: skip
        self.written.append(entry)
        if draft.kind == "event.received":
            self.digests.add(digest_of(draft.body))
        if draft.alarm is not None:
            self.shapes[draft.alarm.id] = draft.alarm
            self.episodes.update(dict.fromkeys(draft.alarm.episodes, draft.alarm.id))
        return entry

    def _answer(self, value: T) -> Future[T]:
        self.asked += 1
        future: Future[T] = Future()
        if self.fault is not None:
            future.set_exception(self.fault)
        else:
            future.set_result(value)
        return future

    def quarantine(self, bad: Sequence[BadEvent]) -> Future[None]:
        if self.fault is None:
            self.bad += bad
        return self._answer(None)

    def open_alarms(self) -> Future[list[Alarm]]:
        return self._answer([alarm for alarm in self.shapes.values() if alarm.state is not AlarmState.CLOSED])

    def alarm(self, alarm_id: str) -> Future[Alarm | None]:
        return self._answer(self.shapes.get(alarm_id))

    def alarm_of_episode(self, source: str, id: str) -> Future[str | None]:  # noqa: A002 - the journal's own word
        return self._answer(self.episodes.get((source, id)))

    def known_event(self, source: str, id: str, digest: str) -> Future[bool]:  # noqa: A002 - the journal's own word
        return self._answer(digest in self.digests)

    def story(self, alarm_id: str) -> Future[list[Entry]]:
        return self._answer([entry for entry in self.written if entry.alarm_id == alarm_id])

    def snapshot(self, alarm_id: str) -> Future[bytes | None]:
        return self._answer(self.picture)

    def entries(self, f: EntryFilter, limit: int = 500, before_seq: int | None = None) -> Future[list[Entry]]:
        chosen = [e for e in self.written if before_seq is None or e.seq < before_seq]
        return self._answer(chosen[::-1][:limit])

    def count(self, f: EntryFilter) -> Future[int]:
        return self._answer(len(self.written))

    def export(self, out: Path, format: Literal["csv", "jsonl"], f: EntryFilter) -> Future[int]:  # noqa: A002
        if self.fault is None:
            out.write_text("".join(f"{entry.kind}\n" for entry in self.written))
        return self._answer(len(self.written))

    def close(self) -> None:
        return


class FakePool(VideoPool):
    """A pool without children: what it was told, and statuses that tests set."""

    def __init__(self) -> None:
        self.opened: dict[str, tuple[int, int]] = {}
        self.looks: list[tuple[str, float, float, float]] = []
        self.statuses: dict[str, StreamStatus] = {}
        self.calls: list[str] = []

    def open(self, stream_id: str, source: StreamSource, width: int, height: int) -> None:
        self.calls.append(f"open {stream_id}")
        self.opened[stream_id] = (width, height)

    def resize(self, stream_id: str, width: int, height: int) -> None:
        self.calls.append(f"resize {stream_id}")
        self.opened[stream_id] = (width, height)

    def close_stream(self, stream_id: str) -> None:
        self.calls.append(f"close {stream_id}")
        del self.opened[stream_id]

    def set_viewport(self, stream_id: str, pan: float, tilt: float, zoom: float) -> None:
        self.looks.append((stream_id, pan, tilt, zoom))

    def poll(self) -> None:
        return

    def status(self, stream_id: str) -> StreamStatus | None:
        return self.statuses.get(stream_id)

    def picture(self, stream_id: str) -> Picture | None:
        return None

    def close(self) -> None:
        self.opened.clear()


class SameLoopThread(DeviceThread):
    """The devices thread played by the test's own loop."""

    def __init__(self) -> None:
        self.loop = asyncio.get_running_loop()

    def submit(self, coro: Coroutine[Any, Any, T]) -> Future[T]:
        return asyncio.run_coroutine_threadsafe(coro, self.loop)

    def call_soon(self, function: Callable[..., object], *args: object) -> None:
        self.loop.call_soon(function, *args)

    def close(self) -> None:
        return


class FakePtzDevice(PtzDevice):
    """A rotating camera that does what it is told in the order in which it gets round to it.

    wait: awaited before each answer, by the call's name; the camera acts after it. failing: names of calls that fail.
    log: what the camera did. turning: whether it moves now.
    """

    def __init__(self, camera: Camera) -> None:
        self.camera = camera
        self.log: list[str] = []
        self.asked: list[str] = []
        self.turning: Velocity | None = None
        self.failing: set[str] = set()
        self.broken: set[str] = set()
        self.wait: dict[str, Callable[[], Awaitable[object]]] = {}
        self.at = Position(0.0, 0.0, 0.0)
        self.can = PtzAbilities(continuous=True, zoom=True, home=True, presets=True, status=True, max_presets=3)
        self.closed = False

    async def _do(self, name: str) -> None:
        self.asked.append(name)
        if name in self.wait:
            await self.wait[name]()
        if name in self.broken:
            raise ValueError(name)
        if name in self.failing:
            raise DeviceError("Camera {camera} does not answer.", camera=self.camera.id)
        self.log.append(name)

    async def abilities(self) -> PtzAbilities:
        await self._do("abilities")
        return self.can

    async def move(self, velocity: Velocity, timeout_s: float) -> None:
        await self._do("move")
        self.turning = velocity

    async def stop(self) -> None:
        await self._do("stop")
        self.turning = None

    async def presets(self) -> list[Preset]:
        return [Preset("1", "정문"), Preset("2", "골목")]

    async def goto_preset(self, token: str) -> None:
        await self._do(f"preset {token}")
        self.at = Position(0.5, 0.5, 0.5)

    async def goto_home(self) -> None:
        await self._do("home")
        self.at = Position(0.0, 0.0, 0.0)

    async def position(self) -> Position | None:
        await self._do("position")
        return self.at

    async def aclose(self) -> None:
        self.closed = True


class Desk:
    """What every service is given: clock, journal, messages, recorder and tasks, made inside a running loop."""

    def __init__(self, journal: Journal | None = None) -> None:
        self.clock = ManualClock()
        self.faults: list[BaseException] = []
        self.journal = FakeJournal()
        self.tasks = Tasks(lambda fault, _name: self.faults.append(fault))
        self.messages = Messages(self.clock)
        self.recorder = Recorder(journal or self.journal, self.messages, self.clock, "kim", self.tasks, no_sleep)

    def said(self, level: Level | None = None) -> list[str]:
        """Return the sentences said so far."""
        return [str(m.text) for m in self.messages.history if level is None or m.level is level]


async def no_sleep(_seconds: float) -> None:
    """Let others run once instead of waiting."""
    await asyncio.sleep(0)


async def until(condition: Callable[[], object]) -> None:
    """Wait until a condition holds; fails after a generous time."""
    async with asyncio.timeout(GIVE_UP_S):
        while not condition():  # noqa: ASYNC110 - any state of any part may be waited for
            await asyncio.sleep(0.002)


def run(story: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Run an asyncio story; whatever task it leaves behind fails the test."""

    async def watched() -> None:
        await story()
        left = asyncio.all_tasks() - {asyncio.current_task()}
        assert not left, left

    asyncio.run(watched())


def camera(camera_id: str = "c1", rotating: bool = True, name: str = "") -> Camera:
    """Make a camera."""
    return Camera(camera_id, name or f"카메라 {camera_id}", f"rtsp://cam/{camera_id}", rotating=rotating)


def event(
    id: str = "e1",  # noqa: A002 - the event's own word
    phase: Phase = Phase.START,
    camera_id: str = "c1",
    kind: str = "intrusion",
    started_at: datetime = NOON,
    zone: str = "",
    track: str = "",
    source: str = "ai",
    note: str = "",
) -> AnalyticsEvent:
    """Make a report; `note` makes it differ from one that is otherwise the same."""
    body: dict[str, object] = {
        "id": id, "source": source, "camera": camera_id, "kind": kind, "phase": phase.value, "zone": zone,
        "track": track, "started_at": started_at.isoformat(), "note": note,
    }  # fmt: skip
    return AnalyticsEvent(id, source, camera_id, kind, phase, started_at, body, zone=zone, track=track)


def batch(*events: AnalyticsEvent, bad: Sequence[BadEvent] = (), retained: bool = False) -> FeedBatch:
    """Make a batch that nobody waits for."""
    return FeedBatch("broker", list(events), list(bad), retained, lambda _committed: None)
