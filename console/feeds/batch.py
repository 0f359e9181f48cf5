"""What a feed hands on: events that came together, and how the feed itself does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from console.core.event import AnalyticsEvent, BadEvent
from console.core.text import Text


@dataclass(frozen=True, slots=True)
class FeedBatch:
    """Hold events that came together, in their order.

    retained: the broker's memory, not news; never an alarm. done: call once, from any thread: True after the commit,
    and the broker is told; False when it failed, and the broker will bring the events again.
    """

    feed: str
    events: list[AnalyticsEvent]
    bad: list[BadEvent]
    retained: bool
    done: Callable[[bool], None]


@dataclass(frozen=True, slots=True)
class FeedState:
    """Tell how a feed does. since_s: monotonic seconds when `connected` last changed; reason: why it is not connected.

    received: events so far; bad: reports that could not be used; missing: numbers left out by the sources' counting.
    """

    feed: str
    connected: bool
    since_s: float
    reason: Text | None = None
    received: int = 0
    bad: int = 0
    missing: int = 0
