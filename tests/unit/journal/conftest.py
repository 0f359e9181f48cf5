"""Fixtures of the journal's tests."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from console.journal import Journal
from tests.unit.journal.helpers import HandClock


@pytest.fixture
def clock() -> HandClock:
    """Return a clock turned by hand."""
    return HandClock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where the journal of this test lies."""
    return tmp_path / "journal.db"


@pytest.fixture
def journal(path: Path, clock: HandClock) -> Iterator[Journal]:
    """Open a journal, close it, and see that no thread of it is left."""
    before = set(threading.enumerate())
    opened = Journal.open(path, clock, "ws1")
    yield opened
    opened.close()
    assert not set(threading.enumerate()) - before
