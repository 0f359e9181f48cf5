"""What the journal's tests share: a clock turned by hand, alarms and reports, and a look at the file itself."""

from __future__ import annotations

import base64
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined] # two SQLite libraries on one file undo each other's locks

from console.core.alarm import Alarm, raise_alarm
from console.core.event import AnalyticsEvent, Phase

JPEG = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 4
NOON = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
PATIENCE_S = 20.0


class HandClock:
    """Tell the time that was set."""

    def __init__(self) -> None:
        self.now = NOON
        self.ns = 1_000

    def utc(self) -> datetime:
        """Return the set time."""
        return self.now

    def monotonic_ns(self) -> int:
        """Return the set nanoseconds."""
        return self.ns

    def turn(self, seconds: float) -> None:
        """Let time pass."""
        self.now += timedelta(seconds=seconds)
        self.ns += int(seconds * 1e9)


def report(event_id: str = "ep1", source: str = "va", **more: object) -> dict[str, object]:
    """Return an event as it comes."""
    return {"id": event_id, "source": source, "camera": "cam-1", "kind": "intrusion", "phase": "start", **more}


def an_alarm(alarm_id: str = "A1", event_id: str = "ep1", source: str = "va") -> Alarm:
    """Return the alarm of a report."""
    body = report(event_id, source)
    event = AnalyticsEvent(event_id, source, "cam-1", "intrusion", Phase.START, NOON, body, zone="정문", score=0.5)
    return raise_alarm(alarm_id, event, 1, NOON)


def picture(data: bytes = JPEG) -> str:
    """Return a snapshot as an event carries it."""
    return base64.b64encode(data).decode()


def rows_of(path: Path, sql: str, *parameters: object) -> list[tuple[Any, ...]]:
    """Run a statement on the file through a connection of its own."""
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        rows: list[tuple[Any, ...]] = connection.execute(sql, parameters).fetchall()
        return rows
    finally:
        connection.close()


def tamper(path: Path, *statements: str) -> None:
    """Change the file as someone would who can write it and drops the triggers first."""
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        for name in ("update", "delete", "replace"):
            connection.execute(f"DROP TRIGGER IF EXISTS entries_refuse_{name}")
        for statement in statements:
            connection.execute(statement)
    finally:
        connection.close()


def until(condition: Callable[[], bool]) -> None:
    """Wait for a condition."""
    deadline = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.005)
