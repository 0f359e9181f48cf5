"""The parent's side of making the clips: one niced child, watched without blocking."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from dataclasses import dataclass, field, replace
from pathlib import Path

from console.core.text import Text, text

_END_WAIT_S = 3.0


@dataclass(frozen=True, slots=True)
class Progress:
    """Tell how far the clips are. ready: ids of cameras whose clip can be opened. fault: why the child gave up."""

    done: int = 0
    of: int = 0
    ready: frozenset[str] = field(default_factory=frozenset)
    finished: bool = False
    fault: Text | None = None


class Encoding:
    """Run `python -m console.video.demo.encode` and read its reports on one thread; `poll` is safe on any thread."""

    def __init__(self, cache_dir: Path, resources_dir: Path) -> None:
        self._lock = threading.Lock()
        self._progress = Progress()
        self._closing = False
        command = [sys.executable, "-m", "console.video.demo.encode"]
        command += ["--out", str(cache_dir), "--resources", str(resources_dir)]
        root = Path(__file__).resolve().parents[3]
        self._child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=root)
        self._reader = threading.Thread(target=self._read, name="demo-encoding", daemon=True)
        self._reader.start()

    @property
    def pid(self) -> int:
        """Return the child's process id."""
        return self._child.pid

    def poll(self) -> Progress:
        """Return how far it is, without waiting."""
        with self._lock:
            return self._progress

    def close(self) -> None:
        """End the child, whatever it does; a half-made clip is thrown away."""
        self._closing = True
        if self._child.stdin is not None and not self._child.stdin.closed:
            self._child.stdin.close()
        try:
            self._child.wait(_END_WAIT_S)
        except subprocess.TimeoutExpired:
            self._child.kill()
            self._child.wait()
        self._reader.join()
        if self._child.stdout is not None:
            self._child.stdout.close()

    def _read(self) -> None:
        assert self._child.stdout is not None
        for line in self._child.stdout:
            self._report(json.loads(line))
        code = self._child.wait()
        with self._lock:
            if code != 0 and not self._closing and self._progress.fault is None:
                fault = text("Drawing the demo site ended with status {code}.", code=code)
                self._progress = replace(self._progress, fault=fault)
            self._progress = replace(self._progress, finished=True)

    def _report(self, line: dict[str, object]) -> None:
        with self._lock:
            if "fault" in line:
                fault = text("The demo site cannot be drawn: {reason}", reason=line["fault"])
                self._progress = replace(self._progress, fault=fault)
                return
            ready = self._progress.ready
            if line["done"] == line["of"]:
                ready = ready | {str(line["camera"])}
            self._progress = replace(
                self._progress, ready=ready, done=int(str(line["all_done"])), of=int(str(line["all_of"]))
            )
