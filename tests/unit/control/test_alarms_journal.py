"""The alarm service on a real journal: what a restart finds is what was decided."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from console.core.alarm import AlarmState, Disposition
from console.core.entry import EntryFilter
from console.core.event import Phase
from console.journal.journal import Journal
from tests.fakes import Desk, ManualClock, batch, event, run
from tests.unit.control.rooms import Room, room


@contextmanager
def opened(path: Path) -> Iterator[Journal]:
    journal = Journal.open(path, ManualClock(), "desk-1")
    try:
        yield journal
    finally:
        journal.close()


async def _restarted(journal: Journal) -> Room:
    again = room(journal, Desk(journal))
    await again.alarms.restore()
    return again


def test_a_restart_restores_the_queue(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"

    async def before(journal: Journal) -> list[object]:
        r = room(journal, Desk(journal))
        await r.alarms.receive(
            batch(event("a"), event("b", camera_id="c2"), event("c", kind="fire"), event("d", kind="fall"))
        )
        by_kind = {alarm.kind: alarm for alarm in r.alarms.queue() if alarm.camera_id == "c1"}
        await r.alarms.acknowledge(by_kind["intrusion"].id, 1)
        await r.alarms.claim(by_kind["fire"].id, 1)
        await r.alarms.comment(by_kind["fire"].id, 2, "연기")
        await r.alarms.close(by_kind["fall"].id, 1, Disposition.TRUE)
        return list(r.alarms.queue())

    async def after(journal: Journal) -> list[object]:
        return list((await _restarted(journal)).alarms.queue())

    with opened(path) as journal:
        left = asyncio.run(before(journal))
    with opened(path) as journal:
        found = asyncio.run(after(journal))
    assert found == left
    assert len(found) == 3


def test_reports_that_come_again_after_a_restart_are_known(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    reports = [event("open"), event("open", Phase.UPDATE), event("shut", kind="fire"), event("other", camera_id="c2")]

    async def before(journal: Journal) -> None:
        r = room(journal, Desk(journal))
        await r.alarms.receive(batch(*reports))
        [fire] = [alarm for alarm in r.alarms.queue() if alarm.kind == "fire"]
        await r.alarms.close(fire.id, fire.version, Disposition.FALSE)

    async def after(journal: Journal) -> None:
        r = await _restarted(journal)
        count = await asyncio.wrap_future(journal.count(EntryFilter()))
        assert await r.alarms.receive(batch(*reports))
        assert await asyncio.wrap_future(journal.count(EntryFilter())) == count
        assert [alarm.count for alarm in r.alarms.queue()] == [1, 1]
        # News of known episodes goes to their alarms, the closed one's too.
        assert await r.alarms.receive(batch(event("open", Phase.END), event("shut", Phase.END, kind="fire")))
        assert sorted(alarm.state for alarm in r.alarms.queue()) == [
            AlarmState.RTN_UNACKNOWLEDGED, AlarmState.UNACKNOWLEDGED,
        ]  # fmt: skip
        raised = await asyncio.wrap_future(journal.entries(EntryFilter(kind="alarm.raised")))
        assert len(raised) == 3

    with opened(path) as journal:
        asyncio.run(before(journal))
    with opened(path) as journal:
        asyncio.run(after(journal))


def test_a_new_episode_after_a_restart_folds_within_the_window(tmp_path: Path) -> None:
    with opened(tmp_path / "journal.db") as journal:

        async def story() -> None:
            r = room(journal, Desk(journal))
            await r.alarms.receive(batch(event("a"), event("b", camera_id="c2")))
            again = Desk(journal)
            again.clock.advance(20)
            near = room(journal, again)
            await near.alarms.restore()
            await near.alarms.receive(batch(event("a2")))
            assert sorted(alarm.count for alarm in near.alarms.queue()) == [1, 2]
            again.clock.advance(20)
            await near.alarms.receive(batch(event("b2", camera_id="c2")))
            assert sorted(alarm.count for alarm in near.alarms.queue()) == [1, 1, 2]

        run(story)


def test_a_flood_ends_in_a_chain_that_verifies(tmp_path: Path) -> None:
    with opened(tmp_path / "journal.db") as journal:

        async def story() -> None:
            r = room(journal, Desk(journal))
            batches = [
                batch(*(event(f"{n}-{m}", camera_id=f"c{m % 40}", zone=f"z{m % 7}") for m in range(50)))
                for n in range(40)
            ]
            answers = await asyncio.gather(*(r.alarms.receive(b) for b in batches))
            assert answers == [True] * 40
            received = await asyncio.wrap_future(journal.count(EntryFilter(kind="event.received")))
            assert received == 2000
            assert sum(alarm.count for alarm in r.alarms.queue()) == 2000
            assert await asyncio.wrap_future(journal.open_alarms()) is not None
            restored = await _restarted(journal)
            assert restored.alarms.queue() == r.alarms.queue()
            verdict = await asyncio.wrap_future(journal.verify())
            assert verdict.intact

        run(story)
