"""Feeds that come and go are journalled once each and said."""

from __future__ import annotations

from console.config import MqttFeedConfig
from console.control.health import HealthService
from console.core.text import recorded, text
from console.feeds import reasons
from console.feeds.batch import FeedState
from tests.fakes import Desk, run

REFUSED = text("The broker {host} refused the password.", host="b1")


def state(connected: bool, *, bad: int = 0, missing: int = 0, why: bool = True) -> FeedState:
    return FeedState("city", connected, 0.0, None if connected or not why else REFUSED, 0, bad, missing)


def test_a_loss_and_a_return_are_told_once() -> None:
    async def story() -> None:
        desk = Desk()
        health = HealthService(desk.recorder, desk.messages, desk.clock, desk.tasks)
        told: list[int] = []
        health.changed.join(lambda: told.append(health.bad))
        health.report(state(connected=False, why=False))
        health.report(state(connected=True))
        assert desk.said() == []
        for _ in range(3):
            health.report(state(connected=False))
        desk.clock.advance(7.5)
        health.report(state(connected=True, bad=3))
        health.report(state(connected=True, bad=4))
        await desk.recorder.drain(10.0)
        assert [(e.kind, e.operator, e.body) for e in desk.journal.written] == [
            ("feed.lost", "console", {"feed": "city", **recorded(REFUSED)}),
            ("feed.restored", "console", {"feed": "city", "lost_s": 7.5}),
        ]
        assert desk.said() == [
            "The feed city is lost: The broker b1 refused the password.", "The feed city is back.",
        ]  # fmt: skip
        assert (health.feeds["city"].bad, health.bad, told[-1]) == (4, 4, 4)

    run(story)


def test_events_that_the_journal_refused_are_no_fault_of_the_feed() -> None:
    async def story() -> None:
        desk = Desk()
        health = HealthService(desk.recorder, desk.messages, desk.clock, desk.tasks)
        config = MqttFeedConfig(name="city", host="b1", topic="events")
        health.report(FeedState("city", False, 0.0, reasons.not_committed(config).text))
        assert health.feeds["city"].reason is not None
        health.report(state(connected=True))
        await desk.recorder.drain(10.0)
        assert (desk.journal.kinds, desk.said()) == ([], [])
        health.report(FeedState("city", False, 0.0, reasons.not_committed(config).text))
        health.report(state(connected=False))
        assert desk.said() == ["The feed city is lost: The broker b1 refused the password."]
        await desk.recorder.drain(10.0)

    run(story)


def test_missing_events_are_said_but_not_one_by_one() -> None:
    async def story() -> None:
        desk = Desk()
        health = HealthService(desk.recorder, desk.messages, desk.clock, desk.tasks)
        for missing in (0, 1, 2, 5):
            health.report(state(connected=True, missing=missing))
        assert desk.said() == ["1 events of the feed city are missing."]
        desk.clock.advance(10)
        health.report(state(connected=True, missing=5))
        assert desk.said()[-1] == "4 events of the feed city are missing."

    run(story)
