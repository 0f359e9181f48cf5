"""One thing at a time: what touches the alarms runs in a lane, people's actions before waiting reports."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from console.core.errors import JournalError

if TYPE_CHECKING:
    from console.control.tasks import Tasks

T = TypeVar("T")
Item = TypeVar("Item")
Job = Callable[[], Awaitable[Any]]


class Lane(Generic[Item]):
    """Run jobs one by one; items that wait while one runs are handed over together.

    handle: takes merged items, returns whether they are committed. size: what an item weighs; items are merged until
    together they weigh more than `most`. A caller that stops waiting never interrupts what has begun.
    """

    def __init__(
        self,
        tasks: Tasks,
        handle: Callable[[list[Item]], Awaitable[bool]],
        size: Callable[[Item], int],
        most: int,
    ) -> None:
        self._tasks = tasks
        self._handle = handle
        self._size = size
        self._most = most
        self._jobs: deque[tuple[Job, asyncio.Future[Any]]] = deque()
        self._items: deque[tuple[Item, asyncio.Future[bool]]] = deque()
        self._task: asyncio.Task[None] | None = None

    async def do(self, job: Callable[[], Awaitable[T]]) -> T:
        """Run a job before all waiting items; return what it returns, raise what it raises."""
        future: asyncio.Future[T] = self._tasks.loop.create_future()
        self._jobs.append((job, future))
        self._start()
        return await future

    async def put(self, item: Item) -> bool:
        """Have an item handled; False when it was not committed, an exception when it alone cannot be handled."""
        future: asyncio.Future[bool] = self._tasks.loop.create_future()
        self._items.append((item, future))
        self._start()
        return await future

    def _start(self) -> None:
        if self._tasks.closed:
            self._give_up()
        elif self._task is None or self._task.done():
            self._task = self._tasks.spawn(self._run(), "alarm lane")

    async def _run(self) -> None:
        try:
            while self._jobs or self._items:
                if self._jobs:
                    await self._do_job(*self._jobs.popleft())
                else:
                    await self._do_items(self._merge())
        finally:
            # Only a cancelled lane leaves anything here: nobody may wait for ever.
            self._give_up()

    async def _do_job(self, job: Job, future: asyncio.Future[Any]) -> None:
        if future.cancelled():
            return
        try:
            result = await job()
        except asyncio.CancelledError:
            _fail(future, _closing())
            raise
        except Exception as fault:  # noqa: BLE001 - handed to who asked, or reported when nobody waits any more
            if future.done():
                self._tasks.report(fault, "alarm lane")
            else:
                future.set_exception(fault)
        else:
            if not future.done():
                future.set_result(result)

    def _merge(self) -> list[tuple[Item, asyncio.Future[bool]]]:
        merged = [self._items.popleft()]
        weight = self._size(merged[0][0])
        while self._items and weight + self._size(self._items[0][0]) <= self._most:
            merged.append(self._items.popleft())
            weight += self._size(merged[-1][0])
        return merged

    async def _do_items(self, merged: list[tuple[Item, asyncio.Future[bool]]]) -> None:
        committed = False
        try:
            committed = await self._handle([item for item, _ in merged])
        except Exception as fault:  # noqa: BLE001 - handed on or reported; one unusable item must not hold up its neighbours
            if len(merged) > 1:
                for one in merged:
                    await self._do_items([one])
            elif merged[0][1].done():
                self._tasks.report(fault, "alarm lane")
            else:
                merged[0][1].set_exception(fault)
        finally:
            for _, future in merged:
                if not future.done():
                    future.set_result(committed)

    def _give_up(self) -> None:
        while self._jobs:
            _fail(self._jobs.popleft()[1], _closing())
        while self._items:
            future = self._items.popleft()[1]
            if not future.done():
                future.set_result(False)


def _closing() -> JournalError:
    return JournalError("The console is closing.")


def _fail(future: asyncio.Future[Any], fault: Exception) -> None:
    if not future.done():
        future.set_exception(fault)
