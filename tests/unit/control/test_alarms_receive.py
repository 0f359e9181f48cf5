"""Reports become alarms: journalled as they came, folded, never twice, and remembered only after the commit."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from console.control import incidents
from console.control.messages import Level
from console.core.alarm import AlarmState, Disposition
from console.core.errors import JournalError
from console.core.event import BadEvent, Phase
from tests.fakes import NOON, batch, event, run, until
from tests.unit.control.rooms import room

FULL = JournalError("The disk of the journal is full.")
START, UPDATE, END = Phase.START, Phase.UPDATE, Phase.END


def test_a_report_is_journalled_as_it_came_and_raises_an_alarm_in_one_commit() -> None:
    async def story() -> None:
        r = room()
        reported = event(note="<b>\u0000")
        assert await r.alarms.receive(batch(reported))
        assert [[draft.kind for draft in append] for append in r.desk.journal.appends] == [
            ["event.received", "alarm.raised"]
        ]
        received, raised = r.desk.journal.written
        [alarm] = r.alarms.queue()
        assert received.body is reported.body
        assert received.alarm_id == raised.alarm_id == alarm.id
        assert (received.operator, received.camera_id) == ("console", "c1")
        assert (alarm.kind, alarm.priority, alarm.state) == ("intrusion", 1, AlarmState.UNACKNOWLEDGED)
        assert r.told == [frozenset({alarm.id})]
        assert alarm.id.startswith("A261123-030000-")

    run(story)


def test_reports_of_one_episode_share_its_alarm() -> None:
    async def story() -> None:
        r = room()
        for phase in (START, UPDATE, END, UPDATE):
            r.desk.clock.advance(300)
            assert await r.alarms.receive(batch(event(phase=phase)))
        [alarm] = r.alarms.queue()
        assert (alarm.count, alarm.state) == (1, AlarmState.RTN_UNACKNOWLEDGED)
        assert r.desk.journal.kinds.count("alarm.raised") == 1

    run(story)


@pytest.mark.parametrize(
    ("wait_s", "other", "alarms"),
    [
        (29, event("e2", started_at=NOON + timedelta(seconds=29)), 1),
        (31, event("e2", started_at=NOON + timedelta(seconds=31)), 2),
        (1, event("e2", camera_id="c2"), 2),
        (1, event("e2", kind="fight"), 2),
        (1, event("e2", zone="gate"), 2),
        (1, event("e2", track="7"), 2),
    ],
)
def test_alike_episodes_fold_within_the_window(wait_s: float, other: object, alarms: int) -> None:
    async def story() -> None:
        r = room()
        await r.alarms.receive(batch(event()))
        r.desk.clock.advance(wait_s)
        await r.alarms.receive(batch(other))  # type: ignore[arg-type]
        queue = r.alarms.queue()
        assert len(queue) == alarms
        assert sum(alarm.count for alarm in queue) == 2

    run(story)


def test_a_backlog_that_comes_at_once_is_not_one_incident() -> None:
    async def story() -> None:
        r = room()
        backlog = []
        for n in range(4):
            at = NOON - timedelta(minutes=10 * n)
            backlog += [event(f"e{n}", started_at=at), event(f"e{n}", END, started_at=at)]
        assert await r.alarms.receive(batch(*backlog))
        assert [alarm.count for alarm in r.alarms.queue()] == [1, 1, 1, 1]

    run(story)


def test_a_source_whose_clock_is_ahead_raises_no_alarm_of_the_future() -> None:
    async def story() -> None:
        r = room()
        later = NOON.replace(year=2099)
        reported = event(started_at=later)
        assert await r.alarms.receive(batch(reported, event("e2", started_at=NOON - timedelta(seconds=5), zone="b")))
        assert {alarm.zone: alarm.raised_at for alarm in r.alarms.queue()} == {
            "": NOON, "b": NOON - timedelta(seconds=5),
        }  # fmt: skip
        assert r.desk.journal.written[0].body["started_at"] == later.isoformat()
        r.desk.clock.advance(5)
        assert await r.alarms.receive(batch(event("e3", started_at=later)))
        assert len(r.alarms.queue()) == 2

    run(story)


def test_an_alarm_does_not_swallow_episodes_without_end() -> None:
    async def story() -> None:
        r = room()
        many = incidents.MAX_FOLDED_EPISODES
        assert await r.alarms.receive(batch(*(event(f"e{n}") for n in range(many + 50))))
        assert sorted(alarm.count for alarm in r.alarms.queue()) == [50, many]

    run(story)


def test_a_new_episode_brings_an_acknowledged_alarm_back() -> None:
    async def story() -> None:
        r = room()
        alarm = await r.raised()
        await r.alarms.acknowledge(alarm.id, 1)
        await r.alarms.receive(batch(event("e2")))
        assert [a.state for a in r.alarms.queue()] == [AlarmState.UNACKNOWLEDGED]

    run(story)


def test_a_batch_is_one_commit_and_one_fold_an_alarm() -> None:
    async def story() -> None:
        r = room()
        await r.alarms.receive(batch(event("a"), event("a", UPDATE), event("b"), event("c", camera_id="c2")))
        assert r.desk.journal.kinds == [
            "event.received", "alarm.raised", "event.received", "event.received", "event.received", "alarm.raised",
            "alarm.folded",
        ]  # fmt: skip
        folded = r.desk.journal.written[-1]
        assert folded.body == {"reports": 2, "count": 2}
        assert r.desk.journal.shapes == {alarm.id: alarm for alarm in r.alarms.queue()}

    run(story)


def test_the_same_report_is_journalled_once() -> None:
    async def story() -> None:
        r = room()
        one = batch(event("a"), event("a"), event("a", UPDATE))
        assert await r.alarms.receive(one)
        before = list(r.desk.journal.written)
        r.told.clear()
        for _ in range(3):
            assert await r.alarms.receive(one)
        assert r.desk.journal.written == before
        assert r.told == []
        assert await r.alarms.receive(batch(event("a", UPDATE, note="new")))
        assert r.desk.journal.kinds.count("event.received") == 3

    run(story)


def test_a_failing_journal_leaves_everything_as_it_was() -> None:
    async def story() -> None:
        r = room()
        alarm = await r.raised()
        r.desk.journal.fault = FULL
        assert not await r.alarms.receive(batch(event("e2"), event("e9", camera_id="c2")))
        assert r.alarms.queue() == [alarm]
        assert len(r.told) == 1
        r.desk.journal.fault = None
        assert await r.alarms.receive(batch(event("e2"), event("e9", camera_id="c2")))
        assert sorted(a.count for a in r.alarms.queue()) == [1, 2]
        assert r.desk.said() == ["The disk of the journal is full.", "The journal records again."]

    run(story)


def test_nothing_is_remembered_before_the_commit() -> None:
    async def story() -> None:
        r = room()
        r.desk.journal.paused = True
        receiving = asyncio.ensure_future(r.alarms.receive(batch(event())))
        await until(lambda: r.desk.recorder.pending)
        assert (r.alarms.queue(), r.told, receiving.done()) == ([], [], False)
        r.desk.journal.go_on()
        assert await receiving
        assert len(r.alarms.queue()) == 1

    run(story)


def test_a_caller_that_gives_up_does_not_part_memory_from_the_journal() -> None:
    async def story() -> None:
        r = room()
        r.desk.journal.paused = True
        receiving = asyncio.ensure_future(r.alarms.receive(batch(event())))
        await until(lambda: r.desk.recorder.pending)
        receiving.cancel()
        await asyncio.sleep(0)
        r.desk.journal.go_on()
        await until(r.alarms.queue)
        assert [alarm.id for alarm in r.alarms.queue()] == list(r.desk.journal.shapes)

    run(story)


def test_batches_that_wait_are_one_commit_in_their_order() -> None:
    async def story() -> None:
        r = room()
        r.desk.journal.paused = True
        receiving = [asyncio.ensure_future(r.alarms.receive(batch(event("first"))))]
        await until(lambda: r.desk.recorder.pending)
        receiving += [asyncio.ensure_future(r.alarms.receive(batch(event(f"e{n}")))) for n in range(20)]
        await asyncio.sleep(0)
        r.desk.journal.paused = False
        r.desk.journal.go_on()
        assert await asyncio.gather(*receiving) == [True] * 21
        assert len(r.desk.journal.appends) == 2
        ids = [entry.body["id"] for entry in r.desk.journal.written if entry.kind == "event.received"]
        assert ids == ["first", *(f"e{n}" for n in range(20))]

    run(story)


def test_a_report_that_cannot_be_written_stays_and_the_others_are_committed() -> None:
    async def story() -> None:
        r = room()
        r.desk.journal.unwritable = lambda draft: draft.body.get("note") == "odd"
        r.desk.journal.paused = True
        first = asyncio.ensure_future(r.alarms.receive(batch(event("first"))))
        await until(lambda: r.desk.recorder.pending)
        odd = asyncio.ensure_future(r.alarms.receive(batch(event("odd", camera_id="c2", note="odd"))))
        good = asyncio.ensure_future(r.alarms.receive(batch(event("good", camera_id="c2"))))
        await asyncio.sleep(0)
        r.desk.journal.paused = False
        r.desk.journal.go_on()
        answers = await asyncio.gather(first, odd, good, return_exceptions=True)
        assert answers[0] is answers[2] is True
        assert isinstance(answers[1], TypeError)
        assert sorted(alarm.episodes[0][1] for alarm in r.alarms.queue()) == ["first", "good"]

    run(story)


def test_a_report_no_journal_can_hold_goes_to_quarantine() -> None:
    async def story() -> None:
        r = room()
        huge = event("huge", note="x" * 9_000_000)
        assert await r.alarms.receive(batch(huge, event("good")))
        assert [bad.source for bad in r.desk.journal.bad] == ["ai"]
        assert [alarm.episodes for alarm in r.alarms.queue()] == [(("ai", "good"),)]

    run(story)


def test_a_closed_alarm_takes_its_late_reports_and_stays_closed() -> None:
    async def story() -> None:
        r = room()
        alarm = await r.raised()
        await r.alarms.close(alarm.id, 1, Disposition.FALSE)
        assert await r.alarms.receive(batch(event(phase=UPDATE)))
        assert r.desk.journal.kinds[-1] == "event.received"
        assert r.desk.journal.written[-1].alarm_id == alarm.id
        assert r.alarms.queue() == []
        assert await r.alarms.receive(batch(event(phase=END)))
        closed = r.alarms.get(alarm.id)
        assert closed is not None
        assert (closed.state, closed.active) == (AlarmState.CLOSED, False)
        # Reopened, it is known to be over; and a new episode was never lost in the closed alarm.
        assert await r.alarms.receive(batch(event("e2")))
        assert [a.episodes for a in r.alarms.queue()] == [(("ai", "e2"),)]
        reopened = await r.alarms.reopen(alarm.id, closed.version, "wrong key")
        assert reopened.state is AlarmState.RTN_UNACKNOWLEDGED

    run(story)


def test_an_end_and_a_new_episode_in_one_batch_never_fold_into_a_closed_alarm() -> None:
    async def story() -> None:
        r = room()
        alarm = await r.raised()
        await r.alarms.close(alarm.id, 1, Disposition.FALSE)
        assert await r.alarms.receive(batch(event(phase=END), event("e2")))
        assert [a.episodes for a in r.alarms.queue()] == [(("ai", "e2"),)]

    run(story)


def test_retained_reports_are_no_news() -> None:
    async def story() -> None:
        r = room()
        assert await r.alarms.receive(batch(event(), retained=True))
        assert (r.alarms.queue(), r.desk.journal.written) == ([], [])

    run(story)


def test_bad_reports_go_to_quarantine_and_are_said_now_and_then() -> None:
    async def story() -> None:
        r = room()
        bad = BadEvent("broker", "no id", "{}", 2)
        for _ in range(5):
            assert await r.alarms.receive(batch(event(), bad=[bad]))
        assert len(r.desk.journal.bad) == 5
        said = "1 reports from broker cannot be used and are in quarantine: no id"
        assert r.desk.said(Level.WARNING) == [said]
        r.desk.clock.advance(11)
        await r.alarms.receive(batch(bad=[bad]))
        assert r.desk.said(Level.WARNING)[-1].startswith("5 reports")
        r.desk.journal.fault = FULL
        assert not await r.alarms.receive(batch(bad=[bad]))

    run(story)


def test_a_camera_nobody_registered_raises_all_the_same() -> None:
    async def story() -> None:
        r = room()
        await r.alarms.receive(batch(event("a", camera_id="../x"), event("b", camera_id="../x", kind="fire")))
        await r.alarms.receive(batch(event("c", camera_id="../x", kind="fall")))
        assert len(r.alarms.queue()) == 3
        assert r.desk.said() == ["An event names the camera ../x, which is not registered."]

    run(story)


def test_the_hot_path_asks_the_journal_only_for_what_it_never_saw() -> None:
    async def story() -> None:
        r = room()
        await r.alarms.receive(batch(*(event(f"e{n}") for n in range(50))))
        asked = r.desk.journal.asked
        assert asked == 50
        for n in range(10):
            await r.alarms.receive(batch(*(event(f"e{m}", UPDATE, note=f"{n}") for m in range(50))))
        assert r.desk.journal.asked == asked

    run(story)


def test_what_was_forgotten_is_asked_of_the_journal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(incidents, "MAX_EPISODES", 3)

    async def story() -> None:
        r = room()
        reports = [event(f"e{n}", camera_id="c2" if n % 2 else "c1", zone=f"z{n}") for n in range(10)]
        for report in reports:
            await r.alarms.receive(batch(report))
        before = list(r.desk.journal.written)
        for report in reports:
            assert await r.alarms.receive(batch(report))
        assert r.desk.journal.written == before
        assert len(r.alarms.queue()) == 10

    run(story)


def test_a_view_that_fails_undoes_no_alarm() -> None:
    async def story() -> None:
        r = room()
        r.alarms.changed.join(lambda _ids: 1 / 0)
        assert await r.alarms.receive(batch(event()))
        assert len(r.alarms.queue()) == 1
        assert r.desk.faults

    run(story)
