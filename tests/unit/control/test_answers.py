"""Many answers of another thread are waited for at once."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import Future

import pytest

from console.control.answers import answers
from tests.fakes import run


def test_answers_that_are_there_and_answers_that_come() -> None:
    async def story() -> None:
        asked: dict[int, Future[int]] = {n: Future() for n in range(200)}
        for n in range(0, 200, 2):
            asked[n].set_result(n)

        def answer() -> None:
            for n in range(1, 200, 2):
                asked[n].set_result(n)

        thread = threading.Thread(target=answer)
        thread.start()
        assert await answers(asked) == {n: n for n in range(200)}
        thread.join()
        assert await answers({}) == {}

    run(story)


def test_one_that_fails_is_raised_after_all_are_done() -> None:
    async def story() -> None:
        asked: dict[str, Future[int]] = {"a": Future(), "b": Future()}
        waiting = asyncio.ensure_future(answers(asked))
        await asyncio.sleep(0)
        asked["a"].set_exception(ValueError("a"))
        await asyncio.sleep(0)
        assert not waiting.done()
        asked["b"].set_result(1)
        with pytest.raises(ValueError, match="a"):
            await waiting

    run(story)


def test_giving_up_waiting_harms_nobody() -> None:
    async def story() -> None:
        asked: dict[str, Future[int]] = {"a": Future()}
        waiting = asyncio.ensure_future(answers(asked))
        await asyncio.sleep(0)
        waiting.cancel()
        asked["a"].set_result(1)
        with pytest.raises(asyncio.CancelledError):
            await waiting

    run(story)
