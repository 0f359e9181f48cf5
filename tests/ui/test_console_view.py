"""The operator's desk on real services: what is shown is what was committed, and keys hit what was on screen."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Coroutine, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from console.config import AlarmConfig, Config
from console.control.alarms import AlarmService
from console.control.cameras import CameraService
from console.control.health import HealthService
from console.control.messages import Level
from console.control.ptz import PtzService
from console.control.review import ReviewService
from console.control.sealing import Sealing
from console.control.wall import WallService
from console.core.alarm import AlarmState
from console.core.errors import JournalError
from console.core.stream import StreamSource, StreamStatus
from console.core.text import Text, text
from console.ui.main_window import MainWindow
from console.ui.message_sheet import MessageSheet
from console.ui.services import Services
from console.ui.theme import Tokens
from tests.fakes import Desk, FakePool, FakePtzDevice, SameLoopThread, batch, camera, event
from tests.ui.conftest import RESOURCES, HandTurnedLoop
from tests.ui.fakes import jpeg


class NoKeys:
    """A key store that keeps nothing."""

    def get(self, name: str) -> str | None:
        return None

    def put(self, name: str, password: str) -> Text | None:
        return None


@dataclass
class Room:
    """A window over real services; journal, streams and camera are fakes."""

    turning: HandTurnedLoop
    desk: Desk
    services: Services
    window: MainWindow
    pool: FakePool
    devices: list[FakePtzDevice]

    def do(self, story: Coroutine[Any, Any, Any]) -> None:
        self.turning.spawn(story)
        self.turning.until(lambda: not self.turning.tasks, "the story")
        self.idle()

    def idle(self) -> None:
        for _ in range(20):
            self.turning.turn()

    def key(self, key: Qt.Key, text: str = "", modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        assert self.window.view is not None
        target = self.window.view.desk.queue
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(target, QKeyEvent(kind, key, modifiers, text))
        self.idle()

    def raise_alarm(self, number: int, **more: Any) -> None:
        self.do(self.services.alarms.receive(batch(event(f"e{number}", track=f"t{number}", **more))))

    @property
    def open_id(self) -> str:
        assert self.window.view is not None
        return self.window.view.desk.queue.current_id

    def shown(self) -> str:
        """Return every word on labels that stand in the window."""
        return "\n".join(label.text() for label in self.window.findChildren(QLabel))


@pytest.fixture
def room(qtbot: QtBot, tokens: Tokens, turning: HandTurnedLoop) -> Iterator[Room]:
    made: list[Room] = []

    async def build() -> None:
        desk = Desk()
        desk.journal.picture = jpeg()
        pool = FakePool()
        devices: list[FakePtzDevice] = []
        cameras = CameraService([camera("c1"), camera("c2", rotating=False)])

        def open_device(wanted: Any) -> FakePtzDevice:
            devices.append(FakePtzDevice(wanted))
            return devices[-1]

        config = Config()
        services = Services(
            alarms=AlarmService(
                desk.journal, desk.recorder, desk.messages, desk.clock, AlarmConfig(), cameras.get, desk.tasks
            ),
            wall=WallService(
                pool, desk.recorder, desk.messages, desk.clock, cameras.get,
                lambda c: StreamSource(c.id, c.main_url), 4, desk.tasks,
            ),
            ptz=PtzService(
                SameLoopThread(), open_device, desk.recorder, desk.messages, desk.clock, config.ptz, desk.tasks
            ),
            cameras=cameras, review=ReviewService(desk.journal, desk.recorder),
            health=HealthService(desk.recorder, desk.messages, desk.clock, desk.tasks), recorder=desk.recorder,
            messages=desk.messages, clock=desk.clock, spawn=desk.tasks.spawn, guidance=lambda *_: ["Look"],
            work=lambda: ("", 0, 0), resources=RESOURCES, room=text("room"), shelve_max_min=60,
            sealing=Sealing(desk.journal, desk.recorder, desk.messages, desk.clock, desk.tasks, NoKeys(), []),
        )  # fmt: skip
        window = MainWindow()
        window.resize(1366, 768)
        made.append(Room(turning, desk, services, window, pool, devices))

    turning.spawn(build())
    turning.until(lambda: made, "the room")
    (it,) = made
    it.window.show_view(it.services, tokens, "en")
    qtbot.addWidget(it.window)
    it.window.show()
    it.idle()
    yield it

    async def close() -> None:
        it.window.end_view()
        await it.services.ptz.aclose()
        await it.desk.tasks.aclose()

    it.do(close())
    it.window.close()
    assert it.desk.faults == []


def committed(room: Room, kind: str) -> list[str]:
    return [entry.alarm_id for entry in room.desk.journal.written if entry.kind == kind]


def test_an_alarm_opens_by_itself_and_its_keys_are_committed(room: Room) -> None:
    room.raise_alarm(1)
    assert room.open_id
    room.desk.clock.advance(1.0)
    room.key(Qt.Key.Key_Return)
    room.key(Qt.Key.Key_A, "a")
    assert committed(room, "alarm.claimed") == committed(room, "alarm.acknowledged") == [room.open_id]
    alarm = room.services.alarms.get(room.open_id)
    assert alarm is not None
    assert alarm.state is AlarmState.ACKNOWLEDGED


def test_a_verdict_key_does_not_hit_the_alarm_that_slid_under_it(room: Room) -> None:
    room.raise_alarm(1)
    room.raise_alarm(2)
    room.desk.clock.advance(1.0)
    first = room.open_id
    room.key(Qt.Key.Key_2, "2")
    assert committed(room, "alarm.closed") == [first]
    assert room.open_id != first
    room.key(Qt.Key.Key_2, "2")
    assert committed(room, "alarm.closed") == [first]
    room.desk.clock.advance(1.0)
    second = room.open_id
    room.key(Qt.Key.Key_2, "2")
    assert committed(room, "alarm.closed") == [first, second]


def test_the_chosen_alarm_stays_chosen_when_a_more_urgent_one_comes(room: Room) -> None:
    room.raise_alarm(1, kind="crowd")
    chosen = room.open_id
    room.raise_alarm(2, kind="fire")
    assert [a.kind for a in room.services.alarms.queue()] == ["fire", "crowd"]
    assert room.open_id == chosen


def test_nothing_is_shown_as_done_when_the_journal_fails(room: Room) -> None:
    room.raise_alarm(1)
    room.desk.clock.advance(1.0)
    room.desk.journal.fault = JournalError("The disk of the journal is full.")
    room.key(Qt.Key.Key_A, "a")
    alarm = room.services.alarms.get(room.open_id)
    assert alarm is not None
    assert alarm.state is AlarmState.UNACKNOWLEDGED
    assert "does NOT record" in room.shown()
    room.desk.journal.fault = None
    room.key(Qt.Key.Key_A, "a")
    assert committed(room, "alarm.acknowledged") == [room.open_id]
    assert "does NOT record" not in room.shown()


def test_names_from_outside_are_plain_text(room: Room) -> None:
    room.raise_alarm(1, camera_id="<b>x</b>", zone="<img src=x>")
    for label in room.window.findChildren(QLabel):
        assert label.textFormat() is not Qt.TextFormat.RichText
        if "<" in label.text():
            assert label.textFormat() is Qt.TextFormat.PlainText


def test_a_fixed_camera_says_why_it_cannot_be_steered(room: Room) -> None:
    room.services.wall.assign(0, "c2")
    room.idle()
    assert "fixed camera" in room.shown()


def test_layouts_and_enlarging_by_keyboard(room: Room) -> None:
    wall = room.services.wall
    room.key(Qt.Key.Key_3, modifiers=Qt.KeyboardModifier.ControlModifier)
    assert len(wall.visible()) == 9
    room.key(Qt.Key.Key_Right, modifiers=Qt.KeyboardModifier.ControlModifier)
    assert wall.selected == 1
    room.key(Qt.Key.Key_E, "e")
    assert wall.visible() == [1]
    room.key(Qt.Key.Key_Escape)
    assert len(wall.visible()) == 9


def test_tiles_keep_the_pictures_shape_at_every_size_and_layout(room: Room) -> None:
    assert room.window.view is not None
    view = room.window.view.desk.wall
    for width, height in ((1366, 768), (1920, 1080), (1024, 640)):
        room.window.resize(width, height)
        for layout in (1, 4, 9, 16, 25, 36):
            room.services.wall.set_layout(layout)
            room.idle()
            rects = list(view.tile_rects().values())
            assert len(rects) == layout
            for rect in rects:
                assert view.rect().contains(rect)
            for one, other in itertools.pairwise(rects):
                assert not one.intersects(other)


def test_states_of_a_tile_are_told_in_words(room: Room) -> None:
    assert room.window.view is not None
    view = room.window.view.desk.wall
    room.services.wall.assign(0, "c1")
    now_s = room.desk.clock.monotonic_ns() / 1e9
    words: Callable[[], str] = lambda: view.caption(0).right  # noqa: E731
    room.pool.statuses["c1"] = StreamStatus(now_s, last_frame_s=now_s)
    assert "live" in words()
    room.desk.clock.advance(2.4)
    assert "stale 2.4 s" in words()
    room.desk.clock.advance(3.0)
    assert "lost" in words()


def test_the_view_is_made_anew_without_losing_the_queue(room: Room, tokens: Tokens) -> None:
    room.raise_alarm(1)
    before = room.open_id
    room.window.show_view(room.services, tokens, "ko")
    room.idle()
    assert room.open_id == before
    room.raise_alarm(2, started_at=event().started_at + timedelta(seconds=5))
    assert len(room.services.alarms.queue()) == 2


def test_another_language_keeps_the_chosen_alarm(room: Room, tokens: Tokens) -> None:
    room.raise_alarm(1, kind="fire")
    room.raise_alarm(2, kind="crowd")
    room.key(Qt.Key.Key_Down)
    chosen = room.open_id
    room.window.show_view(room.services, tokens, "ko")
    room.idle()
    assert room.open_id == chosen != room.services.alarms.queue()[0].id


def test_a_preset_digit_is_no_verdict_on_a_camera_without_presets(room: Room) -> None:
    room.services.wall.assign(0, "c2")
    room.raise_alarm(1)
    room.desk.clock.advance(1.0)
    room.key(Qt.Key.Key_P, "p")
    room.key(Qt.Key.Key_1, "1")
    assert committed(room, "alarm.closed") == []
    room.key(Qt.Key.Key_P, "p")
    room.desk.clock.advance(5.0)
    room.key(Qt.Key.Key_1, "1")
    assert len(committed(room, "alarm.closed")) == 1


def test_a_shelved_alarm_can_be_seen_and_brought_back(room: Room) -> None:
    room.raise_alarm(1)
    alarm = room.services.alarms.queue()[0]
    room.do(room.services.alarms.shelve(alarm.id, alarm.version, 10, "works"))
    assert room.open_id == ""
    assert room.window.view is not None
    choice = room.window.view.desk.kind_filter
    choice.setCurrentIndex(choice.findText("shelved"))
    room.idle()
    assert room.open_id == alarm.id
    room.key(Qt.Key.Key_S, "s")
    assert committed(room, "alarm.unshelved") == [alarm.id]


def test_messages_that_were_overwritten_can_be_read(room: Room) -> None:
    for number in range(3):
        room.services.messages.say(Level.WARNING, text("warning {number}", number=number))
    room.key(Qt.Key.Key_F4)
    sheet = QApplication.activeModalWidget()
    assert isinstance(sheet, MessageSheet)
    assert [sheet.list.item(row).text().rpartition("  ")[2] for row in range(3)] == [
        "warning 2", "warning 1", "warning 0",
    ]  # fmt: skip
    sheet.close()
    room.idle()


def test_the_help_sheet_names_every_command(room: Room) -> None:
    room.key(Qt.Key.Key_F1)
    assert "Acknowledge" in room.shown()
    assert "Take the last closing back" in room.shown()
    sheet = QApplication.activeModalWidget()
    if sheet is not None:
        sheet.close()
    room.idle()
