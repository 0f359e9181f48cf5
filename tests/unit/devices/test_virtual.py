from __future__ import annotations

import threading

import pytest

from console.core.camera import Camera
from console.core.clock import SystemClock
from console.core.errors import DeviceError
from console.core.ptz import Position, Velocity
from console.devices.motion import HOME
from console.devices.thread import DeviceThread
from console.devices.virtual import PRESETS, VirtualPtz
from tests.unit.devices.conftest import TurnedClock

CAMERA = Camera("demo-3", "골목 회전형", "demo/3.mp4", rotating=True)


class Told:
    """Keep the positions a virtual camera told, and who told them."""

    def __init__(self) -> None:
        self.positions: list[Position] = []
        self.threads: set[str] = set()
        self.more = threading.Condition()

    def __call__(self, position: Position) -> None:
        with self.more:
            self.positions.append(position)
            self.threads.add(threading.current_thread().name)
            self.more.notify_all()

    def until(self, position: Position) -> None:
        with self.more:
            assert self.more.wait_for(lambda: bool(self.positions) and self.positions[-1] == position, 20)

    def until_count(self, count: int) -> None:
        with self.more:
            assert self.more.wait_for(lambda: len(self.positions) >= count, 20)


def test_it_can_do_everything(thread: DeviceThread, clock: TurnedClock) -> None:
    ptz = VirtualPtz(CAMERA, clock, Told())
    abilities = thread.submit(ptz.abilities()).result(10)
    assert abilities.continuous
    assert abilities.zoom
    assert abilities.home
    assert abilities.presets
    assert abilities.status
    assert [preset.name for preset in thread.submit(ptz.presets()).result(10)] == ["입구", "골목", "놀이터"]


def test_a_move_is_told_while_it_lasts_and_ends_with_the_timeout(thread: DeviceThread, clock: TurnedClock) -> None:
    told = Told()
    ptz = VirtualPtz(CAMERA, clock, told)
    thread.submit(ptz.move(Velocity(pan=1.0), 1.0)).result(10)
    told.until_count(2)
    clock.turn(0.5)
    told.until(Position(0.25, 0.0, 0.0))
    clock.turn(30)
    told.until(Position(0.5, 0.0, 0.0))
    assert thread.submit(ptz.position()).result(10) == Position(0.5, 0.0, 0.0)
    assert told.threads == {"devices"}
    thread.submit(ptz.aclose()).result(10)


def test_stop_stands_still_at_once(thread: DeviceThread, clock: TurnedClock) -> None:
    told = Told()
    ptz = VirtualPtz(CAMERA, clock, told)
    thread.submit(ptz.move(Velocity(tilt=-1.0, zoom=1.0), 10.0)).result(10)
    clock.turn(0.5)
    thread.submit(ptz.stop()).result(10)
    clock.turn(5)
    assert thread.submit(ptz.position()).result(10) == Position(0.0, -0.25, 0.2)
    told.until(Position(0.0, -0.25, 0.2))
    thread.submit(ptz.aclose()).result(10)


def test_presets_and_home_are_reached_exactly(thread: DeviceThread, clock: TurnedClock) -> None:
    told = Told()
    ptz = VirtualPtz(CAMERA, clock, told)
    for (token, _name), position in [((preset.token, preset.name), position) for preset, position in PRESETS]:
        thread.submit(ptz.goto_preset(token)).result(10)
        clock.turn(10)
        told.until(position)
    thread.submit(ptz.goto_home()).result(10)
    clock.turn(10)
    told.until(HOME)
    thread.submit(ptz.aclose()).result(10)


def test_an_unknown_preset_is_refused(thread: DeviceThread, clock: TurnedClock) -> None:
    with pytest.raises(DeviceError, match="demo-3 does not know the preset 9"):
        thread.submit(VirtualPtz(CAMERA, clock, Told()).goto_preset("9")).result(10)


def test_it_moves_in_real_time_too(thread: DeviceThread) -> None:
    told = Told()
    ptz = VirtualPtz(CAMERA, SystemClock(), told)
    thread.submit(ptz.move(Velocity(pan=-1.0), 0.2)).result(10)
    told.until(Position(-0.1, 0.0, 0.0))
    assert len(told.positions) >= 2
    thread.submit(ptz.aclose()).result(10)


def test_after_aclose_nothing_is_told(thread: DeviceThread, clock: TurnedClock) -> None:
    told = Told()
    ptz = VirtualPtz(CAMERA, clock, told)
    thread.submit(ptz.move(Velocity(pan=1.0), 1000.0)).result(10)
    thread.submit(ptz.aclose()).result(10)
    count = len(told.positions)
    clock.turn(1)
    thread.submit(ptz.position()).result(10)
    assert len(told.positions) == count
