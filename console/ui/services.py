"""What the views are given: the services of control, each for its own views."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from console.control.alarms import AlarmService
from console.control.cameras import CameraService
from console.control.health import HealthService
from console.control.messages import Messages
from console.control.ptz import PtzService
from console.control.recorder import Recorder
from console.control.review import ReviewService
from console.control.sealing import Sealing
from console.control.wall import WallService
from console.core.clock import Clock
from console.core.text import Text

Spawn = Callable[[Coroutine[Any, Any, object], str], object]


@dataclass(frozen=True, slots=True)
class Services:
    """Hand the services to the window.

    spawn: runs a coroutine under the application's task group, with a name for its faults.
    guidance: the checklist of an event kind, in a language. work: words, done and of, of a long job; of 0 is none.
    shelve_max_min: the longest shelf an operator may choose.
    """

    alarms: AlarmService
    wall: WallService
    ptz: PtzService
    cameras: CameraService
    review: ReviewService
    health: HealthService
    recorder: Recorder
    messages: Messages
    clock: Clock
    spawn: Spawn
    guidance: Callable[[str, str], Sequence[str]]
    work: Callable[[], tuple[str, int, int]]
    resources: Path
    room: Text
    shelve_max_min: int
    sealing: Sealing
