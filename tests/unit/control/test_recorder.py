"""The journal is written once, told when it fails, and what nobody waits for is kept until it is written."""

from __future__ import annotations

import asyncio

import pytest

from console.control import recorder as recorder_module
from console.control.messages import Level
from console.control.session import Session
from console.core.entry import Draft
from console.core.errors import JournalError
from tests.fakes import Desk, run, until

FULL = JournalError("The disk of the journal is full.")


def test_a_write_is_answered_after_the_commit() -> None:
    async def story() -> None:
        desk = Desk()
        desk.journal.paused = True
        writing = asyncio.ensure_future(
            desk.recorder.write([Draft("alarm.claimed"), Draft("x.done", operator="console")])
        )
        await asyncio.sleep(0)
        assert (desk.recorder.pending, writing.done(), desk.recorder.last) == (2, False, None)
        desk.journal.go_on()
        entries = await writing
        assert [entry.operator for entry in entries] == ["kim", "console"]
        assert (desk.recorder.pending, desk.recorder.last) == (0, entries[-1])

    run(story)


def test_giving_up_waiting_does_not_take_a_write_back() -> None:
    async def story() -> None:
        desk = Desk()
        desk.journal.paused = True
        writing = asyncio.ensure_future(desk.recorder.write([Draft("alarm.claimed")]))
        await asyncio.sleep(0)
        writing.cancel()
        await asyncio.sleep(0)
        desk.journal.go_on()
        assert desk.journal.kinds == ["alarm.claimed"]
        assert desk.recorder.pending == 0

    run(story)


def test_a_failing_journal_is_said_once_and_so_is_its_recovery() -> None:
    async def story() -> None:
        desk = Desk()
        told: list[object] = []
        desk.recorder.changed.join(lambda: told.append(desk.recorder.fault))
        desk.journal.fault = FULL
        for _ in range(3):
            with pytest.raises(JournalError):
                await desk.recorder.write([Draft("x.done")])
        assert (desk.recorder.fault, desk.recorder.pending) == (FULL.text, 0)
        desk.journal.fault = None
        await desk.recorder.write([Draft("x.done")])
        assert desk.said() == ["The disk of the journal is full.", "The journal records again."]
        assert desk.recorder.fault is None
        assert told[-1] is None

    run(story)


def test_a_disk_that_takes_only_small_facts_does_not_record() -> None:
    async def story() -> None:
        desk = Desk()
        large = Draft("event.received", {"snapshot": "x" * 5000})
        desk.journal.fault = FULL
        with pytest.raises(JournalError):
            await desk.recorder.write([large])
        desk.journal.fault = None
        await desk.recorder.write([Draft("stream.lost", {"n": 1})])
        assert desk.recorder.fault == FULL.text
        assert desk.said() == ["The disk of the journal is full."]
        await desk.recorder.write([large])
        assert desk.recorder.fault is None
        await desk.recorder.write([Draft("stream.lost", {"n": 1})])
        assert desk.said() == ["The disk of the journal is full.", "The journal records again."]

    run(story)


def test_a_failure_that_did_not_come_again_for_a_minute_is_over() -> None:
    async def story() -> None:
        desk = Desk()
        desk.journal.fault = FULL
        with pytest.raises(JournalError):
            await desk.recorder.write([Draft("event.received", {"snapshot": "x" * 5000})])
        desk.journal.fault = None
        desk.clock.advance(recorder_module.QUIET_S - 1)
        await desk.recorder.write([Draft("x.done")])
        assert desk.recorder.fault is not None
        desk.clock.advance(1)
        await desk.recorder.write([Draft("x.done")])
        assert desk.recorder.fault is None

    run(story)


def test_notes_are_kept_in_order_until_the_journal_works() -> None:
    async def story() -> None:
        desk = Desk()
        desk.journal.fault = FULL
        for n in range(5):
            desk.recorder.note(Draft("stream.lost", {"n": n}))
        await until(lambda: len(desk.journal.appends) > 3)
        assert desk.recorder.pending >= 5
        desk.journal.fault = None
        await desk.recorder.drain(10.0)
        assert [entry.body["n"] for entry in desk.journal.written] == [0, 1, 2, 3, 4]
        assert desk.recorder.pending == 0
        assert desk.said(Level.ERROR) == ["The disk of the journal is full."]

    run(story)


def test_what_cannot_be_kept_is_counted_and_journalled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recorder_module, "MAX_NOTES", 3)

    async def story() -> None:
        desk = Desk()
        desk.journal.fault = FULL
        for n in range(5):
            desk.recorder.note(Draft("stream.lost", {"n": n}))
        assert desk.said(Level.ERROR) == ["The journal cannot keep up: facts are being lost."]
        desk.journal.fault = None
        await desk.recorder.drain(10.0)
        assert desk.journal.kinds == ["stream.lost"] * 3 + ["journal.overflowed"]
        assert desk.journal.written[-1].body == {"lost": 2}

    run(story)


def test_one_note_that_cannot_be_written_does_not_hold_up_the_rest() -> None:
    async def story() -> None:
        desk = Desk()
        desk.journal.unwritable = lambda draft: draft.body.get("n") == 1
        for n in range(3):
            desk.recorder.note(Draft("stream.lost", {"n": n}))
        await desk.recorder.drain(10.0)
        assert [entry.body for entry in desk.journal.written if entry.kind == "stream.lost"] == [{"n": 0}, {"n": 2}]
        assert desk.journal.kinds[-1] == "journal.overflowed"
        assert [type(fault) for fault in desk.faults] == [TypeError]

    run(story)


def test_draining_ends_in_time_though_the_journal_fails() -> None:
    async def story() -> None:
        desk = Desk()
        desk.journal.fault = FULL
        desk.recorder.note(Draft("stream.lost"))
        await desk.recorder.drain(0.01)
        assert desk.recorder.pending
        await desk.tasks.aclose()

    run(story)


def test_a_view_that_fails_undoes_no_commit() -> None:
    async def story() -> None:
        desk = Desk()
        desk.recorder.changed.join(lambda: 1 / 0)
        assert len(await desk.recorder.write([Draft("x.done")])) == 1
        assert desk.faults

    run(story)


def test_a_session_is_opened_and_closed() -> None:
    async def story() -> None:
        desk = Desk()
        session = Session(desk.recorder, "0.1.0", "ko")
        await session.open()
        await session.close()
        assert desk.journal.kinds == ["session.opened", "session.closed"]
        first = desk.journal.written[0]
        assert (first.operator, first.body) == (
            "kim", {"version": "0.1.0", "language": "ko", "operator_verified": False},
        )  # fmt: skip
        desk.journal.fault = FULL
        with pytest.raises(JournalError):
            await session.open()
        await session.close()
        assert desk.recorder.fault == FULL.text

    run(story)
