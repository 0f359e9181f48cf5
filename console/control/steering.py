"""Steering one camera on the devices thread: the latest move wins; Stop is sent until the camera has confirmed it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from console.control.steering_link import Link, Pace
from console.control.steering_reports import Goto, Looks, Overdue, Recalled, Report, Stopped, Trouble
from console.core.camera import Camera
from console.core.clock import Clock
from console.core.errors import DeviceError
from console.core.ptz import Position, PtzDevice, Velocity

LAST_STOP_S = 2.0


class Steering:
    """Command one camera. `run` is its life on the devices loop; the plain methods are called on that loop too.

    open_device: called on the devices loop; may raise DeviceError. report: told what happened, on the devices thread.
    timeout_s: how long a move lasts, at the device and here, unless `hold` is called again: when the UI stands still or
    dies, the camera stops.
    """

    def __init__(
        self,
        camera: Camera,
        open_device: Callable[[Camera], PtzDevice],
        clock: Clock,
        timeout_s: float,
        report: Callable[[Report], None],
        pace: Pace,
    ) -> None:
        self._camera = camera
        self._link = Link(camera, open_device, report, pace)
        self._clock = clock
        self._timeout_s = timeout_s
        self._report = report
        self._pace = pace
        self._wake = asyncio.Event()
        # What is wanted.
        self._no = 0
        self._held: Velocity | None = None
        self._send_due = False
        self._lease_s = 0.0
        self._goto: Goto | None = None
        self._goto_until_s = 0.0
        self._leave_by_s: float | None = None
        # How far a Stop is.
        self._stop_due = False
        self._stop_after_command = False
        self._released_s = 0.0
        self._retry_s = 0.0
        self._pause_s = pace.retry_first_s
        self._overdue_said = False
        self._trouble_said = False
        self._fate_unknown = False
        self._insure_s: float | None = None
        self._insuring = False
        # Where the camera was seen to look, and the Stops to be told with where it looks now.
        self._seen: Position | None = None
        self._to_tell: list[tuple[int, float]] = []
        self._look_s: float | None = None
        self._follow_until_s = 0.0
        # At most one call of each sort is under way.
        self._command: asyncio.Task[None] | None = None
        self._stopping: asyncio.Task[None] | None = None
        self._looking: asyncio.Task[None] | None = None

    def hold(self, no: int, velocity: Velocity) -> None:
        """Move, or go on moving, until `release` or the timeout; `no` numbers the operator's holds and stops."""
        if no != self._no:
            self._trouble_said = False
        self._no, self._held, self._send_due = no, velocity, True
        self._lease_s = self._now_s() + self._timeout_s
        self._goto = self._look_s = None
        self._stop_due = False
        self._forget_insurance()
        self._wake.set()

    def release(self, no: int) -> None:
        """Stop; overtakes whatever waits or is under way."""
        self._no = no
        self._demand_stop()

    def goto(self, goto: Goto) -> None:
        """Turn to a stored position as soon as the camera stands."""
        if self._held is not None:
            self._demand_stop()
        self._forget_insurance()
        self._goto = goto
        self._goto_until_s = self._now_s() + self._pace.goto_waits_s
        self._trouble_said = False
        self._wake.set()

    def leave(self, grace_s: float) -> None:
        """End `run` once the camera is known to stand, at the latest after `grace_s`."""
        self._leave_by_s = self._now_s() + grace_s
        if self._held is not None or self._command is not None or self._insure_s is not None:
            self._demand_stop()
        self._goto = None
        self._wake.set()

    async def run(self) -> None:
        """Steer until `leave`; the device is closed at the end, and stopped however this ends."""
        try:
            async with asyncio.TaskGroup() as group:
                connecting = group.create_task(self._link.connect())
                while not self._over():
                    self._wake.clear()
                    if self._link.device is not None:
                        self._decide(group, self._link.device)
                    await self._rest()
                for task in (connecting, self._command, self._stopping, self._looking):
                    if task is not None:
                        task.cancel()
        finally:
            await self._close()
            for no, confirmed_s in self._to_tell:
                self._report(Stopped(no, confirmed_s, None))

    def _decide(self, group: asyncio.TaskGroup, device: PtzDevice) -> None:
        now_s = self._now_s()
        if self._held is not None and now_s >= self._lease_s:
            self._demand_stop()
        if self._stop_due and not self._overdue_said and now_s - self._released_s >= self._pace.overdue_s:
            self._say_overdue()
        if self._looking is None and (self._to_tell or (self._look_s is not None and now_s >= self._look_s)):
            self._look_s = None
            self._looking = group.create_task(self._follow())
        if self._stopping is not None:
            return
        if self._stop_due:
            waits = self._stop_after_command and self._command is not None
            if now_s >= self._retry_s and not waits:
                self._stop_after_command = False
                self._stopping = group.create_task(self._stop(device, self._no))
        elif self._command is None:
            self._decide_command(group, device, now_s)

    def _decide_command(self, group: asyncio.TaskGroup, device: PtzDevice, now_s: float) -> None:
        if self._goto is not None:
            goto, self._goto = self._goto, None
            if now_s < self._goto_until_s:
                self._command = group.create_task(self._recall(device, goto))
            else:
                self._complain(DeviceError("{camera} did not take the command in time.", camera=self._camera.name))
        elif self._held is not None:
            if self._send_due:
                self._send_due = False
                self._command = group.create_task(self._move(device, self._held))
        elif self._insure_s is not None and now_s >= self._insure_s:
            self._insure_s, self._insuring = None, True
            self._stopping = group.create_task(self._stop(device, self._no))

    async def _rest(self) -> None:
        now_s = self._now_s()
        moments = [now_s + self._pace.idle_s]
        if self._held is not None:
            moments.append(self._lease_s)
        if self._stop_due and self._stopping is None and not self._stop_after_command:
            moments.append(self._retry_s)
        if self._stop_due and not self._overdue_said:
            moments.append(self._released_s + self._pace.overdue_s)
        moments += [s for s in (self._insure_s, self._look_s, self._leave_by_s) if s is not None and s > now_s]
        try:
            async with asyncio.timeout(max(0.0, min(moments) - now_s)):
                await self._wake.wait()
        except TimeoutError:
            return

    def _over(self) -> bool:
        if self._leave_by_s is None:
            return False
        busy = self._stop_due or self._to_tell or any((self._command, self._stopping, self._looking))
        if self._link.device is None or not busy:
            return True
        if self._now_s() < self._leave_by_s:
            return False
        if self._stop_due and not self._overdue_said:
            self._say_overdue()
        return True

    def _demand_stop(self) -> None:
        now_s = self._now_s()
        if not self._stop_due:
            self._stop_due = True
            self._released_s = now_s
            self._overdue_said = self._trouble_said = False
        self._retry_s, self._pause_s = now_s, self._pace.retry_first_s
        self._held = self._goto = self._look_s = None
        self._forget_insurance()
        self._wake.set()

    def _forget_insurance(self) -> None:
        """Leave to the next Stop what the one that was to be sent once more was for."""
        if self._insure_s is not None:
            self._insure_s, self._fate_unknown = None, True

    async def _move(self, device: PtzDevice, velocity: Velocity) -> None:
        try:
            await self._link.call(device.move(velocity, self._timeout_s))
        except DeviceError as fault:
            # It may have reached the camera all the same.
            self._fate_unknown = True
            self._complain(fault)
        finally:
            self._command = None
            self._wake.set()

    async def _recall(self, device: PtzDevice, goto: Goto) -> None:
        try:
            await self._link.call(device.goto_preset(goto.token) if goto.token else device.goto_home())
        except DeviceError as fault:
            self._complain(fault)
        else:
            self._report(Recalled(goto))
            self._follow_until_s = self._now_s() + self._pace.follow_for_s
            self._look_s = self._now_s() + self._pace.follow_every_s
        finally:
            self._command = None
            self._wake.set()

    async def _stop(self, device: PtzDevice, no: int) -> None:
        """Send one Stop; it counts only if no command was under way that may reach the camera after it."""
        late = self._command
        try:
            await self._link.call(device.stop())
        except DeviceError as fault:
            if self._insuring:
                self._insure_s = self._now_s() + self._pace.settle_s
            self._retry_s = self._now_s() + self._pause_s
            self._pause_s = min(self._pace.retry_most_s, self._pause_s * 2)
            self._complain(fault)
        else:
            if late is not None:
                self._stop_after_command = self._command is late
                self._retry_s = self._now_s()
            elif not self._insuring:
                self._confirmed(no)
        finally:
            self._stopping, self._insuring = None, False
            self._wake.set()

    def _confirmed(self, no: int) -> None:
        now_s = self._now_s()
        if no == self._no:
            self._stop_due = False
            if self._fate_unknown:
                self._fate_unknown = False
                self._insure_s = now_s + self._pace.settle_s
        self._to_tell.append((no, now_s - self._released_s))

    async def _follow(self) -> None:
        """Tell where the camera looks: with each confirmed Stop, and on the way to a stored position."""
        told, self._to_tell = self._to_tell, []
        before, self._seen = self._seen, None
        try:
            self._seen = await self._link.position()
            if self._seen is not None and not told:
                self._report(Looks(self._seen))
                if self._seen != before and self._now_s() < self._follow_until_s:
                    self._look_s = self._now_s() + self._pace.follow_every_s
        finally:
            for no, confirmed_s in told:
                # It was asked after the last of them.
                self._report(Stopped(no, confirmed_s, self._seen if no == told[-1][0] else None))
            self._looking = None
            self._wake.set()

    def _complain(self, fault: DeviceError) -> None:
        if not self._trouble_said:
            self._trouble_said = True
            self._report(Trouble(fault.text))

    def _say_overdue(self) -> None:
        self._overdue_said = True
        self._report(Overdue(self._no, self._now_s() - self._released_s))

    async def _close(self) -> None:
        """Try Stop a last time where it is owed: this steering was cut short."""
        device = self._link.device
        if device is not None and (self._stop_due or self._held is not None or self._command is not None):
            try:
                await self._link.call(device.stop(), LAST_STOP_S)
            except DeviceError as fault:
                self._complain(fault)
            else:
                self._to_tell.append((self._no, self._now_s() - self._released_s))
        await self._link.aclose(LAST_STOP_S)

    def _now_s(self) -> float:
        return self._clock.monotonic_ns() / 1e9
