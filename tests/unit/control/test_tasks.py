"""No task is lost, none outlives its owner."""

from __future__ import annotations

import asyncio

import pytest

from console.control.lane import Lane
from console.control.tasks import Tasks
from console.core.errors import JournalError
from tests.fakes import Desk, run, until


def test_a_fault_is_reported_with_the_tasks_name() -> None:
    async def story() -> None:
        faults: list[tuple[str, str]] = []
        tasks = Tasks(lambda fault, name: faults.append((type(fault).__name__, name)))

        async def fail() -> None:
            raise ValueError("x")

        tasks.spawn(fail(), "failing")
        await until(lambda: faults)
        assert faults == [("ValueError", "failing")]
        await tasks.aclose()

    run(story)


def test_closing_ends_all_and_takes_no_more() -> None:
    async def story() -> None:
        desk = Desk()
        ended: list[str] = []

        async def wait(name: str) -> None:
            try:
                await asyncio.sleep(3600)
            finally:
                ended.append(name)

        desk.tasks.spawn(wait("a"), "a")
        desk.tasks.spawn(wait("b"), "b")
        await asyncio.sleep(0)
        await desk.tasks.aclose()
        assert sorted(ended) == ["a", "b"]
        with pytest.raises(RuntimeError, match="after closing"):
            desk.tasks.spawn(wait("c"), "c")
        assert desk.faults == []

    run(story)


def test_a_listener_that_fails_is_reported_and_harms_nothing() -> None:
    async def story() -> None:
        desk = Desk()
        desk.tasks.tell(lambda: 1 / 0)
        assert [type(fault) for fault in desk.faults] == [ZeroDivisionError]

    run(story)


def test_a_lane_does_one_thing_at_a_time_and_people_first() -> None:
    async def story() -> None:
        desk = Desk()
        log: list[str] = []
        gate = asyncio.Event()

        async def handle(items: list[str]) -> bool:
            log.append("+".join(items))
            await gate.wait()
            return True

        async def act() -> str:
            log.append("act")
            return "done"

        lane: Lane[str] = Lane(desk.tasks, handle, len, 4)
        first = asyncio.ensure_future(lane.put("a"))
        await until(lambda: log)
        later = [asyncio.ensure_future(lane.put(item)) for item in ("bb", "cc", "d")]
        action = asyncio.ensure_future(lane.do(act))
        await asyncio.sleep(0)
        gate.set()
        assert await action == "done"
        assert await asyncio.gather(first, *later) == [True] * 4
        assert log == ["a", "act", "bb+cc", "d"]

    run(story)


def test_one_unusable_item_does_not_hold_up_its_neighbours() -> None:
    async def story() -> None:
        desk = Desk()

        async def handle(items: list[str]) -> bool:
            await asyncio.sleep(0)
            if "bad" in items:
                raise ValueError("bad")
            return True

        lane: Lane[str] = Lane(desk.tasks, handle, lambda _: 1, 10)
        first = asyncio.ensure_future(lane.put("a"))
        await asyncio.sleep(0)
        answers = await asyncio.gather(first, lane.put("b"), lane.put("bad"), lane.put("c"), return_exceptions=True)
        assert [answers[n] for n in (0, 1, 3)] == [True, True, True]
        assert isinstance(answers[2], ValueError)

    run(story)


def test_a_caller_that_gives_up_does_not_stop_what_has_begun() -> None:
    async def story() -> None:
        desk = Desk()
        gate = asyncio.Event()
        log: list[str] = []

        async def act() -> None:
            log.append("begun")
            await gate.wait()
            log.append("done")

        async def never() -> None:
            log.append("never begun")

        async def handle(_items: list[str]) -> bool:
            return True

        lane: Lane[str] = Lane(desk.tasks, handle, len, 4)
        begun = asyncio.ensure_future(lane.do(act))
        waiting = asyncio.ensure_future(lane.do(never))
        await until(lambda: log)
        begun.cancel()
        waiting.cancel()
        await asyncio.sleep(0)
        gate.set()
        assert await lane.put("x")
        assert log == ["begun", "done"]

    run(story)


def test_nobody_waits_for_ever_when_the_console_closes() -> None:
    async def story() -> None:
        desk = Desk()

        async def handle(_items: list[str]) -> bool:
            await asyncio.sleep(3600)
            return True

        async def act() -> None:
            return

        lane: Lane[str] = Lane(desk.tasks, handle, len, 1)
        waiting = [asyncio.ensure_future(lane.put("a")), asyncio.ensure_future(lane.put("b"))]
        await asyncio.sleep(0)
        action = asyncio.ensure_future(lane.do(act))
        await asyncio.sleep(0)
        await desk.tasks.aclose()
        assert await asyncio.gather(*waiting) == [False, False]
        with pytest.raises(JournalError, match="closing"):
            await action
        assert not await lane.put("late")

    run(story)
