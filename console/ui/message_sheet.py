"""The messages so far: what the bottom line showed, newest first."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QListWidget, QPushButton, QVBoxLayout, QWidget

from console.control.messages import Message
from console.ui.bars import MARKS
from console.ui.dialogs import give_back_keys
from console.ui.formats import clock
from console.ui.language import say, tr

SIZE_PX = (760, 420)


class MessageSheet(QDialog):
    """List sentences with their times; Esc or Enter closes it. Open it with `open()`."""

    def __init__(self, messages: Iterable[Message], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Messages so far"))
        self.resize(*SIZE_PX)
        heading = QLabel(tr("Messages so far"))
        heading.setProperty("role", "heading")
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setAccessibleName(tr("Messages so far"))
        self.list.addItems([f"{MARKS.get(m.level, '·')}  {clock(m.at_utc)}  {say(m.text)}" for m in messages][::-1])
        close = QPushButton(tr("Close"))
        close.setDefault(True)
        close.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(heading)
        column.addWidget(self.list, 1)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        give_back_keys(self, parent)
