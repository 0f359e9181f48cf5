"""The alarm service at a desk, as the tests of it set it up."""

from __future__ import annotations

from dataclasses import dataclass

from console.config import AlarmConfig
from console.control.alarms import AlarmService
from console.core.alarm import Alarm
from console.journal.journal import Journal
from tests.fakes import Desk, batch, camera, event


@dataclass
class Room:
    """A desk, its alarm service and what that told."""

    desk: Desk
    alarms: AlarmService
    told: list[frozenset[str]]

    async def raised(self, **fields: str) -> Alarm:
        """Report an episode and return its alarm."""
        assert await self.alarms.receive(batch(event(**fields)))  # type: ignore[arg-type]
        return self.alarms.queue()[-1]


def room(journal: Journal | None = None, desk: Desk | None = None) -> Room:
    """Make the service; a journal given is used instead of the desk's fake one."""
    desk = desk or Desk(journal)
    cameras = {"c1": camera("c1", name="정문"), "c2": camera("c2", name="후문")}
    service = AlarmService(
        journal or desk.journal, desk.recorder, desk.messages, desk.clock, AlarmConfig(), cameras.get, desk.tasks
    )
    told: list[frozenset[str]] = []
    service.changed.join(told.append)
    return Room(desk, service, told)
