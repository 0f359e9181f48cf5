"""What may be asked of a journal: functions over a read-only connection; all raise SqliteError."""

from __future__ import annotations

import base64
import binascii
import json
from hashlib import sha256

from sqlite_utils import Database

from console.core.alarm import Alarm
from console.core.entry import Entry, EntryFilter
from console.core.event import BadEvent
from console.journal.alarm_shape import alarm_from_dict
from console.journal.canonical import clean_text
from console.journal.derived import EVENT_RECEIVED, SNAPSHOT, digest_key
from console.journal.query import COLUMNS, count_entries, entry_of, select_entries

MAX_PAGE = 10_000
MAX_SNAPSHOT_BYTES = 700 * 1024
_JPEG_MAGIC = b"\xff\xd8\xff"
_MAX_SNAPSHOT_ROWS = 50


def open_alarms(db: Database) -> list[Alarm]:
    """Return the alarms that are not CLOSED, in the order of their last change."""
    rows = db.execute("SELECT shape FROM alarms WHERE open = 1 ORDER BY seq")
    return [alarm_from_dict(json.loads(shape)) for (shape,) in rows]


def alarm(db: Database, alarm_id: str) -> Alarm | None:
    """Return an alarm, closed or not."""
    row = db.execute("SELECT shape FROM alarms WHERE alarm_id = ?", [clean_text(alarm_id)]).fetchone()
    return None if row is None else alarm_from_dict(json.loads(row[0]))


def alarm_of_episode(db: Database, source: str, episode_id: str) -> str | None:
    """Return the id of the alarm an episode was folded into."""
    key = [clean_text(source), clean_text(episode_id)]
    row = db.execute("SELECT alarm_id FROM episodes WHERE source = ? AND id = ?", key).fetchone()
    return None if row is None else row[0]


def known_event(db: Database, source: str, event_id: str, digest: str) -> bool:
    """Return whether this very report is in the journal; `digest` is `digest_of` its body."""
    row = db.execute(
        "SELECT e.body FROM digests AS d JOIN entries AS e ON e.seq = d.seq WHERE d.digest = ?", [digest_key(digest)]
    ).fetchone()
    if row is None or sha256(row[0].encode()).hexdigest() != digest:
        return False
    # Forms other than the native one have no such names; their reports are told apart by the digest alone.
    body = json.loads(row[0])
    named = (str(body.get("source", source)), str(body.get("id", event_id)))
    return named == (clean_text(source), clean_text(event_id))


def entries(db: Database, f: EntryFilter, limit: int, before_seq: int | None) -> list[Entry]:
    """Return at most `limit` (and 10,000) of the chosen entries, newest first, those before `before_seq`."""
    rows = db.execute(*select_entries(f, before_seq, max(0, min(limit, MAX_PAGE))))
    return [entry_of(row) for row in rows]


def count(db: Database, f: EntryFilter) -> int:
    """Return how many entries are chosen."""
    number: int = db.execute(*count_entries(f)).fetchone()[0]
    return number


def story(db: Database, alarm_id: str) -> list[Entry]:
    """Return an alarm's entries, oldest first, the newest 10,000 of them."""
    return entries(db, EntryFilter(alarm_id=alarm_id), MAX_PAGE, None)[::-1] if alarm_id else []


def snapshot(db: Database, alarm_id: str) -> bytes | None:
    """Return the newest JPEG of an alarm's reports; pictures over 700 KiB and what is no JPEG are passed over."""
    rows = db.execute(
        f"SELECT {', '.join(COLUMNS)} FROM entries WHERE alarm_id <> '' AND alarm_id = ? AND kind = ? "  # noqa: S608
        "AND instr(body, ?) ORDER BY seq DESC LIMIT ?",
        [clean_text(alarm_id), EVENT_RECEIVED, f'"{SNAPSHOT}":"', _MAX_SNAPSHOT_ROWS],
    )
    for row in rows:
        picture = _jpeg(entry_of(row).body.get(SNAPSHOT))
        if picture is not None:
            return picture
    return None


def quarantined(db: Database, limit: int) -> list[BadEvent]:
    """Return the newest reports that could not be used, newest first."""
    rows = db.execute(
        "SELECT source, reason, excerpt, size_bytes FROM quarantine ORDER BY id DESC LIMIT ?",
        [max(0, min(limit, MAX_PAGE))],
    )
    return [BadEvent(*row) for row in rows]


def _jpeg(encoded: object) -> bytes | None:
    if not isinstance(encoded, str) or len(encoded) > MAX_SNAPSHOT_BYTES * 4 // 3 + 4:
        return None
    try:
        picture = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        return None
    return picture if picture.startswith(_JPEG_MAGIC) else None
