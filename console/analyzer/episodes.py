"""Sights to episodes: start, updates and end in the native event form of resources/schemas/event.schema.json."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from console.analyzer.rules import Memory, Sight, look
from console.analyzer.tracks import Track
from console.analyzer.zones import Zone
from console.core.clock import rfc3339
from console.core.event import Box

UPDATE_EVERY_S = 2.0
_END_AFTER_S = 2.0
Event = dict[str, object]


@dataclass(slots=True)
class _Open:
    id: str
    started: datetime
    track: str
    box: Box
    score: float
    said_s: float
    held_s: float


@dataclass(slots=True)
class ZoneWatch:
    """Turn one zone's sights into episodes: at most one is open, and it ends when nothing has shown it for 2 s."""

    camera_id: str
    zone: Zone
    preset: str = ""
    memory: Memory = field(default_factory=Memory)
    open: _Open | None = None

    def step(
        self, tracks: Sequence[Track], now_s: float, now: datetime, snapshot: Callable[[], str], everyone: set[str]
    ) -> list[Event]:
        """Look once; `snapshot` is called only when an episode starts. everyone: ids of tracks not forgotten yet."""
        sight = look(self.zone, tracks, self.memory, now_s)
        self.memory.forget(everyone | {f"{track}+" for track in everyone})
        if sight is None:
            if self.open is not None and now_s - self.open.held_s > _END_AFTER_S:
                return self.end(now)
            return []
        if self.open is None:
            started = now - timedelta(seconds=now_s - sight.since_s)
            name = f"{self.camera_id}-{self.zone.kind}-{int(started.timestamp())}-{secrets.token_hex(3)}"
            self.open = _Open(name, started, sight.track.id, sight.box, sight.score, now_s, now_s)
            return [self._event("start", None) | {"snapshot": snapshot()}]
        self.open.held_s = now_s
        if now_s - self.open.said_s < UPDATE_EVERY_S or not _matters(self.open, sight):
            return []
        self.open.box, self.open.score, self.open.said_s = sight.box, sight.score, now_s
        self.open.track = sight.track.id
        return [self._event("update", None)]

    def end(self, now: datetime) -> list[Event]:
        """End what is open: it is over, or nobody looks any more."""
        if self.open is None:
            return []
        event = self._event("end", now)
        self.open = None
        return [event]

    def reset(self, now: datetime) -> list[Event]:
        """End what is open and forget what was remembered."""
        self.memory = Memory()
        return self.end(now)

    def _event(self, phase: str, ended: datetime | None) -> Event:
        assert self.open is not None
        box = self.open.box
        event: Event = {
            "id": self.open.id, "source": "analyzer", "camera": self.camera_id, "kind": self.zone.kind, "phase": phase,
            "score": self.open.score, "started_at": rfc3339(self.open.started), "zone": self.zone.name,
            "rule": self.zone.rule, "track": self.open.track,
            "box": [round(v, 4) for v in (box.x, box.y, box.w, box.h)],
        }  # fmt: skip
        if ended is not None:
            event["ended_at"] = rfc3339(ended)
        if self.preset:
            event["preset"] = self.preset
        return event


def _matters(was: _Open, sight: Sight) -> bool:
    moved = abs(was.box.x - sight.box.x) + abs(was.box.y - sight.box.y) + abs(was.box.h - sight.box.h)
    return moved > 0.02 or abs(was.score - sight.score) >= 0.05
