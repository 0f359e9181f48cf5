"""From an EntryFilter to SQL, and from rows to entries."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from unicodedata import normalize

from console.core.entry import Entry, EntryFilter
from console.core.errors import JournalError
from console.journal.alarm_shape import write_time
from console.journal.canonical import clean_text

COLUMNS = (
    "seq", "at_utc", "monotonic_ns", "workstation", "operator", "kind",
    "alarm_id", "camera_id", "body", "prev_hash", "hash",
)  # fmt: skip
MAX_WORDS = 20
_TRIGRAM = 3
_MAX_TRIGRAMS = 30
_ALL_COLUMNS = ", ".join(f"e.{name}" for name in COLUMNS)


def select_entries(f: EntryFilter, before_seq: int | None = None, limit: int = -1, newest_first: bool = True) -> _Query:
    """Return SQL and parameters for the chosen entries in order; raises JournalError for too many words.

    The rows are chosen by seq first and fetched after, so that no sort ever carries their bodies.
    """
    seq, source, parameters = _chosen(f, before_seq)
    order = "DESC" if newest_first else "ASC"
    sql = (
        f"SELECT {_ALL_COLUMNS} FROM (SELECT {seq} AS chosen {source} ORDER BY {seq} {order} LIMIT ?) "  # noqa: S608
        "CROSS JOIN entries AS e ON e.seq = chosen"
    )
    return sql, [*parameters, limit]


def count_entries(f: EntryFilter) -> _Query:
    """Return SQL and parameters that count the chosen entries."""
    _, source, parameters = _chosen(f, None)
    return f"SELECT count(*) {source}", parameters


def entry_of(row: tuple[Any, ...]) -> Entry:
    """Make an entry of a row; raises JournalError where someone has put in what is no time or no JSON object."""
    seq, at_utc, monotonic_ns, workstation, operator, kind, alarm_id, camera_id, body, prev_hash, found = row
    try:
        at, values = datetime.fromisoformat(at_utc), json.loads(body)
    except (TypeError, ValueError, RecursionError) as fault:
        raise JournalError("Entry {seq} of the journal was changed: it cannot be read.", seq=seq) from fault
    if not isinstance(values, dict):
        raise JournalError("Entry {seq} of the journal was changed: it cannot be read.", seq=seq)
    return Entry(
        seq, at, monotonic_ns, workstation, operator, kind, alarm_id, camera_id, values, prev_hash, found
    )  # fmt: skip


_Query = tuple[str, list[int | str]]


def _chosen(f: EntryFilter, before_seq: int | None) -> tuple[str, str, list[int | str]]:
    """Return the column to sort by, FROM and WHERE, and the parameters."""
    words = normalize("NFC", clean_text(f.words)).split()
    if len(words) > MAX_WORDS:
        raise JournalError("Search for at most {limit} words at once.", limit=MAX_WORDS)
    trigrams = " ".join(_trigrams(words))
    seq, source = "e.seq", "entries AS e"
    if words:
        # Words of one or two characters are in no index: let the other conditions choose, and look at what they leave.
        source = "entries AS e CROSS JOIN search ON search.rowid = e.seq"
        if trigrams or f == EntryFilter(words=f.words):
            seq, source = "search.rowid", "search CROSS JOIN entries AS e ON e.seq = search.rowid"
    chosen = list(_conditions(f))
    if before_seq is not None:
        chosen.append((f"{seq} < ?", before_seq))
    if trigrams:
        chosen.append(("search MATCH ?", trigrams))
    # Also for longer words: the index knows which three characters occur, not in what order.
    chosen += [("search.text LIKE ? ESCAPE '\\'", f"%{_escaped(word)}%") for word in words]
    where = " AND ".join(condition for condition, _ in chosen)
    return seq, f"FROM {source}" + (f" WHERE {where}" if where else ""), [parameter for _, parameter in chosen]


def _conditions(f: EntryFilter) -> Iterator[tuple[str, int | str]]:
    if f.since is not None:
        yield "e.at_utc >= ?", write_time(f.since)
    if f.until is not None:
        yield "e.at_utc < ?", write_time(f.until)
    if f.kind:
        yield "e.kind = ?", f.kind
    # The indexes of these three leave out empty values; SQLite has to be told that it may use them.
    if f.operator:
        yield "e.operator <> '' AND e.operator = ?", clean_text(f.operator)
    if f.camera_id:
        yield "e.camera_id <> '' AND e.camera_id = ?", clean_text(f.camera_id)
    if f.alarm_id:
        yield "e.alarm_id <> '' AND e.alarm_id = ?", clean_text(f.alarm_id)
    if f.disposition:
        # Only alarm entries are looked into: a report's body may be a megabyte.
        yield (
            "e.kind >= 'alarm.' AND e.kind < 'alarm/' AND "
            "CASE WHEN json_valid(e.body) THEN json_extract(e.body, '$.disposition') END = ?"
        ), f.disposition  # fmt: skip


def _trigrams(words: list[str]) -> Iterator[str]:
    for word in words:
        starts = range(len(word) - _TRIGRAM + 1)
        for start in starts[:_MAX_TRIGRAMS]:
            yield '"' + word[start : start + _TRIGRAM].replace('"', '""') + '"'


def _escaped(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
