"""The questions: none blocks, Enter confirms, Esc cancels, an answer comes once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QRadioButton, QWidget

from console.ui.dialogs import NoteDialog, ask_comment, ask_reopen, ask_shelve
from console.ui.help_sheet import HelpSheet, share_out
from console.ui.theme import Tokens

Ask = Callable[[QWidget, Callable[[str], object]], NoteDialog]


@pytest.fixture
def window(qtbot: Any, tokens: Tokens) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1200, 800)
    made.show()
    return made


@pytest.mark.parametrize("ask", [ask_comment, ask_reopen])
def test_enter_confirms_once(window: QWidget, ask: Ask) -> None:
    said: list[str] = []
    dialog = ask(window, said.append)
    assert dialog.isVisible()
    assert said == []
    QTest.keyClicks(dialog.note, "  a man on the fence ")
    QTest.keyClick(dialog.note, Qt.Key.Key_Return)
    assert said == ["a man on the fence"]
    QApplication.processEvents()
    assert window.findChildren(QDialog) == [] or not dialog.isVisible()


@pytest.mark.parametrize("ask", [ask_comment, ask_reopen])
def test_escape_cancels(window: QWidget, ask: Ask) -> None:
    said: list[str] = []
    dialog = ask(window, said.append)
    QTest.keyClicks(dialog.note, "typed in vain")
    QTest.keyClick(dialog.note, Qt.Key.Key_Escape)
    assert said == []
    assert not dialog.isVisible()


@pytest.mark.parametrize("ask", [ask_comment, ask_reopen])
def test_a_needed_note_is_asked_for(window: QWidget, ask: Ask) -> None:
    said: list[str] = []
    dialog = ask(window, said.append)
    QTest.keyClicks(dialog.note, "   ")
    QTest.keyClick(dialog.note, Qt.Key.Key_Enter)
    assert said == []
    assert dialog.isVisible()
    assert dialog.fault.text() == "Write a few words first."
    assert dialog.fault.isVisible()
    dialog.reject()


def test_shift_enter_begins_a_line(window: QWidget) -> None:
    said: list[str] = []
    dialog = ask_comment(window, said.append)
    QTest.keyClicks(dialog.note, "one")
    QTest.keyClick(dialog.note, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClicks(dialog.note, "two")
    QTest.keyClick(dialog.note, Qt.Key.Key_Return)
    assert said == ["one\ntwo"]


def test_a_note_too_long_stays(window: QWidget) -> None:
    said: list[str] = []
    dialog = ask_comment(window, said.append)
    dialog.note.setPlainText("x" * 2001)
    dialog.confirm.click()
    assert said == []
    assert "2001" in dialog.fault.text()
    dialog.note.setPlainText("x" * 2000)
    dialog.confirm.click()
    assert said == ["x" * 2000]


def test_shelving_asks_how_long_and_why(window: QWidget, qtbot: Any) -> None:
    said: list[tuple[int, str]] = []
    dialog = ask_shelve(window, lambda minutes, why: said.append((minutes, why)))
    assert dialog.minutes == 15
    choices = dialog.findChildren(QRadioButton)
    assert [choice.text() for choice in choices] == ["5 min", "15 min", "30 min", "60 min"]
    qtbot.waitUntil(dialog.isActiveWindow)
    choices[1].setFocus()
    QTest.keyClick(choices[1], Qt.Key.Key_Right)
    assert dialog.minutes == 30
    QTest.keyClick(choices[2], Qt.Key.Key_Return)
    assert said == []
    QTest.keyClicks(dialog.note, "works on site")
    QTest.keyClick(choices[2], Qt.Key.Key_Return)
    assert said == [(30, "works on site")]


def test_no_longer_shelf_than_the_room_allows(window: QWidget) -> None:
    dialog = ask_shelve(window, lambda _minutes, _why: None, longest_min=15)
    assert [choice.text() for choice in dialog.findChildren(QRadioButton)] == ["5 min", "15 min"]
    dialog.reject()
    short = ask_shelve(window, lambda _minutes, _why: None, longest_min=3)
    assert short.minutes == 3
    short.reject()


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_F1, Qt.Key.Key_Return])
def test_the_help_sheet_shows_the_table_and_goes_away(window: QWidget, key: Qt.Key) -> None:
    groups = [("Queue", [("A", "Acknowledge"), ("C", "<i>Comment</i>")]), ("Wall", [("Ctrl+1", "1 tile")])]
    sheet = HelpSheet(groups, window)
    sheet.open()
    words = [label.text() for label in sheet.findChildren(QLabel)]
    assert {"Queue", "A", "Acknowledge", "<i>Comment</i>", "Wall", "Ctrl+1"} <= set(words)
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in sheet.findChildren(QLabel))
    QTest.keyClick(sheet, key)
    assert not sheet.isVisible()


def test_groups_are_shared_out_whole_and_in_order() -> None:
    groups = [(name, [("k", "l")] * size) for name, size in (("a", 15), ("b", 12), ("c", 13), ("d", 2), ("e", 5))]
    columns = share_out(groups, 3)
    assert sorted(group[0] for column in columns for group in column) == list("abcde")
    heights = [sum(len(pairs) + 2 for _name, pairs in column) for column in columns]
    assert max(heights) <= 21
    assert share_out([], 3) == []
