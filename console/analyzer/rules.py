"""The rules: what tracks in a zone amount to. Pure; each `look` says whether the thing is so now, and who shows it.

Measures that a zone does not give: intrusion 0.6 s, loitering 15 s, abandonment 10 s, crowd 5 people for 3 s, fall 2 s.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from console.analyzer.tracks import Track, gap
from console.analyzer.zones import Zone, inside
from console.core import kinds
from console.core.event import Box

_LYING, _STANDING = 0.95, 1.3
_QUIET_STIR = 2.6
_NEAR = 0.10
_LEFT_ALONE_S = 2.0


@dataclass(frozen=True, slots=True)
class Sight:
    """Say that a rule holds now: since when (monotonic s), and what shows it."""

    since_s: float
    track: Track
    box: Box
    score: float


@dataclass(slots=True)
class Memory:
    """Remember, for one zone, since when each track has fulfilled the rule's condition."""

    since: dict[str, float] = field(default_factory=dict)
    seen: dict[str, float] = field(default_factory=dict)

    def hold(self, key: str, fulfilled: bool, now_s: float, grace_s: float) -> float:
        """Return for how long a condition has held; a lapse shorter than the grace does not count."""
        if fulfilled:
            self.seen[key] = now_s
            return now_s - self.since.setdefault(key, now_s)
        if now_s - self.seen.get(key, -1e9) > grace_s:
            self.since.pop(key, None)
            self.seen.pop(key, None)
        return 0.0

    def forget(self, alive: set[str]) -> None:
        """Drop tracks that are gone."""
        for key in [k for k in self.since if k not in alive and not k.startswith("#")]:
            self.since.pop(key, None)
            self.seen.pop(key, None)


def look(zone: Zone, tracks: Sequence[Track], memory: Memory, now_s: float) -> Sight | None:
    """Apply a zone's rule to the tracks seen now."""
    rule = RULES.get(zone.kind)
    return None if rule is None else rule(zone, [t for t in tracks if t.confirmed], memory, now_s)


def _intrusion(zone: Zone, tracks: Sequence[Track], memory: Memory, now_s: float) -> Sight | None:
    return _dwell(zone, tracks, memory, now_s, zone.seconds or 0.6, 0.6)


def _loitering(zone: Zone, tracks: Sequence[Track], memory: Memory, now_s: float) -> Sight | None:
    return _dwell(zone, tracks, memory, now_s, zone.seconds or 15.0, 2.0)


def _dwell(
    zone: Zone, tracks: Sequence[Track], memory: Memory, now_s: float, seconds: float, grace_s: float
) -> Sight | None:
    best: Track | None = None
    for track in tracks:
        held_s = memory.hold(track.id, inside(zone.polygon, track.foot), now_s, grace_s)
        if held_s >= seconds and (best is None or memory.since[track.id] < memory.since[best.id]):
            best = track
    return None if best is None else Sight(memory.since[best.id], best, best.box, best.score)


def _abandonment(zone: Zone, tracks: Sequence[Track], memory: Memory, now_s: float) -> Sight | None:
    seconds = zone.seconds or 10.0
    for track in tracks:
        still = now_s - track.still_since_s >= 1.0 and track.stir < _QUIET_STIR
        quiet_s = memory.hold(track.id, still and inside(zone.polygon, track.foot), now_s, 0.6)
        near = any(
            o is not track and gap(o.box, track.box) < _NEAR and (o.stir >= _QUIET_STIR or o.box.h > track.box.h * 1.2)
            for o in tracks
        )
        alone_s = memory.hold(f"{track.id}+", not near, now_s, 0.4)
        if quiet_s >= seconds and alone_s >= _LEFT_ALONE_S:
            return Sight(memory.since[track.id], track, track.box, track.score)
    return None


def _crowd(zone: Zone, tracks: Sequence[Track], memory: Memory, now_s: float) -> Sight | None:
    present = [t for t in tracks if inside(zone.polygon, t.foot)]
    needed = zone.people or 5
    count = heads(present)
    held_s = memory.hold("#crowd", count >= needed, now_s, 1.0)
    if held_s < (zone.seconds or 3.0):
        return None
    widest = max(present, key=lambda t: t.box.w * t.box.h)
    score = round(min(0.6 + 0.1 * (count - needed) + 0.02 * (held_s - 3), 0.97), 2)
    return Sight(memory.since["#crowd"], widest, _around([t.box for t in present]), score)


def _fall(zone: Zone, tracks: Sequence[Track], memory: Memory, now_s: float) -> Sight | None:
    for track in tracks:
        was_down = track.id in memory.since
        down = track.tall_s >= 1.0 and track.slimness < (_STANDING if was_down else _LYING)
        held_s = memory.hold(track.id, down and inside(zone.polygon, track.foot), now_s, 0.6)
        if held_s >= (zone.seconds or 2.0) and now_s - track.still_since_s >= 0.8:
            return Sight(memory.since[track.id], track, track.box, track.score)
    return None


def heads(tracks: Sequence[Track]) -> int:
    """Estimate how many people the tracks are: a blob wider than a person is several who hide one another."""
    return sum(max(1, round(1.0 / t.slimness / 0.45)) if t.slimness < 1.6 else 1 for t in tracks)


def _around(boxes: Sequence[Box]) -> Box:
    x, y = min(b.x for b in boxes), min(b.y for b in boxes)
    return Box(x, y, max(b.x + b.w for b in boxes) - x, max(b.y + b.h for b in boxes) - y)


RULES: dict[str, Callable[[Zone, Sequence[Track], Memory, float], Sight | None]] = {
    kinds.INTRUSION: _intrusion, kinds.LOITERING: _loitering, kinds.ABANDONMENT: _abandonment, kinds.CROWD: _crowd,
    kinds.FALL: _fall,
}  # fmt: skip
