"""The badge: a priority as shape, number and colour, never colour alone."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from console.ui.language import tr
from console.ui.theme import SHAPES, Tokens, color, ui_font

BADGE_WIDTH, BADGE_HEIGHT = 38, 24


class Badge(QWidget):
    """Show a priority as shape, number and colour."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._tokens, self._priority, self._loud = tokens, 4, True
        self.setFixedSize(BADGE_WIDTH, BADGE_HEIGHT)

    def set_priority(self, priority: int | None, loud: bool = True) -> None:
        """Show a priority 1 to 4, quiet once somebody has claimed the alarm; hide where there is none."""
        self._priority, self._loud = priority or 4, loud
        self.setVisible(priority is not None)
        self.setAccessibleName(tr("Priority {priority}", priority=priority) if priority else "")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the badge."""
        painter = QPainter(self)
        paint_badge(painter, QRectF(self.rect()), self._priority, self._tokens, self._loud)
        painter.end()


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
