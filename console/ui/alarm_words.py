"""What an alarm is called on screen: its kind, state and place, in the language in force."""

from __future__ import annotations

from console.control.labels import DISPOSITION_LABELS, STATE_LABELS, kind_label
from console.core.alarm import Alarm, AlarmState, Disposition
from console.core.camera import Camera
from console.ui.language import say, tr


def kind_word(kind: str) -> str:
    """Name an event kind; one nobody named is shown under its own name."""
    return say(kind_label(kind))


def state_word(alarm: Alarm) -> str:
    """Name where an alarm stands and whose it is, for the queue's second column."""
    if alarm.claimed_by and alarm.state is not AlarmState.ACKNOWLEDGED:
        return tr("claimed · {operator}", operator=alarm.claimed_by)
    if alarm.state is AlarmState.ACKNOWLEDGED:
        return tr("acknowledged · {operator}", operator=alarm.acknowledged_by)
    return say(STATE_LABELS[alarm.state])


def disposition_word(disposition: Disposition) -> str:
    """Name a verdict."""
    return say(DISPOSITION_LABELS[disposition])


def place(alarm: Alarm, camera: Camera | None) -> str:
    """Name the camera of an alarm; one that is not registered is named by its id, and said to be unknown."""
    return camera.name if camera else tr("{camera} (not registered)", camera=alarm.camera_id)
