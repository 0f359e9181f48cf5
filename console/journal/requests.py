"""What the writer is asked to write, each request with the future of whoever waits for it."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from sqlite_utils import Database

from console.core.clock import rfc3339
from console.core.entry import Draft, Entry
from console.core.event import BadEvent
from console.journal.alarm_shape import alarm_to_dict
from console.journal.canonical import GENESIS_HASH, canonical_json, clean_text, hash_entry
from console.journal.derived import EVENT_RECEIVED, Derived

KIND_PATTERN = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*")
EXCERPT_MAX_CHARS = 2000
QUARANTINE_MAX_ROWS = 10_000
_ROW_CHARS = 400
_INSERT = "INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"


class Transaction:
    """Gather the rows of one transaction that has begun; the chain goes on from the file's own last entry."""

    def __init__(self, db: Database, workstation: str, derived: Derived) -> None:
        self.db = db
        self.derived = derived
        self._workstation = workstation
        self._rows: list[tuple[int | str, ...]] = []
        self.seq, self.hash = tail_of(db)

    def add(self, row: PreparedRow) -> Entry:
        """Chain an entry to the one before."""
        self.seq, prev_hash = self.seq + 1, self.hash
        columns = (
            self.seq, row.at_utc, row.monotonic_ns, self._workstation, row.operator, row.kind,
            row.alarm_id, row.camera_id, row.text, prev_hash,
        )  # fmt: skip
        self.hash = hash_entry(*columns)
        self._rows.append((*columns, self.hash))
        self.derived.add(self.seq, row.kind, row.operator, row.alarm_id, row.camera_id, row.body, row.text)
        return Entry(
            self.seq, row.at, row.monotonic_ns, self._workstation, row.operator, row.kind,
            row.alarm_id, row.camera_id, row.body, prev_hash, self.hash,
        )  # fmt: skip

    @property
    def has_entries(self) -> bool:
        """Return whether the transaction makes the chain longer."""
        return bool(self._rows)

    def flush(self) -> None:
        """Write what was gathered; raises SqliteError."""
        self.db.conn.executemany(_INSERT, self._rows)
        self.derived.flush(self.db)


def tail_of(db: Database) -> tuple[int, str]:
    """Return seq and hash of the file's last entry."""
    row = db.execute("SELECT seq, hash FROM entries ORDER BY seq DESC LIMIT 1").fetchone()
    return (0, GENESIS_HASH) if row is None else (row[0], row[1])


class Request(Protocol):
    """Ask for something to be written: all of it or nothing."""

    future: Future[Any]
    drafts: int
    size_chars: int

    def prepare(self) -> None:
        """Check, encode and set `size_chars`, outside any transaction; whatever it raises refuses the request."""
        ...

    def write(self, transaction: Transaction) -> None:
        """Add to a transaction; may be called again after one that failed."""
        ...

    def result(self) -> object:
        """Return what the future is to hold after the commit."""
        ...


@dataclass(frozen=True, slots=True)
class PreparedRow:
    """Hold an entry that lacks only its place in the chain; `text` is the canonical JSON of `body`."""

    at: datetime
    at_utc: str
    monotonic_ns: int
    operator: str
    kind: str
    alarm_id: str
    camera_id: str
    body: dict[str, object]
    text: str


class AppendRequest:
    """Ask for a list of entries."""

    def __init__(self, drafts: Sequence[Draft], at: datetime, monotonic_ns: int) -> None:
        self.future: Future[list[Entry]] = Future()
        self.drafts = len(drafts)
        self.size_chars = 0
        self._drafts = tuple(drafts)
        self._at = at
        self._at_utc = rfc3339(at)
        self._monotonic_ns = monotonic_ns
        self._rows: list[PreparedRow] = []
        self._entries: list[Entry] = []

    def prepare(self) -> None:
        """Encode each body; raises JournalError for one that cannot be held, ValueError for a kind out of shape."""
        self._rows = [self._prepare(draft) for draft in self._drafts]
        self.size_chars = sum(len(row.text) + _ROW_CHARS for row in self._rows)

    def write(self, transaction: Transaction) -> None:
        """Chain the entries."""
        self._entries = [transaction.add(row) for row in self._rows]

    def result(self) -> list[Entry]:
        """Return the entries as they stand in the file."""
        return self._entries

    def _prepare(self, draft: Draft) -> PreparedRow:
        if not KIND_PATTERN.fullmatch(draft.kind):
            raise ValueError(f"an entry's kind is noun.verb, not {draft.kind!r}")
        body, alarm_id, camera_id = draft.body, draft.alarm_id, draft.camera_id
        if draft.alarm is not None:
            alarm_id, camera_id = alarm_id or draft.alarm.id, camera_id or draft.alarm.camera_id
            if draft.kind != EVENT_RECEIVED:
                body = {**body, "alarm": alarm_to_dict(draft.alarm)}
        text = canonical_json(body)
        return PreparedRow(
            self._at, self._at_utc, self._monotonic_ns, clean_text(draft.operator), draft.kind,
            clean_text(alarm_id), clean_text(camera_id), json.loads(text), text,
        )  # fmt: skip


class QuarantineRequest:
    """Ask for reports that cannot be used to be kept, the newest 10,000 of them."""

    def __init__(self, bad: Sequence[BadEvent], at: datetime) -> None:
        self.future: Future[None] = Future()
        self.drafts = len(bad)
        self.size_chars = 0
        self._bad = tuple(bad)[-QUARANTINE_MAX_ROWS:]
        self._at_utc = rfc3339(at)
        self._rows: list[tuple[str, str, str, str, int]] = []

    def prepare(self) -> None:
        """Bound the excerpts."""
        self._rows = [
            (
                self._at_utc, clean_text(bad.source), clean_text(bad.reason),
                clean_text(bad.excerpt[:EXCERPT_MAX_CHARS]), bad.size_bytes,
            )
            for bad in self._bad
        ]  # fmt: skip
        self.size_chars = sum(len(row[3]) + _ROW_CHARS for row in self._rows)

    def write(self, transaction: Transaction) -> None:
        """Insert the rows and drop the oldest."""
        db = transaction.db
        db.conn.executemany(
            "INSERT INTO quarantine (at_utc, source, reason, excerpt, size_bytes) VALUES (?, ?, ?, ?, ?)", self._rows
        )
        db.execute("DELETE FROM quarantine WHERE id <= (SELECT max(id) FROM quarantine) - ?", [QUARANTINE_MAX_ROWS])

    def result(self) -> None:
        """Return nothing."""
