"""The native form of events (resources/schemas/event.schema.json): bytes → events and refusals, never an exception."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime
from typing import Annotated

import msgspec

from console.core.errors import FeedError
from console.core.event import MAX_EVENT_BYTES, MAX_EVENTS_A_MESSAGE, AnalyticsEvent, BadEvent, Box, Phase

NAME_MAX_CHARS = 200
KIND_MAX_CHARS = 64
EXCERPT_MAX_CHARS = 2000
MAX_DEPTH = 16
OVERSHOOT = 1e-3
EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
LATEST = datetime(2200, 1, 1, tzinfo=UTC)

Name = Annotated[str, msgspec.Meta(min_length=1, max_length=NAME_MAX_CHARS)]
Kind = Annotated[str, msgspec.Meta(min_length=1, max_length=KIND_MAX_CHARS)]
Moment = Annotated[datetime, msgspec.Meta(tz=True)]
Count = Annotated[int, msgspec.Meta(ge=0, le=2**63 - 1)]
Score = Annotated[float, msgspec.Meta(ge=0, le=1)]

Parsed = tuple[list[AnalyticsEvent], list[BadEvent]]


class NativeReport(msgspec.Struct, gc=False):
    """Mirror the schema's fields that are read; all others stay in the event's body."""

    id: Name
    source: Name
    camera: Name
    kind: Kind
    phase: Phase
    started_at: Moment
    seq: Count | None = None
    score: Score | None = None
    ended_at: Moment | None = None
    zone: str | None = None
    rule: str | None = None
    track: str | int | None = None
    box: tuple[float, float, float, float] | None = None
    preset: str | int | None = None


_ITEMS = msgspec.json.Decoder(list[msgspec.Raw])
_OBJECT = msgspec.json.Decoder(dict[str, object])


def parse_native(payload: bytes, feed: str) -> Parsed:
    """Return the events of a message, and one BadEvent for each of its reports that cannot be used. Any thread."""
    try:
        items = _split(payload)
    except FeedError as refusal:
        return [], [bad_event(feed, str(refusal), payload)]
    events: list[AnalyticsEvent] = []
    bad: list[BadEvent] = []
    for item in items:
        try:
            events.append(_event(item))
        except FeedError as refusal:
            bad.append(bad_event(feed, str(refusal), item))
    return events, bad


def _split(payload: bytes) -> list[bytes]:
    if len(payload) > MAX_EVENT_BYTES:
        raise FeedError("The message is larger than {limit} bytes.", limit=MAX_EVENT_BYTES)
    start = payload.lstrip(b" \t\r\n")
    if not start:
        raise FeedError("The message is empty.")
    if not start.startswith(b"["):
        return [payload]
    try:
        items = _ITEMS.decode(payload)
    except (msgspec.MsgspecError, UnicodeDecodeError) as fault:
        raise FeedError("The message is not JSON: {reason}.", reason=str(fault)) from None
    except RecursionError:
        raise FeedError("The message is nested too deeply.") from None
    if len(items) > MAX_EVENTS_A_MESSAGE:
        raise FeedError("The message holds more than {limit} events.", limit=MAX_EVENTS_A_MESSAGE)
    return [bytes(item) for item in items]


def _event(item: bytes) -> AnalyticsEvent:
    try:
        return event_of(_OBJECT.decode(item))
    except msgspec.ValidationError as fault:
        raise FeedError("The event does not fit the schema: {reason}.", reason=str(fault)) from None
    except (msgspec.MsgspecError, UnicodeDecodeError) as fault:
        raise FeedError("The event is not JSON: {reason}.", reason=str(fault)) from None
    except RecursionError:
        raise FeedError("The event is nested too deeply.") from None


def object_of(payload: bytes) -> dict[str, object]:
    """Return a message that is one JSON object; raise FeedError."""
    if len(payload) > MAX_EVENT_BYTES:
        raise FeedError("The message is larger than {limit} bytes.", limit=MAX_EVENT_BYTES)
    try:
        return _OBJECT.decode(payload)
    except (msgspec.MsgspecError, UnicodeDecodeError) as fault:
        raise FeedError("The message is not JSON: {reason}.", reason=str(fault)) from None
    except RecursionError:
        raise FeedError("The message is nested too deeply.") from None


def event_of(body: dict[str, object]) -> AnalyticsEvent:
    """Return the event of a report in the native form; raise FeedError. `body` is kept as it is."""
    try:
        report = msgspec.convert(body, NativeReport)
    except msgspec.ValidationError as fault:
        raise FeedError("The event does not fit the schema: {reason}.", reason=str(fault)) from None
    _check_depth(body)
    for field, name in (("id", report.id), ("source", report.source), ("camera", report.camera), ("kind", report.kind)):
        if not name.strip() or clean(name) != name:
            raise FeedError("The event's {field} is empty or has control characters in it.", field=field)
    return AnalyticsEvent(
        id=report.id,
        source=report.source,
        camera_id=report.camera,
        kind=report.kind,
        phase=report.phase,
        started_at=checked("started_at", report.started_at),
        body=body,
        seq=report.seq,
        score=report.score,
        ended_at=checked("ended_at", report.ended_at) if report.ended_at else None,
        zone=_label(report.zone),
        rule=_label(report.rule),
        track=_label(report.track),
        box=_box(report.box) if report.box else None,
        preset=_label(report.preset),
    )


def checked(field: str, moment: datetime) -> datetime:
    """Return a moment between 1970 and 2199; raise FeedError."""
    # Years near 1 and 9999 cannot be turned into UTC.
    if not EARLIEST <= moment < LATEST:
        raise FeedError("The event's {field} is not a time anything could have happened.", field=field)
    return moment


def _box(sides: tuple[float, float, float, float]) -> Box:
    x, y, w, h = sides
    if min(x, y) < -OVERSHOOT or min(w, h) < 0 or max(x + w, y + h) > 1 + OVERSHOOT:
        raise FeedError("The event's box lies outside the picture (0 to 1).")
    x, y = min(max(x, 0.0), 1.0), min(max(y, 0.0), 1.0)
    return Box(x, y, min(w, 1.0 - x), min(h, 1.0 - y))


def _check_depth(body: dict[str, object]) -> None:
    level: list[object] = [body]
    for _ in range(MAX_DEPTH):
        inner: list[object] = []
        for value in level:
            if isinstance(value, dict):
                inner.extend(value.values())
            elif isinstance(value, list):
                inner.extend(value)
        if not inner:
            return
        level = inner
    raise FeedError("The event is nested deeper than {limit} levels.", limit=MAX_DEPTH)


def _label(value: str | int | None) -> str:
    return "" if value is None else clean(str(value))[:NAME_MAX_CHARS].strip()


def clean(value: str) -> str:
    """Leave out control characters, direction marks, surrogates and line ends."""
    if value.isprintable():
        return value
    # Cc control, Cf direction marks and the like, Cs lone surrogates, Zl and Zp line ends.
    return "".join(char for char in value if unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Zl", "Zp"))


def bad_event(feed: str, reason: str, raw: bytes) -> BadEvent:
    """Return the refusal of what came, with its beginning made fit for showing."""
    start = raw[: EXCERPT_MAX_CHARS * 4].decode("utf-8", "replace")[:EXCERPT_MAX_CHARS]
    excerpt = "".join("\ufffd" if unicodedata.category(c) == "Cc" and c not in "\t\r\n" else c for c in start)
    return BadEvent(source=feed, reason=reason, excerpt=excerpt, size_bytes=len(raw))
