"""Take the README's pictures from the real program: `make screenshots`, or `python -m tests.screenshots [DIR] [WxH]`.

The demo site runs until its analyzer has raised alarms; one is claimed by the keyboard and pictured, in both languages.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from tests.end2end.desktop import REPO, ConsoleRun, Desktop, running, wait_for

FIRST_START_S = 240.0
ALARMS = 4
OPERATORS = {"ko": "관제 1", "en": "Desk 1"}


def take(folder: Path, width: int, height: int, suffix: str) -> list[Path]:
    """Picture the desk, an alarm being handled, and the journal, in Korean and in English; return the files."""
    files = []
    for language, operator in OPERATORS.items():
        desktop = Desktop(width, height)
        try:
            with (
                tempfile.TemporaryDirectory() as data,
                running(desktop, Path(data), "--demo", "--lang", language, "--operator", operator) as console,
            ):
                files += _session(console, folder, f"{language}{suffix}")
        finally:
            desktop.close()
    return files


def _session(console: ConsoleRun, folder: Path, suffix: str) -> list[Path]:
    desktop = console.desktop
    names = ("operator-desk", "alarm-handled", "review-desk")
    desk, handled, review = (folder / f"{name}-{suffix}.png" for name in names)
    wait_for("alarms raised by the analyzer", lambda: len(console.entries("alarm.raised")) >= ALARMS, FIRST_START_S)
    console.key("n")
    time.sleep(1.5)
    desktop.picture(desk)
    console.key("Return")
    wait_for("the claim", lambda: console.entries("alarm.claimed"))
    console.key("a")
    wait_for("the acknowledgement", lambda: console.entries("alarm.acknowledged"))
    time.sleep(1.0)
    desktop.picture(handled)
    console.key("ctrl+shift+f")
    time.sleep(2.0)
    console.key("Down")
    time.sleep(1.5)
    desktop.picture(review)
    return [desk, handled, review]


if __name__ == "__main__":
    where = Path(sys.argv[1]) if len(sys.argv) > 1 else REPO / "resources" / "manual"
    size = sys.argv[2] if len(sys.argv) > 2 else "1920x1080"
    wide, high = map(int, size.split("x"))
    for file in take(where, wide, high, "" if size == "1920x1080" else f"-{size}"):
        print(file)
