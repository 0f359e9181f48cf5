"""From the command to a window that takes keys, with 6,000 cameras registered, against a bare Qt window.

`python -m tests.benchmarks.bench_start [TIMES]`; goal: at most 3 s.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from console.core.camera import Camera
from console.register.register import Register
from tests.end2end.desktop import REPO, ConsoleRun, Desktop, wait_for

CAMERAS = 6_000
BARE = (
    "from PySide6.QtWidgets import QApplication, QMainWindow; a = QApplication([]); w = QMainWindow();"
    "w.setWindowTitle('bare'); w.show(); a.exec()"
)


def register_cameras(data: Path) -> None:
    """Fill a register; every address leads nowhere, which costs the most: nine tiles try and fail."""
    data.mkdir(parents=True, exist_ok=True)
    register = Register.open(data / "register.db")
    register.add(
        Camera(f"C{n:05}", f"구로{n % 15}동 {n}번 카메라", f"rtsp://127.0.0.1:9/{n}", site=f"구로{n % 2131}개소")
        for n in range(CAMERAS)
    )
    register.close()


def until_usable(desktop: Desktop, data: Path) -> float:
    """Return seconds until the window answers to a key: F1 opens a second one."""
    began_s = time.monotonic()
    console = ConsoleRun(desktop, data, ["--lang", "ko"])
    try:
        window = wait_for("the window", console.windows)[-1]
        desktop.xdotool("windowfocus", window, "key", "F1")
        while len(console.windows()) < 2:
            desktop.xdotool("windowfocus", window, "key", "F1")
        return time.monotonic() - began_s
    finally:
        console.close()


def until_bare(desktop: Desktop) -> float:
    """Return seconds until a window with nothing in it is there."""
    began_s = time.monotonic()
    bare = subprocess.Popen([sys.executable, "-c", BARE], cwd=REPO, env=desktop.environment())
    try:
        wait_for("the bare window", lambda: desktop.xdotool("search", "--onlyvisible", "--name", "^bare$"))
        return time.monotonic() - began_s
    finally:
        bare.kill()
        bare.wait()


def main(times: int = 5) -> None:
    """Measure by turns."""
    desktop = Desktop()
    try:
        with tempfile.TemporaryDirectory() as folder:
            register_cameras(Path(folder))
            pairs = [(until_usable(desktop, Path(folder)), until_bare(desktop)) for _ in range(times)]
    finally:
        desktop.close()
    usable, bare = (statistics.median(column) for column in zip(*pairs, strict=True))
    worst = max(pair[0] for pair in pairs)
    print(json.dumps({"usable_s": round(usable, 2), "worst_s": round(worst, 2), "bare_window_s": round(bare, 2),
                      "ratio": round(usable / bare, 2)}))  # fmt: skip


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
