"""`doctor`: what is installed, and what is wrong in plain words."""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from console import __version__
from console.cli.main import FINDING
from console.config import load_config
from console.core.errors import WorldError
from console.core.text import Text, text
from console.journal.database import require_sqlite
from console.register.secrets import Secrets

Say = Callable[[Text], str]
LOW_DISK_BYTES = 1_000_000_000
PROBE_TIMEOUT_S = 30
# Asked in a process of its own: cv2 and av never share one with Qt, and a library that is missing breaks only that.
OPENCV = "import cv2; print(cv2.__version__)"
FFMPEG = "import av; print(av.__version__, '/ libavcodec', '.'.join(map(str, av.library_versions['libavcodec'])))"
SQLITE = "from sqlite_utils.utils import sqlite3; print(sqlite3.sqlite_version)"
QT = "from PySide6.QtCore import qVersion; print(qVersion())"
WINDOW = (
    "from PySide6.QtGui import QGuiApplication as A; a = A([]); "
    "print(a.platformName(), *a.primaryScreen().size().toTuple())"
)
HANGUL = (
    "from PySide6.QtGui import QGuiApplication as A, QFontDatabase as F; a = A([]); "
    "print(len(F.families(F.WritingSystem.Korean)))"
)


def run(options: argparse.Namespace, data: Path, say: Say) -> int:
    """Print facts, then faults; 1 where there is any."""
    faults: list[Text] = []
    for name, value in _facts(faults):
        print(f"{name:<12} {value}")
    print(f"{'passwords':<12} {say(Secrets(data).backend())}")
    print(f"{'data':<12} {data}")
    faults.extend(_folder_faults(data))
    config = getattr(options, "config", None) or data / "console.toml"
    if config.exists() or getattr(options, "config", None):
        try:
            load_config(config)
        except WorldError as fault:
            faults.append(fault.text)
    for sentence in faults:
        print(f"✕ {say(sentence)}")
    if not faults:
        print(say(text("Nothing is wrong.")))
    return FINDING if faults else 0


def _facts(faults: list[Text]) -> Iterator[tuple[str, str]]:
    yield "gwanje", __version__
    yield "system", f"{platform.system()} {platform.release()}, {os.cpu_count()} cores"
    yield "Python", platform.python_version()
    for name, code, missing in (
        ("Qt", QT, text("Qt cannot be loaded: run make setup.")),
        ("FFmpeg", FFMPEG, text("FFmpeg's libraries (PyAV) cannot be loaded: no picture can be decoded.")),
        ("OpenCV", OPENCV, text("OpenCV cannot be loaded: the built-in analytics cannot run.")),
    ):
        answer = _ask(code)
        if answer is None:
            faults.append(missing)
        yield name, answer or "-"
    try:
        require_sqlite()
    except WorldError as fault:
        faults.append(fault.text)
    yield "SQLite", _ask(SQLITE) or "-"
    window = _ask(WINDOW) if _has_display() else None
    if window is None:
        faults.append(text("No window can be opened: no display, or a system library is missing (make setup)."))
    elif (_ask(HANGUL) or "0") == "0":
        faults.append(text("No font for Korean is installed (Debian: fonts-noto-cjk)."))
    yield "display", window or "-"


def _has_display() -> bool:
    on_linux = sys.platform.startswith("linux")
    return not on_linux or any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")))


def _ask(code: str) -> str | None:
    try:
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, timeout=PROBE_TIMEOUT_S, check=False
        )
    except subprocess.TimeoutExpired:
        return None
    return done.stdout.strip() if done.returncode == 0 else None


def _folder_faults(data: Path) -> Iterator[Text]:
    existing = next(folder for folder in (data, *data.parents) if folder.exists())
    if not existing.is_dir() or not os.access(existing, os.W_OK):
        yield text("The folder {folder} cannot be written to.", folder=str(existing))
    elif shutil.disk_usage(existing).free < LOW_DISK_BYTES:
        yield text("Less than 1 GB is free in {folder}.", folder=str(existing))
