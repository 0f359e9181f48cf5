"""Watching a child that beats once a second: one that falls silent is killed, for it looks at nothing."""

from __future__ import annotations

import subprocess
import threading

TICK_S = 0.5
SILENCE_S = 5.0
START_S = 30.0


class Pulse:
    """Kill the watched child when it was silent for 5 s, or for 30 s before its first line; on a thread of its own.

    Silence is counted in ticks, not by a clock: a console that stood still itself must not blame the child.
    """

    def __init__(self, silence_s: float = SILENCE_S) -> None:
        self._silence_s = silence_s
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._left = 0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="analyzer-pulse", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def watch(self, child: subprocess.Popen[bytes] | None) -> None:
        """Watch this child from now on; None: nobody."""
        with self._lock:
            self._child, self._left = child, round(START_S / TICK_S)

    def beat(self) -> None:
        """Take note that the child lives."""
        with self._lock:
            self._left = round(self._silence_s / TICK_S)

    def close(self) -> None:
        """End the thread."""
        self._ended.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        while not self._ended.wait(TICK_S):
            with self._lock:
                self._left -= 1
                if self._left <= 0 and self._child is not None:
                    self._child.kill()
                    self._child = None
