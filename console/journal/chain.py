"""One pass over the entries: does each follow from the one before, and what do they say of keys and clock?"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime

from sqlite_utils import Database

from console.journal.canonical import GENESIS_HASH, hash_entry
from console.journal.checkpoint import is_journal_id
from console.journal.database import SqliteError, is_damage
from console.journal.keys import KEY_PUBLISHED
from console.journal.query import COLUMNS

CLOCK_TOLERANCE_S = 5.0
"""Time services set clocks right by less; more than that is told."""
_TOLERANCE_NS = int(CLOCK_TOLERANCE_S * 1e9)
_SESSION_OPENED = "session.opened"
_CHUNK = 5_000
_CHUNK_SQL = f"SELECT {', '.join(COLUMNS)} FROM entries WHERE seq > ? ORDER BY seq LIMIT ?"  # noqa: S608 - constants
_MAX_KEYS = 1000


@dataclass(slots=True)
class Chain:
    """Hold what a pass found. broken_at: the first seq that is missing, out of place or not what its hash says.

    hashes: of the entries asked for, by seq. keys: (journal, public key) → the first entry that names them.
    clock_back: the first entry whose time is too early for the one before, and by how many seconds.
    """

    last: int
    broken_at: int | None = None
    hashes: dict[int, str] = field(default_factory=dict)
    keys: dict[tuple[str, str], int] = field(default_factory=dict)
    clock_back: tuple[int, float] | None = None


def read_chain(db: Database, last: int, wanted: Collection[int], go_on: Callable[[], None]) -> Chain:
    """Read the entries up to `last` and return what they show; raises SqliteError.

    `go_on` is called between chunks and may raise to stop.
    """
    chain = Chain(last)
    if db.execute("SELECT count(*) FROM entries WHERE seq < 1").fetchone()[0]:
        chain.broken_at = 1
        return chain
    seq, chained, chunk = 0, GENESIS_HASH, _CHUNK
    at, monotonic_ns = "", 0
    while seq < last:
        go_on()
        try:
            # Chunk by chunk: one long read would keep the log from being emptied under a writer.
            rows = db.execute(_CHUNK_SQL, [seq, chunk])
            for *columns, found in rows:
                seq += 1
                if columns[0] != seq or columns[-1] != chained or hash_entry(*columns) != found:
                    chain.broken_at = seq
                    return chain
                chained = found
                if seq in wanted:
                    chain.hashes[seq] = found
                if columns[5] == KEY_PUBLISHED:
                    _take_key(chain.keys, seq, columns[8])
                # Few entries are looked at more closely: a time is read only where it may be wrong.
                if columns[1] < at or columns[2] - monotonic_ns > _TOLERANCE_NS:
                    _look_at_clock(chain, seq, columns[5], (at, columns[1]), columns[2] - monotonic_ns)
                at, monotonic_ns = columns[1], columns[2]
        except (TypeError, ValueError):
            chain.broken_at = seq
            return chain
        except SqliteError as fault:
            if not is_damage(fault):
                raise
            if chunk == 1:
                chain.broken_at = seq + 1
                return chain
            # The fault is told before the rows that were read ahead of it: look again, one by one.
            chunk = 1
    return chain


def published_keys(db: Database) -> dict[tuple[str, str], int]:
    """Return the keys a journal names, found by its index and not checked against the chain; raises SqliteError."""
    keys: dict[tuple[str, str], int] = {}
    rows = db.execute(
        "SELECT seq, body FROM entries WHERE kind = ? ORDER BY seq DESC LIMIT ?", [KEY_PUBLISHED, _MAX_KEYS]
    )
    for seq, body in reversed(rows.fetchall()):
        _take_key(keys, seq, body)
    return keys


def _take_key(keys: dict[tuple[str, str], int], seq: int, body: str) -> None:
    try:
        named = json.loads(body)
    except (TypeError, ValueError, RecursionError):
        return
    if isinstance(named, dict) and is_journal_id(named.get("journal")) and isinstance(named.get("public_key"), str):
        keys.setdefault((named["journal"], named["public_key"]), seq)


def _look_at_clock(chain: Chain, seq: int, kind: str, times: tuple[str, str], passed_ns: int) -> None:
    """Note when less wall time passed than the monotonic clock shows; across runs, when none may have passed."""
    if seq == 1 or chain.clock_back is not None:
        return
    before, now = (datetime.fromisoformat(time) for time in times)
    # Another run may be on another machine, whose monotonic clock has another zero.
    passed_s = 0.0 if kind == _SESSION_OPENED else max(0, passed_ns) / 1e9
    back_s = passed_s - (now - before).total_seconds()
    if back_s > CLOCK_TOLERANCE_S:
        chain.clock_back = (seq, back_s)
