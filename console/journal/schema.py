"""The journal's tables, each column with its meaning, and the migrations that lead to them, one a version."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from sqlite_utils import Database

from console.core.errors import JournalError
from console.journal.database import SqliteError, connect_writer, fault_of

APPLICATION_ID = 0x47574A31
"""Marks an SQLite file as a journal: "GWJ1"."""

_VERSION_1 = """
-- What was reported, seen, decided and done: append-only, in the order of its commits. All the rest is derived.
CREATE TABLE entries (
  -- 1, 2, 3 … without a gap.
  seq INTEGER PRIMARY KEY CHECK (seq > 0),
  -- Wall time when the entry was asked for: RFC 3339, UTC, microseconds, `2026-11-23T00:13:51.000000Z`.
  at_utc TEXT NOT NULL CHECK (length(at_utc) = 27),
  -- The workstation's monotonic clock at the same moment, ns: durations between entries of one run.
  monotonic_ns INTEGER NOT NULL,
  -- The workstation that wrote it.
  workstation TEXT NOT NULL,
  -- Who did it; '' when nobody did (a report, a lost stream).
  operator TEXT NOT NULL,
  -- `noun.verb` in the past tense.
  kind TEXT NOT NULL CHECK (
    kind GLOB '[a-z]*.[a-z]*' AND kind NOT GLOB '*[^a-z0-9_.]*' AND kind NOT GLOB '*.*.*'
  ),
  -- The alarm it belongs to; '' for none.
  alarm_id TEXT NOT NULL,
  -- The camera it belongs to; '' for none.
  camera_id TEXT NOT NULL,
  -- Canonical JSON object; for `event.received` the event as it came.
  body TEXT NOT NULL,
  -- `hash` of the entry before; 64 zeros for the first.
  prev_hash TEXT NOT NULL CHECK (length(prev_hash) = 64),
  -- SHA-256, lower-case hexadecimal, of the canonical JSON object of all the columns above.
  hash TEXT NOT NULL CHECK (length(hash) = 64)
) STRICT;
CREATE TRIGGER entries_refuse_update BEFORE UPDATE ON entries
BEGIN SELECT RAISE(ABORT, 'entries is append-only: UPDATE refused'); END;
CREATE TRIGGER entries_refuse_delete BEFORE DELETE ON entries
BEGIN SELECT RAISE(ABORT, 'entries is append-only: DELETE refused'); END;
-- INSERT OR REPLACE would be an UPDATE by another name.
CREATE TRIGGER entries_refuse_replace BEFORE INSERT ON entries
WHEN EXISTS (SELECT 1 FROM entries WHERE seq >= NEW.seq)
BEGIN SELECT RAISE(ABORT, 'entries is append-only: only the next seq may be inserted'); END;
CREATE INDEX entries_at ON entries (at_utc);
CREATE INDEX entries_kind ON entries (kind);
CREATE INDEX entries_operator ON entries (operator) WHERE operator <> '';
CREATE INDEX entries_alarm ON entries (alarm_id) WHERE alarm_id <> '';
CREATE INDEX entries_camera ON entries (camera_id) WHERE camera_id <> '';

-- Derived: the newest shape of each alarm, from the entries whose body has one under "alarm".
CREATE TABLE alarms (
  alarm_id TEXT PRIMARY KEY,
  -- 1 until the alarm is CLOSED.
  open INTEGER NOT NULL CHECK (open IN (0, 1)),
  -- The entry the shape was taken from.
  seq INTEGER NOT NULL,
  -- The alarm as canonical JSON.
  shape TEXT NOT NULL
) STRICT;
CREATE INDEX alarms_open ON alarms (alarm_id) WHERE open = 1;

-- Derived: the alarm an episode was folded into.
CREATE TABLE episodes (
  source TEXT NOT NULL,
  id TEXT NOT NULL,
  alarm_id TEXT NOT NULL,
  PRIMARY KEY (source, id)
) STRICT, WITHOUT ROWID;

-- Derived: finds an event by what it says.
CREATE TABLE digests (
  -- First 64 bits, as a signed number, of the SHA-256 of an `event.received` body.
  digest INTEGER PRIMARY KEY,
  -- The first entry with it.
  seq INTEGER NOT NULL
) STRICT;

-- Derived: the words of each entry (rowid = seq) that a person may look for, found by any three characters of them.
CREATE VIRTUAL TABLE search USING fts5 (text, tokenize = 'trigram', detail = none);

-- Auxiliary: what came in and could not be used; the newest 10,000.
CREATE TABLE quarantine (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  -- When it came: RFC 3339, UTC.
  at_utc TEXT NOT NULL,
  -- Where from: the feed or the event source.
  source TEXT NOT NULL,
  -- Why it could not be used.
  reason TEXT NOT NULL,
  -- Its beginning, at most 2,000 characters.
  excerpt TEXT NOT NULL,
  size_bytes INTEGER NOT NULL
) STRICT;
"""

MIGRATIONS: tuple[str, ...] = (_VERSION_1,)
"""The script that leads from each version to the next; each is applied in a transaction of its own."""

VERSION = len(MIGRATIONS)


def version_of(db: Database, path: str) -> int:
    """Return the file's version, 0 for a new file; raise JournalError for another program's or a newer file."""
    application_id: int = db.execute("PRAGMA application_id").fetchone()[0]
    version: int = db.execute("PRAGMA user_version").fetchone()[0]
    tables: int = db.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    if application_id != APPLICATION_ID and (application_id or version or tables):
        raise JournalError("{path} is a database, but not a journal.", path=path)
    if version > VERSION:
        raise JournalError(
            "The journal {path} was written by a newer console (version {found}; this one knows {known}).",
            path=path, found=version, known=VERSION,
        )  # fmt: skip
    return version


def migrate(db: Database, path: str) -> None:
    """Bring the file to the newest version, each step atomic; raise JournalError for a file that is not ours."""
    version = version_of(db, path)
    for number, script in enumerate(MIGRATIONS[version:], start=version + 1):
        db.execute("BEGIN IMMEDIATE")
        try:
            db.executescript(script)
            db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            db.execute(f"PRAGMA user_version = {number}")
            db.execute("COMMIT")
        except BaseException:
            db.rollback()
            raise


def prepare(path: Path) -> None:
    """Create or migrate the file, and see that it can be written; raises JournalError."""
    try:
        # The record of what people did is nobody else's to read.
        with suppress(FileExistsError):
            os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        db = connect_writer(path)
        try:
            migrate(db, str(path))
            db.execute("BEGIN IMMEDIATE")
            db.execute("SELECT seq FROM entries ORDER BY seq DESC LIMIT 1").fetchone()
            db.rollback()
        finally:
            db.close()
    except (SqliteError, OSError) as error:
        raise fault_of(error, path) from error
