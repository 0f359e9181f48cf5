"""The log's file: a full disk costs lines, never a fault or noise on standard error."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

import pytest

from console.app.faults import LogFile

LINE = logging.LogRecord("x", logging.INFO, "x.py", 1, "a line", (), None)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="/dev/full is Linux's")
def test_what_a_full_disk_does_not_take_is_dropped_and_counted(capfd: pytest.CaptureFixture[str]) -> None:
    handler = LogFile(Path("/dev/full"))
    handler.handle(LINE)
    handler.handle(LINE)
    handler.close()
    assert handler.dropped >= 2
    assert capfd.readouterr().err == ""


def test_a_line_that_cannot_be_made_is_still_told(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    handler = LogFile(tmp_path / "console.log")
    handler.handle(logging.LogRecord("x", logging.INFO, "x.py", 1, "%d", ("no number",), None))
    handler.handle(logging.LogRecord("x", logging.INFO, "x.py", 1, "half a \ud83d letter", (), None))
    handler.close()
    assert "Logging error" in capfd.readouterr().err
    assert (handler.dropped, (tmp_path / "console.log").read_text()) == (0, "half a \\ud83d letter\n")
