"""Blobs of moving picture to tracks: who was where for how long. Pure, over plain data; boxes in fractions 0..1."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

from console.core.event import Box

CONFIRMED_HITS = 3
FORGET_AFTER_S = 1.6
_FORGET_STILL_AFTER_S = 3.0
_ASPECT = 16 / 9


@dataclass(frozen=True, slots=True)
class Blob:
    """Hold one connected patch that differs from the background.

    contrast: mean difference from the background, grey levels. stir: mean change since the frame before, grey levels.
    """

    box: Box
    contrast: float = 40.0
    stir: float = 0.0


@dataclass(slots=True)
class Track:
    """Follow one blob through time; times are monotonic seconds."""

    id: str
    box: Box
    born_s: float
    seen_s: float
    hits: int = 1
    misses: int = 0
    contrast: float = 40.0
    stir: float = 0.0
    trace: deque[tuple[float, Box]] = field(default_factory=lambda: deque(maxlen=3))
    anchor: Box | None = None
    still_since_s: float = 0.0
    tall_s: float = 0.0

    @property
    def confirmed(self) -> bool:
        """Tell whether it has been seen often enough to be something."""
        return self.hits >= CONFIRMED_HITS

    @property
    def foot(self) -> tuple[float, float]:
        """Return where it touches the ground; who is cut off by the picture's lower edge stands on that edge."""
        return self.box.x + self.box.w / 2, min(self.box.y + self.box.h, 0.999)

    @property
    def slimness(self) -> float:
        """Return height over width as seen in a 16:9 picture: 2 to 3 for who stands, under 1 for who lies."""
        return self.box.h / max(self.box.w * _ASPECT, 1e-6)

    @property
    def score(self) -> float:
        """Return how surely this is something, 0..1: steady and unlike the background."""
        steady = self.hits / (self.hits + self.misses)
        return round(steady * (0.5 + 0.5 * self.contrast / (self.contrast + 15.0)), 2)


class Tracker:
    """Match each frame's blobs to tracks: best overlap or nearest first, one to one."""

    def __init__(self) -> None:
        self.tracks: list[Track] = []
        self._born = 0

    def step(self, blobs: Sequence[Blob], now_s: float) -> list[Track]:
        """Take a frame's blobs; return the tracks seen now."""
        pairs = sorted(
            (cost, t, b)
            for t, track in enumerate(self.tracks)
            for b, blob in enumerate(blobs)
            if (cost := _cost(track, blob, now_s)) is not None
        )
        free_tracks, free_blobs = set(range(len(self.tracks))), set(range(len(blobs)))
        for _, t, b in pairs:
            if t in free_tracks and b in free_blobs:
                free_tracks.discard(t)
                free_blobs.discard(b)
                _follow(self.tracks[t], blobs[b], now_s)
        for t in free_tracks:
            self.tracks[t].misses += 1
        for b in sorted(free_blobs):
            self.tracks.append(self._start(blobs[b], now_s))
        self.tracks = [t for t in self.tracks if now_s - t.seen_s <= _patience(t, now_s)]
        return [t for t in self.tracks if t.seen_s == now_s]

    def clear(self) -> None:
        """Forget everybody; ids are not used again."""
        self.tracks.clear()

    def _start(self, blob: Blob, now_s: float) -> Track:
        self._born += 1
        track = Track(f"t{self._born}", blob.box, now_s, now_s, contrast=blob.contrast, stir=blob.stir)
        track.anchor, track.still_since_s = blob.box, now_s
        track.trace.append((now_s, blob.box))
        return track


def _patience(track: Track, now_s: float) -> float:
    if track.hits < CONFIRMED_HITS:
        return 0.5
    return _FORGET_STILL_AFTER_S if now_s - track.still_since_s > 3.0 else FORGET_AFTER_S


def _cost(track: Track, blob: Blob, now_s: float) -> float | None:
    old, new = track.box, blob.box
    vx, vy = _velocity(track)
    ahead = min(now_s - track.seen_s, 1.0)
    away = math.hypot(
        (new.x + new.w / 2 - old.x - old.w / 2 - vx * ahead) * _ASPECT,
        new.y + new.h / 2 - old.y - old.h / 2 - vy * ahead,
    )
    reach = 0.5 * max(old.h, old.w * _ASPECT, 0.06) + 0.06 * ahead
    shared = overlap(old, new)
    if shared <= 0.0 and away > reach:
        return None
    growth = abs(math.log(max(new.w * new.h, 1e-6) / max(old.w * old.h, 1e-6)))
    return away / max(reach, 1e-6) - shared + 0.25 * growth


def _velocity(track: Track) -> tuple[float, float]:
    (t0, a), (t1, b) = track.trace[0], track.trace[-1]
    if t1 <= t0:
        return 0.0, 0.0
    return (b.x + b.w / 2 - a.x - a.w / 2) / (t1 - t0), (b.y + b.h / 2 - a.y - a.h / 2) / (t1 - t0)


def _follow(track: Track, blob: Blob, now_s: float) -> None:
    gap_s = now_s - track.seen_s
    track.box, track.seen_s = blob.box, now_s
    track.hits += 1
    track.contrast += 0.3 * (blob.contrast - track.contrast)
    track.stir += 0.4 * (blob.stir - track.stir)
    track.trace.append((now_s, blob.box))
    anchor = track.anchor or blob.box
    size = max(anchor.h, anchor.w * _ASPECT)
    if math.hypot((_mid(blob.box)[0] - _mid(anchor)[0]) * _ASPECT, _mid(blob.box)[1] - _mid(anchor)[1]) > 0.3 * size:
        track.anchor, track.still_since_s = blob.box, now_s
    if track.slimness >= 1.4:
        track.tall_s += min(gap_s, 0.5)


def overlap(a: Box, b: Box) -> float:
    """Return the intersection over the smaller box's area, 0..1."""
    w = min(a.x + a.w, b.x + b.w) - max(a.x, b.x)
    h = min(a.y + a.h, b.y + b.h) - max(a.y, b.y)
    return w * h / max(min(a.w * a.h, b.w * b.h), 1e-9) if w > 0 and h > 0 else 0.0


def whole(blobs: Sequence[Blob]) -> list[Blob]:
    """Join the parts of one upright figure: a coat and legs with the ground's grey between them."""
    parts = sorted(blobs, key=lambda blob: blob.box.y)
    joined: list[Blob] = []
    for part in parts:
        for index, upper in enumerate(joined):
            box = _union(upper.box, part.box)
            if _same_figure(upper.box, part.box, box):
                a, b = upper.box.w * upper.box.h, part.box.w * part.box.h
                mix = b / (a + b)
                joined[index] = Blob(
                    box, upper.contrast + mix * (part.contrast - upper.contrast),
                    upper.stir + mix * (part.stir - upper.stir),
                )  # fmt: skip
                break
        else:
            joined.append(part)
    return joined


def _same_figure(upper: Box, lower: Box, both: Box) -> bool:
    shared = min(upper.x + upper.w, lower.x + lower.w) - max(upper.x, lower.x)
    apart = lower.y - upper.y - upper.h
    slim = both.h / max(both.w * _ASPECT, 1e-6)
    return shared > 0.5 * min(upper.w, lower.w) and apart < 0.75 * max(upper.h, lower.h) and 1.5 <= slim <= 3.4


def _union(a: Box, b: Box) -> Box:
    x, y = min(a.x, b.x), min(a.y, b.y)
    return Box(x, y, max(a.x + a.w, b.x + b.w) - x, max(a.y + a.h, b.y + b.h) - y)


def gap(a: Box, b: Box) -> float:
    """Return the empty space between two boxes in fractions of the picture's height, 0 where they meet."""
    dx = max(a.x - b.x - b.w, b.x - a.x - a.w, 0.0) * _ASPECT
    dy = max(a.y - b.y - b.h, b.y - a.y - a.h, 0.0)
    return math.hypot(dx, dy)


def _mid(box: Box) -> tuple[float, float]:
    return box.x + box.w / 2, box.y + box.h / 2
