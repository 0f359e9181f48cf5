"""Alarms: reports fold into them, people decide on them; committed to the journal first, shown after."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from console.control.incidents import Incidents, Span
from console.control.labels import DISPOSITION_LABELS, kind_label
from console.control.lane import Lane
from console.control.messages import Level, Messages
from console.control.receiving import Receiver
from console.control.recorder import MACHINE, Recorder
from console.core.alarm import (
    NOTE_MAX_CHARS,
    OPEN_STATES,
    Acknowledge,
    Action,
    Alarm,
    AlarmState,
    Claim,
    Close,
    Comment,
    Disposition,
    Release,
    Reopen,
    Shelve,
    Unshelve,
    apply,
    queue_order,
)  # fmt: skip
from console.core.camera import Camera
from console.core.clock import Clock
from console.core.entry import Draft, Entry
from console.core.errors import JournalError, Refused
from console.core.hook import Hook
from console.core.text import Text, text

if TYPE_CHECKING:
    from console.config import AlarmConfig
    from console.control.tasks import Tasks
    from console.feeds.batch import FeedBatch
    from console.journal.journal import Journal

MAX_MERGED_EVENTS = 1000


class AlarmService:
    """Keep the alarms that want a response. Lives on the UI thread; everything that changes them runs one by one.

    changed: told the ids of alarms that changed, after the commit. camera: looks up a registered camera.
    """

    def __init__(
        self,
        journal: Journal,
        recorder: Recorder,
        messages: Messages,
        clock: Clock,
        config: AlarmConfig,
        camera: Callable[[str], Camera | None],
        tasks: Tasks,
    ) -> None:
        self.changed: Hook[[frozenset[str]]] = Hook()
        self._journal = journal
        self._recorder = recorder
        self._messages = messages
        self._clock = clock
        self._config = config
        self._camera = camera
        self._tasks = tasks
        self._memory = Incidents()
        self._shelf_ends_s: dict[str, float] = {}
        self._queue: list[Alarm] | None = None
        self._receiver = Receiver(journal, recorder, messages, clock, config, camera, self._memory, tasks)
        self._lane: Lane[FeedBatch] = Lane(tasks, self._receive, lambda batch: len(batch.events), MAX_MERGED_EVENTS)

    async def restore(self) -> None:
        """Take the open alarms from the journal, before feeds start; raise JournalError when it cannot be read."""
        await self._lane.do(self._restore)

    async def receive(self, batch: FeedBatch) -> bool:
        """Journal a feed's reports and fold them into alarms; False when nothing of the batch may be acknowledged."""
        return await self._lane.put(batch)

    def queue(self, kinds: frozenset[str] | None = None) -> list[Alarm]:
        """List the alarms that want a response, the most urgent first; only some kinds where given."""
        if self._queue is None:
            waiting = (alarm for alarm in self._memory.open.values() if alarm.state in OPEN_STATES)
            self._queue = sorted(waiting, key=queue_order)
        return [alarm for alarm in self._queue if kinds is None or alarm.kind in kinds]

    def shelved(self) -> list[Alarm]:
        """List the shelved alarms, the next to come back first."""
        shelved = [alarm for alarm in self._memory.open.values() if alarm.state is AlarmState.SHELVED]
        return sorted(shelved, key=lambda alarm: (self._shelf_ends_s[alarm.id], alarm.id))

    def get(self, alarm_id: str) -> Alarm | None:
        """Return an alarm that is not closed, or was closed not long ago."""
        return self._memory.get(alarm_id)

    async def claim(self, alarm_id: str, version: int) -> Alarm:
        """Take an alarm, whatever changed since it was shown."""
        del version
        return await self._act(alarm_id, None, Claim(), "alarm.claimed", {}, text("Claimed"))

    async def release(self, alarm_id: str, version: int) -> Alarm:
        """Give an alarm back."""
        return await self._act(alarm_id, version, Release(), "alarm.released", {}, text("Given back"))

    async def acknowledge(self, alarm_id: str, version: int) -> Alarm:
        """Say that a person has looked."""
        return await self._act(alarm_id, version, Acknowledge(), "alarm.acknowledged", {}, text("Acknowledged"))

    async def comment(self, alarm_id: str, version: int, note: str) -> Alarm:
        """Add a remark, whatever changed since it was shown."""
        del version
        return await self._act(
            alarm_id, None, Comment(note), "alarm.commented", {"note": note}, text("Commented")
        )  # fmt: skip

    async def close(self, alarm_id: str, version: int, disposition: Disposition, note: str = "") -> Alarm:
        """End an alarm with a verdict."""
        _check_length(note)
        return await self._act(
            alarm_id, version, Close(disposition, note), "alarm.closed",
            {"disposition": disposition.value, "note": note},
            text("Closed as {disposition}", disposition=DISPOSITION_LABELS[disposition]),
        )  # fmt: skip

    async def shelve(self, alarm_id: str, version: int, minutes: int, reason: str) -> Alarm:
        """Set an alarm aside for some minutes, with a reason."""
        longest = self._config.shelve_max_min
        if not 1 <= minutes <= longest:
            raise Refused("An alarm can be shelved for 1 to {limit} minutes.", limit=longest)
        _check_length(reason)
        return await self._act(
            alarm_id, version, Shelve(self._clock.utc() + timedelta(minutes=minutes), reason), "alarm.shelved",
            {"minutes": minutes, "reason": reason}, text("Shelved for {minutes} min", minutes=minutes),
        )  # fmt: skip

    async def unshelve(self, alarm_id: str, version: int) -> Alarm:
        """Bring a shelved alarm back."""
        return await self._act(alarm_id, version, Unshelve(), "alarm.unshelved", {}, text("Brought back"))

    async def reopen(self, alarm_id: str, version: int, reason: str) -> Alarm:
        """Correct a closing; the old verdict stays in the journal."""
        _check_length(reason)
        return await self._act(
            alarm_id, version, Reopen(reason), "alarm.reopened", {"reason": reason}, text("Reopened")
        )

    async def expire_shelves(self) -> None:
        """Bring back the alarms whose shelf is over; called about each second, tries again when the journal fails."""
        now_s = self._now_s()
        if any(now_s >= end_s for end_s in self._shelf_ends_s.values()):
            await self._lane.do(self._expire)

    async def story(self, alarm_id: str) -> list[Entry]:
        """Return everything the journal has on an alarm, oldest first."""
        return await asyncio.wrap_future(self._journal.story(alarm_id))

    async def snapshot(self, alarm_id: str) -> bytes | None:
        """Return the newest JPEG that was reported with an alarm."""
        return await asyncio.wrap_future(self._journal.snapshot(alarm_id))

    async def _restore(self) -> None:
        alarms = await asyncio.wrap_future(self._journal.open_alarms())
        for alarm in alarms:
            self._memory.restore(alarm, self._now_s(), self._clock.utc())
            self._watch_shelf(alarm)
        self._tell(frozenset(alarm.id for alarm in alarms))

    async def _receive(self, batches: list[FeedBatch]) -> bool:
        changed = await self._receiver.receive(batches)
        if changed:
            self._tell(changed)
        return changed is not None

    async def _act(
        self, alarm_id: str, version: int | None, action: Action, kind: str, body: dict[str, object], done: Text
    ) -> Alarm:
        operator = self._recorder.operator

        async def job() -> Alarm:
            alarm = self._memory.get(alarm_id) or await asyncio.wrap_future(self._journal.alarm(alarm_id))
            if alarm is None:
                raise Refused("There is no alarm {alarm}.", alarm=alarm_id)
            if version is not None and version != alarm.version:
                raise Refused("This alarm has changed since it was shown. Look again, then repeat.")
            changed = apply(alarm, action, operator, self._clock.utc())
            await self._recorder.write([_draft(kind, body, operator, changed)])
            self._take(changed)
            self._tell(frozenset({alarm_id}))
            self._say(Level.DONE, text("{done}: {kind} · {camera}", done=done, **self._names(changed)))
            return changed

        return await self._lane.do(job)

    async def _expire(self) -> None:
        now_s = self._now_s()
        over = [self._memory.open[alarm_id] for alarm_id, end_s in self._shelf_ends_s.items() if now_s >= end_s]
        back = [apply(alarm, Unshelve(), MACHINE, self._clock.utc()) for alarm in over]
        try:
            await self._recorder.write([_draft("alarm.unshelved", {}, MACHINE, alarm) for alarm in back])
        except JournalError:
            # The recorder has said it; the alarms stay shelved, and the next second tries again.
            return
        for alarm in back:
            self._take(alarm)
        self._tell(frozenset(alarm.id for alarm in back))
        for alarm in back:
            self._say(Level.INFO, text("Back from its shelf: {kind} · {camera}", **self._names(alarm)))

    def _take(self, alarm: Alarm) -> None:
        self._memory.put(alarm)
        if alarm.state is not AlarmState.CLOSED:
            self._memory.spans.setdefault(alarm.id, Span(self._now_s()))
        self._watch_shelf(alarm)

    def _watch_shelf(self, alarm: Alarm) -> None:
        if alarm.state is not AlarmState.SHELVED:
            self._shelf_ends_s.pop(alarm.id, None)
        elif alarm.id not in self._shelf_ends_s:
            # Counted on monotonic time from here on: a wall clock that is set wrong must not keep an alarm away.
            until = alarm.shelved_until or self._clock.utc()
            left_s = (until - self._clock.utc()).total_seconds()
            self._shelf_ends_s[alarm.id] = self._now_s() + min(left_s, self._config.shelve_max_min * 60)

    def _tell(self, ids: frozenset[str]) -> None:
        self._queue = None
        self._tasks.tell(self.changed, ids)

    def _say(self, level: Level, sentence: Text) -> None:
        self._tasks.tell(self._messages.say, level, sentence)

    def _names(self, alarm: Alarm) -> dict[str, object]:
        camera = self._camera(alarm.camera_id)
        return {"kind": kind_label(alarm.kind), "camera": camera.name if camera else alarm.camera_id}

    def _now_s(self) -> float:
        return self._clock.monotonic_ns() / 1e9


def _draft(kind: str, body: dict[str, object], operator: str, alarm: Alarm) -> Draft:
    return Draft(kind, body, operator, alarm.id, alarm.camera_id, alarm)


def _check_length(note: str) -> None:
    if len(note) > NOTE_MAX_CHARS:
        raise Refused("A note is at most {limit} characters long.", limit=NOTE_MAX_CHARS)
