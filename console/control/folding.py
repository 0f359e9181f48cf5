"""Turning a batch of reports into entries and alarms: worked out beside the memory, taken over after the commit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from console.control.incidents import (
    MAX_DIGESTS_AN_EPISODE,
    Episode,
    EpisodeKey,
    Incidents,
    Likeness,
    Span,
    likeness,
    new_alarm_id,
    within_window,
)  # fmt: skip
from console.control.recorder import MACHINE
from console.core.alarm import Alarm, AlarmState, fold, raise_alarm
from console.core.entry import Draft
from console.core.event import AnalyticsEvent, Phase


class Plan:
    """Work out what a batch changes; `memory` is only read until `take_over`.

    at, now_s: when the batch came, wall and monotonic. priority: event kind → 1 critical … 4 low.
    """

    def __init__(
        self, memory: Incidents, at: datetime, now_s: float, window_s: float, priority: Callable[[str], int]
    ) -> None:
        self._memory = memory
        self._at = at
        self._now_s = now_s
        self._window_s = window_s
        self._priority = priority
        self._drafts: list[Draft] = []
        self._alarms: dict[str, Alarm] = {}
        self._folds: dict[str, int] = {}
        self._spans: dict[str, Span] = {}
        self._episodes: dict[EpisodeKey, Episode] = {}
        self._alike: dict[Likeness, str] = {}

    @property
    def changed(self) -> frozenset[str]:
        """Return the ids of the alarms that are not what they were."""
        return frozenset(self._alarms)

    def add(self, event: AnalyticsEvent, digest: str) -> None:
        """Take one report; one that is journalled already changes nothing."""
        event = _not_in_the_future(event, self._at)
        key = event.episode
        episode = self._episode(key)
        if episode is None:
            alarm = self._incident_of(event)
            episode = Episode(alarm.id, complete=True)
        else:
            if digest in episode.digests:
                return
            self._report(event, episode.alarm_id)
        episode.digests.add(digest)
        if len(episode.digests) > MAX_DIGESTS_AN_EPISODE:
            episode.digests.clear()
            episode.complete = False
        self._episodes[key] = episode

    def drafts(self) -> list[Draft]:
        """Return the entries to be written in one transaction: each report as it came, then what became of alarms."""
        folded = [
            Draft(
                "alarm.folded", {"reports": reports, "count": self._alarms[alarm_id].count}, MACHINE, alarm_id,
                self._alarms[alarm_id].camera_id, self._alarms[alarm_id],
            )
            for alarm_id, reports in self._folds.items()
        ]  # fmt: skip
        return [*self._drafts, *folded]

    def take_over(self) -> None:
        """Make memory what the journal says now."""
        for alarm in self._alarms.values():
            self._memory.put(alarm)
        self._memory.spans.update(self._spans)
        for key, episode in self._episodes.items():
            self._memory.episodes[key] = episode
            self._memory.episodes.move_to_end(key)
        self._memory.trim()

    def _episode(self, key: EpisodeKey) -> Episode | None:
        planned = self._episodes.get(key)
        if planned is not None:
            return planned
        known = self._memory.episodes.get(key)
        return None if known is None else replace(known, digests=set(known.digests))

    def _alarm(self, alarm_id: str) -> Alarm | None:
        return self._alarms.get(alarm_id) or self._memory.get(alarm_id)

    def _span(self, alarm_id: str) -> Span | None:
        return self._spans.get(alarm_id) or self._memory.spans.get(alarm_id)

    def _incident_of(self, event: AnalyticsEvent) -> Alarm:
        alike = self._alarms.get(self._alike.get(likeness(event), "")) or self._memory.alike(event)
        alike = alike and self._alarm(alike.id)
        if (
            alike is not None
            and likeness(alike) == likeness(event)
            and within_window(alike, self._span(alike.id), event, self._now_s, self._window_s)
        ):
            self._received(event, alike.id)
            return self._fold(alike, event)
        alarm = raise_alarm(
            new_alarm_id(self._at, lambda made: self._alarm(made) is not None),
            event, self._priority(event.kind), self._at,
        )  # fmt: skip
        self._received(event, alarm.id)
        self._drafts.append(Draft("alarm.raised", {}, MACHINE, alarm.id, alarm.camera_id, alarm))
        self._keep(alarm, event)
        return alarm

    def _report(self, event: AnalyticsEvent, alarm_id: str) -> None:
        self._received(event, alarm_id)
        alarm = self._alarm(alarm_id)
        if alarm is None:
            return
        # A closed alarm stays as it was closed; only that an episode is over must be known should it be reopened.
        ends = event.phase is Phase.END and event.episode in alarm.open_episodes
        if alarm.state is not AlarmState.CLOSED or ends:
            self._fold(alarm, event)

    def _received(self, event: AnalyticsEvent, alarm_id: str) -> None:
        self._drafts.append(Draft("event.received", event.body, MACHINE, alarm_id, event.camera_id))

    def _fold(self, alarm: Alarm, event: AnalyticsEvent) -> Alarm:
        folded = fold(alarm, event, self._priority(event.kind), self._at)
        self._folds[alarm.id] = self._folds.get(alarm.id, 0) + 1
        self._keep(folded, event)
        return folded

    def _keep(self, alarm: Alarm, event: AnalyticsEvent) -> None:
        self._alarms[alarm.id] = alarm
        if alarm.state is AlarmState.CLOSED:
            return
        self._alike[likeness(alarm)] = alarm.id
        before = self._span(alarm.id)
        newest = max(event.started_at, event.ended_at or event.started_at)
        if before is not None and before.newest is not None:
            newest = max(newest, before.newest)
        self._spans[alarm.id] = Span(self._now_s, newest)


def _not_in_the_future(event: AnalyticsEvent, at: datetime) -> AnalyticsEvent:
    """Date a report no later than it came: an alarm of 2099 would be the youngest of the queue for ever.

    Its body, which is what the journal keeps, still says what the source said.
    """
    if event.started_at <= at and (event.ended_at is None or event.ended_at <= at):
        return event
    ended_at = min(event.ended_at, at) if event.ended_at is not None else None
    return replace(event, started_at=min(event.started_at, at), ended_at=ended_at)
