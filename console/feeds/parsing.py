"""What the parsers of all formats share: a message, names, moments, and the way to a native report.

Each format is turned into a report in the native form (so that the journal, its search and the story read all alike)
whose `message` holds what came, whole, beside `format` and `topic`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Protocol

from console.core.clock import rfc3339
from console.core.errors import FeedError
from console.core.event import AnalyticsEvent, Phase
from console.core.text import Text
from console.feeds.labels import Labels
from console.feeds.native import Parsed, bad_event, checked, event_of

ID_MAX_CHARS = 180
MILLISECONDS_FROM = 1e11
_DATE = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d")
_NUMBER = re.compile(r"\d{1,20}(\.\d{1,20})?")


@dataclass(frozen=True, slots=True)
class Message:
    """Hold one message: where it came from, what it says, and when it came (wall time, aware)."""

    topic: str
    payload: bytes
    retained: bool
    at: datetime


class Source(Protocol):
    """Say whose messages are parsed, and how its names are to be read."""

    @property
    def name(self) -> str:
        """Return the feed's name."""
        ...

    @property
    def kinds(self) -> Mapping[str, str]:
        """Return label → event kind."""
        ...

    @property
    def cameras(self) -> Mapping[str, str]:
        """Return the source's name of a camera → its number in the register."""
        ...


class Parser:
    """Turn messages of one format into events; never raises for what a message holds. One thread.

    quiet: messages that were no news. away: why the source itself says it is gone. also: topics to be read beside the
    configured one. wants_state: retained messages are wanted with each connection, to know what goes on already.
    """

    format = ""
    wants_state = False

    def __init__(self, source: Source, usual: Mapping[str, str]) -> None:
        self.quiet = 0
        self.away: Text | None = None
        self.also: tuple[str, ...] = ()
        self.feed = source.name
        self.labels = Labels(source.kinds, usual)
        self._cameras = source.cameras

    def __call__(self, message: Message) -> Parsed:
        """Return the message's events and refusals; with neither it was no news, and is counted so."""
        try:
            events = self.read(message)
        except FeedError as refusal:
            return [], [bad_event(self.feed, str(refusal), message.payload)]
        if not events:
            self.quiet += 1
        return events, []

    def read(self, message: Message) -> list[AnalyticsEvent]:
        """Return the events of a message, none where it is no news; raise FeedError."""
        raise NotImplementedError

    def event(
        self, message: Message, content: object, *, id: str, source: str, camera: str, kind: str, phase: Phase,  # noqa: A002 - the event's own word
        started_at: datetime, ended_at: datetime | None = None, **more: object,
    ) -> AnalyticsEvent:  # fmt: skip
        """Return a checked event; `content` is the message as it came. Raises FeedError."""
        if not camera:
            raise FeedError("The message names no camera.")
        body: dict[str, object] = {
            "id": id, "source": source, "camera": self._cameras.get(camera, camera), "kind": kind,
            "phase": phase.value, "started_at": rfc3339(started_at),
            "ended_at": rfc3339(ended_at) if ended_at else None,
            **more, "format": self.format, "topic": message.topic, "message": content,
        }  # fmt: skip
        return event_of({name: value for name, value in body.items() if value is not None and value != ""})


def moment(field: str, value: object) -> datetime:
    """Read a time: seconds or milliseconds since 1970, or ISO 8601; one without an offset is UTC. Raises FeedError."""
    try:
        if isinstance(value, str) and _NUMBER.fullmatch(value.strip()):
            value = float(value)
        if isinstance(value, str) and _DATE.match(value):
            read = datetime.fromisoformat(value.strip())
            return checked(field, read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(UTC)
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            seconds = value / 1000 if value >= MILLISECONDS_FROM else value
            return checked(field, datetime.fromtimestamp(seconds, UTC))
    except (ValueError, OverflowError, OSError):
        pass
    raise FeedError("The event's {field} is not a time anything could have happened.", field=field)


def bounded_id(*parts: str) -> str:
    """Return one id of several parts; a long one keeps its beginning and is told apart by a digest."""
    whole = "@".join(parts)
    if len(whole) <= ID_MAX_CHARS:
        return whole
    digest = sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{whole[: ID_MAX_CHARS - 33]}~{digest[:32]}"


def words(value: object) -> list[str]:
    """Return the texts of a list, or of a single one, that are not empty; anything else has none."""
    items: Sequence[object] = value if isinstance(value, list) else [value]
    return [item for item in items if isinstance(item, str) and item.strip()]


def table(value: object) -> Mapping[str, object]:
    """Return a JSON object, an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def scalar(value: object) -> str:
    """Return a text or number as text, empty for anything else."""
    return str(value) if isinstance(value, (str, int, float)) and not isinstance(value, bool) else ""


def fraction(value: object) -> float | None:
    """Return a number 0..1, None for anything else."""
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return float(value) if is_number and 0 <= value <= 1 else None  # type: ignore[operator,arg-type]
