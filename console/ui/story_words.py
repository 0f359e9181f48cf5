"""Say each journal entry in words an operator understands: pure functions from an entry to a sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from console.control.labels import DISPOSITION_LABELS, entry_label, kind_label
from console.core.alarm import Disposition
from console.core.entry import Entry
from console.core.text import Text, as_recorded, text

NameOf = Callable[[str], str]
Body = Mapping[str, object]

MACHINE = "console"
"""The operator of entries that no person caused."""
WORD_MAX_CHARS = 200
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]+")


def clean(value: object, limit: int = WORD_MAX_CHARS) -> str:
    """Return untrusted text on one line without control and direction marks, cut at `limit` characters."""
    words = _UNSEEN.sub(" ", str(value)[: limit * 4]).strip()
    return words if len(words) <= limit else words[: limit - 1] + "…"


def figure(value: object, digits: int) -> str:
    """Write a number from a journal body with so many decimals; `?` for what is none."""
    if not isinstance(value, (int, float)):
        return "?"
    return f"{value:.{digits}f}" if abs(value) < 1e9 else f"{str(value)[:12]}…"


def joined(parts: Sequence[Text | str]) -> Text:
    """Put facts beside one another with a middle dot."""
    fields: dict[str, object] = {f"p{number}": part for number, part in enumerate(parts)}
    return Text(" · ".join(f"{{{name}}}" for name in fields), fields)


def entry_sentence(entry: Entry, name_of: NameOf) -> Text:
    """Say one entry as a sentence; `name_of` turns a camera's id into its name."""
    teller = _TELLERS.get(entry.kind)
    return teller(entry, name_of) if teller else _unnamed(entry)


def _word(body: Body, key: str) -> str:
    value = body.get(key)
    return "" if value is None or isinstance(value, (dict, list)) else clean(value)


def _number(body: Body, key: str, digits: int = 1) -> str:
    return figure(body.get(key), digits)


def _local_clock(value: object) -> str:
    try:
        return datetime.fromisoformat(str(value)).astimezone().strftime("%H:%M:%S")
    except (ValueError, OverflowError):
        return clean(value, 40)


def _camera(entry: Entry, name_of: NameOf) -> str:
    return clean(name_of(entry.camera_id)) if entry.camera_id else "—"


def _who(entry: Entry) -> str:
    return clean(entry.operator) or "—"


def _alarm_shape(entry: Entry) -> Body:
    shape = entry.body.get("alarm")
    return shape if isinstance(shape, dict) else {}


def _unnamed(entry: Entry) -> Text:
    facts = [f"{clean(key, 40)} {clean(value, 60)}" for key, value in entry.body.items() if key != "alarm"]
    return joined([entry_label(clean(entry.kind, 64)), *facts[:4]])


def _event(entry: Entry, _name_of: NameOf) -> Text:
    body = entry.body
    kind: Text = kind_label(_word(body, "kind"))
    score = body.get("score")
    scored = isinstance(score, (int, float))
    what = Text("{kind} {score}", {"kind": kind, "score": figure(score, 2)}) if scored else kind
    head = {
        "start": text("Analytics began: {what}", what=what),
        "update": text("Analytics went on: {what}", what=what),
        "end": text("Analytics ended: {what}", what=what),
    }.get(_word(body, "phase"), text("Analytics: {what}", what=what))
    parts: list[Text | str] = [head]
    if zone := _word(body, "zone"):
        parts.append(text("zone “{zone}”", zone=zone))
    if rule := _word(body, "rule"):
        parts.append(text("rule “{rule}”", rule=rule))
    if track := _word(body, "track"):
        parts.append(text("track {track}", track=track))
    return joined(parts)


def _raised(entry: Entry, name_of: NameOf) -> Text:
    shape = _alarm_shape(entry)
    return text(
        "Alarm raised: {kind}, priority {priority}, {camera}",
        kind=kind_label(_word(shape, "kind")), priority=_word(shape, "priority") or "?", camera=_camera(entry, name_of),
    )  # fmt: skip


def _folded(entry: Entry, _name_of: NameOf) -> Text:
    return text("A further report joined the alarm: ×{count}", count=_word(_alarm_shape(entry), "count") or "?")


def _claimed(entry: Entry, _name_of: NameOf) -> Text:
    return text("{operator} took charge of the alarm", operator=_who(entry))


def _released(entry: Entry, _name_of: NameOf) -> Text:
    return text("{operator} gave the alarm back", operator=_who(entry))


def _acknowledged(entry: Entry, _name_of: NameOf) -> Text:
    return text("{operator} acknowledged the alarm", operator=_who(entry))


def _commented(entry: Entry, _name_of: NameOf) -> Text:
    return text("{operator} noted: {note}", operator=_who(entry), note=_word(entry.body, "note"))


def _closed(entry: Entry, _name_of: NameOf) -> Text:
    word = _word(entry.body, "disposition")
    verdict = DISPOSITION_LABELS[Disposition(word)] if word in set(Disposition) else word or "?"
    if note := _word(entry.body, "note"):
        return text("{operator} closed it: {verdict} · {note}", operator=_who(entry), verdict=verdict, note=note)
    return text("{operator} closed it: {verdict}", operator=_who(entry), verdict=verdict)


def _shelved(entry: Entry, _name_of: NameOf) -> Text:
    shape = _alarm_shape(entry)
    until = entry.body.get("until") or shape.get("shelved_until")
    reason = _word(entry.body, "reason") or _word(shape, "shelve_reason")
    return text(
        "{operator} shelved it until {until}: {reason}",
        operator=_who(entry), until=_local_clock(until) if until else "?", reason=reason,
    )  # fmt: skip


def _unshelved(entry: Entry, _name_of: NameOf) -> Text:
    if entry.operator in ("", MACHINE):
        return text("The shelf's time was over: back in the queue")
    return text("{operator} brought it back from the shelf", operator=_who(entry))


def _reopened(entry: Entry, _name_of: NameOf) -> Text:
    return text("{operator} reopened it: {reason}", operator=_who(entry), reason=_word(entry.body, "reason"))


def _moved(entry: Entry, name_of: NameOf) -> Text:
    return text(
        "{operator} steered {camera}: {direction}, {seconds} s",
        operator=_who(entry), camera=_camera(entry, name_of), direction=_direction(entry.body),
        seconds=_number(entry.body, "held_s"),
    )  # fmt: skip


def _direction(body: Body) -> Text:
    parts = [
        words
        for key, more, less in (
            ("pan", text("right"), text("left")),
            ("tilt", text("up"), text("down")),
            ("zoom", text("zoom in"), text("zoom out")),
        )
        if isinstance(value := body.get(key), (int, float)) and value
        for words in (more if value > 0 else less,)
    ]
    return joined(parts) if parts else text("no movement")


def _stopped(entry: Entry, name_of: NameOf) -> Text:
    return text(
        "{camera} confirmed Stop after {seconds} s",
        camera=_camera(entry, name_of), seconds=_number(entry.body, "confirmed_s", 2),
    )  # fmt: skip


def _stop_unconfirmed(entry: Entry, name_of: NameOf) -> Text:
    return text("{camera} has not confirmed Stop", camera=_camera(entry, name_of))


def _preset(entry: Entry, name_of: NameOf) -> Text:
    return text(
        "{operator} turned {camera} to preset {preset}",
        operator=_who(entry), camera=_camera(entry, name_of), preset=_word(entry.body, "preset") or "?",
    )  # fmt: skip


def _home(entry: Entry, name_of: NameOf) -> Text:
    return text("{operator} turned {camera} to its home position", operator=_who(entry), camera=_camera(entry, name_of))


def _stream_lost(entry: Entry, name_of: NameOf) -> Text:
    return text("Picture of {camera} lost: {reason}", camera=_camera(entry, name_of), reason=_reason(entry))


def _stream_restored(entry: Entry, name_of: NameOf) -> Text:
    return text(
        "Picture of {camera} back after {seconds} s",
        camera=_camera(entry, name_of), seconds=_number(entry.body, "lost_s"),
    )  # fmt: skip


def _feed_lost(entry: Entry, _name_of: NameOf) -> Text:
    return text("Event source {feed} lost: {reason}", feed=_word(entry.body, "feed"), reason=_reason(entry))


def _feed_restored(entry: Entry, _name_of: NameOf) -> Text:
    return text("Event source {feed} is back", feed=_word(entry.body, "feed"))


def _reason(entry: Entry) -> Text | str:
    return as_recorded(entry.body) or "—"


def _exported(entry: Entry, _name_of: NameOf) -> Text:
    return text(
        "{operator} exported {rows} entries to {file}",
        operator=_who(entry), rows=_word(entry.body, "rows") or "?", file=_word(entry.body, "file") or "?",
    )  # fmt: skip


def _overflowed(entry: Entry, _name_of: NameOf) -> Text:
    return text(
        "{count} facts were lost while the journal could not be written", count=_word(entry.body, "lost") or "?"
    )


def _key_published(entry: Entry, _name_of: NameOf) -> Text:
    return text("The key that signs checkpoints was named: {key}", key=_word(entry.body, "public_key") or "?")


def _anchor_lost(entry: Entry, _name_of: NameOf) -> Text:
    return text("Anchor {folder} lost: {reason}", folder=_word(entry.body, "folder") or "?", reason=_reason(entry))


def _anchor_restored(entry: Entry, _name_of: NameOf) -> Text:
    return text(
        "Anchor {folder} back after {seconds} s",
        folder=_word(entry.body, "folder") or "?", seconds=_number(entry.body, "lost_s"),
    )  # fmt: skip


def _session_opened(entry: Entry, _name_of: NameOf) -> Text:
    return text(
        "{operator} opened the console, version {version}",
        operator=_who(entry), version=_word(entry.body, "version") or "?",
    )  # fmt: skip


def _session_closed(entry: Entry, _name_of: NameOf) -> Text:
    return text("{operator} closed the console", operator=_who(entry))


_TELLERS: dict[str, Callable[[Entry, NameOf], Text]] = {
    "event.received": _event, "alarm.raised": _raised, "alarm.folded": _folded, "alarm.claimed": _claimed,
    "alarm.released": _released, "alarm.acknowledged": _acknowledged, "alarm.commented": _commented,
    "alarm.closed": _closed, "alarm.shelved": _shelved, "alarm.unshelved": _unshelved, "alarm.reopened": _reopened,
    "ptz.moved": _moved, "ptz.stopped": _stopped, "ptz.stop_unconfirmed": _stop_unconfirmed,
    "ptz.preset_recalled": _preset, "ptz.home_recalled": _home,
    "stream.lost": _stream_lost, "stream.restored": _stream_restored,
    "feed.lost": _feed_lost, "feed.restored": _feed_restored,
    "journal.exported": _exported, "journal.overflowed": _overflowed,
    "key.published": _key_published, "anchor.lost": _anchor_lost, "anchor.restored": _anchor_restored,
    "session.opened": _session_opened, "session.closed": _session_closed,
}  # fmt: skip
