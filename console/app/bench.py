"""The wall under measurement: the same window and processes as in use, with a stopwatch beside them."""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Sequence
from pathlib import Path

import psutil
from PySide6.QtCore import QObject, Qt, QTimer

from console.app.display import require_display
from console.app.run import Console, run_window
from console.app.setting import Setting
from console.config import Config
from console.core.camera import Camera
from console.core.clock import SystemClock
from console.core.stream import TileState
from console.core.text import text
from console.journal.journal import Journal

SETTLE_S = 4.0
OPEN_DEADLINE_S = 30.0
ASK_S = 0.1
LATENESS_EVERY_MS = 10

Figures = dict[str, float | int]


def measure_wall(
    cameras: Sequence[Camera], password: str, seconds: float, folder: Path, resources: Path, config: Config
) -> Figures:
    """Open the wall on these cameras, measure for some seconds once all are live (or after 30 s), close it."""
    require_display()
    clock = SystemClock()
    setting = Setting(folder, resources, config, "bench", text("{name}", name="bench"), cameras, language="en")
    journal = Journal.open(folder / "journal.db", clock, config.workstation)
    figures: Figures = {}

    def job(console: Console) -> None:
        assert console.room is not None
        console.room.tasks.spawn(_measure(console, seconds, figures), "bench")

    try:
        run_window(setting, journal, job, {camera.id: password for camera in cameras if camera.username})
    finally:
        journal.close()
    return figures


class Lateness(QObject):
    """Note by how many ms a 10 ms timer of the UI's loop comes late: what a key press would wait."""

    def __init__(self) -> None:
        super().__init__()
        self.late_ms: list[float] = []
        self._due_s = 0.0
        self._timer = QTimer(self, interval=LATENESS_EVERY_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._note)

    def start(self) -> None:
        """Begin."""
        self._due_s = time.monotonic() + LATENESS_EVERY_MS / 1e3
        self._timer.start()

    def stop(self) -> None:
        """End."""
        self._timer.stop()

    def _note(self) -> None:
        now_s = time.monotonic()
        self.late_ms.append(max(0.0, (now_s - self._due_s) * 1e3))
        # The timer keeps its own grid: a late shot does not move the next.
        while self._due_s <= now_s:
            self._due_s += LATENESS_EVERY_MS / 1e3


async def _measure(console: Console, seconds: float, figures: Figures) -> None:
    room, window = console.room, console.window
    assert room is not None
    assert window is not None
    tiles = [tile for tile in room.wall.visible() if room.wall.camera_at(tile) is not None]
    for _ in range(int(OPEN_DEADLINE_S / ASK_S)):
        if all(room.wall.view(tile).state is TileState.LIVE for tile in tiles):
            break
        await asyncio.sleep(ASK_S)
    await asyncio.sleep(SETTLE_S)
    assert window.view is not None
    view = window.view.desk.wall
    lateness = Lateness()
    processes = _processes()
    painted, decoded = dict(view.painted_frames), {t: _decoded(console, t) for t in tiles}
    cpu_s, began_s = _cpu_s(processes), time.monotonic()
    lateness.start()
    await asyncio.sleep(seconds)
    lateness.stop()
    took_s = time.monotonic() - began_s
    used_s = _cpu_s(processes) - cpu_s
    late = sorted(lateness.late_ms) or [0.0]
    figures |= {
        "tiles": len(tiles),
        "decoded_fps": round(statistics.mean((_decoded(console, t) - decoded[t]) / took_s for t in tiles), 2),
        "painted_fps": round(
            statistics.mean((view.painted_frames.get(t, 0) - painted.get(t, 0)) / took_s for t in tiles), 2
        ),
        "painted_fps_min": round(
            min((view.painted_frames.get(t, 0) - painted.get(t, 0)) / took_s for t in tiles), 2
        ),
        "live_tiles": sum(room.wall.view(t).state is TileState.LIVE for t in tiles),
        "cpu_percent": round(100 * used_s / took_s, 1),
        "ui_p50_ms": round(late[len(late) // 2], 2),
        "ui_p99_ms": round(late[min(len(late) - 1, int(len(late) * 0.99))], 2),
        "ui_max_ms": round(late[-1], 2),
        "rss_mb": round(sum(map(_rss, processes)) / 1e6, 1),
        "processes": len(processes),
    }  # fmt: skip
    console.end()


def _decoded(console: Console, tile: int) -> int:
    assert console.room is not None
    picture = console.room.wall.view(tile).picture
    return picture.sequence if picture is not None else 0


def _processes() -> list[psutil.Process]:
    me = psutil.Process()
    return [me, *me.children(recursive=True)]


def _rss(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.NoSuchProcess:
        return 0


def _cpu_s(processes: list[psutil.Process]) -> float:
    """Add up the CPU seconds of the processes that still live; one that was replaced meanwhile is not counted."""
    total = 0.0
    for process in processes:
        try:
            times = process.cpu_times()
        except psutil.NoSuchProcess:
            continue
        total += times.user + times.system
    return total
