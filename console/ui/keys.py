"""From key presses to commands: one place that reads the keyboard, for the main window only."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from console.ui.commands import Command

TEXT_FIELDS = (QLineEdit, QPlainTextEdit, QAbstractSpinBox, QComboBox)
# What the keypad's keys are called when NumLock is off.
KEYPAD_WITHOUT_NUMLOCK = {
    Qt.Key.Key_Home: "7", Qt.Key.Key_Up: "8", Qt.Key.Key_PageUp: "9",
    Qt.Key.Key_Left: "4", Qt.Key.Key_Clear: "5", Qt.Key.Key_Right: "6",
    Qt.Key.Key_End: "1", Qt.Key.Key_Down: "2", Qt.Key.Key_PageDown: "3",
}  # fmt: skip
LIST_KEYS = frozenset({"Up", "Down", "Left", "Right", "Home", "End", "PgUp", "PgDown", "Return", "Enter"})
# A Korean keyboard in Hangul mode (두벌식) sends the letter's jamo: the operator means the key, not the letter.
JAMO = dict(zip("ㅁㄴㅇㄹㅎㅗㅓㅏㅣㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅋㅌㅊㅍㅠㅜㅡ", "ASDFGHJKLQWERTYUIOPZXCVBNM", strict=True))
PAIR_MS = 8
OWN_KEYS = "own_keys"
"""Qt property of a list whose arrow and Enter keys mean commands, not its own steering."""


def key_name(event: QKeyEvent) -> str:
    """Name a key press in the table's spelling: `Num+7` for the keypad, portable Qt text for the rest."""
    key = Qt.Key(event.key())
    if event.modifiers() & Qt.KeyboardModifier.KeypadModifier:
        digit = KEYPAD_WITHOUT_NUMLOCK.get(key)
        if digit is not None:
            return f"Num+{digit}"
        if Qt.Key.Key_0 <= key <= Qt.Key.Key_9 or key in (Qt.Key.Key_Plus, Qt.Key.Key_Minus):
            return f"Num+{chr(key)}"
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    name = QKeySequence(QKeyCombination(modifiers, key)).toString(QKeySequence.SequenceFormat.PortableText)
    return name[:-1] + JAMO[name[-1]] if name and name[-1] in JAMO else name


class KeyDispatcher(QObject):
    """Turn the keyboard into commands, except what is typed into a text field or steers a list that has the focus.

    pressed(command) once a press, again and again for those that repeat; released(command) for held ones.
    A held command ends too when the window loses the focus: a key-up may then never come.
    """

    def __init__(
        self,
        window: QWidget,
        keymap: Mapping[str, Command],
        pressed: Callable[[Command], None],
        released: Callable[[Command], None],
        digit: Callable[[int], bool],
    ) -> None:
        super().__init__(window)
        self._window, self._keymap = window, keymap
        self._pressed, self._released, self._digit = pressed, released, digit
        self._held: dict[int, Command] = {}
        self._down: dict[int, int] = {}
        self._count = 0
        self.pairs = QApplication.platformName() == "xcb"
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.installEventFilter(self)
        app.applicationStateChanged.connect(self._on_application_state)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the key events of this window's widgets (Qt calls it on the UI thread)."""
        kind = event.type()
        if kind is QEvent.Type.WindowDeactivate and watched is self._window:
            self.let_go()
        if kind not in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease) or not isinstance(watched, QWidget):
            return False
        assert isinstance(event, QKeyEvent)
        if kind is QEvent.Type.KeyRelease:
            return self._key_up(event)
        if watched.window() is not self._window or QApplication.activeModalWidget() is not None:
            return False
        return self._key_down(watched, event)

    def end(self) -> None:
        """Read the keyboard no more."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.removeEventFilter(self)
        app.applicationStateChanged.disconnect(self._on_application_state)
        self.deleteLater()

    def let_go(self) -> None:
        """End every held command; the key-ups may never come."""
        self._down.clear()
        while self._held:
            self._released(self._held.popitem()[1])

    def _key_down(self, watched: QWidget, event: QKeyEvent) -> bool:
        physical = self._physical(event)
        repeat = event.isAutoRepeat() or physical in self._down
        self._down[physical] = self._count = self._count + 1
        name = key_name(event)
        typing = isinstance(watched, TEXT_FIELDS)
        digit = name.removeprefix("Num+")
        if not typing and not repeat and digit.isdecimal() and self._digit(int(digit)):
            return True
        command = self._keymap.get(name)
        if command is None or (typing and not command.in_text):
            return False
        if isinstance(watched, QAbstractItemView) and name in LIST_KEYS and not watched.property(OWN_KEYS):
            return False
        if repeat and not command.repeats:
            return True
        if command.held:
            self._held[physical] = command
        self._pressed(command)
        return True

    def _key_up(self, event: QKeyEvent) -> bool:
        physical = self._physical(event)
        if not event.isAutoRepeat():
            # X11 sends a key that is kept down as pairs of up and down, which Qt does not always mark as repeats: an up
            # counts when no down of the same key came right after it.
            count = self._down.get(physical, 0)
            if self.pairs:
                QTimer.singleShot(PAIR_MS, self, lambda: self._up(physical, count))
            else:
                self._up(physical, count)
        return physical in self._held

    def _up(self, physical: int, count: int) -> None:
        if self._down.get(physical) != count:
            return
        del self._down[physical]
        command = self._held.pop(physical, None)
        if command is not None:
            self._released(command)

    def _on_application_state(self, state: Qt.ApplicationState) -> None:
        if state is not Qt.ApplicationState.ApplicationActive:
            self.let_go()

    @staticmethod
    def _physical(event: QKeyEvent) -> int:
        # The scan code: releasing Shift before the arrow would otherwise give the key-up another name.
        return event.nativeScanCode() or event.key()
