"""Messages of the formats, as sources send them, and a way to parse them."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from console.config import MqttFeedConfig
from console.core.event import AnalyticsEvent
from console.feeds.formats import PARSERS
from console.feeds.parsing import Message, Parser

CAME = datetime(2026, 11, 23, 0, 0, 0, tzinfo=UTC)

JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)


def mutated(sample: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Return what a sample becomes when some of its values, at any depth, are something else."""
    places = _places(sample)

    def change(changes: list[tuple[tuple[str, ...], Any]]) -> dict[str, Any]:
        copy: dict[str, Any] = json.loads(json.dumps(sample))
        for path, value in changes:
            inner: Any = copy
            for part in path[:-1]:
                inner = inner.get(part) if isinstance(inner, dict) else None
            if isinstance(inner, dict):
                inner[path[-1]] = value
        return copy

    return st.lists(st.tuples(st.sampled_from(places), JSON), max_size=4).map(change)


def _places(sample: dict[str, Any], above: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    for name, value in sample.items():
        found.append((*above, name))
        if isinstance(value, dict):
            found += _places(value, (*above, name))
    return found


class Wire:
    """Parse messages of one format, one second after the other."""

    def __init__(self, format: str, topic: str = "#", **change: Any) -> None:  # noqa: A002 - the configuration's word
        self.parser: Parser = PARSERS[format](MqttFeedConfig("f", "h", topic, format=format, **change))
        self._came = CAME

    def parse(self, topic: str, content: object, *, retained: bool = False) -> tuple[list[AnalyticsEvent], list[str]]:
        """Return the events and the reasons of the refusals; all of the message is accounted for."""
        payload = content if isinstance(content, bytes) else json.dumps(content).encode()
        self._came += timedelta(seconds=1)
        quiet = self.parser.quiet
        events, bad = self.parser(Message(topic, payload, retained, self._came))
        assert len(events) + len(bad) + self.parser.quiet - quiet >= 1
        for event in events:
            json.dumps(event.body, allow_nan=False)
            assert event.body["phase"] == event.phase.value
        return events, [refusal.reason for refusal in bad]

    def one(self, topic: str, content: object) -> AnalyticsEvent:
        """Return the only event of a message."""
        (event,), bad = self.parse(topic, content)
        assert not bad
        return event

    def nothing(self, topic: str, content: object, *, retained: bool = False) -> None:
        """Hold that a message is no news."""
        assert self.parse(topic, content, retained=retained) == ([], [])
