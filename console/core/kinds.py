"""Event kinds (KISA certification classes and the console's own) and their default priorities."""

from __future__ import annotations

LOITERING = "loitering"
INTRUSION = "intrusion"
ABANDONMENT = "abandonment"
FIGHT = "fight"
ARSON = "arson"
FALL = "fall"
DROWNING = "drowning"
MISSING_PERSON = "missing_person"
FIRE = "fire"
CROWD = "crowd"
FLOOD = "flood"
WANTED_VEHICLE = "wanted_vehicle"
EMERGENCY_BELL = "emergency_bell"
STREAM_LOST = "stream_lost"
CAMERA_TAMPER = "camera_tamper"
ANALYTICS_SILENT = "analytics_silent"
CLOCK_SKEW = "clock_skew"
JOURNAL_FAULT = "journal_fault"

DEFAULT_PRIORITY: dict[str, int] = {
    EMERGENCY_BELL: 1, FIRE: 1, ARSON: 1, DROWNING: 1, FIGHT: 1, INTRUSION: 1, JOURNAL_FAULT: 1,
    FALL: 2, MISSING_PERSON: 2, WANTED_VEHICLE: 2, FLOOD: 2, LOITERING: 2, ANALYTICS_SILENT: 2,
    ABANDONMENT: 3, STREAM_LOST: 3, CAMERA_TAMPER: 3, CLOCK_SKEW: 3,
    CROWD: 4,
}  # fmt: skip
UNKNOWN_PRIORITY = 3


def default_priority(kind: str) -> int:
    """Return 1 critical … 4 low; a kind nobody named is kept and gets 3."""
    return DEFAULT_PRIORITY.get(kind, UNKNOWN_PRIORITY)
