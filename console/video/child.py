"""A decoding process: `python -m console.video.child`. Orders on stdin, reports on stdout, pictures in shared memory.

It runs below the user interface's priority and ends with its parent: when stdin ends, whatever it is doing.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time

import cv2
import psutil

from console.core.stream import StreamSource
from console.core.text import text
from console.video import memory, wire
from console.video.backoff import Backoff
from console.video.slots import Slots, memory_bytes
from console.video.worker import Target, Worker

NICE = 7
BEAT_S = 1.0
ABANDONED_AT_MOST = 4
STUCK_STATUS = 3


class Child:
    """Keep the streams of this process; `obey` runs on the main thread, `watch` on another."""

    def __init__(self) -> None:
        self._workers: dict[str, Worker] = {}
        self._abandoned: list[Worker] = []
        self._lock = threading.Lock()
        self._out = threading.Lock()

    def say(self, line: wire.Line) -> None:
        """Report to the console; any thread. A console that is gone ends this process."""
        with self._out:
            try:
                sys.stdout.buffer.write(wire.encode(line))
                sys.stdout.buffer.flush()
            except OSError:
                os._exit(0)

    def obey(self, line: wire.Line) -> None:
        """Carry out one order."""
        stream_id = str(line["id"])
        with self._lock:
            match line["do"]:
                case "open":
                    target = self._target(line)
                    if target is not None:
                        self._close(stream_id)
                        source = StreamSource(**line["source"])
                        self._start(Worker(stream_id, source, target, self.say, Backoff()))
                case "resize":
                    target = self._target(line)
                    if target is not None and stream_id in self._workers:
                        self._workers[stream_id].target = target
                case "close":
                    self._close(stream_id)

    def watch(self) -> None:
        """Say each second that this process lives; leave streams that do not come back from libav to themselves."""
        while True:
            self.say({"say": "beat"})
            with self._lock:
                for worker in [w for w in self._workers.values() if time.monotonic() > w.deadline_s]:
                    self._abandon(worker)
                self._abandoned = [worker for worker in self._abandoned if worker.is_alive()]
                if len(self._abandoned) > ABANDONED_AT_MOST:
                    os._exit(STUCK_STATUS)
            time.sleep(BEAT_S)

    def _target(self, line: wire.Line) -> Target | None:
        width, height = int(line["width"]), int(line["height"])
        try:
            view = memory.attach(str(line["memory"]), memory_bytes(width, height))
        except OSError:
            return None  # the console has meanwhile given up this size for another
        self.say({"say": "attached", "id": line["id"], "memory": line["memory"]})
        return Target(Slots(view, width, height), int(line["first"]))

    def _start(self, worker: Worker) -> None:
        self._workers[worker.stream_id] = worker
        worker.start()

    def _close(self, stream_id: str) -> None:
        worker = self._workers.pop(stream_id, None)
        if worker is not None:
            worker.stop()

    def _abandon(self, worker: Worker) -> None:
        """Replace a stream whose thread waits in libav: some cameras keep a connection up and send nothing of use."""
        worker.stop()
        self._abandoned.append(worker)
        camera = worker.source.camera_id
        worker.report_failure(text("Camera {camera} is connected but sends no pictures.", camera=camera))
        self._start(Worker(worker.stream_id, worker.source, worker.target, self.say, worker.backoff))


def go_below_the_console() -> None:
    """Lower this process's priority and have the system end it with its parent, where it can."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "win32":
        psutil.Process().nice(psutil.BELOW_NORMAL_PRIORITY_CLASS)
    else:
        os.nice(NICE)
    if sys.platform == "linux":
        import ctypes

        pr_set_pdeathsig = 1
        ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGKILL)


def main() -> None:
    """Obey until stdin ends."""
    go_below_the_console()
    cv2.setNumThreads(1)  # its own threads cost more than they give here: one more core for every two, measured
    child = Child()
    threading.Thread(target=child.watch, name="watch", daemon=True).start()
    for line in sys.stdin.buffer:
        child.obey(wire.decode(line))
    os._exit(0)


if __name__ == "__main__":
    main()
