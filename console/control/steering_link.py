"""The connection of steering to one camera's PtzDevice: opened, asked what it can do, and called with a time limit."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

from console.control.steering_reports import Broken, Connected, Report, Unreachable
from console.core.camera import Camera
from console.core.errors import DeviceError
from console.core.ptz import Position, PtzDevice

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Pace:
    """Say how long steering waits for what; all in seconds.

    retry: between Stops that were not confirmed, doubling from first to most. settle: after a command whose fate is
    unknown (it may still reach the camera) Stop is sent once more. call: the longest that a device call may take.
    """

    retry_first_s: float = 0.1
    retry_most_s: float = 1.0
    overdue_s: float = 30.0
    settle_s: float = 5.0
    call_s: float = 20.0
    goto_waits_s: float = 10.0
    follow_every_s: float = 0.5
    follow_for_s: float = 15.0
    connect_first_s: float = 2.0
    connect_most_s: float = 30.0
    idle_s: float = 60.0


class Link:
    """Reach one camera, on the devices loop. open_device: called there; may raise DeviceError."""

    def __init__(
        self,
        camera: Camera,
        open_device: Callable[[Camera], PtzDevice],
        report: Callable[[Report], None],
        pace: Pace,
    ) -> None:
        self.camera = camera
        self.device: PtzDevice | None = None
        self._open_device = open_device
        self._report = report
        self._pace = pace
        self._tells_position = False

    async def connect(self) -> None:
        """Ask the camera what it can do, again and again until it answers."""
        pause_s = self._pace.connect_first_s
        while True:
            try:
                device = self.device = self.device or self._open()
                abilities = await self.call(device.abilities())
                presets = await self.call(device.presets()) if abilities.presets else []
                self._tells_position = abilities.status
                self._report(Connected(abilities, tuple(presets), await self.position()))
            except DeviceError as fault:
                self._report(Unreachable(fault.text))
            else:
                return
            await asyncio.sleep(pause_s)
            pause_s = min(self._pace.connect_most_s, pause_s * 2)

    def _open(self) -> PtzDevice:
        try:
            return self._open_device(self.camera)
        except DeviceError:
            raise
        except Exception as fault:
            self._report(Broken(fault))
            raise DeviceError("{camera} cannot be steered.", camera=self.camera.name) from fault

    async def call(self, command: Awaitable[T], limit_s: float | None = None) -> T:
        """Await a device's answer; whatever goes wrong is a DeviceError, our own faults reported besides."""
        try:
            async with asyncio.timeout(limit_s or self._pace.call_s):
                return await command
        except DeviceError:
            raise
        except TimeoutError as fault:
            raise DeviceError("{camera} does not answer.", camera=self.camera.name) from fault
        except Exception as fault:
            self._report(Broken(fault))
            raise DeviceError("{camera} cannot be steered.", camera=self.camera.name) from fault

    async def position(self) -> Position | None:
        """Return where the camera looks; None where it does not tell, or not now."""
        if self.device is None or not self._tells_position:
            return None
        try:
            return await self.call(self.device.position())
        except DeviceError:
            # Where it looks is good to know; what matters about this failure the next command will say.
            return None

    async def aclose(self, limit_s: float) -> None:
        """Give up the connection, within `limit_s`."""
        if self.device is not None:
            device, self.device = self.device, None
            try:
                await self.call(device.aclose(), limit_s)
            except DeviceError as fault:
                self._report(Broken(fault))
