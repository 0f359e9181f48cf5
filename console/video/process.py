"""The console's side of one decoding child: start it, write orders, read reports, end it. Imports no decoder."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread

from console.core.stream import StreamSource
from console.video import wire

ROOT = Path(__file__).parents[2]
END_AT_MOST_S = 1.0
NO_WINDOW = 0x08000000 if sys.platform == "win32" else 0  # CREATE_NO_WINDOW


def absolute(source: StreamSource) -> StreamSource:
    """Name a file as a child finds it, whose working directory is another; streams are left alone."""
    return source if "://" in source.url else replace(source, url=str(Path(source.url).resolve()))


class ChildProcess:
    """Run one child. Used on the UI thread; pipes are read and written by two small threads, so nothing here waits."""

    def __init__(self, now_s: float) -> None:
        self.started_s = self.heard_s = now_s
        self._reports: SimpleQueue[wire.Line] = SimpleQueue()
        self._orders: SimpleQueue[bytes | None] = SimpleQueue()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "console.video.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            env=os.environ | {"OPENBLAS_NUM_THREADS": "1"},  # numpy's threads are of no use there and cost memory
            creationflags=NO_WINDOW,
        )
        self._threads = (
            Thread(target=self._read, name="video reports", daemon=True),
            Thread(target=self._write, name="video orders", daemon=True),
        )
        for thread in self._threads:
            thread.start()

    @property
    def pid(self) -> int:
        """Return its process id."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Tell whether it runs."""
        return self._process.poll() is None

    def order(self, line: wire.Line) -> None:
        """Have a line written to it."""
        self._orders.put(wire.encode(line))

    def reports(self, now_s: float) -> list[wire.Line]:
        """Return what it has said since the last time."""
        lines: list[wire.Line] = []
        with suppress(Empty):
            while True:
                lines.append(self._reports.get_nowait())
        if lines:
            self.heard_s = now_s
        return lines

    def kill(self) -> None:
        """End it at once and let go of all it held."""
        self._process.kill()
        self.close()

    def close(self) -> None:
        """End it by closing its stdin; kill it when it does not obey within a second."""
        self._orders.put(None)
        try:
            self._process.wait(END_AT_MOST_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        for thread in self._threads:
            thread.join()

    def _read(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as pipe:
            for line in pipe:
                if line.endswith(b"\n"):  # a killed child may leave half a line
                    self._reports.put(wire.decode(line))

    def _write(self) -> None:
        assert self._process.stdin is not None
        pipe = self._process.stdin
        with suppress(OSError):  # a child that is gone is seen and replaced by the pool
            while (order := self._orders.get()) is not None:
                pipe.write(order)
                pipe.flush()
        with suppress(OSError):
            pipe.close()
