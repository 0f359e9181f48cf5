"""Steering a camera that speaks ONVIF over HTTP, from a devices thread of its own."""

from __future__ import annotations

import asyncio

from console.config import PtzConfig
from console.control.ptz import PtzService
from console.core.clock import SystemClock
from console.core.ptz import Position, Velocity
from console.devices.drivers import open_ptz
from console.devices.thread import DeviceThread
from tests.fakes import Desk, run, until
from tests.peers.onvif.faults import Fault
from tests.peers.onvif_device import OnvifDevice

PASSWORD = "열쇠-7"


class OnvifRoom:
    """A desk whose PTZ service steers a simulated camera."""

    def __init__(self, device: OnvifDevice, thread: DeviceThread) -> None:
        self.desk = Desk()
        self.device = device
        clock = SystemClock()
        self.ptz = PtzService(
            thread, lambda camera: open_ptz(camera, PASSWORD, clock), self.desk.recorder, self.desk.messages, clock,
            PtzConfig(timeout_s=0.5), self.desk.tasks,
        )  # fmt: skip

    async def ready(self) -> None:
        self.ptz.target(self.device.camera(), "A1")
        await until(lambda: self.ptz.why_off is None)

    async def close(self) -> None:
        await self.ptz.aclose()
        await self.desk.recorder.drain(10.0)
        await self.desk.tasks.aclose()
        assert self.desk.faults == []

    def count(self, command: str) -> int:
        return sum(done.name == command for done in self.device.log)


def test_a_camera_is_steered_while_held_and_stands_after_release() -> None:
    thread = DeviceThread()

    async def story(device: OnvifDevice) -> None:
        room = OnvifRoom(device, thread)
        await room.ready()
        room.ptz.hold(Velocity(0.4, 0.0, 0.0))
        await until(lambda: room.count("ContinuousMove") >= 3)
        assert device.moving()
        room.ptz.release()
        await until(lambda: "ptz.stopped" in room.desk.journal.kinds)
        assert not device.moving()
        [moved] = [entry.body for entry in room.desk.journal.written if entry.kind == "ptz.moved"]
        seen = room.ptz.position
        assert isinstance(seen, Position)
        assert moved["to"] != moved["from"]
        assert moved["to"] == {"pan": round(seen.pan, 4), "tilt": round(seen.tilt, 4), "zoom": round(seen.zoom, 4)}
        room.ptz.goto_preset(room.ptz.presets[0].token)
        await until(lambda: "ptz.preset_recalled" in room.desk.journal.kinds)
        await room.close()

    try:
        with OnvifDevice(password=PASSWORD) as device:
            run(lambda: story(device))
    finally:
        thread.close()


def test_a_camera_that_refuses_stop_for_a_while_is_stopped_in_the_end() -> None:
    thread = DeviceThread()

    async def story(device: OnvifDevice) -> None:
        room = OnvifRoom(device, thread)
        await room.ready()
        room.ptz.hold(Velocity(0.4, 0.0, 0.0))
        await until(device.moving)
        device.fault = Fault("http_500", only=frozenset({"Stop"}))
        requests = device.requests
        room.ptz.release()
        await until(lambda: device.requests > requests + 2)
        assert "ptz.stopped" not in room.desk.journal.kinds
        device.fault = Fault()
        await until(lambda: "ptz.stopped" in room.desk.journal.kinds)
        assert room.count("Stop") >= 1
        await room.close()

    try:
        with OnvifDevice(password=PASSWORD) as device:
            run(lambda: story(device))
    finally:
        thread.close()


def test_a_camera_that_answers_late_is_stopped_after_its_last_move() -> None:
    thread = DeviceThread()

    async def story(device: OnvifDevice) -> None:
        room = OnvifRoom(device, thread)
        await room.ready()
        device.fault = Fault("slow", delay_s=0.7, only=frozenset({"ContinuousMove"}))
        room.ptz.hold(Velocity(0.4, 0.0, 0.0))
        await asyncio.sleep(0.1)
        room.ptz.release()
        await until(lambda: "ptz.stopped" in room.desk.journal.kinds)
        names = [done.name for done in device.log]
        assert "ContinuousMove" in names
        assert names.index("ContinuousMove") < len(names) - 1 - names[::-1].index("Stop")
        assert not device.moving()
        await room.close()

    try:
        with OnvifDevice(password=PASSWORD) as device:
            run(lambda: story(device))
    finally:
        thread.close()


def test_closing_the_console_stops_a_moving_camera() -> None:
    thread = DeviceThread()

    async def story(device: OnvifDevice) -> None:
        room = OnvifRoom(device, thread)
        await room.ready()
        room.ptz.hold(Velocity(0.4, 0.0, 0.0))
        await until(device.moving)
        await room.close()
        assert not device.moving()
        assert room.count("Stop") >= 1
        assert room.desk.journal.kinds == ["ptz.moved", "ptz.stopped"]

    try:
        with OnvifDevice(password=PASSWORD) as device:
            run(lambda: story(device))
    finally:
        thread.close()
