"""What a run is given: options, folders, configuration, cameras."""

from __future__ import annotations

import getpass
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from console.config import Config
from console.core.camera import Camera
from console.core.clock import Clock, SystemClock
from console.core.stream import StreamSource
from console.core.text import Text


@dataclass(frozen=True, slots=True)
class Setting:
    """Hold what the console is composed from. `demo`: scenes are drawn, cameras virtual, a built-in analyzer looks.

    replay: a file of recorded events to play, so many times as fast.
    """

    data: Path
    resources: Path
    config: Config
    operator: str
    room: Text
    cameras: Sequence[Camera]
    language: str = ""
    demo: bool = False
    replay: Path | None = None
    replay_speed: float = 1.0
    clock: Clock = field(default_factory=SystemClock)


def operator_name(given: str) -> str:
    """Return who is on duty: as given, else the account's name; control characters and overlong names are cut."""
    name = given
    if not name:
        try:
            name = getpass.getuser()
        except (KeyError, OSError):
            name = "operator"
    return "".join(c for c in name if c.isprintable()).strip()[:60] or "operator"


def source_of(camera: Camera, password: str, demo: bool) -> StreamSource:
    """Say where a camera's wall pictures come from."""
    if demo:
        return StreamSource(camera.id, camera.main_url, loop=True, pannable=camera.rotating)
    return StreamSource(camera.id, camera.wall_url, camera.username, password)
