"""Filters and text search."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from unicodedata import normalize

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from console.core.entry import Draft, EntryFilter
from console.core.errors import JournalError
from console.journal import Journal
from console.journal.query import count_entries, select_entries
from tests.unit.journal.helpers import NOON, HandClock, an_alarm, picture, report


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journal]:
    """Return a journal with ten entries, a minute apart, that is only read."""
    clock = HandClock()
    journal = Journal.open(tmp_path_factory.mktemp("search") / "journal.db", clock, "ws1")
    drafts = [
        Draft("session.opened", operator="김철수"),
        Draft("event.received", report("ep-77", zone="구로역 정문", score=0.87), alarm_id="A1", camera_id="cam-1"),
        Draft("alarm.raised", alarm=an_alarm()),
        Draft("alarm.claimed", operator="김철수", alarm=an_alarm()),
        Draft("alarm.closed", {"disposition": "true", "note": '취객 "100%" 확인_'}, "김철수", alarm=an_alarm()),
        Draft("alarm.closed", {"disposition": "false", "note": "bird"}, "lee", "A2", "cam-2"),
        Draft("ptz.moved", {"disposition": "true"}, "lee", "", "cam-2"),
        Draft("event.received", report("ep-9", disposition="true", snapshot=picture()), camera_id="CAM-X"),
        Draft("alarm.commented", {"note": "정\u1100\u1161 Straße"}, "lee", "A2", "cam-2"),
        Draft("session.closed", {"n": 4711, "ok": True, "none": None, "path": "c:\\dir"}, "김철수"),
    ]
    for draft in drafts:
        journal.append([draft]).result()
        clock.turn(60)
    yield journal
    journal.close()


def minutes(number: float) -> timedelta:
    """Return minutes."""
    return timedelta(minutes=number)


@pytest.mark.parametrize(
    ("wanted", "seqs"),
    [
        (EntryFilter(), list(range(10, 0, -1))),
        (EntryFilter(operator="김철수"), [10, 5, 4, 1]),
        (EntryFilter(camera_id="cam-2"), [9, 7, 6]),
        (EntryFilter(kind="event.received"), [8, 2]),
        (EntryFilter(alarm_id="A1"), [5, 4, 3, 2]),
        (EntryFilter(disposition="true"), [5]),
        (EntryFilter(disposition="false"), [6]),
        (EntryFilter(since=NOON + minutes(8)), [10, 9]),
        (EntryFilter(until=NOON + minutes(2)), [2, 1]),
        (EntryFilter(since=NOON + minutes(1), until=NOON + minutes(3)), [3, 2]),
        (EntryFilter(operator="lee", kind="alarm.closed", camera_id="cam-2", alarm_id="A2"), [6]),
        (EntryFilter(operator="nobody"), []),
        (EntryFilter(words="구로역"), [2]),
        (EntryFilter(words="로역"), [2]),
        (EntryFilter(words="정문"), [5, 4, 3, 2]),
        (EntryFilter(words="정문", kind="event.received"), [2]),
        (EntryFilter(words="정문 구로역"), [2]),
        (EntryFilter(words="김철수 opened"), [1]),
        (EntryFilter(words="철수"), [10, 5, 4, 1]),
        (EntryFilter(words="철수", since=NOON + minutes(3)), [10, 5, 4]),
        (EntryFilter(words="cam-x"), [8]),
        (EntryFilter(words="ALARM.CLOSED"), [6, 5]),
        (EntryFilter(words='"100%"'), [5]),
        (EntryFilter(words="%"), [5]),
        (EntryFilter(words="_"), [5]),
        (EntryFilter(words="인_"), [5]),
        (EntryFilter(words="c:\\dir"), [10]),
        (EntryFilter(words="471"), [10]),
        (EntryFilter(words="정가"), [9]),
        (EntryFilter(words="\u110c\u1165\u11bc\u1100\u1161"), [9]),
        (EntryFilter(words="Straße"), [9]),
        (EntryFilter(words="ep-77"), [2]),
        (EntryFilter(words="/9j"), []),
        (EntryFilter(words="note"), []),
        (EntryFilter(words="  "), list(range(10, 0, -1))),
        (EntryFilter(words="AND OR NOT"), []),
        (EntryFilter(words="'; DROP TABLE entries; --"), []),
        (EntryFilter(words='"'), [5]),
        (EntryFilter(words="\0"), []),
    ],
)  # fmt: skip
def test_the_filter_chooses(written: Journal, wanted: EntryFilter, seqs: list[int]) -> None:
    assert [entry.seq for entry in written.entries(wanted).result()] == seqs
    assert written.count(wanted).result() == len(seqs)


@pytest.mark.parametrize("wanted", [EntryFilter(), EntryFilter(words="a"), EntryFilter(words="cam", kind="ptz.moved")])
def test_pages_follow_one_another(written: Journal, wanted: EntryFilter) -> None:
    everything = [entry.seq for entry in written.entries(wanted).result()]
    paged: list[int] = []
    before: int | None = None
    while page := written.entries(wanted, limit=2, before_seq=before).result():
        assert len(page) <= 2
        paged += [entry.seq for entry in page]
        before = paged[-1]
    assert paged == everything


def test_a_limit_below_zero_is_no_limit_removed(written: Journal) -> None:
    assert written.entries(EntryFilter(), limit=-1).result() == []


def test_too_many_words_are_refused(written: Journal) -> None:
    with pytest.raises(JournalError, match="at most 20 words"):
        written.entries(EntryFilter(words="a " * 21)).result()


def plan_of(journal: Journal, sql: str, parameters: list[int | str]) -> list[str]:
    """Return the steps that SQLite plans for a statement."""

    def read(db: Database) -> list[str]:
        return [step[3] for step in db.execute("EXPLAIN QUERY PLAN " + sql, parameters)]

    return journal._desk.submit(read).result()


@pytest.mark.parametrize("words", ["정문", "cam-1 정", "구로역 정문"])
@pytest.mark.parametrize("kind", ["", "event.received"])
def test_no_page_is_sorted_by_hand(written: Journal, words: str, kind: str) -> None:
    plan = plan_of(written, *select_entries(EntryFilter(words=words, kind=kind), before_seq=9, limit=5))
    assert not [step for step in plan if "TEMP B-TREE" in step]


@pytest.mark.parametrize(
    "wanted",
    [EntryFilter(operator="x"), EntryFilter(camera_id="x"), EntryFilter(alarm_id="x"), EntryFilter(kind="x.y")],
)
def test_a_filter_on_a_column_uses_its_index(written: Journal, wanted: EntryFilter) -> None:
    plan = plan_of(written, *count_entries(wanted))
    assert all("INDEX entries_" in step for step in plan)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12), st.data())
def test_any_part_of_a_note_finds_it(journal: Journal, note: str, data: st.DataObject) -> None:
    note = normalize("NFC", note)
    (entry,) = journal.append([Draft("alarm.commented", {"note": note})]).result()
    start = data.draw(st.integers(0, len(note) - 1))
    part = note[start : data.draw(st.integers(start + 1, len(note)))]
    if normalize("NFC", part) == part:
        hits = [hit.seq for hit in journal.entries(EntryFilter(words=part.replace("\0", " ")), limit=10_000).result()]
        assert entry.seq in hits
