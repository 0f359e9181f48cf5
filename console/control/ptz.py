"""Steering rotating cameras: what is held moves, what is let go stops, and the journal tells both."""

from __future__ import annotations

import asyncio
import concurrent.futures
from collections.abc import Callable
from typing import TYPE_CHECKING

from console.control.ptz_record import PtzRecord
from console.control.ptz_seat import Hold, Seat
from console.control.steering import Steering
from console.control.steering_link import Pace
from console.control.steering_reports import (
    Broken,
    Connected,
    Goto,
    Looks,
    Overdue,
    Recalled,
    Report,
    Stopped,
    Trouble,
    Unreachable,
)  # fmt: skip
from console.core.hook import Hook
from console.core.ptz import Position, Preset, PtzAbilities, Velocity
from console.core.text import Text, text

if TYPE_CHECKING:
    from console.config import PtzConfig
    from console.control.messages import Messages
    from console.control.recorder import Recorder
    from console.control.tasks import Tasks
    from console.core.camera import Camera
    from console.core.clock import Clock
    from console.core.ptz import PtzDevice
    from console.devices.thread import DeviceThread

MAX_SEATS = 8
LEAVE_S = 5.0
NOBODY = text("Choose a rotating camera.")
ASKING = text("Asking the camera what it can do …")


class PtzService:
    """Steer the chosen camera, from the UI thread; each camera is commanded by its own Steering on the devices thread.

    open_device: called on the devices thread. While something is held, this thread renews the move; should it stand
    still, the camera stops by itself.
    """

    def __init__(
        self,
        thread: DeviceThread,
        open_device: Callable[[Camera], PtzDevice],
        recorder: Recorder,
        messages: Messages,
        clock: Clock,
        config: PtzConfig,
        tasks: Tasks,
        pace: Pace | None = None,
    ) -> None:
        self.changed: Hook[[]] = Hook()
        self.camera: Camera | None = None
        self._thread = thread
        self._open_device = open_device
        self._recorder = recorder
        self._messages = messages
        self._clock = clock
        self._config = config
        self._tasks = tasks
        self._pace = pace or Pace()
        self._record = PtzRecord(recorder, messages, tasks)
        self._seats: dict[str, Seat] = {}
        self._leaving: list[Seat] = []
        self._alarm_id = ""
        self._purpose = ""
        self._no = 0
        self._hold: Hold | None = None
        self._renewal: asyncio.Task[None] | None = None
        self._closed = False

    @property
    def _seat(self) -> Seat | None:
        return self._seats.get(self.camera.id) if self.camera is not None and self.camera.rotating else None

    @property
    def why_off(self) -> Text | None:
        """Say why the controls are off; None while the camera can be steered."""
        if self.camera is None:
            return NOBODY
        seat = self._seat
        if seat is None:
            return text("{camera} is a fixed camera: it cannot be steered.", camera=self.camera.name)
        return seat.why

    @property
    def abilities(self) -> PtzAbilities | None:
        """Return what the camera was found able to do."""
        return self._seat.abilities if self._seat else None

    @property
    def presets(self) -> tuple[Preset, ...]:
        """Return the camera's stored positions."""
        return self._seat.presets if self._seat else ()

    @property
    def moving(self) -> Velocity | None:
        """Return what is held now."""
        return self._hold.velocity if self._hold else None

    @property
    def position(self) -> Position | None:
        """Return where the camera was last seen to look."""
        return self._seat.position if self._seat else None

    def velocity(self, pan: float, tilt: float, zoom: float) -> Velocity:
        """Return the configured speed in a direction; each of -1, 0 and 1, right, up and nearer positive."""
        return Velocity(pan * self._config.speed, tilt * self._config.speed, zoom * self._config.zoom_speed)

    def target(self, camera: Camera | None, alarm_id: str = "", purpose: str = "") -> None:
        """Choose the camera to steer, and what for; the camera that was steered until now stops."""
        if camera != self.camera:
            self.release()
            self.camera = camera
            if camera is not None and camera.rotating and not self._closed:
                self._sit(camera)
        self._alarm_id, self._purpose = alarm_id, purpose
        self._tasks.tell(self.changed)

    def hold(self, velocity: Velocity) -> None:
        """Start or change the move; it goes on until `release`."""
        seat = self._seat
        if velocity.still or seat is None or seat.why is not None or self._closed:
            self.release()
            return
        velocity = _within_reach(velocity)
        if self._hold is None:
            self._hold = self._new_hold(seat, velocity)
            self._renewal = self._tasks.spawn(self._renew(seat, self._hold), "ptz renewal")
        elif self._hold.velocity == velocity:
            return
        self._hold.velocity = velocity
        self._thread.call_soon(seat.steering.hold, self._hold.no, velocity)
        self._tasks.tell(self.changed)

    def release(self) -> None:
        """End what is held: `stop`; does nothing while nothing is held."""
        if self._hold is not None:
            self.stop()

    def stop(self) -> None:
        """Stop the camera, held or not; goes before all that waits, and is sent until the camera has confirmed."""
        seat = self._seat
        if seat is None or self._closed:
            return
        if self._hold is None:
            self._new_hold(seat, None)
        self._let_go(seat)
        self._thread.call_soon(seat.steering.release, self._no)
        self._tasks.tell(self.changed)

    def goto_preset(self, token: str) -> None:
        """Turn to a stored position."""
        name = next((preset.name for preset in self.presets if preset.token == token), "")
        self._goto(Goto(token, name, self._alarm_id, self._recorder.operator))

    def goto_home(self) -> None:
        """Turn to the home position."""
        self._goto(Goto("", "", self._alarm_id, self._recorder.operator))

    async def aclose(self) -> None:
        """Stop what moves, wait a few seconds for the confirmation, and close the devices."""
        self.release()
        self._closed = True
        seats = [*self._seats.values(), *self._leaving]
        for seat in seats:
            self._thread.call_soon(seat.steering.leave, LEAVE_S)
        self._seats, self._leaving = {}, []
        waiting = {asyncio.ensure_future(asyncio.wrap_future(seat.life)) for seat in seats}
        if waiting:
            await asyncio.wait(waiting, timeout=LEAVE_S * 2)
        for seat in seats:
            self._record.holds(seat, seat.finished(None), None)

    def _new_hold(self, seat: Seat, velocity: Velocity | None) -> Hold:
        self._no += 1
        # While a Stop is not reported, where the camera looks is not known: the report tells.
        start = None if seat.holds else seat.position
        hold = Hold(
            self._no, velocity, self._now_s(), self._alarm_id, self._purpose, self._recorder.operator, start
        )  # fmt: skip
        seat.holds.append(hold)
        return hold

    def _let_go(self, seat: Seat) -> None:
        seat.holds[-1].ended_s = self._now_s()
        self._hold = None
        if self._renewal is not None:
            self._renewal.cancel()
            self._renewal = None

    def _goto(self, goto: Goto) -> None:
        seat = self._seat
        if seat is None or seat.why is not None or self._closed:
            return
        self.release()
        self._thread.call_soon(seat.steering.goto, goto)

    def _sit(self, camera: Camera) -> None:
        seat = self._seats.pop(camera.id, None)
        if seat is not None and seat.camera != camera:
            self._dismiss(seat)
            seat = None
        self._seats[camera.id] = seat or self._new_seat(camera)
        if len(self._seats) > MAX_SEATS:
            idle = next((s for s in self._seats.values() if not s.holds and s.camera != camera), None)
            if idle is not None:
                self._dismiss(self._seats.pop(idle.camera.id))

    def _new_seat(self, camera: Camera) -> Seat:
        # `seat` is read when the report has come to this thread's loop: on the devices thread it may not be bound yet.
        steering = Steering(
            camera, self._open_device, self._clock, self._config.timeout_s,
            lambda report: self._post(lambda: self._heard(seat, report)), self._pace,
        )  # fmt: skip
        seat = Seat(camera, steering, self._thread.submit(steering.run()), ASKING)
        seat.life.add_done_callback(lambda life: self._post(lambda: self._ended(seat, life)))
        return seat

    def _dismiss(self, seat: Seat) -> None:
        self._leaving = [left for left in self._leaving if not left.life.done()]
        self._leaving.append(seat)
        self._thread.call_soon(seat.steering.leave, self._pace.overdue_s)

    async def _renew(self, seat: Seat, hold: Hold) -> None:
        while self._hold is hold:
            await asyncio.sleep(self._config.timeout_s / 2)
            self._thread.call_soon(seat.steering.hold, hold.no, hold.velocity)

    def _post(self, hear: Callable[[], None]) -> None:
        try:
            self._tasks.loop.call_soon_threadsafe(hear)
        except RuntimeError:
            # The loop is closed: the console is gone, and this is said to nobody.
            return

    def _ended(self, seat: Seat, life: concurrent.futures.Future[None]) -> None:
        """Report a steering that broke down; its camera can be chosen again. Its Stop was sent as its last act."""
        fault = None if life.cancelled() else life.exception()
        if fault is None:
            return
        self._tasks.report(fault, f"steering {seat.camera.id}")
        if seat is self._seat:
            if self._hold is not None:
                self._let_go(seat)
            self.camera = None
        if self._seats.get(seat.camera.id) is seat:
            del self._seats[seat.camera.id]
        self._record.holds(seat, seat.finished(None), None)
        self._tasks.tell(self.changed)

    def _heard(self, seat: Seat, report: Report) -> None:
        match report:
            case Connected():
                seat.abilities, seat.presets, seat.position = report.abilities, report.presets, report.position
                seat.why = None
                if not report.abilities.continuous:
                    seat.why = text("{camera} offers no movement by hand.", camera=seat.camera.name)
            case Unreachable():
                seat.why = report.why
            case Looks():
                seat.position = report.position
            case Trouble():
                self._tasks.tell(self._messages.warn, report.why)
            case Broken():
                self._tasks.report(report.fault, f"steering {seat.camera.id}")
            case Recalled():
                self._record.recall(seat, report.goto)
            case Overdue():
                self._record.overdue(seat, report)
            case Stopped():
                seat.position = report.position or seat.position
                self._record.holds(seat, seat.finished(report.no), report)
                seat.began_at(report.no, report.position)
        self._tasks.tell(self.changed)

    def _now_s(self) -> float:
        return self._clock.monotonic_ns() / 1e9


def _within_reach(velocity: Velocity) -> Velocity:
    return Velocity(*(max(-1.0, min(1.0, speed)) for speed in (velocity.pan, velocity.tilt, velocity.zoom)))
