"""The one owner of the console's asyncio tasks: none is lost, none outlives it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, ParamSpec, TypeVar

T = TypeVar("T")
P = ParamSpec("P")
Report = Callable[[BaseException, str], None]

CLOSE_TIMEOUT_S = 5.0


class Tasks:
    """Own tasks of one loop; made on that loop's thread and used only there.

    report: told each exception that leaves a task, with the task's name.
    """

    def __init__(self, report: Report) -> None:
        self.report = report
        self.loop = asyncio.get_running_loop()
        self._tasks: set[asyncio.Task[Any]] = set()
        self._closed = False

    @property
    def closed(self) -> bool:
        """Tell whether no more tasks are taken."""
        return self._closed

    def spawn(self, coro: Coroutine[Any, Any, T], name: str) -> asyncio.Task[T]:
        """Run a coroutine until it ends or `aclose`; RuntimeError after closing."""
        if self._closed:
            coro.close()
            raise RuntimeError(f"task {name!r} was started after closing")
        task = self.loop.create_task(coro, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    def tell(self, listener: Callable[P, object], *args: P.args, **kwargs: P.kwargs) -> None:
        """Call a hook after something was done for good: a view that fails is reported and undoes nothing."""
        try:
            listener(*args, **kwargs)
        except Exception as fault:  # noqa: BLE001 - reported
            self.report(fault, "listener")

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if task.cancelled():
            return
        fault = task.exception()
        if fault is not None:
            self.report(fault, task.get_name())

    async def aclose(self) -> None:
        """Cancel all tasks and wait for their ends, at most 5 s; one that will not end is reported."""
        self._closed = True
        current = asyncio.current_task()
        waiting = {task for task in self._tasks if task is not current}
        for task in waiting:
            task.cancel()
        if waiting:
            _, stuck = await asyncio.wait(waiting, timeout=CLOSE_TIMEOUT_S)
            for task in stuck:
                self.report(TimeoutError(f"task {task.get_name()!r} does not end"), task.get_name())
