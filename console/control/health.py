"""How the room is doing: feeds that come and go, reports that are missing or unusable."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.control.messages import Level, Messages
from console.control.recorder import MACHINE, Recorder
from console.core.clock import Clock
from console.core.entry import Draft
from console.core.hook import Hook
from console.core.text import Text, recorded, text

if TYPE_CHECKING:
    from console.control.tasks import Tasks
    from console.feeds.batch import FeedState

MISSING_SAID_EVERY_S = 10.0
JOURNAL_REFUSED = "The journal could not take "
"""How a feed begins to say that its events were not committed: the journal's fault, which the recorder has said."""


class HealthService:
    """Keep the newest state of each feed, on the UI thread; journal and say what is lost and what is back."""

    def __init__(self, recorder: Recorder, messages: Messages, clock: Clock, tasks: Tasks) -> None:
        self.feeds: dict[str, FeedState] = {}
        self.changed: Hook[[]] = Hook()
        self._recorder = recorder
        self._messages = messages
        self._clock = clock
        self._tasks = tasks
        self._lost_s: dict[str, float] = {}
        self._missing: dict[str, tuple[float, int]] = {}

    @property
    def bad(self) -> int:
        """Count the reports that could not be used, of all feeds."""
        return sum(state.bad for state in self.feeds.values())

    def report(self, state: FeedState) -> None:
        """Take a feed's newest state."""
        self.feeds[state.feed] = state
        if (reason := _lost(state)) is not None and state.feed not in self._lost_s:
            self._lost_s[state.feed] = self._now_s()
            self._recorder.note(
                Draft("feed.lost", {"feed": state.feed, **recorded(reason)}, operator=MACHINE)
            )  # fmt: skip
            self._say(
                Level.ERROR, text("The feed {feed} is lost: {reason}", feed=state.feed, reason=reason)
            )  # fmt: skip
        elif state.connected and state.feed in self._lost_s:
            lost_s = round(self._now_s() - self._lost_s.pop(state.feed), 1)
            self._recorder.note(Draft("feed.restored", {"feed": state.feed, "lost_s": lost_s}, operator=MACHINE))
            self._say(Level.INFO, text("The feed {feed} is back.", feed=state.feed))
        self._say_missing(state)
        self._tasks.tell(self.changed)

    def _say_missing(self, state: FeedState) -> None:
        said_s, said = self._missing.get(state.feed, (float("-inf"), 0))
        if state.missing <= said or self._now_s() - said_s < MISSING_SAID_EVERY_S:
            return
        self._missing[state.feed] = (self._now_s(), state.missing)
        sentence = text("{count} events of the feed {feed} are missing.", count=state.missing - said, feed=state.feed)
        self._say(Level.WARNING, sentence)

    def _say(self, level: Level, sentence: Text) -> None:
        self._tasks.tell(self._messages.say, level, sentence)

    def _now_s(self) -> float:
        return self._clock.monotonic_ns() / 1e9


def _lost(state: FeedState) -> Text | None:
    """Return why a feed is lost, None where it is not, or where only the journal is."""
    if state.connected or state.reason is None or state.reason.template.startswith(JOURNAL_REFUSED):
        return None
    return state.reason
