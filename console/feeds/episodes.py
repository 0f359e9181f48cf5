"""Episodes of sources that send only states: which one a change belongs to.

A topic that turns true is an episode of its own each time, named by its key and its beginning, so that the second real
event never hides behind the first. A message that comes again (the journal had failed, or the broker) finds the episode
it made before and gives the same report again.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime

from console.core.clock import rfc3339
from console.feeds.parsing import bounded_id

MAX_TOPICS = 20_000
MAX_KEYS = 256
MAX_PAST = 8


@dataclass(slots=True)
class Episode:
    """Hold one episode. `details` is what its beginning told (track, zone …) and its end must tell again."""

    id: str
    started_at: datetime
    details: dict[str, str]
    ended_at: datetime | None = None
    ended_by: datetime | None = None
    cleared: bool = False

    def holds(self, at: datetime) -> bool:
        """Tell whether a report of that time is one of this episode's."""
        if at == self.started_at:
            return True
        if self.ended_at is None:
            return self.started_at < at
        # A deletion was timed by this machine's clock: it says nothing about the source's.
        return not self.cleared and self.started_at < at < self.ended_at

    def finish(self, at: datetime, *, cleared: bool = False) -> None:
        """End it; a source's clock may have stepped back."""
        self.ended_at, self.ended_by, self.cleared = max(at, self.started_at), at, cleared


class Episodes:
    """Remember the newest episodes of each topic and key; bounded. One thread."""

    def __init__(self) -> None:
        self._topics: OrderedDict[str, OrderedDict[str, list[Episode]]] = OrderedDict()

    def begin(self, topic: str, key: str, at: datetime, details: dict[str, str] | None = None) -> Episode:
        """Take a report that it is so: the episode that began just then, the one that goes on, or a new one."""
        past = self._past(topic, key)
        for episode in past:
            if episode.holds(at):
                return episode
        made = Episode(bounded_id(key, rfc3339(at)), at, details or {})
        past.append(made)
        past.sort(key=lambda episode: episode.started_at, reverse=True)
        del past[MAX_PAST:]
        return made

    def end(self, topic: str, key: str, at: datetime) -> Episode | None:
        """Take a report that it is so no more; None where nothing went on."""
        past = self._past(topic, key, touch=False)
        again = next((episode for episode in past if episode.ended_by == at and not episode.cleared), None)
        if again is not None:
            return again
        going = [episode for episode in past if episode.ended_at is None]
        ending = next((episode for episode in going if episode.started_at <= at), going[0] if going else None)
        if ending is not None:
            ending.finish(at)
        return ending

    def clear(self, topic: str, at: datetime) -> list[Episode]:
        """Take a deletion, which has no time of its own: all that goes on ends, or ended so before."""
        ended: list[Episode] = []
        for past in self._topics.get(topic, {}).values():
            going = [episode for episode in past if episode.ended_at is None]
            for episode in going:
                episode.finish(at, cleared=True)
            ended += going or [episode for episode in past[:1] if episode.cleared]
        return ended

    def knows(self, topic: str, key: str) -> bool:
        """Tell whether any episode of a key is remembered."""
        return bool(self._past(topic, key, touch=False))

    def _past(self, topic: str, key: str, *, touch: bool = True) -> list[Episode]:
        keys = self._topics.get(topic)
        if not touch:
            return keys.get(key, []) if keys else []
        if keys is None:
            keys = self._topics[topic] = OrderedDict()
        self._topics.move_to_end(topic)
        past = keys.setdefault(key, [])
        keys.move_to_end(key)
        while len(keys) > MAX_KEYS:
            keys.popitem(last=False)
        while len(self._topics) > MAX_TOPICS:
            self._topics.popitem(last=False)
        return past
