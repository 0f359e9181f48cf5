"""The journal as the other rooms see it."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Self

from console.core.alarm import Alarm
from console.core.clock import Clock
from console.core.entry import Draft, Entry, EntryFilter
from console.core.event import BadEvent
from console.journal import reader
from console.journal.canonical import clean_text
from console.journal.checkpoint import journal_id
from console.journal.database import require_sqlite
from console.journal.export import Format, export
from console.journal.lane import Lane
from console.journal.lock import FileLock
from console.journal.requests import AppendRequest, QuarantineRequest
from console.journal.schema import prepare
from console.journal.verify import Standing, Verdict, standing, verify
from console.journal.writer import Writer


class Journal:
    """Write and read one journal file; every method may be called from any thread and returns at once.

    Futures fail with JournalError. Their callbacks run on the journal's threads.
    """

    def __init__(
        self, path: Path, clock: Clock, workstation: str, lock: FileLock, anchors: Sequence[Path] = ()
    ) -> None:
        self.path = path
        self.workstation = workstation
        self._id = journal_id(path, workstation)
        self._anchors = tuple(anchors)
        self._clock = clock
        self._lock = lock
        self._stamping = threading.Lock()
        self._writer = Writer(path, clean_text(workstation))
        # What an operator waits for never queues behind a supervisor's search, nor that behind a verification.
        self._line = Lane(path, "journal-reader")
        self._desk = Lane(path, "journal-desk")
        self._works = Lane(path, "journal-works")

    @classmethod
    def open(cls, path: Path, clock: Clock, workstation: str, anchors: Sequence[Path] = ()) -> Self:
        """Open or create a journal and lock it; blocks. anchors: where its checkpoints are looked for.

        Raises JournalError for an SQLite library that is too old, a file that is damaged, of a newer version or no
        journal, and for a second console on the same file.
        """
        require_sqlite()
        # Two names of one file are one journal, with one lock.
        path = path.resolve()
        lock = FileLock(path)
        try:
            prepare(path)
            return cls(path, clock, workstation, lock, anchors)
        except BaseException:
            lock.release()
            raise

    def append(self, drafts: Sequence[Draft]) -> Future[list[Entry]]:
        """Write entries, all or none, in one transaction; the future resolves after its COMMIT."""
        # Under a lock, so that the entries' times are in the order of their seq.
        with self._stamping:
            request = AppendRequest(drafts, self._clock.utc(), self._clock.monotonic_ns())
            self._writer.submit(request)
        return request.future

    def quarantine(self, bad: Sequence[BadEvent]) -> Future[None]:
        """Keep reports that could not be used, the newest 10,000 of them."""
        with self._stamping:
            request = QuarantineRequest(bad, self._clock.utc())
            self._writer.submit(request)
        return request.future

    def open_alarms(self) -> Future[list[Alarm]]:
        """Read the alarms that are not CLOSED."""
        return self._line.submit(reader.open_alarms)

    def alarm(self, alarm_id: str) -> Future[Alarm | None]:
        """Read an alarm, closed or not."""
        return self._line.submit(lambda db: reader.alarm(db, alarm_id))

    def alarm_of_episode(self, source: str, id: str) -> Future[str | None]:  # noqa: A002 - the event's own word
        """Read the id of the alarm an episode was folded into."""
        return self._line.submit(lambda db: reader.alarm_of_episode(db, source, id))

    def known_event(self, source: str, id: str, digest: str) -> Future[bool]:  # noqa: A002 - the event's own word
        """Read whether this very report is in the journal; `digest` is `digest_of` its body."""
        return self._line.submit(lambda db: reader.known_event(db, source, id, digest))

    def story(self, alarm_id: str) -> Future[list[Entry]]:
        """Read an alarm's entries, oldest first."""
        return self._line.submit(lambda db: reader.story(db, alarm_id))

    def snapshot(self, alarm_id: str) -> Future[bytes | None]:
        """Read the newest JPEG that an alarm's reports brought."""
        return self._line.submit(lambda db: reader.snapshot(db, alarm_id))

    def entries(self, f: EntryFilter, limit: int = 500, before_seq: int | None = None) -> Future[list[Entry]]:
        """Read at most `limit` (and 10,000) chosen entries, newest first, those before `before_seq`."""
        return self._desk.submit(lambda db: reader.entries(db, f, limit, before_seq))

    def count(self, f: EntryFilter) -> Future[int]:
        """Count the chosen entries."""
        return self._desk.submit(lambda db: reader.count(db, f))

    def quarantined(self, limit: int) -> Future[list[BadEvent]]:
        """Read the newest reports that could not be used, newest first."""
        return self._desk.submit(lambda db: reader.quarantined(db, limit))

    def export(self, out: Path, format: Format, f: EntryFilter) -> Future[int]:  # noqa: A002 - the command's own word
        """Write the chosen entries to a file, oldest first, and return their number."""
        return self._works.submit(lambda db: export(db, out, format, f, self.path, self._works.go_on))

    def verify(self) -> Future[Verdict]:
        """Check every entry committed so far against the chain, and the chain against its anchors."""
        return self._works.submit(lambda db: verify(db, self._id, self._anchors, self._works.go_on))

    def standing(self) -> Future[Standing]:
        """Tell by what id and key the journal goes, and hold the anchors' newest checkpoints against it."""
        return self._works.submit(lambda db: standing(db, self._id, self._anchors))

    def close(self) -> None:
        """Write what waits, empty the log, end the threads, release the lock; blocks. Safe to call again."""
        for lane in (self._line, self._desk, self._works):
            lane.close()
        self._writer.close()
        self._lock.release()
