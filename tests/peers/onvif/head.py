"""The simulated camera's pan-tilt-zoom head: velocity integrated over real time. Safe to use from any thread."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field

Axes = tuple[float, float, float]
UNITS_PER_S = 0.5
LOW: Axes = (-1.0, -1.0, 0.0)


@dataclass
class Head:
    """Hold a position (pan, tilt -1..1, zoom 0..1), its speed, and the stored positions."""

    position: Axes = (0.0, 0.0, 0.0)
    home: Axes = (0.0, 0.0, 0.0)
    presets: dict[str, tuple[str, Axes]] = field(
        default_factory=lambda: {
            "gate": ("입구", (-0.5, 0.1, 0.2)),
            "alley": ("골목", (0.6, -0.2, 0.4)),
            "play<ground>&": ("놀이터", (0.1, 0.3, 0.0)),
        }
    )
    _speed: Axes = (0.0, 0.0, 0.0)
    _since_s: float = 0.0
    _until_s: float = 0.0
    _target: Axes | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def now(self) -> tuple[Axes, bool]:
        """Return the position and whether it moves."""
        with self._lock:
            self._integrate()
            return self.position, any(self._speed)

    def turn(self, pan_tilt: tuple[float, float] | None, zoom: float | None, timeout_s: float) -> None:
        """Turn at a speed until the timeout; an axis that is not named keeps its speed."""
        with self._lock:
            self._integrate()
            pan, tilt = pan_tilt or self._speed[:2]
            self._speed = (
                pan * UNITS_PER_S if pan_tilt else pan,
                tilt * UNITS_PER_S if pan_tilt else tilt,
                self._speed[2] if zoom is None else zoom * UNITS_PER_S,
            )
            self._target, self._until_s = None, time.monotonic() + timeout_s

    def go(self, target: Axes) -> None:
        """Go to a place at full speed."""
        with self._lock:
            self._integrate()
            away = [t - p for t, p in zip(target, self.position, strict=True)]
            length_s = max(abs(a) for a in away) / UNITS_PER_S
            if length_s:
                self._speed = (away[0] / length_s, away[1] / length_s, away[2] / length_s)
                self._target, self._until_s = target, time.monotonic() + length_s

    def stop(self) -> None:
        """Stand still."""
        with self._lock:
            self._integrate()
            self._speed, self._target = (0.0, 0.0, 0.0), None

    def _integrate(self) -> None:
        now_s = time.monotonic()
        elapsed_s = max(0.0, min(now_s, self._until_s) - self._since_s)
        moved = [
            min(1.0, max(low, p + v * elapsed_s)) for p, v, low in zip(self.position, self._speed, LOW, strict=True)
        ]
        self.position, self._since_s = (moved[0], moved[1], moved[2]), now_s
        if now_s >= self._until_s:
            self.position = self._target or self.position
            self._speed, self._target = (0.0, 0.0, 0.0), None
