"""The devices thread, and a clock that is turned by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from console.devices.thread import DeviceThread


class TurnedClock:
    """Stand still until turned."""

    def __init__(self) -> None:
        self.now_ns = 5_000_000_000
        self.wall = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)

    def utc(self) -> datetime:
        return self.wall

    def monotonic_ns(self) -> int:
        return self.now_ns

    def turn(self, seconds: float) -> None:
        self.now_ns += round(seconds * 1e9)
        self.wall += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> TurnedClock:
    return TurnedClock()


@pytest.fixture
def thread() -> Iterator[DeviceThread]:
    thread = DeviceThread()
    yield thread
    thread.close()
