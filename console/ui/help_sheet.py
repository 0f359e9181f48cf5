"""The sheet of keys (F1): made from whatever table of commands it is given."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from console.ui.dialogs import give_back_keys
from console.ui.labels import plain_label
from console.ui.language import tr

KeyGroup = tuple[str, Sequence[tuple[str, str]]]
COLUMNS = 3
LARGEST_SHARE = 0.92


class HelpSheet(QDialog):
    """Show (key, label) pairs under their headings in columns; Esc, Enter or F1 closes it. Open it with `open()`."""

    def __init__(self, groups: Sequence[KeyGroup], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("panel")
        self.setWindowTitle(tr("Keys"))
        sheet = QWidget()
        sheet.setObjectName("panel")
        row = QHBoxLayout(sheet)
        row.setContentsMargins(0, 0, 12, 0)
        row.setSpacing(36)
        for column in share_out(groups, COLUMNS):
            stack = QVBoxLayout()
            stack.setSpacing(4)
            for heading, pairs in column:
                stack.addWidget(plain_label(heading, "section"))
                stack.addLayout(_pairs(pairs))
                stack.addSpacing(12)
            stack.addStretch(1)
            row.addLayout(stack, 1)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setWidget(sheet)
        close = QPushButton(tr("Close"))
        close.setDefault(True)
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addWidget(plain_label(tr("F1 or Esc closes this sheet"), "faint"), 1)
        foot.addWidget(close)
        column_of_all = QVBoxLayout(self)
        column_of_all.setContentsMargins(24, 18, 24, 16)
        column_of_all.setSpacing(12)
        column_of_all.addWidget(plain_label(tr("Keys"), "heading"))
        column_of_all.addWidget(scroll, 1)
        column_of_all.addLayout(foot)
        wanted = sheet.sizeHint()
        room = (parent.window().size() if parent else self.screen().availableSize()) * LARGEST_SHARE
        self.resize(min(wanted.width() + 70, room.width()), min(wanted.height() + 130, room.height()))

        give_back_keys(self, parent)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with the key that opened it."""
        if event.key() == Qt.Key.Key_F1:
            self.accept()
        else:
            super().keyPressEvent(event)


def share_out(groups: Sequence[KeyGroup], columns: int) -> list[list[KeyGroup]]:
    """Share groups among columns of about one height: the longest first, each to the column that is shortest."""
    heights = [0] * columns
    shared: list[list[int]] = [[] for _ in range(columns)]
    for number in sorted(range(len(groups)), key=lambda number: -len(groups[number][1])):
        column = heights.index(min(heights))
        shared[column].append(number)
        heights[column] += len(groups[number][1]) + 2
    return [[groups[number] for number in sorted(column)] for column in sorted(filter(None, shared), key=min)]


def _pairs(pairs: Sequence[tuple[str, str]]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(14)
    grid.setVerticalSpacing(5)
    grid.setColumnStretch(1, 1)
    grid.setColumnMinimumWidth(0, 96)
    for number, (key, words) in enumerate(pairs):
        cap = plain_label(key, "second")
        grid.addWidget(cap, number, 0)
        grid.addWidget(plain_label(words, ""), number, 1)
    return grid
