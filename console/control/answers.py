"""Waiting for many answers of another thread at the price of one: the loop is woken once, not for each."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Mapping
from concurrent.futures import Future
from typing import TypeVar

K = TypeVar("K")
T = TypeVar("T")


async def answers(asked: Mapping[K, Future[T]]) -> dict[K, T]:
    """Return all answers; raise the first that failed."""
    await _settled([future for future in asked.values() if not future.done()])
    return {key: future.result() for key, future in asked.items()}


async def _settled(futures: list[Future[T]]) -> None:
    if not futures:
        return
    loop = asyncio.get_running_loop()
    all_done = loop.create_future()
    lock = threading.Lock()
    left = len(futures)

    def one_done(_future: Future[T]) -> None:
        nonlocal left
        with lock:
            left -= 1
            last = left == 0
        if last and not loop.is_closed():
            loop.call_soon_threadsafe(wake)

    def wake() -> None:
        if not all_done.done():
            all_done.set_result(None)

    for future in futures:
        future.add_done_callback(one_done)
    await all_done
