"""What an alarm is called on screen: its kind, state, place and badge, in the language in force."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from console.control.labels import DISPOSITION_LABELS, STATE_LABELS, kind_label
from console.core.alarm import Alarm, AlarmState, Disposition
from console.core.camera import Camera
from console.ui.language import say, tr
from console.ui.theme import SHAPES, Tokens, color, ui_font

BADGE_WIDTH, BADGE_HEIGHT = 38, 24


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


def paint_badge(painter: QPainter, rect: QRectF, priority: int, tokens: Tokens, loud: bool = True) -> None:
    """Paint a priority as shape, number and colour; quiet (outlined) once somebody has claimed the alarm."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    fill = color(tokens.priority[priority])
    painter.setPen(Qt.PenStyle.NoPen if loud else color(tokens.frame[priority]))
    painter.setBrush(fill if loud else color(tokens.priority[priority], 90))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    painter.setPen(color(tokens.priority_text if loud else tokens.text))
    painter.setFont(ui_font(13, bold=True))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, f"{SHAPES[priority]} {priority}")
    painter.restore()
