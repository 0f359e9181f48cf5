"""How a feed does, told whenever it changes: connected or why not, and what it counted."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from dataclasses import replace

from console.core.clock import Clock
from console.core.event import AnalyticsEvent
from console.core.text import Text
from console.feeds.batch import FeedState
from console.feeds.gaps import SequenceGaps

COUNTS_EVERY_S = 1.0


class Standing:
    """Keep a feed's FeedState and hand it on; any thread, one after the other."""

    def __init__(self, feed: str, report: Callable[[FeedState], None], clock: Clock) -> None:
        self._report = report
        self._clock = clock
        self._lock = threading.Lock()
        self._gaps = SequenceGaps()
        self.state = FeedState(feed, connected=False, since_s=self._now_s())
        self._said = self.state
        self._counted_s = self._now_s()

    def count(self, events: Iterable[AnalyticsEvent], bad: int, *, retained: bool = False) -> None:
        """Count reports and refusals, and what the sources' own numbers left out."""
        with self._lock:
            received = self.state.received
            for event in events:
                received += 1
                if event.seq is not None and not retained:
                    self._gaps.see(event.source, event.seq)
            self.state = replace(self.state, received=received, bad=self.state.bad + bad, missing=self._gaps.missing)

    def say(self, *, connected: bool, reason: Text | None = None) -> None:
        """Tell that the feed is connected, or why it is not; nothing where that is known already."""
        with self._lock:
            changed = connected is not self.state.connected
            if not changed and reason == self.state.reason:
                return
            since_s = self._now_s() if changed else self.state.since_s
            self.state = replace(self.state, connected=connected, since_s=since_s, reason=reason)
            self._said = self.state
            self._report(self.state)

    def say_counts(self, every_s: float = COUNTS_EVERY_S) -> None:
        """Tell the counts where they changed, not more often than each `every_s` seconds."""
        with self._lock:
            if self.state is not self._said and self._now_s() - self._counted_s >= every_s:
                self._counted_s = self._now_s()
                self._said = self.state
                self._report(self.state)

    def _now_s(self) -> float:
        return self._clock.monotonic_ns() / 1e9
