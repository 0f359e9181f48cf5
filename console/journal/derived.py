"""What is derived from the entries: alarms, episodes, digests of events, the words to search."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Any
from unicodedata import normalize

from sqlite_utils import Database

from console.core.alarm import AlarmState
from console.journal.alarm_shape import alarm_from_dict
from console.journal.canonical import canonical_json

EVENT_RECEIVED = "event.received"
SNAPSHOT = "snapshot"
_MAX_WORD_CHARS = 4096
_MAX_TEXT_CHARS = 32768
_MAX_REMEMBERED_ALARMS = 10_000
_ALARM_WORDS = ("kind", "zone", "rule", "track")


class Derived:
    """Gather the derived rows of entries, in the order of seq, and write them in the caller's transaction."""

    def __init__(self) -> None:
        self._written_episodes: dict[str, int] = {}
        self.clear()

    def clear(self) -> None:
        """Drop what was gathered and not written."""
        self._alarms: dict[str, tuple[str, int, int, str]] = {}
        self._episodes: list[tuple[str, str, str]] = []
        self._digests: list[tuple[int, int]] = []
        self._texts: list[tuple[int, str]] = []

    def forget(self) -> None:
        """Drop all that was gathered or remembered: the transaction was rolled back."""
        self._written_episodes.clear()
        self.clear()

    def add(
        self, seq: int, kind: str, operator: str, alarm_id: str, camera_id: str, body: Mapping[str, Any], text: str
    ) -> None:
        """Take an entry; `text` is the canonical JSON of `body`."""
        self._texts.append((seq, search_text((kind, operator, alarm_id, camera_id), body, kind == EVENT_RECEIVED)))
        if kind == EVENT_RECEIVED:
            self._digests.append((digest_key(sha256(text.encode()).hexdigest()), seq))
            return
        shape = body.get("alarm")
        if isinstance(shape, dict) and _is_alarm(shape):
            self._add_alarm(seq, shape)

    def flush(self, db: Database) -> None:
        """Write what was gathered; raises SqliteError."""
        write = db.conn.executemany
        write(
            "INSERT INTO alarms (alarm_id, open, seq, shape) VALUES (?, ?, ?, ?) ON CONFLICT (alarm_id) "
            "DO UPDATE SET open = excluded.open, seq = excluded.seq, shape = excluded.shape",
            list(self._alarms.values()),
        )
        write(
            "INSERT INTO episodes (source, id, alarm_id) VALUES (?, ?, ?) ON CONFLICT (source, id) "
            "DO UPDATE SET alarm_id = excluded.alarm_id WHERE alarm_id <> excluded.alarm_id",
            self._episodes,
        )
        write("INSERT OR IGNORE INTO digests (digest, seq) VALUES (?, ?)", self._digests)
        write("INSERT INTO search (rowid, text) VALUES (?, ?)", self._texts)
        self.clear()

    def _add_alarm(self, seq: int, shape: dict[str, Any]) -> None:
        alarm_id: str = shape["id"]
        is_open = shape.get("state") != AlarmState.CLOSED.value
        self._alarms[alarm_id] = (alarm_id, int(is_open), seq, canonical_json(shape))
        episodes: list[list[str]] = shape.get("episodes") or []
        # An alarm's episodes only grow: those written before need not be written at each further report.
        written = self._written_episodes.get(alarm_id, 0)
        self._episodes += [(source, episode_id, alarm_id) for source, episode_id in episodes[written:]]
        if len(self._written_episodes) >= _MAX_REMEMBERED_ALARMS:
            self._written_episodes.clear()
        self._written_episodes[alarm_id] = len(episodes)


def _is_alarm(shape: dict[str, Any]) -> bool:
    # A body written by hand may have something else under this name.
    try:
        alarm = alarm_from_dict(shape)
    except (KeyError, TypeError, ValueError):
        return False
    return all(isinstance(part, str) for part in (alarm.id, *(part for pair in alarm.episodes for part in pair)))


def empty(db: Database) -> None:
    """Empty the derived tables, in the caller's transaction."""
    for table in ("alarms", "episodes", "digests", "search"):
        db.execute(f"DELETE FROM {table}")  # noqa: S608 - the four names above


def digest_key(digest: str) -> int:
    """Return the first 64 bits of a hexadecimal digest as the signed number that `digests` is keyed by."""
    return int.from_bytes(bytes.fromhex(digest[:16]), "big", signed=True)


def search_text(columns: tuple[str, ...], body: Mapping[str, Any], as_it_came: bool) -> str:
    """Return what a person may look for in an entry: its columns, and the words and whole numbers of its body.

    It is bounded. The picture is left out, and so is an alarm's shape but for its words: the rest repeats entries.
    """
    waiting = [value for name, value in body.items() if name != SNAPSHOT]
    shape = body.get("alarm")
    if isinstance(shape, dict) and not as_it_came:
        waiting.remove(shape)
        waiting += [shape.get(name) for name in _ALARM_WORDS]
    waiting.reverse()
    words = [column for column in columns if column]
    size = 0
    while waiting and size < _MAX_TEXT_CHARS:
        value = waiting.pop()
        form = type(value)
        if form is str:
            words.append(value if len(value) <= _MAX_WORD_CHARS else value[:_MAX_WORD_CHARS])
            size += len(words[-1]) + 1
        elif form is int:
            words.append(str(value))
            size += len(words[-1]) + 1
        elif form is dict:
            waiting.extend(reversed(value.values()))
        elif form is list:
            waiting.extend(reversed(value))
    # Korean typed on some systems comes as single letters (NFD): syllables are what is searched for.
    return normalize("NFC", "\n".join(words)).replace("\0", " ")
