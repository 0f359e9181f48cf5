"""Verification: does each entry follow from the one before, and is it what its hash says?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlite_utils import Database

from console.core.text import Text, text
from console.journal.canonical import GENESIS_HASH, hash_entry
from console.journal.database import SqliteError, is_damage
from console.journal.query import COLUMNS

_CHUNK = 5_000
_CHUNK_SQL = f"SELECT {', '.join(COLUMNS)} FROM entries WHERE seq > ? ORDER BY seq LIMIT ?"  # noqa: S608 - constants


@dataclass(frozen=True, slots=True)
class Verdict:
    """Say what the chain shows; `unanchored` entries stand after the last anchor, so their end may be cut unseen."""

    entries: int
    intact: bool
    broken_at: int | None
    anchor: int | None
    unanchored: int
    text: Text


def verify(db: Database, go_on: Callable[[], None] = lambda: None) -> Verdict:
    """Read every entry that is committed now and return the verdict; raises SqliteError.

    `go_on` is called between chunks and may raise to stop.
    """
    last: int = db.execute("SELECT coalesce(max(seq), 0) FROM entries").fetchone()[0]
    broken_at = _first_break(db, last, go_on)
    if broken_at is None:
        said = text("intact, no anchor: {n} entries unanchored", n=last)
        return Verdict(last, True, None, None, last, said)
    entries = _count(db, last)
    return Verdict(entries, False, broken_at, None, entries, text("broken at seq {seq}", seq=broken_at))


def _count(db: Database, last: int) -> int:
    try:
        number: int = db.execute("SELECT count(*) FROM entries").fetchone()[0]
    except SqliteError as fault:
        if not is_damage(fault):
            raise
        return last
    return number


def _first_break(db: Database, last: int, go_on: Callable[[], None]) -> int | None:
    """Return the first seq that is missing, out of place or not what its hash says."""
    if db.execute("SELECT count(*) FROM entries WHERE seq < 1").fetchone()[0]:
        return 1
    seq, chained, chunk = 0, GENESIS_HASH, _CHUNK
    while seq < last:
        go_on()
        try:
            # Chunk by chunk: one long read would keep the log from being emptied under a writer.
            rows = db.execute(_CHUNK_SQL, [seq, chunk])
            for *columns, found in rows:
                seq += 1
                if columns[0] != seq or columns[-1] != chained or hash_entry(*columns) != found:
                    return seq
                chained = found
        except TypeError:
            return seq
        except SqliteError as fault:
            if not is_damage(fault):
                raise
            if chunk == 1:
                return seq + 1
            # The fault is told before the rows that were read ahead of it: look again, one by one.
            chunk = 1
    return None
