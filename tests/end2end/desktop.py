"""A virtual screen with the real console on it: keys by xdotool, pictures by ffmpeg, the real SQLite file."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]

REPO = Path(__file__).resolve().parents[2]
DEADLINE_S = 60.0
T = TypeVar("T")


def wait_for(what: str, probe: Callable[[], T], deadline_s: float = DEADLINE_S) -> T:
    """Ask until the answer is true; fail with what was waited for."""
    end_s = time.monotonic() + deadline_s
    while True:
        answer = probe()
        if answer:
            return answer
        if time.monotonic() > end_s:
            raise AssertionError(f"in {deadline_s:.0f} s not seen: {what}")
        time.sleep(0.05)


class Desktop:
    """An X server without a screen."""

    def __init__(self, width: int = 1920, height: int = 1080) -> None:
        self.size = f"{width}x{height}"
        reading, writing = os.pipe()
        self._server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{self.size}x24", "-nolisten", "tcp", "-noreset"],
            pass_fds=[writing], stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(writing)
        with os.fdopen(reading) as stream:
            self.display = f":{stream.readline().strip()}"

    def environment(self) -> dict[str, str]:
        """Return what a program on this screen is started with."""
        kept = {k: v for k, v in os.environ.items() if k not in ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY", "LANG")}
        return {**kept, "DISPLAY": self.display, "LANG": "C.UTF-8"}

    def xdotool(self, *words: str) -> str:
        """Do something as a person at keyboard and mouse would."""
        done = subprocess.run(
            ["xdotool", *words], env=self.environment(), capture_output=True, text=True, check=False, timeout=20
        )
        return done.stdout.strip()

    def picture(self, file: Path) -> None:
        """Take a picture of the screen."""
        subprocess.run(
            ["ffmpeg", "-v", "error", "-y", "-f", "x11grab", "-draw_mouse", "0", "-video_size", self.size,
             "-i", self.display, "-frames:v", "1", str(file)],
            check=True, timeout=30,
        )  # fmt: skip

    def close(self) -> None:
        """End the X server."""
        self._server.terminate()
        self._server.wait(10)


class ConsoleRun:
    """A running console: its process, its window, its journal."""

    def __init__(self, desktop: Desktop, data: Path, options: Sequence[str] = ()) -> None:
        self.desktop, self.data = desktop, data
        self.window = ""
        self.process = subprocess.Popen(
            [sys.executable, "main.py", "--data", str(data), *options],
            cwd=REPO, env=desktop.environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip

    def ready(self) -> ConsoleRun:
        """Wait until the window takes keys."""

        def find() -> list[str]:
            assert self.process.poll() is None, f"the console ended: {self.output()}"
            return self.windows()

        window = wait_for("the window", find)[-1]
        wait_for("the session in the journal", lambda: self.entries("session.opened"))
        self.window = window
        self.desktop.xdotool("windowfocus", "--sync", window)
        time.sleep(0.3)
        return self

    def windows(self) -> list[str]:
        """Return the numbers of its visible windows."""
        found = self.desktop.xdotool("search", "--onlyvisible", "--pid", str(self.process.pid), "--name", ".")
        return found.split()

    def wait_for_dialog(self, there: bool = True) -> None:
        """Wait until a dialog has the keyboard, or the window has it back."""
        what = "a dialog with the keyboard" if there else "the window with the keyboard"
        wait_for(what, lambda: (self.desktop.xdotool("getwindowfocus") not in ("", self.window)) is there)

    def key(self, *names: str) -> None:
        """Press keys one after the other."""
        for name in names:
            self.desktop.xdotool("key", "--clearmodifiers", name)

    def type(self, words: str) -> None:
        """Type into the field that has the focus."""
        self.desktop.xdotool("type", words)

    def entries(self, kind: str = "") -> list[dict[str, Any]]:
        """Read the journal's entries from its file, oldest first."""
        path = self.data / "journal.db"
        if not path.exists():
            return []
        try:
            with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=5)) as db:
                db.row_factory = sqlite3.Row
                rows = db.execute(
                    "SELECT * FROM entries WHERE kind = ? OR ? = '' ORDER BY seq", [kind, kind]
                ).fetchall()
        except sqlite3.OperationalError:
            return []
        return [{**dict(row), "body": json.loads(row["body"])} for row in rows]

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.communicate(timeout=20)

    def output(self) -> str:
        """Return what it printed, once it has ended."""
        return self.process.communicate(timeout=20)[0]

    def close(self) -> int:
        """End it in order; return its exit status."""
        if self.process.poll() is None:
            self.process.terminate()
        try:
            self.process.communicate(timeout=30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.communicate(timeout=10)
            raise AssertionError("the console did not end") from None
        return self.process.returncode


@contextlib.contextmanager
def running(desktop: Desktop, data: Path, *options: str) -> Iterator[ConsoleRun]:
    """Run a console until the block ends."""
    console = ConsoleRun(desktop, data, options)
    try:
        yield console.ready()
    finally:
        console.close()
