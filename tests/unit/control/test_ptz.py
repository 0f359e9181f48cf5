"""Steering: what is held moves, what is let go stops, whatever the camera or the console does meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from console.config import PtzConfig
from console.control.messages import Level
from console.control.ptz import PtzService
from console.control.steering import Steering
from console.control.steering_link import Pace
from console.core.camera import Camera
from console.core.clock import SystemClock
from console.core.errors import DeviceError
from console.core.ptz import Position, PtzAbilities, PtzDevice, Velocity
from tests.fakes import Desk, FakePtzDevice, SameLoopThread, camera, run, until

RIGHT = Velocity(0.5, 0.0, 0.0)
LEFT = Velocity(-0.5, 0.0, 0.0)
# Real time, but short: nothing here asserts how long anything took.
PACE = Pace(
    retry_first_s=0.002, retry_most_s=0.01, overdue_s=0.1, settle_s=0.02, call_s=2.0, goto_waits_s=1.0,
    follow_every_s=0.005, follow_for_s=0.1, connect_first_s=0.01, connect_most_s=0.02,
)  # fmt: skip


class PtzRoom:
    """A desk with a PTZ service and a fake device for each camera."""

    def __init__(self, timeout_s: float = 0.2, pace: Pace = PACE) -> None:
        self.desk = Desk()
        self.devices: dict[str, FakePtzDevice] = {}
        self.prepare: Callable[[FakePtzDevice], None] = lambda _: None
        self.ptz = PtzService(
            SameLoopThread(), self._open, self.desk.recorder, self.desk.messages, SystemClock(),
            PtzConfig(timeout_s=timeout_s), self.desk.tasks, pace,
        )  # fmt: skip

    def _open(self, asked: Camera) -> PtzDevice:
        device = FakePtzDevice(asked)
        self.prepare(device)
        self.devices[asked.id] = device
        return device

    async def ready(self, which: Camera | None = None, alarm_id: str = "") -> FakePtzDevice:
        which = which or camera("r1", name="회전 1")
        self.ptz.target(which, alarm_id)
        await until(lambda: self.ptz.why_off is None)
        return self.devices[which.id]

    def journalled(self, kind: str) -> list[dict[str, object]]:
        return [entry.body for entry in self.desk.journal.written if entry.kind == kind]


def story(body: Callable[[PtzRoom], Awaitable[None]], **options: float) -> None:
    """Run a story in a room and close it: no task and no open device may be left."""

    async def whole() -> None:
        room = PtzRoom(**options)  # type: ignore[arg-type]
        await body(room)
        await room.ptz.aclose()
        await room.desk.recorder.drain(10.0)
        await room.desk.tasks.aclose()
        assert all(device.closed for device in room.devices.values())
        assert all(device.turning is None for device in room.devices.values() if "stop" not in device.failing)
        assert room.desk.faults == []

    run(whole)


def test_what_is_off_says_why() -> None:
    async def body(room: PtzRoom) -> None:
        ptz = room.ptz
        assert str(ptz.why_off) == "Choose a rotating camera."
        ptz.target(camera("f1", rotating=False, name="고정 1"))
        assert str(ptz.why_off) == "고정 1 is a fixed camera: it cannot be steered."
        ptz.hold(RIGHT)
        ptz.release()
        ptz.goto_home()
        assert ptz.moving is None
        ptz.target(camera("r1"))
        assert str(ptz.why_off) == "Asking the camera what it can do …"
        ptz.hold(RIGHT)
        assert ptz.moving is None
        await until(lambda: ptz.why_off is None)
        assert ptz.abilities is not None
        assert [preset.name for preset in ptz.presets] == ["정문", "골목"]
        assert ptz.position == Position(0.0, 0.0, 0.0)
        ptz.target(None)
        assert str(ptz.why_off) == "Choose a rotating camera."
        assert room.devices["r1"].log == ["abilities", "position"]

    story(body)


def test_a_camera_that_is_away_is_asked_again() -> None:
    async def body(room: PtzRoom) -> None:
        room.prepare = lambda device: device.failing.add("abilities")
        room.ptz.target(camera("r1"))
        await until(lambda: str(room.ptz.why_off) == "Camera r1 does not answer.")
        room.devices["r1"].failing.clear()
        await until(lambda: room.ptz.why_off is None)

    story(body)


def test_a_camera_that_cannot_be_turned_by_hand_says_so() -> None:
    async def body(room: PtzRoom) -> None:
        room.prepare = lambda device: setattr(device, "can", PtzAbilities())
        room.ptz.target(camera("r1", name="회전 1"))
        await until(lambda: str(room.ptz.why_off) == "회전 1 offers no movement by hand.")

    story(body)


def test_a_hold_moves_is_renewed_and_its_release_stops() -> None:
    async def body(room: PtzRoom) -> None:
        device = await room.ready(alarm_id="A1")
        room.ptz.hold(RIGHT)
        assert room.ptz.moving == RIGHT
        await until(lambda: device.log.count("move") >= 3)
        assert device.turning == RIGHT
        device.at = Position(0.25, 0.0, 0.0)
        room.ptz.release()
        assert room.ptz.moving is None
        await until(lambda: room.journalled("ptz.stopped"))
        assert device.turning is None
        [moved] = room.journalled("ptz.moved")
        assert moved.pop("held_s")
        assert moved == {
            "pan": 0.5, "tilt": 0.0, "zoom": 0.0,
            "from": {"pan": 0.0, "tilt": 0.0, "zoom": 0.0}, "to": {"pan": 0.25, "tilt": 0.0, "zoom": 0.0},
        }  # fmt: skip
        assert {(e.operator, e.alarm_id, e.camera_id) for e in room.desk.journal.written} == {("kim", "A1", "r1")}
        assert room.ptz.position == Position(0.25, 0.0, 0.0)

    story(body, timeout_s=0.05)


def test_a_hold_of_the_same_velocity_is_one_hold_and_a_change_is_sent() -> None:
    async def body(room: PtzRoom) -> None:
        device = await room.ready()
        room.ptz.hold(RIGHT)
        room.ptz.hold(RIGHT)
        await until(lambda: device.turning == RIGHT)
        room.ptz.hold(LEFT)
        await until(lambda: device.turning == LEFT)
        room.ptz.hold(Velocity())
        await until(lambda: room.journalled("ptz.stopped"))
        assert len(room.journalled("ptz.moved")) == 1

    story(body, timeout_s=10.0)


def test_speeds_come_from_the_config_and_stay_in_reach() -> None:
    async def body(room: PtzRoom) -> None:
        assert room.ptz.velocity(-1, 1, 1) == Velocity(-0.5, 0.5, 0.5)
        device = await room.ready()
        room.ptz.hold(Velocity(7.0, -7.0, 0.1))
        await until(lambda: device.turning == Velocity(1.0, -1.0, 0.1))

    story(body, timeout_s=10.0)


def test_a_release_while_a_move_is_in_flight_stops_after_it() -> None:
    async def body(room: PtzRoom) -> None:
        device = await room.ready()
        gate = asyncio.Event()
        device.wait["move"] = gate.wait
        room.ptz.hold(RIGHT)
        await until(lambda: "move" in device.asked)
        room.ptz.release()
        # Stop overtakes the move that is still on its way …
        await until(lambda: "stop" in device.log)
        assert room.journalled("ptz.stopped") == []
        gate.set()
        # … and is sent again once the move has been carried out.
        await until(lambda: room.journalled("ptz.stopped"))
        assert device.log[-4:] in (["stop", "move", "stop", "position"], ["move", "stop", "stop", "position"])
        assert device.turning is None

    story(body, timeout_s=10.0)


def test_a_stop_that_fails_is_retried_until_it_is_confirmed() -> None:
    async def body(room: PtzRoom) -> None:
        device = await room.ready()
        room.ptz.hold(RIGHT)
        await until(lambda: device.turning)
        device.failing.add("stop")
        room.ptz.release()
        await until(lambda: device.asked.count("stop") >= 4)
        assert room.desk.said(Level.WARNING) == ["Camera r1 does not answer."]
        await until(lambda: room.desk.said(Level.ERROR))
        assert room.desk.said(Level.ERROR)[0].startswith("회전 1 has not confirmed Stop for")
        more = device.asked.count("stop")
        await until(lambda: device.asked.count("stop") > more + 2)
        device.failing.clear()
        await until(lambda: room.journalled("ptz.stopped"))
        assert device.turning is None
        assert len(room.journalled("ptz.stop_unconfirmed")) == len(room.journalled("ptz.moved")) == 1
        assert room.desk.said(Level.INFO) == ["회전 1 has confirmed Stop."]

    story(body, timeout_s=10.0)


def test_the_latest_move_wins_over_those_a_slow_camera_did_not_take_yet() -> None:
    async def body(room: PtzRoom) -> None:
        device = await room.ready()
        gate = asyncio.Event()
        device.wait["move"] = gate.wait
        speeds = [Velocity(n / 10) for n in range(1, 9)]
        for speed in speeds:
            room.ptz.hold(speed)
            await asyncio.sleep(0.002)
        gate.set()
        await until(lambda: device.turning == speeds[-1])
        assert device.log.count("move") <= 3

    story(body, timeout_s=10.0)


def test_a_new_hold_during_a_stop_begins_after_it() -> None:
    async def body(room: PtzRoom) -> None:
        device = await room.ready()
        gate = asyncio.Event()
        room.ptz.hold(RIGHT)
        await until(lambda: device.turning)
        device.wait["stop"] = gate.wait
        room.ptz.release()
        await until(lambda: "stop" in device.asked)
        room.ptz.hold(LEFT)
        await asyncio.sleep(0.01)
        assert device.log.count("move") == 1
        gate.set()
        await until(lambda: device.turning == LEFT)
        await until(lambda: len(room.journalled("ptz.stopped")) == 1)
        room.ptz.release()
        await until(lambda: len(room.journalled("ptz.stopped")) == 2)
        assert [moved["pan"] for moved in room.journalled("ptz.moved")] == [0.5, -0.5]

    story(body, timeout_s=10.0)


def test_a_second_tap_during_a_stop_is_stopped_and_journalled_too() -> None:
    async def body(room: PtzRoom) -> None:
        device = await room.ready()
        gate = asyncio.Event()
        room.ptz.hold(RIGHT)
        await until(lambda: device.turning)
        device.wait["stop"] = gate.wait
        room.ptz.release()
        await until(lambda: "stop" in device.asked)
        room.ptz.hold(LEFT)
        room.ptz.release()
        await asyncio.sleep(0.005)
        gate.set()
        await until(lambda: len(room.journalled("ptz.stopped")) == 2)
        assert [moved["pan"] for moved in room.journalled("ptz.moved")] == [0.5, -0.5]

    story(body, timeout_s=10.0)


def test_a_new_hold_goes_on_though_the_last_stop_is_not_confirmed() -> None:
    async def body(room: PtzRoom) -> None:
        device = await room.ready()
        room.ptz.hold(RIGHT)
        await until(lambda: device.turning)
        device.failing.add("stop")
        room.ptz.release()
        await until(lambda: device.asked.count("stop") >= 2)
        room.ptz.hold(LEFT)
        await until(lambda: device.turning == LEFT)
        device.failing.clear()
        room.ptz.release()
        await until(lambda: len(room.journalled("ptz.moved")) == 2)
        assert device.turning is None

    story(body, timeout_s=10.0)


def test_a_console_that_stands_still_lets_the_camera_stop() -> None:
    async def body(room: PtzRoom) -> None:
        device = await room.ready()
        room.ptz.hold(RIGHT)
        await until(lambda: device.turning)
        # The UI thread no longer renews the move.
        renewal = room.ptz._renewal
        assert renewal is not None
        renewal.cancel()
        await until(lambda: device.turning is None)
        assert room.ptz.moving == RIGHT
        room.ptz.release()
        await until(lambda: room.journalled("ptz.moved"))

    story(body, timeout_s=0.05)


def test_choosing_another_camera_stops_the_first() -> None:
    async def body(room: PtzRoom) -> None:
        first = await room.ready(camera("r1"), "A1")
        room.ptz.hold(RIGHT)
        await until(lambda: first.turning)
        second = await room.ready(camera("r2"), "A2")
        assert room.ptz.moving is None
        await until(lambda: first.turning is None)
        room.ptz.hold(LEFT)
        await until(lambda: second.turning == LEFT)
        room.ptz.release()
        await until(lambda: len(room.journalled("ptz.stopped")) == 2)
        moves = [(e.camera_id, e.alarm_id) for e in room.desk.journal.written if e.kind == "ptz.moved"]
        assert moves == [("r1", "A1"), ("r2", "A2")]

    story(body, timeout_s=10.0)


def test_a_slow_camera_never_delays_another() -> None:
    async def body(room: PtzRoom) -> None:
        slow = await room.ready(camera("slow"))
        gate = asyncio.Event()
        slow.wait["stop"] = slow.wait["move"] = gate.wait
        room.ptz.hold(RIGHT)
        await until(lambda: "move" in slow.asked)
        quick = await room.ready(camera("quick"))
        room.ptz.hold(LEFT)
        await until(lambda: quick.turning == LEFT)
        room.ptz.release()
        await until(lambda: quick.turning is None)
        assert slow.log.count("stop") == 0
        gate.set()
        await until(lambda: slow.log.count("stop") >= 1 and slow.turning is None)

    story(body, timeout_s=10.0)


def test_the_same_camera_for_another_alarm_goes_on() -> None:
    async def body(room: PtzRoom) -> None:
        device = await room.ready(camera("r1"), "A1")
        room.ptz.hold(RIGHT)
        room.ptz.target(camera("r1"), "A2")
        assert room.ptz.moving == RIGHT
        room.ptz.release()
        await until(lambda: room.journalled("ptz.stopped"))
        assert "stop" in device.log

    story(body)


def test_closing_stops_what_moves_and_waits_for_the_confirmation() -> None:
    async def body(room: PtzRoom) -> None:
        device = await room.ready()
        room.ptz.hold(RIGHT)
        await until(lambda: device.turning)
        room.ptz.target(camera("f1", rotating=False))
        room.ptz.target(camera("r1", name="회전 1"))
        room.ptz.hold(LEFT)
        await until(lambda: device.turning == LEFT)
        await room.ptz.aclose()
        assert device.log.index("stop") > device.log.index("move")
        assert (device.turning, device.closed) == (None, True)
        await until(lambda: len(room.journalled("ptz.moved")) == 2)
        room.ptz.hold(RIGHT)
        room.ptz.release()
        room.ptz.goto_home()

    story(body, timeout_s=10.0)


def test_closing_tells_when_a_camera_never_confirmed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("console.control.ptz.LEAVE_S", 0.05)

    async def body(room: PtzRoom) -> None:
        device = await room.ready()
        room.ptz.hold(RIGHT)
        await until(lambda: device.turning)
        device.failing.add("stop")
        await room.ptz.aclose()
        assert device.closed
        await until(lambda: room.journalled("ptz.moved"))
        assert len(room.journalled("ptz.stop_unconfirmed")) == 1
        assert room.journalled("ptz.stopped") == []
        assert room.desk.said(Level.ERROR)

    story(body, timeout_s=10.0)


def test_a_move_whose_fate_is_unknown_gets_one_more_stop() -> None:
    async def body(room: PtzRoom) -> None:
        device = await room.ready()
        device.failing.add("move")
        room.ptz.hold(RIGHT)
        await until(lambda: room.desk.said(Level.WARNING))
        room.ptz.release()
        await until(lambda: device.log.count("stop") == 2)
        await until(lambda: room.journalled("ptz.stopped"))
        assert len(room.journalled("ptz.stopped")) == 1

    story(body, timeout_s=10.0)


def test_presets_and_home_are_recalled_and_journalled() -> None:
    async def body(room: PtzRoom) -> None:
        device = await room.ready(alarm_id="A1")
        room.ptz.goto_preset("2")
        await until(lambda: room.journalled("ptz.preset_recalled"))
        assert room.journalled("ptz.preset_recalled") == [{"preset": "2", "name": "골목"}]
        await until(lambda: room.ptz.position == Position(0.5, 0.5, 0.5))
        room.ptz.goto_home()
        await until(lambda: room.journalled("ptz.home_recalled"))
        assert {entry.alarm_id for entry in room.desk.journal.written} == {"A1"}
        assert "stop" not in device.log

    story(body)


def test_a_preset_during_a_hold_stops_first() -> None:
    async def body(room: PtzRoom) -> None:
        device = await room.ready()
        room.ptz.hold(RIGHT)
        await until(lambda: device.turning)
        room.ptz.goto_preset("1")
        await until(lambda: room.journalled("ptz.preset_recalled"))
        assert device.log.index("stop") < device.log.index("preset 1")
        assert room.ptz.moving is None

    story(body, timeout_s=10.0)


def test_stop_overtakes_a_preset_that_waits() -> None:
    async def body(room: PtzRoom) -> None:
        device = await room.ready()
        gate = asyncio.Event()
        room.ptz.hold(RIGHT)
        await until(lambda: device.turning)
        device.wait["stop"] = gate.wait
        room.ptz.goto_preset("1")
        await until(lambda: "stop" in device.asked)
        room.ptz.stop()
        await asyncio.sleep(0)
        gate.set()
        await until(lambda: room.journalled("ptz.stopped"))
        assert "preset 1" not in device.asked

    story(body, timeout_s=10.0)


def test_the_stop_key_stops_a_camera_on_its_way_to_a_preset() -> None:
    async def body(room: PtzRoom) -> None:
        device = await room.ready()
        room.ptz.goto_preset("1")
        await until(lambda: "preset 1" in device.log)
        room.ptz.stop()
        await until(lambda: room.journalled("ptz.stopped"))
        assert "stop" in device.log
        assert room.journalled("ptz.moved") == []

    story(body)


def test_a_preset_the_camera_refuses_is_said_and_not_journalled() -> None:
    async def body(room: PtzRoom) -> None:
        device = await room.ready()
        device.failing.add("preset 1")
        room.ptz.goto_preset("1")
        await until(lambda: room.desk.said(Level.WARNING))
        assert room.journalled("ptz.preset_recalled") == []

    story(body)


def test_a_fault_of_our_own_is_reported_and_still_stops() -> None:
    async def whole() -> None:
        room = PtzRoom(timeout_s=10.0)
        device = await room.ready()
        device.broken.add("move")
        room.ptz.hold(RIGHT)
        await until(lambda: room.desk.faults)
        device.turning = RIGHT
        room.ptz.release()
        await until(lambda: device.turning is None)
        await room.ptz.aclose()
        await room.desk.recorder.drain(10.0)
        await room.desk.tasks.aclose()
        assert [type(fault) for fault in room.desk.faults] == [ValueError]

    run(whole)


def test_a_steering_that_breaks_down_stops_the_camera_and_can_be_chosen_again(monkeypatch: pytest.MonkeyPatch) -> None:
    async def whole() -> None:
        room = PtzRoom(timeout_s=10.0)
        device = await room.ready()
        room.ptz.hold(RIGHT)
        await until(lambda: device.turning)

        def fail(*_: object) -> None:
            raise ValueError("broken")

        with monkeypatch.context() as patch:
            patch.setattr(Steering, "_decide", fail)
            room.ptz.hold(LEFT)
            await until(lambda: room.desk.faults)
        assert (device.turning, device.closed, room.ptz.moving, room.ptz.camera) == (None, True, None, None)
        assert await room.ready() is not device
        await room.ptz.aclose()
        await room.desk.recorder.drain(10.0)
        assert len(room.journalled("ptz.moved")) == 1
        await room.desk.tasks.aclose()

    run(whole)


def test_a_device_that_cannot_be_opened_says_why() -> None:
    async def body(room: PtzRoom) -> None:
        def refuse(device: FakePtzDevice) -> None:
            raise DeviceError("Camera {camera} has no ONVIF address.", camera=device.camera.id)

        room.prepare = refuse
        room.ptz.target(camera("r1"))
        await until(lambda: str(room.ptz.why_off) == "Camera r1 has no ONVIF address.")

    story(body)


def test_cameras_not_used_for_long_are_let_go_and_changed_ones_opened_anew() -> None:
    async def body(room: PtzRoom) -> None:
        devices = [await room.ready(camera(f"r{n}")) for n in range(12)]
        await until(lambda: sum(device.closed for device in devices) == 4)
        changed = replace(camera("r11"), onvif_url="http://other")
        room.ptz.target(changed)
        await until(lambda: room.ptz.why_off is None and devices[11].closed)
        assert room.devices["r11"].camera == changed

    story(body)


def test_letting_go_of_nothing_does_nothing_and_the_stop_key_stops_all_the_same() -> None:
    async def body(room: PtzRoom) -> None:
        device = await room.ready(alarm_id="A1")
        told: list[None] = []
        room.ptz.changed.join(lambda: told.append(None))
        room.ptz.release()
        room.ptz.goto_preset("1")
        room.ptz.release()
        await until(lambda: room.journalled("ptz.preset_recalled"))
        assert "stop" not in device.asked
        room.ptz.stop()
        await until(lambda: room.journalled("ptz.stopped"))
        assert device.log.count("stop") == 1
        assert room.journalled("ptz.moved") == []

    story(body)


def test_a_hold_that_begins_before_the_last_stop_was_told_is_dated_from_where_that_stop_was() -> None:
    async def body(room: PtzRoom) -> None:
        device = await room.ready()
        gate = asyncio.Event()
        room.ptz.hold(RIGHT)
        await until(lambda: device.turning)
        device.wait["position"] = gate.wait
        room.ptz.release()
        await until(lambda: device.asked.count("position") == 2)
        room.ptz.hold(LEFT)
        device.at = Position(0.4, 0.0, 0.0)
        gate.set()
        await until(lambda: len(room.journalled("ptz.stopped")) == 1)
        device.at = Position(0.1, 0.0, 0.0)
        room.ptz.release()
        await until(lambda: len(room.journalled("ptz.moved")) == 2)
        first, second = room.journalled("ptz.moved")
        assert (first["from"], first["to"]) == (body_of(0.0), body_of(0.4))
        assert (second["from"], second["to"]) == (body_of(0.4), body_of(0.1))

    story(body, timeout_s=10.0)


def test_what_nobody_saw_between_two_taps_is_not_journalled_as_seen() -> None:
    async def body(room: PtzRoom) -> None:
        device = await room.ready()
        gate = asyncio.Event()
        device.wait["stop"] = gate.wait
        room.ptz.hold(RIGHT)
        await until(lambda: device.turning)
        room.ptz.release()
        room.ptz.hold(LEFT)
        await until(lambda: device.turning == LEFT)
        device.at = Position(0.3, 0.0, 0.0)
        room.ptz.release()
        gate.set()
        await until(lambda: len(room.journalled("ptz.moved")) == 2)
        first, second = room.journalled("ptz.moved")
        assert (first["from"], first["to"]) == (body_of(0.0), None)
        assert (second["from"], second["to"]) == (None, body_of(0.3))

    story(body, timeout_s=10.0)


def body_of(pan: float) -> dict[str, float]:
    return {"pan": pan, "tilt": 0.0, "zoom": 0.0}


def test_one_look_after_two_stops_tells_only_where_the_last_was() -> None:
    async def body(room: PtzRoom) -> None:
        device = await room.ready()
        gate = asyncio.Event()
        device.wait["position"] = gate.wait
        room.ptz.goto_preset("1")
        await until(lambda: device.asked.count("position") == 2)
        room.ptz.hold(RIGHT)
        await until(lambda: device.turning == RIGHT)
        room.ptz.release()
        await until(lambda: device.log.count("stop") == 1)
        room.ptz.hold(LEFT)
        await until(lambda: device.turning == LEFT)
        room.ptz.release()
        await until(lambda: device.log.count("stop") == 2)
        device.at = Position(0.2, 0.0, 0.0)
        gate.set()
        await until(lambda: len(room.journalled("ptz.stopped")) == 2)
        assert [moved["to"] for moved in room.journalled("ptz.moved")] == [None, body_of(0.2)]
        assert [stopped["at"] for stopped in room.journalled("ptz.stopped")] == [None, body_of(0.2)]

    story(body, timeout_s=10.0)
