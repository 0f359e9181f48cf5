"""What the analytics layer reports: an episode with a start, updates and an end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

MAX_EVENT_BYTES = 1024 * 1024
MAX_EVENTS_A_MESSAGE = 1000


class Phase(StrEnum):
    """Name a step of an episode."""

    START = "start"
    UPDATE = "update"
    END = "end"


@dataclass(frozen=True, slots=True)
class Box:
    """Mark a rectangle in a picture, in fractions 0..1 of its width and height, y pointing down."""

    x: float
    y: float
    w: float
    h: float


@dataclass(frozen=True, slots=True)
class AnalyticsEvent:
    """Hold one validated report; `body` is the event as it came (parsed JSON, snapshot included)."""

    id: str
    source: str
    camera_id: str
    kind: str
    phase: Phase
    started_at: datetime
    body: dict[str, object]
    seq: int | None = None
    score: float | None = None
    ended_at: datetime | None = None
    zone: str = ""
    rule: str = ""
    track: str = ""
    box: Box | None = None
    preset: str = ""

    @property
    def episode(self) -> tuple[str, str]:
        """Return the key that late, repeated and duplicate reports of one episode share."""
        return (self.source, self.id)


@dataclass(frozen=True, slots=True)
class BadEvent:
    """Hold one report that cannot be used: why, and the beginning of what came (at most 2,000 characters)."""

    source: str
    reason: str
    excerpt: str
    size_bytes: int
