"""The one way services write the journal, and what the screen knows of its health."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from console.control.messages import Level, Messages
from console.core.clock import Clock
from console.core.entry import Draft, Entry
from console.core.errors import JournalError
from console.core.hook import Hook
from console.core.text import Text, text

if TYPE_CHECKING:
    from console.control.tasks import Tasks
    from console.journal.journal import Journal

MACHINE = "console"
"""The operator's name in entries that no person caused."""

MAX_NOTES = 10_000
NOTES_A_WRITE = 500
FIRST_RETRY_S = 0.5
LONGEST_RETRY_S = 10.0
QUIET_S = 60.0
"""Longer than any source waits before it sends again what was refused."""


class Recorder:
    """Write drafts, fill in who did it, and tell once when the journal fails and once when it works again.

    Lives on the UI thread. operator: who is on shift. pending: drafts asked for and not yet committed.
    fault: why a write failed, None while the journal records; a disk with room for a small fact and none for an event
    does not record, so it goes only once as much was written since as had failed, or nothing failed for a minute.
    last: the newest committed entry.
    """

    def __init__(
        self,
        journal: Journal,
        messages: Messages,
        clock: Clock,
        operator: str,
        tasks: Tasks,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.operator = operator
        self.fault: Text | None = None
        self.last: Entry | None = None
        self.changed: Hook[[]] = Hook()
        self._journal = journal
        self._messages = messages
        self._clock = clock
        self._tasks = tasks
        self._sleep = sleep
        self._writing = 0
        self._failed_s = 0.0
        self._failed_chars = self._written_chars = 0
        self._notes: deque[Draft] = deque()
        self._lost = 0
        self._flush: asyncio.Task[None] | None = None

    @property
    def pending(self) -> int:
        """Count the drafts that are not committed yet."""
        return self._writing + len(self._notes)

    async def write(self, drafts: Sequence[Draft]) -> list[Entry]:
        """Return the entries after their commit, in one transaction; raise JournalError when nothing was written."""
        filled = [draft if draft.operator else replace(draft, operator=self.operator) for draft in drafts]
        self._writing += len(filled)
        self._tasks.tell(self.changed)
        try:
            # Shielded: giving up waiting must not take back what may be half way to the disk.
            entries = await asyncio.shield(asyncio.wrap_future(self._journal.append(filled)))
        except JournalError as fault:
            self.fail(fault.text, size_chars(filled))
            raise
        finally:
            self._writing -= len(filled)
        self._succeeded(filled, entries)
        return entries

    def note(self, draft: Draft) -> None:
        """Write a fact that nobody waits for; kept in memory and retried, in order, until it is committed."""
        if len(self._notes) >= MAX_NOTES or self._tasks.closed:
            self._lost += 1
            if self._lost == 1:
                self._tasks.tell(
                    self._messages.say, Level.ERROR, text("The journal cannot keep up: facts are being lost.")
                )
            return
        self._notes.append(draft if draft.operator else replace(draft, operator=self.operator))
        self._tasks.tell(self.changed)
        if self._flush is None or self._flush.done():
            self._flush = self._tasks.spawn(self._write_notes(), "recorder notes")

    async def drain(self, timeout_s: float) -> None:
        """Wait until every noted fact is committed, at most `timeout_s`."""
        if self._flush is not None and not self._flush.done():
            await asyncio.wait({self._flush}, timeout=timeout_s)

    def fail(self, why: Text, chars: int = 0) -> None:
        """Take note that the journal could not be used, nor take so many characters; each reason is said once."""
        self._failed_s, self._written_chars = self._now_s(), 0
        self._failed_chars = max(self._failed_chars, chars)
        if self.fault != why:
            self.fault = why
            self._tasks.tell(self._messages.say, Level.ERROR, why)
        self._tasks.tell(self.changed)

    async def _write_notes(self) -> None:
        retry_s = FIRST_RETRY_S
        most = NOTES_A_WRITE
        while self._notes:
            some = [self._notes[n] for n in range(min(most, len(self._notes)))]
            lost = self._lost
            gap = [Draft("journal.overflowed", {"lost": lost}, operator=MACHINE)] if lost else []
            try:
                await self.write([*some, *gap])
            except JournalError:
                # `write` has said it; the facts stay at the head of the queue.
                await self._sleep(retry_s)
                retry_s = min(LONGEST_RETRY_S, retry_s * 2)
                continue
            except Exception as fault:  # noqa: BLE001 - reported; one fact that cannot be written must not hold up the rest
                if most > 1:
                    most = 1
                    continue
                self._tasks.report(fault, "recorder notes")
                self._lost += 1
            else:
                self._lost -= lost
            for _ in some:
                self._notes.popleft()
            retry_s, most = FIRST_RETRY_S, NOTES_A_WRITE
            self._tasks.tell(self.changed)

    def _succeeded(self, drafts: Sequence[Draft], entries: list[Entry]) -> None:
        if entries:
            self.last = entries[-1]
        if self.fault is not None:
            self._written_chars += size_chars(drafts)
            if self._written_chars >= self._failed_chars or self._now_s() - self._failed_s >= QUIET_S:
                self.fault, self._failed_chars = None, 0
                self._tasks.tell(self._messages.say, Level.INFO, text("The journal records again."))
        self._tasks.tell(self.changed)

    def _now_s(self) -> float:
        return self._clock.monotonic_ns() / 1e9


def size_chars(drafts: Sequence[Draft]) -> int:
    """Tell about how large drafts are, for comparing them; asked only while the journal fails."""
    return sum(len(str(draft.body)) + len(str(draft.alarm or "")) for draft in drafts)
