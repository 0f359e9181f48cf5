"""What the console remembers of alarms and episodes: no I/O, changed only after a commit."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from console.core.alarm import Alarm, AlarmState
from console.core.event import AnalyticsEvent

EpisodeKey = tuple[str, str]
Likeness = tuple[str, str, str, str]

MAX_EPISODES = 20_000
MAX_DIGESTS_AN_EPISODE = 500
MAX_CLOSED = 500
MAX_FOLDED_EPISODES = 200
"""More episodes than this raise an alarm of their own: an acknowledgement must not cover a whole day, and each entry
carries its alarm's episodes."""

_ID_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@dataclass(slots=True)
class Episode:
    """Remember which alarm an episode belongs to and which of its reports are journalled.

    complete: every journalled report is among `digests`, so an unknown digest is news without asking the journal.
    """

    alarm_id: str
    digests: set[str] = field(default_factory=set)
    complete: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """Remember when an alarm was last reported on (monotonic s) and, by the source's clock, its newest moment."""

    reported_s: float
    newest: datetime | None = None


def likeness(item: Alarm | AnalyticsEvent) -> Likeness:
    """Return what two episodes of the same incident share."""
    return (item.camera_id, item.kind, item.zone, item.track)


def new_alarm_id(at: datetime, taken: Callable[[str], bool]) -> str:
    """Make a short id that sorts by time, such as `A261123-001351-7K3M`."""
    while True:
        tail = "".join(secrets.choice(_ID_LETTERS) for _ in range(4))
        made = f"A{at:%y%m%d-%H%M%S}-{tail}"
        if not taken(made):
            return made


class Incidents:
    """Hold all alarms that are not closed, and the newest closed ones and episodes."""

    def __init__(self) -> None:
        self.open: dict[str, Alarm] = {}
        self.closed: OrderedDict[str, Alarm] = OrderedDict()
        self.episodes: OrderedDict[EpisodeKey, Episode] = OrderedDict()
        self.spans: dict[str, Span] = {}
        self._alike: dict[Likeness, str] = {}

    def get(self, alarm_id: str) -> Alarm | None:
        """Return an alarm that is open, or was closed not long ago."""
        return self.open.get(alarm_id) or self.closed.get(alarm_id)

    def put(self, alarm: Alarm) -> None:
        """Remember an alarm's new shape."""
        old = self.open.get(alarm.id)
        if old is not None and self._alike.get(likeness(old)) == alarm.id:
            del self._alike[likeness(old)]
        if alarm.state is AlarmState.CLOSED:
            self.open.pop(alarm.id, None)
            self.spans.pop(alarm.id, None)
            self.closed[alarm.id] = alarm
            self.closed.move_to_end(alarm.id)
            while len(self.closed) > MAX_CLOSED:
                self.closed.popitem(last=False)
            return
        self.closed.pop(alarm.id, None)
        self.open[alarm.id] = alarm
        rival = self.open.get(self._alike.get(likeness(alarm), ""))
        if rival is None or (rival.raised_at, rival.id) <= (alarm.raised_at, alarm.id):
            self._alike[likeness(alarm)] = alarm.id

    def restore(self, alarm: Alarm, now_s: float, at: datetime) -> None:
        """Remember an alarm the journal gave back; its last report is dated by wall time, never in the future."""
        self.put(alarm)
        if alarm.id in self.open:
            self.spans[alarm.id] = Span(now_s - max(0.0, (at - alarm.updated_at).total_seconds()))
        for key in alarm.episodes:
            if key not in self.episodes:
                self.episodes[key] = Episode(alarm.id)

    def alike(self, event: AnalyticsEvent) -> Alarm | None:
        """Return the newest open alarm of the same camera, kind, zone and track."""
        return self.open.get(self._alike.get(likeness(event), ""))

    def trim(self) -> None:
        """Forget the episodes least recently reported on; the journal still knows them."""
        while len(self.episodes) > MAX_EPISODES:
            self.episodes.popitem(last=False)


def within_window(alarm: Alarm, span: Span | None, event: AnalyticsEvent, now_s: float, window_s: float) -> bool:
    """Tell whether a new episode belongs to an alarm: both by when reports came and by when things happened.

    Arrival alone would fold a backlog, sent at once after an outage, into one alarm.
    """
    if span is None or now_s - span.reported_s > window_s or len(alarm.episodes) >= MAX_FOLDED_EPISODES:
        return False
    if alarm.active or span.newest is None:
        return True
    margin = timedelta(seconds=window_s)
    return alarm.raised_at - margin <= event.started_at <= span.newest + margin
