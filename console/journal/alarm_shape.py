"""An alarm as plain JSON and back: what an entry's body holds under "alarm"."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from console.core.alarm import Alarm, AlarmState, Disposition
from console.core.event import Box

_PLAIN = (
    "id", "camera_id", "kind", "priority", "version", "active", "count", "score", "zone", "rule", "track",
    "claimed_by", "acknowledged_by", "closed_by", "shelve_reason", "comments",
)  # fmt: skip
_TIMES = ("raised_at", "updated_at")
_LATER_TIMES = ("claimed_at", "acknowledged_at", "closed_at", "shelved_until")
_EPISODES = ("episodes", "open_episodes")


def alarm_to_dict(alarm: Alarm) -> dict[str, object]:
    """Write an alarm as a JSON object; times are RFC 3339 in UTC, the box is [x, y, w, h]."""
    shape: dict[str, object] = {name: getattr(alarm, name) for name in _PLAIN}
    for name in (*_TIMES, *_LATER_TIMES):
        moment: datetime | None = getattr(alarm, name)
        shape[name] = None if moment is None else write_time(moment)
    for name in _EPISODES:
        shape[name] = [list(episode) for episode in getattr(alarm, name)]
    shape["state"] = alarm.state.value
    shape["disposition"] = None if alarm.disposition is None else alarm.disposition.value
    shape["box"] = None if alarm.box is None else [alarm.box.x, alarm.box.y, alarm.box.w, alarm.box.h]
    return shape


def alarm_from_dict(shape: Mapping[str, Any]) -> Alarm:
    """Read what `alarm_to_dict` wrote; keys of newer consoles are passed over, missing ones keep their defaults.

    Raises KeyError, TypeError or ValueError for anything else.
    """
    fields: dict[str, Any] = {name: shape[name] for name in _PLAIN if name in shape}
    for name in _TIMES:
        fields[name] = datetime.fromisoformat(shape[name])
    for name in _LATER_TIMES:
        written = shape.get(name)
        fields[name] = None if written is None else datetime.fromisoformat(written)
    for name in _EPISODES:
        fields[name] = tuple((source, episode_id) for source, episode_id in shape.get(name, ()))
    disposition, box = shape.get("disposition"), shape.get("box")
    return Alarm(
        state=AlarmState(shape["state"]),
        disposition=None if disposition is None else Disposition(disposition),
        box=None if box is None else Box(*box),
        **fields,
    )


def write_time(moment: datetime) -> str:
    """Write an aware moment as RFC 3339 in UTC, the year with four digits even where a report claims year 1."""
    try:
        moment = moment.astimezone(UTC)
    except OverflowError:
        # At the ends of the calendar the offset cannot be taken off.
        return moment.isoformat(timespec="microseconds")
    return moment.replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"
