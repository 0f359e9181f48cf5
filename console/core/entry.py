"""An entry of the journal: what is asked to be written, and what was written."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from console.core.alarm import Alarm


@dataclass(frozen=True, slots=True)
class Draft:
    """Ask for one entry; `kind` is `noun.verb` in the past tense. `alarm` is the alarm's new shape, stored beside it.

    body: a JSON object; finite numbers only.
    """

    kind: str
    body: dict[str, object] = field(default_factory=dict)
    operator: str = ""
    alarm_id: str = ""
    camera_id: str = ""
    alarm: Alarm | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """Hold one committed entry; hashes are lower-case hexadecimal SHA-256."""

    seq: int
    at_utc: datetime
    monotonic_ns: int
    workstation: str
    operator: str
    kind: str
    alarm_id: str
    camera_id: str
    body: dict[str, object]
    prev_hash: str
    hash: str


@dataclass(frozen=True, slots=True)
class EntryFilter:
    """Choose entries; empty fields choose all. Times are aware; `until` is excluded."""

    since: datetime | None = None
    until: datetime | None = None
    operator: str = ""
    camera_id: str = ""
    kind: str = ""
    disposition: str = ""
    alarm_id: str = ""
    words: str = ""
