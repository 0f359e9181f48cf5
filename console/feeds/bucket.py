"""A token bucket: so many a second on average, a second's worth at once."""

from __future__ import annotations

import threading

from console.core.clock import Clock


class Bucket:
    """Bound a rate; any thread."""

    def __init__(self, rate: float, clock: Clock) -> None:
        self._rate = rate
        self._most = max(1.0, rate)
        self._left = self._most
        self._clock = clock
        self._at_s = clock.monotonic_ns() / 1e9
        self._lock = threading.Lock()

    def take(self) -> bool:
        """Take one; False when there is none left now."""
        with self._lock:
            now_s = self._clock.monotonic_ns() / 1e9
            self._left = min(self._most, self._left + (now_s - self._at_s) * self._rate)
            self._at_s = now_s
            if self._left < 1:
                return False
            self._left -= 1
            return True
