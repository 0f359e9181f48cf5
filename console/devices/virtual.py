"""The demo site's rotating camera: a viewport that moves over a larger picture, behind the interface of a real one."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

from console.core.camera import Camera
from console.core.clock import Clock
from console.core.errors import DeviceError
from console.core.ptz import Position, Preset, PtzAbilities, PtzDevice, Velocity
from console.devices import motion
from console.devices.motion import HOME

TOLD_EVERY_S = 0.04
PRESETS = (
    (Preset("1", "입구"), Position(-0.65, -0.1, 0.35)),
    (Preset("2", "골목"), Position(0.1, 0.2, 0.55)),
    (Preset("3", "놀이터"), Position(0.7, -0.25, 0.4)),
)


class VirtualPtz(PtzDevice):
    """Move a viewport: pan and tilt -1..1, zoom 0..1, no inertia, the timeout of `move` honoured.

    moved: told the position, on the devices thread, at 25 Hz while moving and once at the end.
    """

    def __init__(
        self,
        camera: Camera,
        clock: Clock,
        moved: Callable[[Position], None],
        presets: Sequence[tuple[Preset, Position]] = PRESETS,
    ) -> None:
        self._camera = camera
        self._clock = clock
        self._moved = moved
        self._presets = tuple(presets)
        self._motion = motion.rest(HOME, clock.monotonic_ns())
        self._telling: asyncio.Task[None] | None = None

    async def abilities(self) -> PtzAbilities:
        """Tell what it can do: everything."""
        return PtzAbilities(
            continuous=True, zoom=True, home=True, presets=True, status=True, max_presets=len(self._presets)
        )  # fmt: skip

    async def move(self, velocity: Velocity, timeout_s: float) -> None:
        """Turn at a speed until `stop`, another `move`, the timeout, or a limit."""
        now_ns = self._clock.monotonic_ns()
        self._go(motion.turn(self._motion.at(now_ns), velocity, now_ns, timeout_s))

    async def stop(self) -> None:
        """Stand still at once."""
        now_ns = self._clock.monotonic_ns()
        self._go(motion.rest(self._motion.at(now_ns), now_ns))

    async def presets(self) -> list[Preset]:
        """List the stored places."""
        return [preset for preset, _position in self._presets]

    async def goto_preset(self, token: str) -> None:
        """Turn to a stored position; DeviceError for an unknown one."""
        for preset, position in self._presets:
            if preset.token == token:
                self._go_to(position)
                return
        raise DeviceError("Camera {camera} does not know the preset {preset}.", camera=self._camera.id, preset=token)

    async def goto_home(self) -> None:
        """Turn to the middle, zoomed out."""
        self._go_to(HOME)

    async def position(self) -> Position | None:
        """Return where it looks now."""
        return self._motion.at(self._clock.monotonic_ns())

    async def aclose(self) -> None:
        """Stand still and tell nobody any more."""
        now_ns = self._clock.monotonic_ns()
        self._motion = motion.rest(self._motion.at(now_ns), now_ns)
        if self._telling is not None:
            self._telling.cancel()
            await asyncio.wait([self._telling])

    def _go_to(self, target: Position) -> None:
        now_ns = self._clock.monotonic_ns()
        self._go(motion.way(self._motion.at(now_ns), target, now_ns))

    def _go(self, movement: motion.Motion) -> None:
        self._motion = movement
        if self._telling is None or self._telling.done():
            self._telling = asyncio.create_task(self._tell(), name=f"virtual camera {self._camera.id}")
            self._telling.add_done_callback(_report)

    async def _tell(self) -> None:
        while True:
            now_ns = self._clock.monotonic_ns()
            self._moved(self._motion.at(now_ns))
            if self._motion.over(now_ns):
                return
            await asyncio.sleep(TOLD_EVERY_S)


def _report(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and (error := task.exception()) is not None:
        task.get_loop().call_exception_handler(
            {"message": "a listener of a camera's position failed", "exception": error}
        )
