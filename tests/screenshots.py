"""Take the README's pictures from the real program: `make screenshots`, or `python -m tests.screenshots [DIR] [WxH]`.

The demo site runs until its analyzer has raised alarms; one is claimed by the keyboard and pictured, in both languages.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.end2end.desktop import REPO, ConsoleRun, Desktop, running, wait_for

FIRST_START_S = 240.0
ALARMS = 4
SETTLE_S = 1.5
PICTURES = {"operator-desk": ("ko",), "alarm-handled": ("en",), "review-desk": ("ko",)}
OPERATORS = {"ko": "관제 1", "en": "Desk 1"}


def take(folder: Path, width: int, height: int, suffix: str) -> list[Path]:
    """Picture the desk, an alarm being handled, and the journal, each in a language; return the files."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for language, operator in OPERATORS.items():
        desktop = Desktop(width, height)
        try:
            with tempfile.TemporaryDirectory() as data:
                os.environ["XDG_STATE_HOME"] = data
                with running(desktop, Path(data), "--demo", "--lang", language, "--operator", operator) as console:
                    for name in _session(console):
                        if language in PICTURES[name]:
                            files.append(folder / f"{name}-{language}{suffix}.png")
                            desktop.picture(files[-1])
        finally:
            desktop.close()
    return files


def _session(console: ConsoleRun) -> Iterator[str]:
    """Do an operator's work; yield a picture's name whenever it is worth taking."""
    wait_for("alarms raised by the analyzer", lambda: len(console.entries("alarm.raised")) >= ALARMS, FIRST_START_S)
    console.key("n", "Return")
    wait_for("the claim", lambda: console.entries("alarm.claimed"))
    time.sleep(SETTLE_S)
    yield "operator-desk"
    console.key("a")
    wait_for("the acknowledgement", lambda: console.entries("alarm.acknowledged"))
    time.sleep(SETTLE_S)
    yield "alarm-handled"
    console.key("ctrl+shift+f")
    time.sleep(SETTLE_S)
    console.key("Down")
    time.sleep(SETTLE_S)
    yield "review-desk"


if __name__ == "__main__":
    where = Path(sys.argv[1]) if len(sys.argv) > 1 else REPO / "resources" / "manual"
    size = sys.argv[2] if len(sys.argv) > 2 else "1920x1080"
    wide, high = map(int, size.split("x"))
    for file in take(where, wide, high, "" if size == "1920x1080" else f"-{size}"):
        print(file)
