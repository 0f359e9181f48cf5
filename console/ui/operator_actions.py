"""From a command to a service: what an operator's key or button does, on which alarm, and what is said if it cannot."""

from __future__ import annotations

from collections.abc import Awaitable

from console.control.messages import Level
from console.core.alarm import Alarm, AlarmState, Disposition
from console.core.errors import WorldError
from console.core.text import Text, text
from console.ui.desk import OperatorDesk
from console.ui.dialogs import ask_comment, ask_reopen, ask_shelve
from console.ui.ptz_pad import DIRECTIONS
from console.ui.services import Services

# After an alarm left the queue the next one moves under the keys by itself. A verdict key pressed (or held) for the
# old one must not hit the new one, which nobody has read yet.
GUARD_S = 0.7
PRESET_DIGIT_S = 3.0
CLOSE = "alarm.close."


class OperatorActions:
    """Run commands on the desk; every action names the alarm's id and the version that was on screen."""

    def __init__(self, services: Services, desk: OperatorDesk) -> None:
        self._services, self._desk = services, desk
        self.last_closed: Alarm | None = None
        self._arrived_by_itself_s = float("-inf")
        self._preset_until_s = 0.0
        desk.panel.asked.connect(self.alarm)
        desk.alarm_opened.connect(self._on_opened)

    def alarm(self, name: str) -> None:
        """Do something to the chosen alarm."""
        if name == "alarm.reopen":
            self._reopen()
            return
        alarm = self._desk.selected_alarm()
        if alarm is None:
            self._warn(text("No alarm is chosen. Down chooses the next, N the most urgent."))
            return
        alarms = self._services.alarms
        if name == "alarm.claim":
            self._claim(alarm)
        elif name == "alarm.release":
            self._do(alarms.release(alarm.id, alarm.version), name)
        elif name == "alarm.acknowledge":
            if not self._guarded():
                self._do(alarms.acknowledge(alarm.id, alarm.version), name)
        elif name == "alarm.comment":
            ask_comment(self._desk, lambda note: self._do(alarms.comment(alarm.id, alarm.version, note), name))
        elif name == "alarm.shelve" and alarm.state is AlarmState.SHELVED:
            self._do(alarms.unshelve(alarm.id, alarm.version), name)
        elif name == "alarm.shelve":
            ask_shelve(
                self._desk,
                lambda minutes, why: self._do(alarms.shelve(alarm.id, alarm.version, minutes, why), name),
                self._services.shelve_max_min,
            )
        elif name.startswith(CLOSE) and not self._guarded():
            self._close(alarm, Disposition(name.removeprefix(CLOSE)))

    def steer(self, name: str) -> None:
        """Begin to turn, or say why not."""
        ptz = self._services.ptz
        if ptz.why_off is not None:
            self._warn(ptz.why_off)
            return
        ptz.hold(ptz.velocity(*DIRECTIONS[name]))

    def let_go(self) -> None:
        """Stop turning."""
        self._services.ptz.release()

    def stop(self) -> None:
        """Tell the camera to stop, whether or not this console moves it."""
        self._services.ptz.stop()

    def home(self) -> None:
        """Go home, or say why not."""
        if self._services.ptz.why_off is not None:
            self._warn(self._services.ptz.why_off)
        else:
            self._services.ptz.goto_home()

    def expect_preset(self) -> None:
        """Take the next digit as a preset's number."""
        # The digit is awaited even where it can do nothing: it must not become a verdict on an alarm.
        self._preset_until_s = self._now_s() + PRESET_DIGIT_S
        why_off = self._services.ptz.why_off
        if why_off is not None:
            self._warn(why_off)
        else:
            self._services.messages.say(Level.INFO, text("Preset: now its digit."))

    def digit(self, number: int) -> bool:
        """Take a digit if a preset's number is awaited."""
        if self._now_s() >= self._preset_until_s:
            return False
        self.forget_preset()
        why_off = self._services.ptz.why_off
        if why_off is not None:
            self._warn(why_off)
            return True
        presets = self._services.ptz.presets
        if 1 <= number <= len(presets):
            self._services.ptz.goto_preset(presets[number - 1].token)
        else:
            self._warn(text("This camera has no preset {number}.", number=number))
        return True

    def forget_preset(self) -> None:
        """Stop waiting for a digit: another key came."""
        self._preset_until_s = 0.0

    def show_camera(self, camera_id: str) -> None:
        """Bring a camera to the wall, and its controls to the pad."""
        self._services.wall.show(camera_id)
        self.follow_tile()

    def put_in_tile(self, camera_id: str) -> None:
        """Put a camera in the selected tile."""
        wall = self._services.wall
        wall.assign(wall.selected, camera_id)
        self.follow_tile()

    def choose_tile(self, tile: int) -> None:
        """Select a tile; its camera is the one that is steered."""
        self._services.wall.select(tile)
        self.follow_tile()

    def follow_tile(self) -> None:
        """Point the pad at the selected tile's camera."""
        wall, ptz = self._services.wall, self._services.ptz
        camera = wall.camera_at(wall.selected)
        alarm = self._desk.selected_alarm()
        about = alarm.id if alarm is not None and camera is not None and alarm.camera_id == camera.id else ""
        ptz.target(camera, about)

    def _claim(self, alarm: Alarm) -> None:
        services = self._services
        if services.cameras.get(alarm.camera_id) is not None:
            self.show_camera(alarm.camera_id)
        if alarm.claimed_by != services.recorder.operator:
            self._do(services.alarms.claim(alarm.id, alarm.version), "alarm.claim")

    def _close(self, alarm: Alarm, disposition: Disposition) -> None:
        self._do(self._close_and_remember(alarm, disposition), "alarm.close")

    async def _reopen_last(self, last: Alarm, why: str) -> None:
        await self._services.alarms.reopen(last.id, last.version, why)
        self.last_closed = None

    async def _close_and_remember(self, alarm: Alarm, disposition: Disposition) -> None:
        self.last_closed = await self._services.alarms.close(alarm.id, alarm.version, disposition)

    def _reopen(self) -> None:
        last = self.last_closed
        if last is None:
            self._warn(text("You have closed no alarm since the console was opened."))
            return
        ask_reopen(self._desk, lambda why: self._do(self._reopen_last(last, why), "alarm.reopen"))

    def _guarded(self) -> bool:
        now_s = self._now_s()
        if now_s - self._arrived_by_itself_s >= GUARD_S:
            return False
        self._arrived_by_itself_s = now_s
        self._warn(text("Another alarm has just come under the keys. Look, then press again."))
        return True

    def _on_opened(self, alarm_id: str) -> None:
        # What is steered from now on is steered for this alarm, or for none.
        self.follow_tile()
        if alarm_id and self._desk.queue.moved_by_itself:
            self._arrived_by_itself_s = self._now_s()

    def _now_s(self) -> float:
        return self._services.clock.monotonic_ns() / 1e9

    def _do(self, action: Awaitable[object], name: str) -> None:
        self._services.spawn(self._report(action), name)

    async def _report(self, action: Awaitable[object]) -> None:
        try:
            await action
        except WorldError as fault:
            self._services.messages.say(Level.ERROR, fault.text)

    def _warn(self, sentence: Text) -> None:
        self._services.messages.say(Level.WARNING, sentence)
