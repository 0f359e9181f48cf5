"""Plain data of steering a rotating camera, in ONVIF's generic spaces."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Velocity:
    """Say how fast to turn: pan right, tilt up and zoom in are positive, each -1..1 (VelocityGenericSpace)."""

    pan: float = 0.0
    tilt: float = 0.0
    zoom: float = 0.0

    @property
    def still(self) -> bool:
        """Tell whether nothing moves."""
        return self.pan == self.tilt == self.zoom == 0.0


@dataclass(frozen=True, slots=True)
class Position:
    """Say where a camera looks: pan and tilt -1..1, zoom 0..1 (PositionGenericSpace)."""

    pan: float
    tilt: float
    zoom: float


@dataclass(frozen=True, slots=True)
class Preset:
    """Name a stored position; the token is the device's own."""

    token: str
    name: str


@dataclass(frozen=True, slots=True)
class PtzAbilities:
    """Tell what a device was found able to do."""

    continuous: bool = False
    zoom: bool = False
    home: bool = False
    presets: bool = False
    status: bool = False
    max_presets: int = 0


class PtzDevice(Protocol):
    """Steer one rotating camera. Every call runs on the devices thread's loop and raises DeviceError."""

    async def abilities(self) -> PtzAbilities:
        """Ask the device what it can do."""
        ...

    async def move(self, velocity: Velocity, timeout_s: float) -> None:
        """Turn at a speed until `stop`, another `move`, or the timeout."""
        ...

    async def stop(self) -> None:
        """End every movement; returns only when the device has confirmed."""
        ...

    async def presets(self) -> list[Preset]:
        """List the stored positions."""
        ...

    async def goto_preset(self, token: str) -> None:
        """Turn to a stored position."""
        ...

    async def goto_home(self) -> None:
        """Turn to the home position."""
        ...

    async def position(self) -> Position | None:
        """Return where it looks, None where the device does not tell."""
        ...

    async def aclose(self) -> None:
        """Give up connections."""
        ...
