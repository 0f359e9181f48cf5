"""What does not end, or fails to, keeps nothing else from being closed."""

from __future__ import annotations

import asyncio
import threading

from console.app.closing import Stage, close_in_order
from tests.fakes import run


def test_all_is_closed_in_order_whatever_one_of_them_does() -> None:
    closed: list[str] = []
    told: list[tuple[str, str]] = []
    here = threading.get_ident()

    def fail() -> None:
        closed.append("fails")
        raise RuntimeError("the devices thread does not end")

    async def hang() -> None:
        closed.append("hangs")
        await asyncio.Event().wait()

    def block() -> None:
        assert threading.get_ident() != here
        closed.append("blocks")

    async def last() -> None:
        closed.append("journal")

    async def story() -> None:
        stages = [
            Stage("a", fail), Stage("b", fail, blocks=True), Stage("c", hang, limit_s=0.01),
            Stage("d", block, blocks=True), Stage("e", last),
        ]  # fmt: skip
        await close_in_order(stages, lambda fault, where: told.append((type(fault).__name__, where)))

    run(story)
    assert closed == ["fails", "fails", "hangs", "blocks", "journal"]
    assert told == [("RuntimeError", "closing a"), ("RuntimeError", "closing b"), ("TimeoutError", "closing c")]
