"""The analyzer's parent side: starts the child, hands on its lines, starts it again when it dies or falls silent.

No cv2, no av.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from console.analyzer.pulse import SILENCE_S, Pulse
from console.analyzer.zones import AnalyzedCamera, far_from, to_json
from console.core.clock import rfc3339
from console.core.ptz import Position
from console.core.text import Text, text

_RESTART_FIRST_S, _RESTART_MAX_S, _GOOD_AFTER_S = 0.5, 30.0, 10.0
_END_WAIT_S = 4.0
_ROOT = Path(__file__).resolve().parents[2]


@dataclass
class _Ledger:
    """Keep which episodes are open, so that none stays open when the child dies. Reader thread only."""

    seq: int = 1
    open: dict[str, dict[str, Any]] = field(default_factory=dict)

    def note(self, event: dict[str, Any]) -> None:
        self.seq = int(event["seq"]) + 1
        if event["phase"] == "end":
            self.open.pop(event["id"], None)
        else:
            self.open[event["id"]] = {k: v for k, v in event.items() if k != "snapshot"}

    def ends(self, now: datetime) -> list[dict[str, Any]]:
        """Return an end for each open episode: nobody looks any more."""
        ended = []
        for event in self.open.values():
            ended.append(event | {"phase": "end", "seq": self.seq, "ended_at": rfc3339(now)})
            self.seq += 1
        self.open.clear()
        return ended


class AnalyzerProcess:
    """Run the analyzer over some cameras.

    deliver: gets each event's line (bytes, no newline) on the reader thread. fault: gets, on that thread too, a
    sentence once for each camera that cannot be seen. state: gets there None when it looks, and why when it does not
    look any more, once each. `start`, `set_viewport` and `close` belong to one thread.
    """

    def __init__(
        self,
        cameras: Sequence[AnalyzedCamera],
        deliver: Callable[[bytes], None],
        fault: Callable[[Text], None],
        state: Callable[[Text | None], None],
        silence_s: float = SILENCE_S,
    ) -> None:
        self._cameras = tuple(cameras)
        self._deliver, self._fault, self._state = deliver, fault, state
        self._looks: bool | None = None
        self._pulse = Pulse(silence_s)
        self._homes = {camera.id: camera.home for camera in cameras}
        self._positions: dict[str, Position] = {}
        self._lock = threading.Lock()
        self._closing = threading.Event()
        self._child: subprocess.Popen[bytes] | None = None
        self._ledger = _Ledger()
        self._thread = threading.Thread(target=self._run, name="analyzer-reader", daemon=True)

    @property
    def pid(self) -> int | None:
        """Return the child's process id, None while there is none."""
        child = self._child
        return child.pid if child is not None and child.poll() is None else None

    def start(self) -> None:
        """Start looking; returns at once."""
        self._pulse.start()
        self._thread.start()

    def set_viewport(self, camera_id: str, position: Position) -> None:
        """Say where a rotating camera looks now, as often as it moves: it is analysed only at home.

        Cheap: the child is told only when the camera leaves home or is back. A camera that is not analysed is ignored.
        """
        if camera_id not in self._homes:
            return
        with self._lock:
            was = self._positions.get(camera_id, self._homes[camera_id])
            self._positions[camera_id] = position
            home = self._homes[camera_id]
            if self._child is not None and far_from(was, home) != far_from(position, home):
                self._send(self._child, _viewport(camera_id, position))

    def close(self) -> None:
        """End the child, bounded; its open episodes are ended and delivered first."""
        self._closing.set()
        with self._lock:
            child = self._child
            if child is not None and child.stdin is not None:
                _shut(child.stdin)
        if child is not None:
            try:
                child.wait(_END_WAIT_S)
            except subprocess.TimeoutExpired:
                child.kill()
        if self._thread.is_alive():
            self._thread.join()
        self._pulse.close()

    def _run(self) -> None:
        wait_s = _RESTART_FIRST_S
        while not self._closing.is_set():
            born = datetime.now(UTC)
            child = self._start_child()
            if child is not None:
                self._read(child)
            for event in self._ledger.ends(datetime.now(UTC)):
                self._deliver(json.dumps(event, ensure_ascii=False).encode())
            if self._closing.is_set():
                return
            if (datetime.now(UTC) - born).total_seconds() > _GOOD_AFTER_S:
                wait_s = _RESTART_FIRST_S
            self._tell(looks=False)
            self._closing.wait(wait_s)
            wait_s = min(wait_s * 2, _RESTART_MAX_S)

    def _start_child(self) -> subprocess.Popen[bytes] | None:
        with self._lock:
            if self._closing.is_set():
                return None
            try:
                child = subprocess.Popen(
                    [sys.executable, "-m", "console.analyzer.child"],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    cwd=_ROOT,
                )
            except OSError:
                # No room for a process now: as good as one that died, and tried again like it.
                return None
            self._child = child
            self._pulse.watch(child)
            self._send(child, {"seq": self._ledger.seq})
            for camera in self._cameras:
                self._send(child, {"watch": to_json(camera)})
            for camera_id, position in self._positions.items():
                self._send(child, _viewport(camera_id, position))
            return child

    def _read(self, child: subprocess.Popen[bytes]) -> None:
        assert child.stdout is not None
        assert child.stdin is not None
        for raw in child.stdout:
            if not raw.endswith(b"\n"):
                break
            self._pulse.beat()
            line = json.loads(raw)
            if "analyzer" in line:
                self._report(line["analyzer"])
                continue
            self._ledger.note(line)
            self._deliver(raw.rstrip(b"\n"))
        child.wait()
        self._pulse.watch(None)
        with self._lock:
            self._child = None
            _shut(child.stdin)
            child.stdout.close()

    def _report(self, report: dict[str, Any]) -> None:
        if "beat" in report:
            seen = report["beat"].values()
            if any(seen) or all(count is None for count in seen):
                self._tell(looks=True)
        elif "blind" in report:
            self._fault(
                text("The analyzer cannot see {camera}: {reason}", camera=report["blind"], reason=report["reason"])
            )
        else:
            self._fault(text("The analyzer sees {camera} again.", camera=report["sees"]))

    def _tell(self, *, looks: bool) -> None:
        if looks is not self._looks:
            self._looks = looks
            self._state(None if looks else text("The analyzer has stopped and is being started again."))

    @staticmethod
    def _send(child: subprocess.Popen[bytes], command: dict[str, Any]) -> None:
        assert child.stdin is not None
        if child.stdin.closed:
            return
        try:
            child.stdin.write(json.dumps(command).encode() + b"\n")
            child.stdin.flush()
        except OSError:
            return  # the child is gone; the reader sees its end, starts another and tells it everything


def _viewport(camera_id: str, position: Position) -> dict[str, Any]:
    return {"viewport": {"camera": camera_id, "pan": position.pan, "tilt": position.tilt, "zoom": position.zoom}}


def _shut(pipe: Any) -> None:
    """Close a pipe whose reader may be gone."""
    try:
        pipe.close()
    except BrokenPipeError:
        return  # what was buffered has no reader any more
