"""Taking in what feeds report: told apart from what is journalled already, then journalled and folded in one commit."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from console.control.answers import answers
from console.control.folding import Plan
from console.control.incidents import Episode, EpisodeKey, Incidents
from console.control.messages import Level, Messages
from console.core.camera import Camera
from console.core.clock import Clock
from console.core.errors import JournalError
from console.core.event import AnalyticsEvent, BadEvent, Phase
from console.core.text import text
from console.journal.canonical import digest_of

if TYPE_CHECKING:
    from console.config import AlarmConfig
    from console.control.recorder import Recorder
    from console.control.tasks import Tasks
    from console.feeds.batch import FeedBatch
    from console.journal.journal import Journal

SLICE_S = 0.004
BAD_SAID_EVERY_S = 10.0
MAX_STRANGERS = 10_000
EXCERPT_CHARS = 2000

Reported = tuple[AnalyticsEvent, str]


class Receiver:
    """Journal batches of one or several feeds; called by one lane only, on the UI thread."""

    def __init__(
        self,
        journal: Journal,
        recorder: Recorder,
        messages: Messages,
        clock: Clock,
        config: AlarmConfig,
        camera: Callable[[str], Camera | None],
        memory: Incidents,
        tasks: Tasks,
    ) -> None:
        self._journal = journal
        self._recorder = recorder
        self._messages = messages
        self._clock = clock
        self._config = config
        self._camera = camera
        self._memory = memory
        self._tasks = tasks
        self._strangers: set[str] = set()
        self._bad: dict[str, tuple[float, int]] = {}
        self._slice_began_s = 0.0

    async def receive(self, batches: Sequence[FeedBatch]) -> frozenset[str] | None:
        """Return the ids of the alarms that changed, or None when the journal failed and nothing is to be acknowledged.

        Raises what is our own fault, a report that cannot be written down for one.
        """
        self._slice_began_s = self._now_s()
        try:
            await self._quarantine(batches)
            reports = await self._unknown([e for batch in batches if not batch.retained for e in batch.events])
            plan = Plan(
                self._memory, self._clock.utc(), self._now_s(), self._config.fold_window_s, self._config.priority
            )
            for event, digest in reports:
                plan.add(event, digest)
                await self._breathe()
            drafts = plan.drafts()
            if drafts:
                await self._recorder.write(drafts)
        except JournalError as fault:
            self._recorder.fail(fault.text)
            return None
        plan.take_over()
        self._say_strangers(reports)
        return plan.changed

    async def _unknown(self, events: Sequence[AnalyticsEvent]) -> list[Reported]:
        """Return the reports that are not journalled, with their digests; what the journal knows is remembered."""
        reports: list[Reported] = []
        for event in events:
            try:
                reports.append((event, digest_of(event.body)))
            except JournalError as fault:
                # Not the journal's failure but the report's: held back, it would come again for ever.
                await self._refuse(event, str(fault))
            await self._breathe()
        await self._recall_episodes({event.episode for event, _ in reports} - self._memory.episodes.keys())
        await self._recall_digests(reports)
        await self._recall_closed(reports)
        return [
            (event, digest)
            for event, digest in reports
            if (episode := self._memory.episodes.get(event.episode)) is None or digest not in episode.digests
        ]

    async def _recall_episodes(self, unknown: set[EpisodeKey]) -> None:
        asked = {}
        for key in unknown:
            asked[key] = self._journal.alarm_of_episode(*key)
            await self._breathe()
        for key, alarm_id in (await answers(asked)).items():
            if alarm_id is not None:
                self._memory.episodes[key] = Episode(alarm_id)

    async def _recall_digests(self, reports: Sequence[Reported]) -> None:
        asked = {}
        for event, digest in reports:
            episode = self._memory.episodes.get(event.episode)
            if episode is not None and not episode.complete and digest not in episode.digests:
                asked[event.episode, digest] = self._journal.known_event(*event.episode, digest)
                await self._breathe()
        for (key, digest), known in (await answers(asked)).items():
            if known:
                self._memory.episodes[key].digests.add(digest)

    async def _recall_closed(self, reports: Sequence[Reported]) -> None:
        for event, _ in reports:
            episode = self._memory.episodes.get(event.episode)
            if event.phase is Phase.END and episode is not None and self._memory.get(episode.alarm_id) is None:
                alarm = await asyncio.wrap_future(self._journal.alarm(episode.alarm_id))
                if alarm is not None:
                    self._memory.put(alarm)

    async def _quarantine(self, batches: Sequence[FeedBatch]) -> None:
        for batch in batches:
            if batch.bad:
                try:
                    await asyncio.wrap_future(self._journal.quarantine(batch.bad))
                except JournalError as fault:
                    self._recorder.fail(fault.text, sum(len(bad.excerpt) for bad in batch.bad))
                    raise
                self._say_bad(batch.feed, len(batch.bad), batch.bad[-1].reason)

    async def _refuse(self, event: AnalyticsEvent, reason: str) -> None:
        excerpt = f"{event.kind} {event.id} {event.camera_id}"[:EXCERPT_CHARS]
        await asyncio.wrap_future(self._journal.quarantine([BadEvent(event.source, reason, excerpt, 0)]))
        self._say_bad(event.source, 1, reason)

    def _say_bad(self, feed: str, count: int, reason: str) -> None:
        said_s, unsaid = self._bad.get(feed, (float("-inf"), 0))
        if self._now_s() - said_s < BAD_SAID_EVERY_S:
            self._bad[feed] = (said_s, unsaid + count)
            return
        self._bad[feed] = (self._now_s(), 0)
        self._tasks.tell(
            self._messages.say, Level.WARNING,
            text(
                "{count} reports from {feed} cannot be used and are in quarantine: {reason}",
                count=unsaid + count, feed=feed, reason=reason,
            ),
        )  # fmt: skip

    def _say_strangers(self, reports: Sequence[Reported]) -> None:
        for camera_id in dict.fromkeys(event.camera_id for event, _ in reports):
            if camera_id in self._strangers or self._camera(camera_id) is not None:
                continue
            if len(self._strangers) < MAX_STRANGERS:
                self._strangers.add(camera_id)
                sentence = text("An event names the camera {camera}, which is not registered.", camera=camera_id)
                self._tasks.tell(self._messages.say, Level.WARNING, sentence)

    async def _breathe(self) -> None:
        # The screen shares this thread: a flood is worked off in slices.
        if self._now_s() - self._slice_began_s > SLICE_S:
            await asyncio.sleep(0)
            self._slice_began_s = self._now_s()

    def _now_s(self) -> float:
        return self._clock.monotonic_ns() / 1e9
