"""The alarm's state machine (ISA-18.2 / IEC 62682 words) as pure functions over plain data.

State, priority, claim and disposition are four separate facts. `version` grows with each change that matters to a
decision (a further episode, a rise of priority, a return to active, anything an operator did), so that an action
which was meant for an older sight of the alarm can be refused.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from console.core.errors import Refused
from console.core.event import AnalyticsEvent, Box, Phase


class AlarmState(StrEnum):
    """Name where an alarm stands."""

    UNACKNOWLEDGED = "unacknowledged"
    ACKNOWLEDGED = "acknowledged"
    RTN_UNACKNOWLEDGED = "rtn_unacknowledged"
    SHELVED = "shelved"
    SUPPRESSED = "suppressed"
    OUT_OF_SERVICE = "out_of_service"
    CLOSED = "closed"


class Disposition(StrEnum):
    """Name the verdict that closes an alarm, in the order of keys 1 to 6."""

    TRUE = "true"
    FALSE = "false"
    NUISANCE = "nuisance"
    DUPLICATE = "duplicate"
    HANDED_OVER = "handed_over"
    TEST = "test"


@dataclass(frozen=True, slots=True)
class Alarm:
    """Hold one or several folded episodes that want a response."""

    id: str
    camera_id: str
    kind: str
    priority: int
    state: AlarmState
    raised_at: datetime
    updated_at: datetime
    version: int = 1
    active: bool = True
    count: int = 1
    episodes: tuple[tuple[str, str], ...] = ()
    open_episodes: tuple[tuple[str, str], ...] = ()
    score: float | None = None
    zone: str = ""
    rule: str = ""
    track: str = ""
    box: Box | None = None
    claimed_by: str = ""
    claimed_at: datetime | None = None
    acknowledged_by: str = ""
    acknowledged_at: datetime | None = None
    disposition: Disposition | None = None
    closed_by: str = ""
    closed_at: datetime | None = None
    shelved_until: datetime | None = None
    shelve_reason: str = ""
    comments: int = 0


@dataclass(frozen=True, slots=True)
class Claim:
    """Take the alarm."""


@dataclass(frozen=True, slots=True)
class Release:
    """Give the alarm back without a verdict."""


@dataclass(frozen=True, slots=True)
class Acknowledge:
    """Say that a person has looked."""


@dataclass(frozen=True, slots=True)
class Comment:
    """Add a remark; `note` is 1 to 2,000 characters."""

    note: str


@dataclass(frozen=True, slots=True)
class Close:
    """End the alarm with a verdict."""

    disposition: Disposition
    note: str = ""


@dataclass(frozen=True, slots=True)
class Shelve:
    """Set the alarm aside until a time, with a reason."""

    until: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Unshelve:
    """Bring a shelved alarm back: by hand or because its time is over."""


@dataclass(frozen=True, slots=True)
class Reopen:
    """Correct a closing: the alarm goes on where it was closed, and its old verdict stays in the journal."""

    reason: str


Action = Claim | Release | Acknowledge | Comment | Close | Shelve | Unshelve | Reopen

OPEN_STATES = frozenset({AlarmState.UNACKNOWLEDGED, AlarmState.ACKNOWLEDGED, AlarmState.RTN_UNACKNOWLEDGED})
NOTE_MAX_CHARS = 2000


def raise_alarm(alarm_id: str, event: AnalyticsEvent, priority: int, at: datetime) -> Alarm:
    """Make the alarm of an episode nobody reported before; an episode that is over at once is RTN_UNACKNOWLEDGED."""
    active = event.phase is not Phase.END
    return Alarm(
        id=alarm_id, camera_id=event.camera_id, kind=event.kind, priority=priority,
        state=AlarmState.UNACKNOWLEDGED if active else AlarmState.RTN_UNACKNOWLEDGED,
        raised_at=event.started_at, updated_at=at, active=active,
        episodes=(event.episode,), open_episodes=(event.episode,) if active else (),
        score=event.score, zone=event.zone, rule=event.rule, track=event.track, box=event.box,
    )  # fmt: skip


def fold(alarm: Alarm, event: AnalyticsEvent, priority: int, at: datetime) -> Alarm:
    """Take a further report of the same incident into its alarm; a closed or shelved alarm keeps its state.

    An update that overtakes its start, or comes after its end, is legal: it never re-opens an ended episode.
    """
    known = event.episode in alarm.episodes
    episodes = alarm.episodes if known else (*alarm.episodes, event.episode)
    still_open = alarm.open_episodes
    if event.phase is Phase.END:
        still_open = tuple(e for e in still_open if e != event.episode)
    elif not known:
        still_open = (*still_open, event.episode)
    active = bool(still_open)
    rises = priority < alarm.priority
    state = alarm.state
    if state in OPEN_STATES:
        if rises or not known:
            state = AlarmState.UNACKNOWLEDGED
        if state is not AlarmState.ACKNOWLEDGED:
            state = AlarmState.UNACKNOWLEDGED if active else AlarmState.RTN_UNACKNOWLEDGED
    matters = not known or rises or (active and not alarm.active)
    return replace(
        alarm, state=state, active=active, episodes=episodes, open_episodes=still_open, count=len(episodes),
        priority=min(priority, alarm.priority), updated_at=at, version=alarm.version + matters,
        score=event.score if event.score is not None else alarm.score, zone=event.zone or alarm.zone,
        rule=event.rule or alarm.rule, track=event.track or alarm.track, box=event.box or alarm.box,
    )  # fmt: skip


def apply(alarm: Alarm, action: Action, operator: str, at: datetime) -> Alarm:
    """Return the alarm after an operator's action; raise Refused, with the reason, where the table has none."""
    handler = TRANSITIONS.get((alarm.state, type(action)))
    if handler is None:
        raise Refused(_why_not(alarm, action))
    changed = handler(alarm, action, operator, at)
    return replace(changed, version=alarm.version + 1, updated_at=at)


def _why_not(alarm: Alarm, action: Action) -> str:
    if alarm.state is AlarmState.CLOSED:
        return "This alarm is closed. Reopen it to go on."
    if isinstance(action, Acknowledge) and alarm.state is AlarmState.ACKNOWLEDGED:
        return "This alarm is acknowledged already."
    if isinstance(action, Reopen):
        return "This alarm is not closed, so it cannot be reopened."
    if isinstance(action, Unshelve):
        return "This alarm is not shelved."
    return "This alarm is set aside. Bring it back first."


def _claim(alarm: Alarm, _action: Action, operator: str, at: datetime) -> Alarm:
    if alarm.claimed_by and alarm.claimed_by != operator:
        raise Refused("{operator} has claimed this alarm.", operator=alarm.claimed_by)
    if alarm.claimed_by == operator:
        raise Refused("You have claimed this alarm already.")
    return replace(alarm, claimed_by=operator, claimed_at=at)


def _release(alarm: Alarm, _action: Action, operator: str, _at: datetime) -> Alarm:
    if alarm.claimed_by != operator:
        raise Refused("You have not claimed this alarm.")
    return replace(alarm, claimed_by="", claimed_at=None)


def _acknowledge(alarm: Alarm, _action: Action, operator: str, at: datetime) -> Alarm:
    return replace(alarm, state=AlarmState.ACKNOWLEDGED, acknowledged_by=operator, acknowledged_at=at)


def _comment(alarm: Alarm, action: Action, _operator: str, _at: datetime) -> Alarm:
    assert isinstance(action, Comment)
    if not 0 < len(action.note.strip()) <= NOTE_MAX_CHARS:
        raise Refused("A comment is 1 to {limit} characters long.", limit=NOTE_MAX_CHARS)
    return replace(alarm, comments=alarm.comments + 1)


def _close(alarm: Alarm, action: Action, operator: str, at: datetime) -> Alarm:
    assert isinstance(action, Close)
    return replace(
        alarm, state=AlarmState.CLOSED, disposition=action.disposition, closed_by=operator, closed_at=at,
        shelved_until=None, shelve_reason="",
    )  # fmt: skip


def _shelve(alarm: Alarm, action: Action, _operator: str, at: datetime) -> Alarm:
    assert isinstance(action, Shelve)
    if action.until <= at:
        raise Refused("The end of a shelf must lie ahead.")
    if not action.reason.strip():
        raise Refused("Shelving needs a reason.")
    return replace(alarm, state=AlarmState.SHELVED, shelved_until=action.until, shelve_reason=action.reason)


def _bring_back(alarm: Alarm, _action: Action, _operator: str, _at: datetime) -> Alarm:
    state = AlarmState.UNACKNOWLEDGED if alarm.active else AlarmState.RTN_UNACKNOWLEDGED
    return replace(
        alarm, state=state, shelved_until=None, shelve_reason="", disposition=None, closed_by="", closed_at=None,
    )  # fmt: skip


def _reopen(alarm: Alarm, action: Action, operator: str, at: datetime) -> Alarm:
    assert isinstance(action, Reopen)
    if not action.reason.strip():
        raise Refused("Reopening needs a reason.")
    return _bring_back(alarm, action, operator, at)


Handler = Callable[[Alarm, Action, str, datetime], Alarm]
_IN_QUEUE: dict[type[Action], Handler] = {
    Claim: _claim, Release: _release, Acknowledge: _acknowledge, Comment: _comment, Close: _close, Shelve: _shelve,
}  # fmt: skip
_TABLE: dict[AlarmState, dict[type[Action], Handler]] = {
    AlarmState.UNACKNOWLEDGED: _IN_QUEUE,
    AlarmState.RTN_UNACKNOWLEDGED: _IN_QUEUE,
    AlarmState.ACKNOWLEDGED: {v: h for v, h in _IN_QUEUE.items() if v is not Acknowledge},
    AlarmState.SHELVED: {Unshelve: _bring_back, Comment: _comment, Close: _close},
    AlarmState.SUPPRESSED: {Comment: _comment},
    AlarmState.OUT_OF_SERVICE: {Comment: _comment},
    AlarmState.CLOSED: {Reopen: _reopen, Comment: _comment},
}
TRANSITIONS: dict[tuple[AlarmState, type[Action]], Handler] = {
    (state, verb): handler for state, row in _TABLE.items() for verb, handler in row.items()
}


def queue_order(alarm: Alarm) -> tuple[int, datetime, str]:
    """Return the sort key of the queue: priority first, then the oldest."""
    return (alarm.priority, alarm.raised_at, alarm.id)
