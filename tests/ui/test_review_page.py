"""The supervisor's page: filters, paging, stories, verdict, exports, all without a mouse."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtCore import QDateTime, QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel

from console.core.entry import Entry
from console.core.errors import JournalError
from console.core.text import text
from console.ui.language import install_language
from console.ui.review_filters import Period, since_of
from console.ui.review_page import PAGE_ENTRIES, ReviewPage
from console.ui.review_table import ALARM, CAMERA, KIND, WORDS
from console.ui.story_view import recorded_body
from console.ui.theme import Tokens
from tests.ui.conftest import OFFSCREEN_NOISE, RESOURCES, HandTurnedLoop
from tests.ui.fakes import FakeAlarms, FakeCameras, FakeReview, FakeVerdict, entry, jpeg

SHAPE: dict[str, object] = {"priority": 1, "kind": "intrusion", "count": 1}
EVENT: dict[str, object] = {
    "kind": "intrusion", "phase": "start", "score": 0.93, "zone": "담장", "track": "t-41",
    "snapshot": "…", "box": [0.1, 0.2, 0.3, 0.4],
}  # fmt: skip


def incident(first: int) -> list[Entry]:
    one: dict[str, str] = {"alarm_id": "A1", "camera_id": "642-6"}
    mine = {**one, "operator": "관제석 1"}
    return [
        entry(first, "event.received", EVENT, **one),
        entry(first + 1, "alarm.raised", {"alarm": SHAPE}, **one),
        entry(first + 2, "event.received", {**EVENT, "phase": "update", "score": 0.95}, **one),
        entry(first + 3, "event.received", {**EVENT, "phase": "update", "score": 0.91}, **one),
        entry(first + 4, "alarm.claimed", {"alarm": SHAPE}, **mine),
        entry(first + 5, "alarm.commented", {"note": "<b>담을</b> 넘는 한 사람", "alarm": SHAPE}, **mine),
        entry(first + 6, "alarm.closed", {"disposition": "true", "note": "112", "alarm": SHAPE}, **mine),
    ]


class Desk:
    """Hold a page with its services."""

    def __init__(self, entries: list[Entry], turning: HandTurnedLoop, tokens: Tokens) -> None:
        self.review = FakeReview(entries)
        self.alarms = FakeAlarms(self.review)
        self.turning = turning
        self.page = ReviewPage(
            cast(Any, self.review), cast(Any, FakeCameras()), cast(Any, self.alarms), turning.spawn, tokens
        )
        self.page.resize(1366, 700)

    def show(self, period: Period = Period.ALL) -> None:
        self.page.show()
        self.page.filters.period.setCurrentIndex(list(Period).index(period))
        self.page.activateWindow()
        self.turning.until(self.page.isActiveWindow, "the active window")
        self.turning.settle()

    def shown(self) -> list[int]:
        found = (self.page.model.entry(row) for row in range(self.page.model.rowCount()))
        return [e.seq for e in found if e is not None]

    def texts(self) -> list[str]:
        return [label.text() for label in self.page.story.findChildren(QLabel) if not label.isHidden()]


@pytest.fixture
def desk(qtbot: Any, turning: HandTurnedLoop, tokens: Tokens) -> Iterator[Desk]:
    made = Desk(
        [*incident(100), entry(200, "stream.lost", {"reason": "No answer."}, camera_id="11-2")], turning, tokens
    )
    qtbot.addWidget(made.page)
    yield made
    made.page.close()


def test_newest_first_in_words(desk: Desk) -> None:
    desk.show()
    assert desk.shown() == [200, 106, 105, 104, 103, 102, 101, 100]
    model = desk.page.model
    assert model.index(1, KIND).data() == "Alarm closed"
    assert "alarm.closed" in model.index(1, KIND).data(Qt.ItemDataRole.ToolTipRole)
    assert model.index(1, WORDS).data() == "관제석 1 closed it: True alarm · 112"
    assert model.index(1, CAMERA).data() == "구로1동 642-6 스마트폴"
    assert desk.page.count.text().startswith("8 entries · as of ")


def test_untrusted_text_stays_plain(desk: Desk) -> None:
    desk.show()
    tooltip = desk.page.model.index(0, CAMERA).data(Qt.ItemDataRole.ToolTipRole)
    assert "&lt;b&gt;" in tooltip
    assert "<b>" not in tooltip
    desk.page.table.selectRow(2)
    desk.turning.settle()
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in desk.page.story.findChildren(QLabel))
    assert "관제석 1 noted: <b>담을</b> 넘는 한 사람" in desk.texts()


def test_further_pages_come_while_scrolling(desk: Desk) -> None:
    desk.review.entries = [entry(seq, "session.opened", operator="관제석 2") for seq in range(900, 0, -1)]
    desk.show()
    model = desk.page.model
    while model.canFetchMore(QModelIndex()):
        rows = model.rowCount()
        model.fetchMore(QModelIndex())
        model.fetchMore(QModelIndex())
        desk.turning.until(lambda rows=rows: model.rowCount() > rows or not model.canFetchMore(QModelIndex()))  # type: ignore[misc]
        desk.turning.settle()
    assert desk.shown() == list(range(900, 0, -1))
    befores = [before for _f, before in desk.review.asked if before is not None]
    assert befores == sorted(set(befores), reverse=True)
    assert befores[0] == 900 - PAGE_ENTRIES + 1


def test_typing_asks_once_and_the_latest_answer_wins(desk: Desk) -> None:
    desk.show()
    desk.review.asked.clear()
    slow = desk.review.gates["담을"] = asyncio.Event()
    desk.page.filters.search.setText("담")
    desk.page.filters.search.setText("담을")
    desk.turning.until(lambda: desk.review.asked)
    assert [f.words for f, _before in desk.review.asked] == ["담을"]
    desk.page.filters.search.setText("No answer")
    desk.turning.until(lambda: desk.shown() == [200])
    slow.set()
    desk.turning.settle()
    assert desk.shown() == [200]
    assert desk.page.count.text().startswith("1 entries")


def test_filters_reach_the_question(desk: Desk) -> None:
    desk.show()
    filters = desk.page.filters
    filters.operator.setCurrentIndex(filters.operator.findData("관제석 1"))
    filters.kind.setCurrentIndex(filters.kind.findData("alarm.closed"))
    filters.disposition.setCurrentIndex(filters.disposition.findData("true"))
    desk.turning.settle()
    asked = desk.review.asked[-1][0]
    assert (asked.operator, asked.kind, asked.disposition) == ("관제석 1", "alarm.closed", "true")
    assert desk.shown() == [106]
    QTest.mouseClick(filters.clear, Qt.MouseButton.LeftButton)
    desk.turning.settle()
    assert not filters.narrow()


def test_a_camera_is_chosen_by_typing_a_part_of_its_name(desk: Desk) -> None:
    desk.show()
    field = desk.page.filters.camera
    field.setFocus()
    QTest.keyClicks(field, "642")
    completer = field.completer()
    assert completer is not None
    popup = completer.popup()
    assert popup is not None
    popup.hide()
    QTest.keyClick(field, Qt.Key.Key_Return)
    desk.turning.settle()
    assert field.camera_id == "642-6"
    assert 200 not in desk.shown()
    field.setText("")
    field.textEdited.emit("")
    desk.turning.settle()
    assert len(desk.shown()) == 8


def test_a_story_is_told_whole(desk: Desk) -> None:
    desk.alarms.picture = jpeg()
    desk.show()
    desk.page.table.selectRow(1)
    desk.turning.settle()
    words = desk.texts()
    assert "Intrusion · 구로1동 642-6 스마트폴" in words
    assert "Analytics began: Intrusion 0.93 · zone “담장” · track t-41" in words
    assert "2 further reports, score up to 0.95" in words
    assert "관제석 1 took charge of the alarm" in words
    assert "관제석 1 closed it: True alarm · 112" in words
    assert f"{106:064x}"[:32] in desk.page.story._hash.text()
    assert not desk.page.story._picture.isHidden()
    assert '"disposition": "true"' in desk.page.story._body.toPlainText()


@pytest.mark.qt_log_ignore(OFFSCREEN_NOISE, "Unsupported marker type")
@pytest.mark.parametrize("bad", [b"\xff\xd8\xff not a picture", jpeg(5000, 8)])
def test_a_picture_that_is_none_is_said(desk: Desk, bad: bytes) -> None:
    desk.alarms.picture = bad
    desk.show()
    desk.page.table.selectRow(1)
    desk.turning.settle()
    assert "The picture of this event cannot be read." in desk.texts()
    assert desk.page.story._picture.isHidden()


def test_going_along_a_story_reads_it_once_it_rests(desk: Desk) -> None:
    desk.show()
    desk.page.table.setFocus()
    for _ in range(4):
        QTest.keyClick(desk.page.table, Qt.Key.Key_Down)
    desk.turning.settle()
    assert desk.alarms.told == ["A1"]


def test_the_verdict_names_its_anchor(desk: Desk) -> None:
    desk.show()
    assert "anchor unknown" in desk.page.verdict.text()
    gate = desk.review.gates["verdict"] = asyncio.Event()
    QTest.mouseClick(desk.page.check, Qt.MouseButton.LeftButton)
    desk.turning.until(lambda: not desk.page.check.isEnabled())
    assert desk.page.check.text() == "Checking …"
    gate.set()
    desk.turning.until(desk.page.check.isEnabled)
    assert "no anchor: 8 entries unanchored" in desk.page.verdict.text()
    desk.review.found = FakeVerdict(False, text("broken at seq {seq}", seq=7))
    QTest.mouseClick(desk.page.check, Qt.MouseButton.LeftButton)
    desk.turning.until(lambda: "broken at seq 7" in desk.page.verdict.text())
    assert desk.page.verdict.property("role") == "danger"


def test_an_export_says_file_and_rows_or_why_not(desk: Desk, tmp_path: Path) -> None:
    desk.show()
    exports = desk.page.exports
    desk.page.filters.kind.setCurrentIndex(desk.page.filters.kind.findData("stream.lost"))
    dialog = exports.ask("jsonl")
    dialog.fileSelected.emit(str(tmp_path / "out.jsonl"))
    dialog.close()
    desk.turning.until(lambda: desk.review.exported)
    desk.turning.settle()
    path, form, asked = desk.review.exported[0]
    assert (path.name, form, asked.kind) == ("out.jsonl", "jsonl", "stream.lost")
    assert desk.page.notice.text() == f"1 entries written to {tmp_path / 'out.jsonl'}"
    desk.review.fault = JournalError("The disk is full.")
    desk.turning.spawn(exports.write(tmp_path / "out.csv", "csv"))
    desk.turning.settle()
    assert desk.page.notice.text() == "The disk is full."
    assert desk.page.notice.property("role") == "danger"
    assert all(button.isEnabled() for button in exports.buttons)


def test_a_long_export_says_it_is_busy(desk: Desk, tmp_path: Path) -> None:
    desk.show()
    gate = desk.review.gates["export"] = asyncio.Event()
    desk.turning.spawn(desk.page.exports.write(tmp_path / "out.csv", "csv"))
    desk.turning.until(lambda: "Writing out.csv" in desk.page.notice.text())
    assert not any(button.isEnabled() for button in desk.page.exports.buttons)
    gate.set()
    desk.turning.settle()
    assert desk.page.notice.text().startswith("8 entries written")


def test_the_file_dialog_does_not_block(desk: Desk) -> None:
    desk.show()
    QTest.mouseClick(desk.page.exports.buttons[0], Qt.MouseButton.LeftButton)
    dialog = desk.page.findChild(QFileDialog)
    assert dialog is not None
    dialog.reject()
    assert not desk.review.exported


def test_empty_and_faulty_answers_are_sentences(desk: Desk) -> None:
    desk.show()
    desk.page.filters.search.setText("nothing like it")
    desk.turning.settle()
    assert desk.page.empty.isVisible()
    assert desk.page.empty.text() == "No entry matches. Widen the period or clear the filters."
    desk.review.fault = JournalError("The journal cannot be read: {reason}", reason="disk I/O error")
    QTest.keyClick(desk.page, Qt.Key.Key_F5)
    desk.turning.settle()
    assert desk.page.notice.text() == "The journal cannot be read: disk I/O error F5 tries again."
    desk.review.fault = None
    desk.page.filters.search.clear()
    desk.turning.settle()
    assert desk.page.table.isVisible()
    assert desk.page.notice.text() == ""


def test_a_period_turned_round_is_refused(desk: Desk) -> None:
    desk.show()
    asked = len(desk.review.asked)
    filters = desk.page.filters
    filters.since.setDateTime(QDateTime.currentDateTime().addDays(2))
    filters.period.setCurrentIndex(list(Period).index(Period.CUSTOM))
    desk.turning.settle()
    assert len(desk.review.asked) == asked
    assert desk.page.notice.text() == "The period ends before it begins."


def test_everything_without_a_mouse(desk: Desk) -> None:
    desk.show()
    left: list[bool] = []
    desk.page.left.connect(lambda: left.append(True))
    control_shift = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(desk.page.table, Qt.Key.Key_F, control_shift)
    assert desk.page.filters.search.hasFocus()
    QTest.keyClicks(desk.page.filters.search, " 1")
    QTest.keyClick(desk.page.filters.search, Qt.Key.Key_Down)
    desk.turning.settle()
    assert desk.page.table.hasFocus()
    QTest.keyClick(desk.page.table, Qt.Key.Key_Down)
    assert desk.page.table.currentIndex().row() == 1
    QTest.keyClick(desk.page.table, Qt.Key.Key_Escape)
    assert left == [True]


def test_a_page_that_is_gone_takes_no_answer(desk: Desk, turning: HandTurnedLoop, tokens: Tokens) -> None:
    other = Desk(incident(1), turning, tokens)
    gate = other.review.gates[""] = other.review.gates["export"] = other.review.gates["verdict"] = asyncio.Event()
    other.page.check.click()
    turning.spawn(other.page.exports.write(Path("out.csv"), "csv"))
    other.page.show()
    turning.until(lambda: other.review.asked)
    other.page.close()
    other.page.deleteLater()
    del other.page
    QApplication.sendPostedEvents(None, 52)
    gate.set()
    turning.until(lambda: not turning.tasks)


def test_the_page_keeps_its_entry_when_read_anew(desk: Desk) -> None:
    desk.show()
    desk.page.table.selectRow(3)
    desk.turning.settle()
    desk.review.entries.insert(0, entry(201, "stream.restored", {"lost_s": 4.2}, camera_id="11-2"))
    desk.page.reload()
    desk.turning.settle()
    assert desk.page.model.rowCount() == 9
    assert desk.page.table.currentIndex().row() == 4
    assert desk.page.model.index(0, WORDS).data() == "Picture of <b>고척근린공원</b> 놀이터 back after 4.2 s"
    assert desk.page.model.index(4, ALARM).data() == "A1"


def test_in_korean(desk: Desk, qapp: QApplication, turning: HandTurnedLoop, tokens: Tokens, qtbot: Any) -> None:
    install_language(qapp, RESOURCES / "translations", "ko")
    korean = Desk(incident(100), turning, tokens)
    qtbot.addWidget(korean.page)
    korean.show()
    assert korean.page.model.index(0, KIND).data() == "경보 종료"
    assert "담당" in korean.page.model.index(2, WORDS).data()
    korean.page.close()


def test_periods_begin_where_they_say() -> None:
    now = datetime.now(UTC)
    midnight = since_of(Period.TODAY, now)
    assert midnight is not None
    assert midnight.astimezone().strftime("%H:%M:%S") == "00:00:00"
    assert timedelta() <= now - midnight < timedelta(hours=25)
    assert since_of(Period.HOUR, now) == now - timedelta(hours=1)
    assert since_of(Period.WEEK, now) == now - timedelta(days=7)
    assert since_of(Period.ALL, now) is None


def test_a_recorded_body_is_bounded_and_shows_what_cannot_be_seen() -> None:
    shown = recorded_body({"snapshot": "A" * 90_000, "name": "safe\u202egnp.exe", "many": ["x" * 300] * 2000})
    assert len(shown) < 21_000
    assert "A" * 61 not in shown
    assert "89,940 more characters" in recorded_body({"snapshot": "A" * 90_000})
    assert "\u202e" not in recorded_body({"name": "safe\u202egnp.exe"})
    assert "\\u202e" in recorded_body({"name": "safe\u202egnp.exe"})
