"""Taking things down in order: what fails or does not end is reported, and the next is taken down all the same."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from console.control.tasks import Report

STAGE_S = 5.0


@dataclass(frozen=True, slots=True)
class Stage:
    """Close one thing, on the loop; one that blocks is closed on a thread. limit_s: how long it is waited for."""

    name: str
    close: Callable[[], Awaitable[object] | None]
    limit_s: float = STAGE_S
    blocks: bool = False


async def close_in_order(stages: Sequence[Stage], report: Report) -> None:
    """Close all, one after the other; never raises for what a stage does."""
    for stage in stages:
        try:
            async with asyncio.timeout(stage.limit_s):
                ending = asyncio.to_thread(stage.close) if stage.blocks else stage.close()
                if ending is not None:
                    await ending
        except Exception as fault:  # noqa: BLE001 - reported; the journal must be closed whatever came before
            report(fault, f"closing {stage.name}")
