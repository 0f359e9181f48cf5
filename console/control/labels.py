"""What the domain's words are called on screen: English templates, translated like any sentence."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from console.core import kinds
from console.core.alarm import AlarmState, Disposition
from console.core.event import Phase
from console.core.stream import TileState
from console.core.text import Text, text

KIND_LABELS: Mapping[str, Text] = MappingProxyType(
    {
        kinds.LOITERING: text("Loitering"),
        kinds.INTRUSION: text("Intrusion"),
        kinds.ABANDONMENT: text("Abandonment"),
        kinds.FIGHT: text("Fight"),
        kinds.ARSON: text("Arson"),
        kinds.FALL: text("Fall"),
        kinds.DROWNING: text("Drowning"),
        kinds.MISSING_PERSON: text("Missing person"),
        kinds.FIRE: text("Fire"),
        kinds.CROWD: text("Crowd"),
        kinds.FLOOD: text("Flood"),
        kinds.WANTED_VEHICLE: text("Wanted vehicle"),
        kinds.EMERGENCY_BELL: text("Emergency bell"),
        kinds.STREAM_LOST: text("Stream lost"),
        kinds.CAMERA_TAMPER: text("Camera tampering"),
        kinds.ANALYTICS_SILENT: text("Analytics silent"),
        kinds.CLOCK_SKEW: text("Clock skew"),
        kinds.JOURNAL_FAULT: text("Journal fault"),
    }
)

STATE_LABELS: Mapping[AlarmState, Text] = MappingProxyType(
    {
        AlarmState.UNACKNOWLEDGED: text("Unacknowledged"),
        AlarmState.ACKNOWLEDGED: text("Acknowledged"),
        AlarmState.RTN_UNACKNOWLEDGED: text("Over, unacknowledged"),
        AlarmState.SHELVED: text("Shelved"),
        AlarmState.SUPPRESSED: text("Suppressed"),
        AlarmState.OUT_OF_SERVICE: text("Out of service"),
        AlarmState.CLOSED: text("Closed"),
    }
)

DISPOSITION_LABELS: Mapping[Disposition, Text] = MappingProxyType(
    {
        Disposition.TRUE: text("True alarm"),
        Disposition.FALSE: text("False alarm"),
        Disposition.NUISANCE: text("Nuisance"),
        Disposition.DUPLICATE: text("Duplicate"),
        Disposition.HANDED_OVER: text("Handed over"),
        Disposition.TEST: text("Test"),
    }
)

PRIORITY_LABELS: Mapping[int, Text] = MappingProxyType(
    {1: text("Critical"), 2: text("High"), 3: text("Medium"), 4: text("Low")}
)

PHASE_LABELS: Mapping[Phase, Text] = MappingProxyType(
    {Phase.START: text("Began"), Phase.UPDATE: text("Goes on"), Phase.END: text("Ended")}
)

ROLE_LABELS: Mapping[str, Text] = MappingProxyType({"operator": text("Operator"), "supervisor": text("Supervisor")})

TILE_LABELS: Mapping[TileState, Text] = MappingProxyType(
    {
        TileState.IDLE: text("Idle"),
        TileState.OPENING: text("Opening"),
        TileState.LIVE: text("Live"),
        TileState.STALE: text("Stale"),
        TileState.LOST: text("Lost"),
        TileState.MASKED: text("Masked"),
    }
)

ENTRY_LABELS: Mapping[str, Text] = MappingProxyType(
    {
        "session.opened": text("Session opened"),
        "session.closed": text("Session closed"),
        "event.received": text("Event received"),
        "alarm.raised": text("Alarm raised"),
        "alarm.folded": text("Reports folded into the alarm"),
        "alarm.claimed": text("Alarm claimed"),
        "alarm.released": text("Alarm released"),
        "alarm.acknowledged": text("Alarm acknowledged"),
        "alarm.commented": text("Alarm commented"),
        "alarm.closed": text("Alarm closed"),
        "alarm.shelved": text("Alarm shelved"),
        "alarm.unshelved": text("Alarm brought back"),
        "alarm.reopened": text("Alarm reopened"),
        "ptz.moved": text("Camera steered"),
        "ptz.stopped": text("Camera stopped"),
        "ptz.stop_unconfirmed": text("Stop not confirmed"),
        "ptz.preset_recalled": text("Preset recalled"),
        "ptz.home_recalled": text("Home recalled"),
        "stream.lost": text("Stream lost"),
        "stream.restored": text("Stream restored"),
        "feed.lost": text("Feed lost"),
        "feed.restored": text("Feed restored"),
        "key.published": text("Signing key named"),
        "anchor.lost": text("Anchor lost"),
        "anchor.restored": text("Anchor restored"),
        "journal.exported": text("Journal exported"),
        "journal.overflowed": text("Facts lost while the journal could not be written"),
    }
)

FIXED_LABEL = text("Fixed camera")
ROTATING_LABEL = text("Rotating camera")


def kind_label(kind: str) -> Text:
    """Return an event kind's label; a kind nobody named is shown under its own name."""
    return KIND_LABELS.get(kind) or _as_it_is(kind)


def entry_label(kind: str) -> Text:
    """Return the label of a journal entry's kind, or the kind itself."""
    return ENTRY_LABELS.get(kind) or _as_it_is(kind)


def _as_it_is(word: str) -> Text:
    return Text("{word}", MappingProxyType({"word": word}))
