"""The keyboard as an operator uses it: what is typed, held, let go, and where it must not act."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from console.ui.commands import BY_NAME, COMMANDS, KEYMAP, Command
from console.ui.keys import OWN_KEYS, KeyDispatcher

NONE, KEYPAD = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier


@dataclass
class Desk:
    """A window with a wall, a text field and a list, and what the dispatcher made of the keys."""

    window: QWidget
    wall: QWidget
    field_: QLineEdit
    list_: QListWidget
    seen: list[str] = field(default_factory=list)
    digits: set[int] = field(default_factory=set)
    keys: KeyDispatcher | None = None

    def pressed(self, command: Command) -> None:
        self.seen.append(command.name)

    def released(self, command: Command) -> None:
        self.seen.append(f"end {command.name}")

    def digit(self, number: int) -> bool:
        return number in self.digits

    def send(
        self, target: QWidget, key: Qt.Key, text: str = "", modifiers: Qt.KeyboardModifier = NONE,
        up: bool = False, repeat: bool = False,
    ) -> None:  # fmt: skip
        kind = QEvent.Type.KeyRelease if up else QEvent.Type.KeyPress
        QApplication.sendEvent(target, QKeyEvent(kind, key, modifiers, text, repeat))


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    window = QWidget()
    qtbot.addWidget(window)
    wall, field_, list_ = QWidget(), QLineEdit(), QListWidget()
    list_.addItems(["a", "b", "c"])
    layout = QVBoxLayout(window)
    for child in (wall, field_, list_):
        layout.addWidget(child)
    made = Desk(window, wall, field_, list_)
    made.keys = KeyDispatcher(window, KEYMAP, made.pressed, made.released, made.digit)
    window.show()
    yield made
    made.keys.end()


def test_no_key_means_two_things() -> None:
    keys = [key for command in COMMANDS for key in command.keys]
    assert sorted(keys) == sorted(set(keys))
    assert len(BY_NAME) == len(COMMANDS)


def test_letters_and_digits_are_commands(desk: Desk) -> None:
    desk.send(desk.wall, Qt.Key.Key_A, "a")
    desk.send(desk.wall, Qt.Key.Key_2, "2")
    desk.send(desk.wall, Qt.Key.Key_Return)
    assert desk.seen == ["alarm.acknowledge", "alarm.close.false", "alarm.claim"]


def test_hangul_mode_means_the_same_keys(desk: Desk) -> None:
    desk.send(desk.wall, Qt.Key(ord("ㅁ")), "ㅁ")
    assert desk.seen == ["alarm.acknowledge"]


def test_typing_in_a_field_is_typing(desk: Desk) -> None:
    for letter, key in (("a", Qt.Key.Key_A), ("1", Qt.Key.Key_1)):
        desk.send(desk.field_, key, letter)
    desk.send(desk.field_, Qt.Key.Key_7, "7", KEYPAD)
    assert desk.seen == []
    assert desk.field_.text() == "a17"


def test_function_keys_work_in_a_field_too(desk: Desk) -> None:
    desk.send(desk.field_, Qt.Key.Key_F1)
    assert desk.seen == ["view.help"]


def test_keypad_steers_while_held_and_repeats_are_not_moves(desk: Desk) -> None:
    desk.send(desk.wall, Qt.Key.Key_6, "6", KEYPAD)
    for _ in range(5):
        desk.send(desk.wall, Qt.Key.Key_6, "6", KEYPAD, up=True, repeat=True)
        desk.send(desk.wall, Qt.Key.Key_6, "6", KEYPAD, repeat=True)
    assert desk.seen == ["ptz.right"]
    desk.send(desk.wall, Qt.Key.Key_6, "6", KEYPAD, up=True)
    assert desk.seen == ["ptz.right", "end ptz.right"]


def test_a_key_kept_down_is_one_command_unless_it_may_repeat(desk: Desk) -> None:
    desk.send(desk.wall, Qt.Key.Key_1, "1")
    for _ in range(4):
        desk.send(desk.wall, Qt.Key.Key_1, "1", up=True, repeat=True)
        desk.send(desk.wall, Qt.Key.Key_1, "1", repeat=True)
    assert desk.seen == ["alarm.close.true"]
    for repeat in (False, True, True):
        desk.send(desk.wall, Qt.Key.Key_Down, repeat=repeat)
    assert desk.seen[1:] == ["queue.next"] * 3


def test_pairs_of_up_and_down_that_are_not_marked_as_repeats_are_one_hold(desk: Desk, qtbot: QtBot) -> None:
    assert desk.keys is not None
    desk.keys.pairs = True
    desk.send(desk.wall, Qt.Key.Key_6, "6", KEYPAD)
    for _ in range(5):
        desk.send(desk.wall, Qt.Key.Key_6, "6", KEYPAD, up=True)
        desk.send(desk.wall, Qt.Key.Key_6, "6", KEYPAD)
    assert desk.seen == ["ptz.right"]
    desk.send(desk.wall, Qt.Key.Key_6, "6", KEYPAD, up=True)
    qtbot.waitUntil(lambda: desk.seen == ["ptz.right", "end ptz.right"])


def test_keypad_without_numlock_is_the_same(desk: Desk) -> None:
    desk.send(desk.wall, Qt.Key.Key_Right, "", KEYPAD)
    desk.send(desk.wall, Qt.Key.Key_Right, "", KEYPAD, up=True)
    assert desk.seen == ["ptz.right", "end ptz.right"]


def test_the_key_up_counts_wherever_the_focus_went(desk: Desk) -> None:
    desk.send(desk.wall, Qt.Key.Key_8, "8", KEYPAD)
    desk.send(desk.field_, Qt.Key.Key_8, "8", KEYPAD, up=True)
    assert desk.seen == ["ptz.up", "end ptz.up"]


def test_losing_the_window_lets_go(desk: Desk) -> None:
    desk.send(desk.wall, Qt.Key.Key_4, "4", KEYPAD)
    QApplication.sendEvent(desk.window, QEvent(QEvent.Type.WindowDeactivate))
    assert desk.seen == ["ptz.left", "end ptz.left"]
    desk.send(desk.wall, Qt.Key.Key_4, "4", KEYPAD, up=True)
    assert desk.seen == ["ptz.left", "end ptz.left"]


def test_an_awaited_preset_takes_the_digit_before_a_verdict_does(desk: Desk) -> None:
    desk.digits = {2}
    desk.send(desk.wall, Qt.Key.Key_2, "2")
    desk.send(desk.wall, Qt.Key.Key_2, "2", up=True)
    assert desk.seen == []
    desk.digits = set()
    desk.send(desk.wall, Qt.Key.Key_2, "2")
    assert desk.seen == ["alarm.close.false"]


def test_a_list_keeps_its_own_steering_unless_it_is_the_queue(desk: Desk) -> None:
    desk.list_.setCurrentRow(0)
    desk.send(desk.list_, Qt.Key.Key_Down)
    assert (desk.list_.currentRow(), desk.seen) == (1, [])
    desk.list_.setProperty(OWN_KEYS, True)
    desk.send(desk.list_, Qt.Key.Key_Down)
    assert (desk.list_.currentRow(), desk.seen) == (1, ["queue.next"])
