"""Verdicts against anchors: keys, moved files, several anchors, clocks; the tamperings are in tests/faults."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from console.core.entry import Draft
from console.journal import Finding, Journal, verify_file
from console.journal.anchors import Anchored, append_checkpoint, read_anchors
from console.journal.keys import KEY_PUBLISHED
from tests.unit.journal.anchored import OTHER_KEY, WORKSTATION, Room, a_room, put_in_place, rewrite
from tests.unit.journal.helpers import rows_of, tamper


@pytest.fixture
def room(tmp_path: Path) -> Room:
    """Return a journal of twelve entries, anchored at 5 and 10."""
    return a_room(tmp_path / "desk")


def open_at(room: Room) -> Journal:
    """Open the room's journal with its anchor."""
    return Journal.open(room.path, room.clock, WORKSTATION, [room.anchors])


def test_a_file_that_was_moved_is_found_by_the_id_it_names(room: Room, tmp_path: Path) -> None:
    copy = tmp_path / "auditor" / "copy.db"
    copy.parent.mkdir()
    shutil.copyfile(room.path, copy)
    assert verify_file(copy, [room.anchors]).anchor == 10
    assert verify_file(copy, [room.anchors], "elsewhere").anchor == 10
    assert verify_file(copy, [room.anchor_file]).anchor == 10


def test_that_no_anchor_is_left_is_a_finding_where_a_key_was_named(room: Room, tmp_path: Path) -> None:
    room.anchor_file.unlink()
    verdict = room.verdict()
    assert (verdict.finding, verdict.intact) == (Finding.NO_ANCHOR, False)
    assert str(verdict.text) == "no anchor found: 12 entries unanchored, their chain holds"
    new = Room(tmp_path / "journal.db", tmp_path / "not there")
    new.write(1)
    assert new.verdict().intact


def test_an_anchor_that_cannot_be_read_is_told_beside_the_verdict(room: Room) -> None:
    gone = room.anchors.with_name("gone")
    verdict = room.verdict(room.anchors, gone)
    assert (verdict.finding, verdict.intact, verdict.anchor) == (Finding.UNREADABLE, False, 10)
    words = f"intact to anchor 10 (2 entries unanchored); the anchor {gone} cannot be read: No such file or directory"
    assert str(verdict.text) == words


def test_the_furthest_of_several_anchors_counts_and_each_may_speak_against(room: Room) -> None:
    second = room.anchors.with_name("second")
    rows = rows_of(room.path, "SELECT seq, hash FROM entries")
    append_checkpoint(second, room.checkpoint(*rows[11]), True, False)
    assert room.verdict(room.anchors, second).anchor == 12
    append_checkpoint(second, room.checkpoint(4, rows[4][1]), True, False)
    verdict = room.verdict(room.anchors, second)
    assert (verdict.broken_at, verdict.anchor) == (4, 12)


def test_a_broken_chain_is_the_gravest(room: Room) -> None:
    tamper(room.path, "UPDATE entries SET operator = 'lee' WHERE seq = 7", "DELETE FROM entries WHERE seq > 9")
    assert str(room.verdict().text) == "broken at seq 7"


def test_a_new_key_counts_from_the_entry_that_names_it(room: Room) -> None:
    old, room.key = room.key, OTHER_KEY
    last = room.write(1)
    early = room.checkpoint(last.seq, last.hash)
    room.publish()
    room.seal(room.write(1))
    assert room.verdict().anchor == 15
    append_checkpoint(room.anchors, early, False, False)
    assert room.verdict().finding is Finding.WRONG_KEY
    assert old is not room.key


def test_a_checkpoint_of_another_journal_with_the_same_key_is_told(room: Room) -> None:
    seq, hash_ = rows_of(room.path, "SELECT seq, hash FROM entries WHERE seq = 12")[0]
    append_checkpoint(room.anchors, replace(room.checkpoint(seq, hash_, journal="f" * 32)), False, False)
    assert room.verdict().finding is Finding.INTACT, "its own file"
    line = room.checkpoint(seq, hash_, journal="f" * 32).line()
    with room.anchor_file.open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    assert room.verdict().finding is Finding.WRONG_KEY


@pytest.mark.parametrize("body", ["7", "{}", '{"journal":"../x","public_key":"y"}', '{"journal":7,"public_key":[]}'])
def test_what_names_no_key_is_passed_over(room: Room, body: str) -> None:
    def change(rows: list[dict[str, object]]) -> None:
        rows[11].update(kind=KEY_PUBLISHED, body=body)

    rewrite(room.path, change)
    assert room.verdict().anchor == 10


@pytest.mark.parametrize(("wall_s", "passed_s", "finding"), [
    (-1, 1, Finding.NO_ANCHOR), (-6, 1, Finding.CLOCK), (1, 3600, Finding.CLOCK), (3600, 1, Finding.NO_ANCHOR),
    (3600, 3604, Finding.NO_ANCHOR), (60, -10**6, Finding.NO_ANCHOR), (-60, -10**6, Finding.CLOCK),
])  # fmt: skip
def test_a_clock_went_back_when_less_time_passed_than_the_monotonic_one_shows(
    tmp_path: Path, wall_s: float, passed_s: float, finding: Finding
) -> None:
    room = Room(tmp_path / "journal.db", tmp_path / "share")
    room.write(2)
    room.clock.now += timedelta(seconds=wall_s - 1)
    room.clock.ns += int((passed_s - 1) * 1e9)
    room.write(1)
    assert room.blind().finding is finding


def test_another_run_has_another_monotonic_clock(tmp_path: Path) -> None:
    room = Room(tmp_path / "journal.db", tmp_path / "share")
    room.write(2)
    room.clock.ns += 10**6 * 10**9
    room.write(1, "session.opened")
    assert room.blind().intact
    room.clock.now -= timedelta(seconds=60)
    room.write(1, "session.opened")
    assert str(room.blind().text).startswith("clock went back at seq 4 by 59 s; no anchor found")


def test_an_open_journal_is_held_against_its_anchors(room: Room) -> None:
    journal = open_at(room)
    try:
        assert str(journal.verify().result().text) == "intact to anchor 10 (2 entries unanchored)"
        standing = journal.standing().result()
        assert (standing.journal, standing.public_key, standing.anchor, standing.finding) == (
            room.id, room.key.public, 10, None,
        )  # fmt: skip
    finally:
        journal.close()


def test_a_journal_begun_anew_is_told_of_the_old_one_at_once(room: Room, tmp_path: Path) -> None:
    empty = Room(tmp_path / "new.db", room.anchors)
    empty.write(1)
    put_in_place(empty.path, room.path)
    journal = open_at(room)
    try:
        standing = journal.standing().result()
        assert (standing.journal, standing.public_key, standing.anchor) == (room.id, "", 0)
        assert str(standing.finding) == "shorter than anchor 10: 9 entries are missing"
        journal.append([Draft("a.b")] * 20).result()
        assert str(journal.standing().result().finding) == "broken at seq 5: the anchor holds another entry there"
    finally:
        journal.close()


def test_the_anchor_is_read_before_the_end_of_the_journal(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    def read_and_go_on(places: list[Path], ids: set[str]) -> Anchored:
        found = read_anchors(places, ids)
        room.seal(room.write(1))
        return found

    monkeypatch.setattr("console.journal.verify.read_anchors", read_and_go_on)
    assert room.verdict().finding is Finding.INTACT
