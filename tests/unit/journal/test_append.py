"""Appending: all or none of a list, after the commit, each caller for himself."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Sequence
from concurrent.futures import CancelledError, Future
from pathlib import Path
from typing import Any

import pytest

from console.core.clock import rfc3339
from console.core.entry import Draft, Entry, EntryFilter
from console.core.errors import JournalError
from console.journal import Journal
from console.journal import writer as writer_module
from console.journal.canonical import GENESIS_HASH
from console.journal.requests import Request
from tests.unit.journal.helpers import NOON, HandClock, an_alarm, report, rows_of


def kinds_in(path: Path) -> list[str]:
    """Return the kinds in the file, oldest first."""
    return [kind for (kind,) in rows_of(path, "SELECT kind FROM entries ORDER BY seq")]


def hold(journal: Journal) -> threading.Event:
    """Let the writer stop after its next commit until the event is set, so that what follows waits together."""
    held, go = threading.Event(), threading.Event()

    def stop(_future: Future[list[Entry]]) -> None:
        held.set()
        go.wait(20)

    first = journal.append([Draft("test.held")])
    first.add_done_callback(stop)
    if not first.done():
        held.wait(20)
    return go


def test_what_is_returned_is_what_stands_in_the_file(journal: Journal, path: Path, clock: HandClock) -> None:
    clock.ns = 77
    (entry,) = journal.append([Draft("ptz.moved", {"pan": 0.5}, operator="kim", camera_id="cam-1")]).result()
    assert (entry.seq, entry.prev_hash, entry.at_utc, entry.monotonic_ns) == (1, GENESIS_HASH, NOON, 77)
    assert rows_of(path, "SELECT * FROM entries") == [
        (1, rfc3339(NOON), 77, "ws1", "kim", "ptz.moved", "", "cam-1", '{"pan":0.5}', GENESIS_HASH, entry.hash)
    ]
    assert journal.entries(EntryFilter()).result() == [entry]


def test_each_entry_names_the_one_before(journal: Journal) -> None:
    first, second = journal.append([Draft("a.b"), Draft("a.c")]).result()
    (third,) = journal.append([Draft("a.d")]).result()
    assert [first.seq, second.seq, third.seq] == [1, 2, 3]
    assert (second.prev_hash, third.prev_hash) == (first.hash, second.hash)


def test_an_alarms_shape_is_added_but_an_event_stays_as_it_came(journal: Journal) -> None:
    alarm = an_alarm()
    event, raised = journal.append(
        [Draft("event.received", report(), alarm=alarm), Draft("alarm.raised", {"note": "n"}, alarm=alarm)]
    ).result()
    assert event.body == report()
    assert set(raised.body) == {"note", "alarm"}
    assert (raised.alarm_id, raised.camera_id) == (event.alarm_id, event.camera_id) == ("A1", "cam-1")
    assert journal.open_alarms().result() == [alarm]


def test_a_megabyte_and_every_odd_character_are_kept(journal: Journal) -> None:
    body = report(note="\0\x1f\u2028'\"\\<b>../..;--", snapshot="A" * 1024 * 1024, n=2**80, z=-0.0)
    draft = Draft("event.received", body, operator="김\0\ud800", camera_id="c'\"\n")
    (entry,) = journal.append([draft]).result()
    assert entry.body == body
    assert (entry.operator, entry.camera_id) == ("김\ufffd\ufffd", "c'\"\n")
    assert journal.entries(EntryFilter(operator="김\0\ud800")).result() == [entry]
    assert journal.verify().result().intact


@pytest.mark.parametrize(
    "kind", ["", "alarm", "Alarm.raised", "alarm.raised.twice", "alarm.", ".raised", "a b.c", "1.a", "a.b\n"]
)
def test_a_kind_that_is_no_noun_and_verb_is_refused(journal: Journal, path: Path, kind: str) -> None:
    with pytest.raises(ValueError, match=r"noun\.verb"):
        journal.append([Draft("good.one"), Draft(kind)]).result()
    assert kinds_in(path) == []


def test_a_bad_draft_fails_its_own_list_only(journal: Journal, path: Path) -> None:
    go = hold(journal)
    lists: list[list[Draft]] = [
        [Draft("a.a"), Draft("a.b")],
        [Draft("b.a"), Draft("b.b", {"v": object()})],
        [Draft("c.a"), Draft("c.b", {"v": "x" * 9 * 1024 * 1024})],
        [Draft("d.a")],
    ]
    futures = [journal.append(drafts) for drafts in lists]
    go.set()
    assert [len(futures[0].result()), len(futures[3].result())] == [2, 1]
    with pytest.raises(TypeError):
        futures[1].result()
    with pytest.raises(JournalError, match="too large"):
        futures[2].result()
    assert kinds_in(path) == ["test.held", "a.a", "a.b", "d.a"]


def test_a_row_that_the_file_refuses_fails_its_own_list_only(
    journal: Journal, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("console.journal.requests.KIND_PATTERN", re.compile(".*"))
    go = hold(journal)
    futures = [journal.append([Draft("x.a"), Draft(kind)]) for kind in ("a.a", "Bad kind", "c.c")]
    go.set()
    assert [futures[0].result()[0].seq, futures[2].result()[0].seq] == [2, 4]
    with pytest.raises(JournalError, match="CHECK"):
        futures[1].result()
    assert kinds_in(path) == ["test.held", "x.a", "a.a", "x.a", "c.c"]
    assert journal.verify().result().intact


def test_those_who_wait_share_a_commit(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    groups: list[int] = []
    commit = writer_module.Writer._commit_group

    def counted(self: writer_module.Writer, group: Sequence[Request]) -> None:
        groups.append(len(group))
        commit(self, group)

    monkeypatch.setattr(writer_module.Writer, "_commit_group", counted)
    go = hold(journal)
    futures = [journal.append([Draft("a.a")]) for _ in range(50)]
    go.set()
    assert [future.result()[0].seq for future in futures] == list(range(2, 52))
    assert groups == [1, 50]


def test_a_cancelled_list_is_not_written(journal: Journal, path: Path) -> None:
    go = hold(journal)
    unwanted, wanted = journal.append([Draft("a.a")]), journal.append([Draft("b.b")])
    assert unwanted.cancel()
    go.set()
    wanted.result()
    assert kinds_in(path) == ["test.held", "b.b"]
    with pytest.raises(CancelledError):
        unwanted.result()


@pytest.mark.parametrize("fault", [RuntimeError("a callback's own"), SystemExit()])
def test_a_callback_that_raises_stops_nobody(
    journal: Journal, fault: BaseException, caplog: pytest.LogCaptureFixture
) -> None:
    def raise_it(_future: Future[list[Entry]]) -> None:
        raise fault

    go = hold(journal)
    futures = [journal.append([Draft("a.a")]) for _ in range(3)]
    futures[0].add_done_callback(raise_it)
    go.set()
    assert [future.result()[0].seq for future in futures] == [2, 3, 4]
    assert journal.append([Draft("a.b")]).result()[0].seq == 5
    assert caplog.records


def test_many_threads_make_one_chain_in_the_order_of_their_times(journal: Journal, clock: HandClock) -> None:
    def write(name: str) -> None:
        for number in range(40):
            clock.turn(0.001)
            drafts = [Draft("a.b", {"name": name, "n": number, "part": part}) for part in range(3)]
            seqs = [entry.seq for entry in journal.append(drafts).result()]
            assert seqs == list(range(seqs[0], seqs[0] + 3))

    threads = [threading.Thread(target=write, args=[f"t{n}"]) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    entries = journal.entries(EntryFilter(), limit=10_000).result()[::-1]
    assert [entry.seq for entry in entries] == list(range(1, 721))
    for name in ("t0", "t5"):
        numbers = [(e.body["n"], e.body["part"]) for e in entries if e.body["name"] == name]
        assert numbers == sorted(numbers)
    assert journal.verify().result().intact


def test_times_are_taken_in_the_order_of_seq(
    journal: Journal, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = iter(range(10_000))

    def stamp() -> int:
        number = next(numbers)
        # Whoever has taken an earlier time is overtaken, if he can be.
        time.sleep(number % 3 / 10_000)
        return number

    monkeypatch.setattr(clock, "monotonic_ns", stamp)

    def write() -> None:
        for _ in range(200):
            journal.append([Draft("a.b")])

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    journal.append([Draft("a.c")]).result()
    stamps = [entry.monotonic_ns for entry in journal.entries(EntryFilter(), limit=10_000).result()]
    assert stamps == sorted(stamps, reverse=True)


def test_too_many_that_wait_are_refused_at_once(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer_module, "MAX_WAITING_DRAFTS", 5)
    go = hold(journal)
    waits = journal.append([Draft("a.a")] * 5)
    with pytest.raises(JournalError, match="cannot keep up: 5 entries wait"):
        journal.append([Draft("a.b")]).result(0)
    go.set()
    assert len(waits.result()) == 5
    assert journal.append([Draft("a.c")]).result()[0].seq == 7


def test_an_empty_list_is_written_at_once(journal: Journal, path: Path) -> None:
    assert journal.append([]).result() == []
    assert kinds_in(path) == []


def test_closing_writes_what_waits_and_then_refuses(path: Path, clock: HandClock) -> None:
    journal = Journal.open(path, clock, "ws1")
    futures = [journal.append([Draft("a.a", {"n": n})]) for n in range(300)]
    reading = journal.count(EntryFilter())
    journal.close()
    journal.close()
    assert [future.result(0)[0].seq for future in futures] == list(range(1, 301))
    for late in (journal.append([Draft("a.b")]), journal.count(EntryFilter()), journal.quarantine([])):
        with pytest.raises(JournalError, match="closed"):
            late.result(0)
    assert reading.done()
    assert rows_of(path, "SELECT count(*) FROM entries") == [(300,)]
    assert not path.with_name("journal.db-wal").exists()


def test_the_drafts_are_taken_when_they_are_given(journal: Journal) -> None:
    go = hold(journal)
    drafts = [Draft("a.a")]
    future = journal.append(drafts)
    drafts.clear()
    go.set()
    assert len(future.result()) == 1


def test_a_body_comes_back_the_same_from_append_and_from_the_file(journal: Journal) -> None:
    body: dict[str, Any] = {"t": (1, 2), "inf": float("inf"), "s": "\ud800"}
    (entry,) = journal.append([Draft("a.b", body)]).result()
    assert entry.body == {"t": [1, 2], "inf": "Infinity", "s": "\ufffd"}
    assert journal.entries(EntryFilter()).result() == [entry]
    assert json.loads(json.dumps(entry.body)) == entry.body
