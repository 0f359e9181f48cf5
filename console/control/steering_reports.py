"""What the steering of a camera tells the UI thread."""

from __future__ import annotations

from dataclasses import dataclass

from console.core.ptz import Position, Preset, PtzAbilities
from console.core.text import Text


@dataclass(frozen=True, slots=True)
class Goto:
    """Ask for a stored position; an empty token is the home position."""

    token: str = ""
    name: str = ""
    alarm_id: str = ""
    operator: str = ""


@dataclass(frozen=True, slots=True)
class Connected:
    """The camera answered what it can do."""

    abilities: PtzAbilities
    presets: tuple[Preset, ...]
    position: Position | None


@dataclass(frozen=True, slots=True)
class Unreachable:
    """The camera cannot be steered now, and why; it is asked again."""

    why: Text


@dataclass(frozen=True, slots=True)
class Trouble:
    """A command failed; said once a hold."""

    why: Text


@dataclass(frozen=True, slots=True)
class Stopped:
    """The camera confirmed the Stop numbered `no`, and so all before; confirmed_s: counted from the release."""

    no: int
    confirmed_s: float
    position: Position | None


@dataclass(frozen=True, slots=True)
class Overdue:
    """The camera has not confirmed Stop for waited_s; it is tried on."""

    no: int
    waited_s: float


@dataclass(frozen=True, slots=True)
class Recalled:
    """The camera took the command to turn to a stored position."""

    goto: Goto


@dataclass(frozen=True, slots=True)
class Looks:
    """The camera told where it looks."""

    position: Position


@dataclass(frozen=True, slots=True)
class Broken:
    """A fault of our own."""

    fault: Exception


Report = Connected | Unreachable | Trouble | Stopped | Overdue | Recalled | Looks | Broken
