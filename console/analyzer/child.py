"""The analyzer's process: `python -m console.analyzer.child`.

Commands come as JSON lines on standard input: {"watch": camera}, {"viewport": {"camera", "pan", "tilt", "zoom"}},
{"seq": first}. Events go to standard output as JSON lines in the native form; what is no event is
{"analyzer": {"blind": camera, "reason"}}, {"analyzer": {"sees": camera}} or, each second, {"analyzer": {"beat":
{camera: pictures looked at so far, null while it is turned away}}}. The end of standard input ends every open episode
and then the process.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import av
import av.logging
import cv2
import psutil

from console.analyzer.episodes import Event
from console.analyzer.frames import frames
from console.analyzer.look import Eyes
from console.analyzer.zones import AnalyzedCamera, far_from, from_json
from console.core.ptz import Position

_NICE = 8
_RETRY_FIRST_S, _RETRY_MAX_S = 1.0, 15.0
_JOIN_S = 2.0
_BEAT_S = 1.0


class Outlet:
    """Write lines to standard output, whole ones, from any thread; events are numbered here."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.seq = 1

    def events(self, events: list[Event]) -> None:
        """Number and write events."""
        with self._lock:
            for event in events:
                self._write(event | {"seq": self.seq})
                self.seq += 1

    def say(self, **report: object) -> None:
        """Write something about the analyzer itself."""
        with self._lock:
            self._write({"analyzer": report})

    def _write(self, line: dict[str, object]) -> None:
        try:
            rest = json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
            while rest:
                rest = rest[os.write(1, rest) :]
        except BrokenPipeError:
            os._exit(0)


class Watcher(threading.Thread):
    """Watch one camera until told to stop; a stream that fails is opened again, slower each time."""

    def __init__(self, camera: AnalyzedCamera, outlet: Outlet, stop: threading.Event) -> None:
        super().__init__(name=f"watch {camera.id}", daemon=True)
        self._camera, self._outlet, self._stopped = camera, outlet, stop
        self.position = camera.home
        self._eyes = Eyes(camera)
        self._blind = False
        self._seen = 0

    @property
    def seen(self) -> int | None:
        """Count the pictures looked at; None while the camera is turned away."""
        return None if self._away else self._seen

    def run(self) -> None:
        """Open, look, and open again."""
        wait_s = _RETRY_FIRST_S
        while not self._stopped.is_set():
            if self._away:
                self._stopped.wait(_RETRY_FIRST_S)
                continue
            if self._camera.source.loop and not Path(self._camera.source.url).exists():
                self._stopped.wait(_RETRY_FIRST_S)
                continue
            try:
                self._look()
                wait_s = _RETRY_FIRST_S
            except (av.FFmpegError, OSError, IndexError) as fault:
                if not self._blind:
                    self._blind = True
                    self._outlet.say(blind=self._camera.id, reason=_reason(fault))
            self._outlet.events(self._eyes.suspend(datetime.now(UTC)))
            self._stopped.wait(wait_s)
            wait_s = min(wait_s * 2, _RETRY_MAX_S)

    @property
    def _away(self) -> bool:
        return self._camera.source.pannable and far_from(self.position, self._camera.home)

    def _look(self) -> None:
        with closing(frames(self._camera.source, self._stopped)) as seen:
            for frame in seen:
                if self._blind:
                    self._blind = False
                    self._outlet.say(sees=self._camera.id)
                if self._away:
                    return
                self._seen += 1
                events = self._eyes.step(frame, time.monotonic(), datetime.now(UTC))
                if events:
                    self._outlet.events(events)


def _beat(watchers: dict[str, Watcher], outlet: Outlet, stop: threading.Event) -> None:
    while not stop.wait(_BEAT_S):
        outlet.say(beat={name: watcher.seen for name, watcher in list(watchers.items())})


def _reason(fault: Exception) -> str:
    """Say what failed without the address: it may carry a password."""
    return getattr(fault, "strerror", None) or type(fault).__name__


def _give_up(fault: threading.ExceptHookArgs) -> None:
    """End the whole process when a thread of it failed by our own fault: the parent starts a sound one."""
    threading.__excepthook__(fault)
    sys.stderr.flush()
    os._exit(70)


def main() -> int:
    """Obey standard input until it ends."""
    threading.excepthook = _give_up
    cv2.setNumThreads(1)
    av.logging.set_level(None)
    process = psutil.Process()
    if sys.platform == "win32":
        process.nice(psutil.BELOW_NORMAL_PRIORITY_CLASS)
    else:
        process.nice(_NICE)
    outlet, stop = Outlet(), threading.Event()
    watchers: dict[str, Watcher] = {}
    threading.Thread(target=_beat, args=(watchers, outlet, stop), name="beat", daemon=True).start()
    for line in sys.stdin:
        command = json.loads(line)
        if "seq" in command:
            outlet.seq = int(command["seq"])
        elif "watch" in command:
            camera = from_json(command["watch"])
            watchers[camera.id] = Watcher(camera, outlet, stop)
            watchers[camera.id].start()
        elif "viewport" in command:
            row = command["viewport"]
            if row["camera"] in watchers:
                watchers[row["camera"]].position = Position(row["pan"], row["tilt"], row["zoom"])
    stop.set()
    deadline_s = time.monotonic() + _JOIN_S
    for watcher in watchers.values():
        watcher.join(max(deadline_s - time.monotonic(), 0.0))
    os._exit(0)


if __name__ == "__main__":
    sys.exit(main())
