"""The clock that everything is given: wall time for showing and recording, monotonic time for durations."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Tell the time; tests turn one by hand."""

    def utc(self) -> datetime:
        """Return the wall time, aware, in UTC."""
        ...

    def monotonic_ns(self) -> int:
        """Return nanoseconds that never go back; one machine's processes share the same zero."""
        ...


class SystemClock:
    """Tell this machine's time."""

    def utc(self) -> datetime:
        """Return the wall time, aware, in UTC."""
        return datetime.now(UTC)

    def monotonic_ns(self) -> int:
        """Return nanoseconds that never go back."""
        return time.monotonic_ns()


def rfc3339(moment: datetime) -> str:
    """Write a moment as RFC 3339 in UTC with microseconds, `2026-11-23T00:13:51.000000Z`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
