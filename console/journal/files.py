"""Jobs on a journal's file without a console; all but `rebuild` may run beside one. They block."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from console.core.entry import Entry, EntryFilter
from console.core.errors import JournalError
from console.journal import derived, reader
from console.journal.checkpoint import journal_id
from console.journal.database import SqliteError, connect_reader, connect_writer, fault_of, require_sqlite
from console.journal.export import Format, export
from console.journal.lock import FileLock
from console.journal.query import COLUMNS, entry_of
from console.journal.schema import prepare, version_of
from console.journal.verify import Verdict, verify

_REBUILD_CHUNK = 1_000
_BODY = COLUMNS.index("body")


def verify_file(path: Path, anchors: Sequence[Path] = (), workstation: str = "") -> Verdict:
    """Verify a journal, read-only; raises JournalError if there is none or it cannot be read.

    anchors: folders, and files of checkpoints. workstation: whose journal belongs at this place; empty when unknown.
    """
    with _reading(path) as db:
        return verify(db, journal_id(path, workstation) if workstation else "", anchors)


def search_file(path: Path, f: EntryFilter, limit: int = 500) -> list[Entry]:
    """Return at most `limit` (and 10,000) chosen entries, newest first; raises JournalError."""
    with _reading(path) as db:
        return reader.entries(db, f, limit, None)


def export_file(path: Path, out: Path, form: Format, f: EntryFilter) -> int:
    """Write the chosen entries to a file, oldest first, and return their number; raises JournalError."""
    with _reading(path) as db:
        return export(db, out, form, f, path)


def rebuild(path: Path) -> int:
    """Make the derived tables anew from the entries, atomically, and return the number of entries; blocks.

    Raises JournalError when there is no journal, a console is using it, or it cannot be read or written.
    """
    path = _found(path)
    lock = FileLock(path)
    try:
        prepare(path)
        db = connect_writer(path)
        try:
            db.execute("BEGIN IMMEDIATE")
            number = _derive_all(db)
            db.execute("COMMIT")
        finally:
            db.close()
    except SqliteError as error:
        raise fault_of(error, path) from error
    finally:
        lock.release()
    return number


def _derive_all(db: Database) -> int:
    derived.empty(db)
    gathered = derived.Derived()
    number = 0
    cursor = db.execute(f"SELECT {', '.join(COLUMNS)} FROM entries ORDER BY seq")  # noqa: S608 - constants
    while rows := cursor.fetchmany(_REBUILD_CHUNK):
        for row in rows:
            e = entry_of(row)
            gathered.add(e.seq, e.kind, e.operator, e.alarm_id, e.camera_id, e.body, row[_BODY])
        gathered.flush(db)
        number += len(rows)
    return number


@contextmanager
def _reading(path: Path) -> Iterator[Database]:
    path = _found(path)
    try:
        db = connect_reader(path)
        try:
            if version_of(db, str(path)) == 0:
                raise JournalError("{path} is not a journal.", path=str(path))
            yield db
        finally:
            db.close()
    except SqliteError as error:
        raise fault_of(error, path) from error


def _found(path: Path) -> Path:
    require_sqlite()
    if not path.is_file():
        raise JournalError("There is no journal at {path}.", path=str(path))
    return path.resolve()
