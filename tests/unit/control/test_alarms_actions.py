"""What an operator does to an alarm: committed first, shown after, refused with a reason."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from console.control.messages import Level
from console.core.alarm import Alarm, AlarmState, Disposition
from console.core.errors import JournalError, Refused
from tests.fakes import batch, event, run, until
from tests.unit.control.rooms import Room, room

FULL = JournalError("The disk of the journal is full.")
CHANGED = "This alarm has changed since it was shown. Look again, then repeat."

Action = Callable[[Room, str, int], Awaitable[Alarm]]
ACTIONS: dict[str, tuple[Action, str, dict[str, object], str]] = {
    "claim": (lambda r, a, v: r.alarms.claim(a, v), "alarm.claimed", {}, "Claimed: Intrusion · 정문"),
    "acknowledge": (
        lambda r, a, v: r.alarms.acknowledge(a, v), "alarm.acknowledged", {}, "Acknowledged: Intrusion · 정문",
    ),
    "comment": (
        lambda r, a, v: r.alarms.comment(a, v, "고양이"), "alarm.commented", {"note": "고양이"},
        "Commented: Intrusion · 정문",
    ),
    "close": (
        lambda r, a, v: r.alarms.close(a, v, Disposition.NUISANCE, "cat"), "alarm.closed",
        {"disposition": "nuisance", "note": "cat"}, "Closed as Nuisance: Intrusion · 정문",
    ),
    "shelve": (
        lambda r, a, v: r.alarms.shelve(a, v, 10, "works"), "alarm.shelved", {"minutes": 10, "reason": "works"},
        "Shelved for 10 min: Intrusion · 정문",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ACTIONS)
def test_an_action_is_committed_then_shown(name: str) -> None:
    act, kind, body, said = ACTIONS[name]

    async def story() -> None:
        r = room()
        alarm = await r.raised()
        r.told.clear()
        r.desk.journal.paused = True
        acting = asyncio.ensure_future(act(r, alarm.id, alarm.version))
        await until(lambda: r.desk.recorder.pending)
        assert r.alarms.get(alarm.id) == alarm
        assert (r.told, r.desk.said()) == ([], [])
        r.desk.journal.go_on()
        changed = await acting
        assert changed == r.alarms.get(alarm.id) == r.desk.journal.shapes[alarm.id]
        assert (r.told, r.desk.said(Level.DONE)) == ([frozenset({alarm.id})], [said])
        entry = r.desk.journal.written[-1]
        assert (entry.kind, entry.body, entry.operator, entry.alarm_id, entry.camera_id) == (
            kind, body, "kim", alarm.id, "c1",
        )  # fmt: skip

    run(story)


@pytest.mark.parametrize("name", ACTIONS)
def test_a_failing_journal_leaves_the_alarm_as_it_was(name: str) -> None:
    async def story() -> None:
        r = room()
        alarm = await r.raised()
        r.told.clear()
        r.desk.journal.fault = FULL
        with pytest.raises(JournalError):
            await ACTIONS[name][0](r, alarm.id, alarm.version)
        assert (r.alarms.get(alarm.id), r.alarms.queue(), r.told) == (alarm, [alarm], [])
        assert r.desk.said() == ["The disk of the journal is full."]

    run(story)


@pytest.mark.parametrize(("name", "refused"), [(n, n not in ("claim", "comment")) for n in ACTIONS])
def test_an_action_is_bound_to_what_was_shown(name: str, refused: bool) -> None:
    async def story() -> None:
        r = room()
        alarm = await r.raised()
        await r.alarms.receive(batch(event("e2")))
        if refused:
            with pytest.raises(Refused) as refusal:
                await ACTIONS[name][0](r, alarm.id, alarm.version)
            assert str(refusal.value) == CHANGED
            assert r.desk.journal.kinds[-1] == "alarm.folded"
        else:
            await ACTIONS[name][0](r, alarm.id, alarm.version)

    run(story)


def test_two_actions_at_once_are_one_after_the_other() -> None:
    async def story() -> None:
        r = room()
        alarm = await r.raised()
        answers = await asyncio.gather(
            r.alarms.acknowledge(alarm.id, 1),
            r.alarms.close(alarm.id, 1, Disposition.TRUE),
            r.alarms.claim(alarm.id, 1),
            return_exceptions=True,
        )
        assert isinstance(answers[0], Alarm)
        assert isinstance(answers[1], Refused)
        assert isinstance(answers[2], Alarm)
        final = r.alarms.get(alarm.id)
        assert final is not None
        assert (final.state, final.claimed_by, final.version) == (AlarmState.ACKNOWLEDGED, "kim", 3)

    run(story)


def test_an_action_goes_before_waiting_reports() -> None:
    async def story() -> None:
        r = room()
        alarm = await r.raised()
        r.desk.journal.paused = True
        flood = [asyncio.ensure_future(r.alarms.receive(batch(event("x", camera_id="c2"))))]
        await until(lambda: r.desk.recorder.pending)
        flood += [asyncio.ensure_future(r.alarms.receive(batch(event(f"f{n}", camera_id="c2")))) for n in range(5)]
        acting = asyncio.ensure_future(r.alarms.acknowledge(alarm.id, 1))
        await asyncio.sleep(0)
        r.desk.journal.paused = False
        r.desk.journal.go_on()
        await asyncio.gather(acting, *flood)
        assert r.desk.journal.appends[2][0].kind == "alarm.acknowledged"

    run(story)


def test_what_the_rules_refuse_writes_nothing() -> None:
    async def story() -> None:
        r = room()
        alarm = await r.raised()
        written = len(r.desk.journal.written)
        for acting in (
            r.alarms.release(alarm.id, 1),
            r.alarms.unshelve(alarm.id, 1),
            r.alarms.reopen(alarm.id, 1, "x"),
            r.alarms.comment(alarm.id, 1, " "),
            r.alarms.shelve(alarm.id, 1, 61, "x"),
            r.alarms.shelve(alarm.id, 1, 0, "x"),
            r.alarms.close(alarm.id, 1, Disposition.TRUE, "x" * 2001),
            r.alarms.claim("A-unknown", 1),
        ):
            with pytest.raises(Refused):
                await acting
        assert len(r.desk.journal.written) == written
        assert r.alarms.queue() == [alarm]

    run(story)


def test_claim_and_give_back() -> None:
    async def story() -> None:
        r = room()
        alarm = await r.raised()
        claimed = await r.alarms.claim(alarm.id, 1)
        assert claimed.claimed_by == "kim"
        r.desk.recorder.operator = "lee"
        with pytest.raises(Refused, match="claimed"):
            await r.alarms.claim(alarm.id, claimed.version)
        r.desk.recorder.operator = "kim"
        await r.alarms.release(alarm.id, claimed.version)
        assert r.alarms.queue()[0].claimed_by == ""

    run(story)


def test_a_closed_alarm_can_be_reopened_even_when_memory_forgot_it() -> None:
    async def story() -> None:
        r = room()
        alarm = await r.raised()
        closed = await r.alarms.close(alarm.id, 1, Disposition.FALSE)
        assert r.alarms.queue() == []
        again = room(r.desk.journal, r.desk)
        await again.alarms.restore()
        assert again.alarms.get(alarm.id) is None
        reopened = await again.alarms.reopen(alarm.id, closed.version, "wrong key")
        assert [a.id for a in again.alarms.queue()] == [alarm.id]
        assert reopened.disposition is None

    run(story)


def test_the_queue_is_by_priority_then_age_and_by_kind() -> None:
    async def story() -> None:
        r = room()
        for id_, kind in (("a", "loitering"), ("b", "crowd"), ("c", "intrusion"), ("d", "balloon"), ("e", "fight")):
            await r.alarms.receive(batch(event(id_, kind=kind)))
        assert [alarm.kind for alarm in r.alarms.queue()][2:] == ["loitering", "balloon", "crowd"]
        assert {alarm.kind for alarm in r.alarms.queue()[:2]} == {"intrusion", "fight"}
        assert [alarm.kind for alarm in r.alarms.queue(frozenset({"crowd", "fight"}))] == ["fight", "crowd"]

    run(story)


def test_a_shelf_ends_by_itself_on_monotonic_time() -> None:
    async def story() -> None:
        r = room()
        alarm = await r.raised()
        shelved = await r.alarms.shelve(alarm.id, 1, 10, "works")
        assert (r.alarms.queue(), r.alarms.shelved()) == ([], [shelved])
        await r.alarms.receive(batch(event("e2")))
        assert (r.alarms.queue(), [a.count for a in r.alarms.shelved()]) == ([], [2])
        # The wall clock is set back by a day: the shelf ends all the same.
        r.desk.clock.ns += 599 * 10**9
        await r.alarms.expire_shelves()
        assert r.alarms.queue() == []
        r.desk.clock.ns += 10**9
        r.desk.clock.at = r.desk.clock.at.replace(day=1)
        r.desk.journal.fault = FULL
        await r.alarms.expire_shelves()
        assert r.alarms.queue() == []
        r.desk.journal.fault = None
        await r.alarms.expire_shelves()
        await r.alarms.expire_shelves()
        assert [a.state for a in r.alarms.queue()] == [AlarmState.UNACKNOWLEDGED]
        assert r.alarms.shelved() == []
        last = r.desk.journal.written[-1]
        assert (last.kind, last.operator) == ("alarm.unshelved", "console")
        assert r.desk.said()[-1] == "Back from its shelf: Intrusion · 정문"

    run(story)


def test_a_shelf_is_kept_over_a_restart() -> None:
    async def story() -> None:
        r = room()
        alarm = await r.raised()
        await r.alarms.shelve(alarm.id, 1, 10, "works")
        again = room(r.desk.journal, r.desk)
        r.desk.clock.advance(300)
        await again.alarms.restore()
        assert [a.id for a in again.alarms.shelved()] == [alarm.id]
        r.desk.clock.advance(301)
        await again.alarms.expire_shelves()
        assert [a.id for a in again.alarms.queue()] == [alarm.id]

    run(story)


def test_the_story_and_the_picture_come_from_the_journal() -> None:
    async def story() -> None:
        r = room()
        alarm = await r.raised()
        assert [entry.kind for entry in await r.alarms.story(alarm.id)] == ["event.received", "alarm.raised"]
        assert await r.alarms.snapshot(alarm.id) == b"\xff\xd8\xff"

    run(story)


def test_an_unknown_kind_and_camera_are_said_under_their_own_names() -> None:
    async def story() -> None:
        r = room()
        await r.alarms.receive(batch(event(kind="{balloon}", camera_id="c7")))
        alarm = r.alarms.queue()[0]
        await r.alarms.acknowledge(alarm.id, 1)
        assert r.desk.said(Level.DONE) == ["Acknowledged: {balloon} · c7"]

    run(story)
