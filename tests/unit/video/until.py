"""Wait for something to become true; nothing here asserts how fast."""

from __future__ import annotations

import time
from collections.abc import Callable

from console.video.pool import VideoPool

DEADLINE_S = 30.0


def until(pool: VideoPool, true: Callable[[], object], what: str, deadline_s: float = DEADLINE_S) -> None:
    """Poll a pool as the UI's tick does until something is true; fail after a generous while."""
    end_s = time.monotonic() + deadline_s
    while True:
        pool.poll()
        if true():
            return
        if time.monotonic() > end_s:
            raise AssertionError(f"{what}: not within {deadline_s} s")
        time.sleep(1 / 60)


def grows(pool: VideoPool, *streams: str, by: int = 3) -> Callable[[], bool]:
    """Return a check that each stream has shown a number of pictures since now."""
    before = {stream: sequence(pool, stream) for stream in streams}
    return lambda: all(sequence(pool, stream) >= before[stream] + by for stream in streams)


def sequence(pool: VideoPool, stream: str) -> int:
    """Return the number of a stream's newest picture, 0 before the first."""
    picture = pool.picture(stream)
    return picture.sequence if picture is not None else 0
