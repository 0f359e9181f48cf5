"""The questions an action asks first: none blocks, Enter confirms, Esc cancels, the answer goes to a callback."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from console.core.alarm import NOTE_MAX_CHARS
from console.ui.labels import plain_label
from console.ui.language import tr

SHELF_MINUTES = (5, 15, 30, 60)
USUAL_MINUTES = 15
WIDTH_PX = 540
RADIO_STYLE = """
QRadioButton { spacing: 7px; padding: 3px 2px; border-bottom: 1px solid transparent; }
QRadioButton:focus { border-bottom: 1px solid palette(text); }
QRadioButton::indicator { width: 14px; height: 14px; border: 1px solid palette(text); border-radius: 8px; }
QRadioButton::indicator:checked { background: palette(text); }
"""
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class NoteField(QPlainTextEdit):
    """Take a few lines of text; Enter confirms, Shift+Enter begins a new line."""

    confirmed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setFixedHeight(92)

    def words(self) -> str:
        """Return what was written, without the blanks around it."""
        return self.toPlainText().strip()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep Enter from being text."""
        if event.key() in ENTER and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.confirmed.emit()
        else:
            super().keyPressEvent(event)


class NoteDialog(QDialog):
    """Ask for a note; `answered` brings it once, when the question was confirmed."""

    answered = Signal(str)

    def __init__(self, parent: QWidget | None, title: str, question: str, confirm: str, needed: bool) -> None:
        super().__init__(parent)
        self._needed = needed
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("panel")
        self.setWindowTitle(title)
        self.setMinimumWidth(WIDTH_PX)
        self.note = NoteField(question)
        self.fault = _label("", "warning")
        self.confirm = QPushButton(confirm)
        self.confirm.setProperty("main", True)
        self.confirm.setDefault(True)
        self.cancel = QPushButton(tr("Cancel"))
        self.cancel.setAutoDefault(False)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(20, 18, 20, 16)
        self.column.setSpacing(10)
        self.column.addWidget(_label(title, "heading"))
        self.column.addWidget(_label(question, "second"))
        self.column.addWidget(self.note)
        self.column.addWidget(self.fault)
        hint = _label(tr("Enter confirms · Shift+Enter new line · Esc cancels"), "faint")
        buttons = QHBoxLayout()
        buttons.addWidget(hint, 1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.confirm)
        self.column.addLayout(buttons)
        self.fault.hide()
        self.confirm.clicked.connect(self.accept)
        self.cancel.clicked.connect(self.reject)
        self.note.confirmed.connect(self.accept)
        self.note.textChanged.connect(self.fault.hide)
        self.note.setFocus()
        give_back_keys(self, parent)

    def accept(self) -> None:
        """Confirm, or say what is missing and stay."""
        words = self.note.words()
        if self._needed and not words:
            self._complain(tr("Write a few words first."))
        elif len(words) > NOTE_MAX_CHARS:
            self._complain(tr("At most {limit} characters; these are {count}.", limit=NOTE_MAX_CHARS, count=len(words)))
        else:
            super().accept()
            self.answered.emit(words)

    def _complain(self, words: str) -> None:
        self.fault.setText(words)
        self.fault.show()
        self.note.setFocus()


class ShelveDialog(NoteDialog):
    """Ask how long and why an alarm is set aside."""

    def __init__(self, parent: QWidget | None, longest_min: int) -> None:
        super().__init__(
            parent, tr("Shelve the alarm"), tr("It comes back by itself. Why may it wait?"), tr("Shelve"), needed=True
        )
        self.setStyleSheet(RADIO_STYLE)
        self._choices = QButtonGroup(self)
        row = QHBoxLayout()
        row.setSpacing(18)
        row.addWidget(_label(tr("How long"), "second"))
        offered = [minutes for minutes in SHELF_MINUTES if minutes <= longest_min] or [longest_min]
        for minutes in offered:
            button = QRadioButton(tr("{minutes} min", minutes=minutes))
            self._choices.addButton(button, minutes)
            row.addWidget(button)
        row.addStretch(1)
        usual = self._choices.button(USUAL_MINUTES) or self._choices.button(offered[-1])
        usual.setChecked(True)
        self.column.insertLayout(1, row)
        QWidget.setTabOrder(self.note, self.confirm)

    @property
    def minutes(self) -> int:
        """Return the chosen length in minutes."""
        return self._choices.checkedId()


def give_back_keys(dialog: QDialog, parent: QWidget | None) -> None:
    """Have the window under a dialog take the keyboard again: no window manager may be there to see to it."""
    if parent is not None:
        dialog.finished.connect(parent.window().activateWindow)


def ask_comment(parent: QWidget | None, done: Callable[[str], object]) -> NoteDialog:
    """Ask for a comment; `done` gets 1 to 2,000 characters, and nothing when the question is cancelled."""
    dialog = NoteDialog(parent, tr("Comment"), tr("What should the journal say about this alarm?"), tr("Save"), True)
    return _open(dialog, done)


def ask_reopen(parent: QWidget | None, done: Callable[[str], object]) -> NoteDialog:
    """Ask why a closing is taken back; `done` gets the reason."""
    question = tr("The old verdict stays in the journal. Why is it taken back?")
    return _open(NoteDialog(parent, tr("Reopen the alarm"), question, tr("Reopen"), True), done)


def ask_shelve(parent: QWidget | None, done: Callable[[int, str], object], longest_min: int = 60) -> ShelveDialog:
    """Ask how long and why; `done` gets minutes (at most `longest_min`) and the reason."""
    dialog = ShelveDialog(parent, longest_min)
    dialog.answered.connect(lambda why: done(dialog.minutes, why))
    dialog.open()
    return dialog


def _open(dialog: NoteDialog, done: Callable[[str], object]) -> NoteDialog:
    dialog.answered.connect(done)
    dialog.open()
    return dialog


def _label(words: str, role: str) -> QLabel:
    made = plain_label(words, role)
    made.setWordWrap(True)
    return made
