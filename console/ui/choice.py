"""A drop-down list whose first entry means all."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox

CHOICE_MAX_PX = 190


class Choice(QComboBox):
    """A drop-down list with a visible arrow, whose first entry means `all`."""

    def __init__(self, entries: Iterable[tuple[str, str]], name: str) -> None:
        super().__init__()
        for words, value in entries:
            self.addItem(words, value)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setMaxVisibleItems(24)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setMaximumWidth(CHOICE_MAX_PX)

    def value(self) -> str:
        """Return what the chosen entry stands for, empty for all."""
        return str(self.currentData() or "")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the arrow that the flat style leaves out."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(self.palette().placeholderText().color())
        painter.drawText(
            self.rect().adjusted(0, 0, -9, 0), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, "▾"
        )
        painter.end()
