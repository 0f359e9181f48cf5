"""What can be configured, as frozen dataclasses; every default is here and in `resources/console.example.toml`."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

import platformdirs

from console.config.feed_shapes import FeedConfig
from console.core.kinds import DEFAULT_PRIORITY, UNKNOWN_PRIORITY

LANGUAGES = ("auto", "ko", "en")
LAYOUTS = (1, 4, 9, 16)
ANY_KIND = "default"

Guidance = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class WallConfig:
    """Say how the wall starts: tiles of the first layout, decoding processes (0: chosen by the machine's cores)."""

    layout: int = 4
    children: int = 0


@dataclass(frozen=True, slots=True)
class PtzConfig:
    """Say how cameras are steered: speeds in 0..1 of the device's fastest, seconds a move lasts unless renewed."""

    speed: float = 0.5
    zoom_speed: float = 0.5
    timeout_s: float = 1.0


@dataclass(frozen=True, slots=True)
class AlarmConfig:
    """Say how events become alarms; `priorities` holds every kind's, the defaults included."""

    fold_window_s: float = 30.0
    shelve_max_min: int = 60
    priorities: Mapping[str, int] = field(default_factory=lambda: MappingProxyType(dict(DEFAULT_PRIORITY)))

    def priority(self, kind: str) -> int:
        """Return 1 critical … 4 low; a kind nobody named gets 3."""
        return self.priorities.get(kind, UNKNOWN_PRIORITY)


@dataclass(frozen=True, slots=True)
class AnalyzerConfig:
    """Say whether the built-in analytics run."""

    enabled: bool = True


def state_anchor() -> str:
    """Return the anchor that is there out of the box: a folder in the user's state directory."""
    return str(Path(platformdirs.user_state_dir("gwanje", appauthor=False)) / "anchors")


@dataclass(frozen=True, slots=True)
class JournalConfig:
    """Say where the journal's checkpoints go: folders, best on other machines."""

    anchors: tuple[str, ...] = field(default_factory=lambda: (state_anchor(),))

    def places(self) -> tuple[Path, ...]:
        """Return where checkpoints are looked for: also in the state directory, whose older ones still hold."""
        usual = Path(state_anchor())
        named = [Path(anchor) for anchor in self.anchors]
        # A room without anchors, such as a measurement's, has no business with the user's.
        return tuple(named if usual in named or not named or not usual.is_dir() else [*named, usual])


@dataclass(frozen=True, slots=True)
class Config:
    """Hold everything the file says. guidance: kind → language ("ko", "en") → the checklist's lines."""

    workstation: str = field(default_factory=lambda: platform.node() or "console")
    language: str = "auto"
    feeds: tuple[FeedConfig, ...] = ()
    wall: WallConfig = field(default_factory=WallConfig)
    ptz: PtzConfig = field(default_factory=PtzConfig)
    alarms: AlarmConfig = field(default_factory=AlarmConfig)
    journal: JournalConfig = field(default_factory=JournalConfig)
    guidance: Mapping[str, Guidance] = field(default_factory=lambda: MappingProxyType({}))
    analyzer: AnalyzerConfig = field(default_factory=AnalyzerConfig)
    file: Path | None = None

    def guidance_for(self, kind: str, language: str) -> tuple[str, ...]:
        """Return the checklist of a kind in a language; a kind nobody wrote one for gets the general one."""
        lines = self.guidance.get(kind) or self.guidance.get(ANY_KIND) or MappingProxyType({})
        return lines.get(language) or lines.get("en") or ()
