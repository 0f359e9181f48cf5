"""A feed that reads a file of JSON lines at its own pace, for drills and tests (resources/schemas/replay.md).

The episodes are new ones: their times are moved to now and their ids carry the run, so that the same file can be played
again and is not taken for what happened before. What the file says stands beside it, under `replayed`.
"""

from __future__ import annotations

import math
import secrets
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from console.core.clock import Clock, rfc3339
from console.core.errors import ConfigError, FeedError
from console.core.event import MAX_EVENT_BYTES, AnalyticsEvent, BadEvent, Phase
from console.core.text import Text, text
from console.feeds.batch import FeedBatch, FeedState
from console.feeds.native import bad_event, event_of, parse_native
from console.feeds.parsing import bounded_id
from console.feeds.standing import Standing

SPEED_LOW, SPEED_HIGH = 0.01, 1000.0
BATCH_MAX = 500
COMMIT_TIMEOUT_S = 30.0
FIRST_RETRY_S = 0.5
LAST_RETRY_S = 15.0
POLL_S = 0.1
LONGEST_WAIT_S = 3600.0


@dataclass(slots=True)
class _Line:
    """Hold one line's reports and the moment the file says they came, None where it says none."""

    number: int
    events: list[AnalyticsEvent]
    bad: list[BadEvent]
    at: datetime | None


@dataclass(slots=True)
class _Due:
    """Gather what is delivered together."""

    events: list[AnalyticsEvent] = field(default_factory=list)
    bad: list[BadEvent] = field(default_factory=list)


class ReplayFeed:
    """Play a file once, in a thread of its own; `deliver`, `report` and `ended` are called on it.

    speed: 2 plays twice as fast. ended: told one sentence when the file is over. Raises ConfigError for a speed that
    is none.
    """

    def __init__(
        self,
        file: Path,
        deliver: Callable[[FeedBatch], None],
        report: Callable[[FeedState], None],
        clock: Clock,
        *,
        speed: float = 1.0,
        name: str = "replay",
        ended: Callable[[Text], None] | None = None,
        first_retry_s: float = FIRST_RETRY_S,
    ) -> None:
        if not math.isfinite(speed) or not SPEED_LOW <= speed <= SPEED_HIGH:
            raise ConfigError(
                "The speed of a replay must lie between {low} and {high}.", low=SPEED_LOW, high=SPEED_HIGH
            )
        self._file = file
        self._deliver = deliver
        self._clock = clock
        self._speed = speed
        self._name = name
        self._ended = ended
        self._first_retry_s = first_retry_s
        self._run_id = f"{clock.utc():%y%m%d%H%M%S}{secrets.token_hex(2)}"
        self._standing = Standing(name, report, clock)
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"feed {name}", daemon=True)

    def start(self) -> None:
        """Begin to play; returns at once."""
        self._thread.start()

    def close(self) -> None:
        """Stop playing; blocks shortly."""
        self._closing.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        try:
            self._play()
        except FeedError as fault:
            self._standing.say(connected=False, reason=fault.text)
        except Exception:
            reason = text("The feed {feed} stopped by a fault of the console.", feed=self._name)
            self._standing.say(connected=False, reason=reason)
            raise

    def _play(self) -> None:
        pace = _Pace(self._clock, self._speed)
        due = _Due()
        for line in self._lines():
            wait_s = pace.wait_s(line.at)
            if wait_s > 0 or len(due.events) + len(due.bad) >= BATCH_MAX:
                self._hand_on(due)
                due = _Due()
            while (wait_s := pace.wait_s(line.at)) > 0:
                if self._closing.wait(min(wait_s, LONGEST_WAIT_S)):
                    return
            due.bad += line.bad
            for event in line.events:
                self._renew(event, line.number, pace, due)
        self._hand_on(due)
        self._standing.say_counts(every_s=0.0)
        if not self._closing.is_set() and self._ended is not None:
            sentence = "The replay of {file} is over: {count} reports, {bad} of them unusable."
            state = self._standing.state
            self._ended(text(sentence, file=self._file.name, count=state.received + state.bad, bad=state.bad))

    def _lines(self) -> Iterator[_Line]:
        try:
            with self._file.open("rb") as stream:
                self._standing.say(connected=True)
                number = 0
                while raw := stream.readline(MAX_EVENT_BYTES + 2):
                    number += 1
                    while len(raw) > MAX_EVENT_BYTES and not raw.endswith(b"\n") and (rest := stream.readline(65536)):
                        raw = raw[: MAX_EVENT_BYTES + 2]
                        if rest.endswith(b"\n"):
                            break
                    if raw.strip():
                        events, bad = parse_native(raw.removeprefix(b"\xef\xbb\xbf"), self._name)
                        yield _Line(number, events, bad, _moment(events[0]) if events else None)
        except OSError as fault:
            raise FeedError(
                "The file {file} cannot be read: {reason}.", file=str(self._file), reason=fault.strerror
            ) from fault

    def _renew(self, event: AnalyticsEvent, line: int, pace: _Pace, due: _Due) -> None:
        replayed: dict[str, object] = {"file": self._file.name, "line": line}
        replayed |= {name: event.body[name] for name in ("id", "started_at", "ended_at") if name in event.body}
        body = event.body.copy()
        body |= {
            "id": bounded_id(event.id, self._run_id),
            "replayed": replayed,
        }
        try:
            body["started_at"] = rfc3339(pace.moved(event.started_at))
            if event.ended_at is not None:
                body["ended_at"] = rfc3339(pace.moved(event.ended_at))
            due.events.append(event_of(body))
        except FeedError as refusal:
            due.bad.append(bad_event(self._name, str(refusal), repr(event.body)[:8000].encode("utf-8", "replace")))

    def _hand_on(self, due: _Due) -> None:
        if not due.events and not due.bad:
            return
        retry_s = self._first_retry_s
        while not self._closing.is_set():
            settled = threading.Event()
            answers: list[bool] = []

            def done(committed: bool, answers: list[bool] = answers, settled: threading.Event = settled) -> None:
                answers.append(committed)
                settled.set()

            self._deliver(FeedBatch(self._name, due.events, due.bad, False, done))
            self._await(settled)
            if answers and answers[0]:
                self._standing.count(due.events, len(due.bad))
                self._standing.say(connected=True)
                self._standing.say_counts()
                return
            if not self._closing.is_set():
                reason = text("The journal could not take events of {feed}: they are sent again.", feed=self._name)
                self._standing.say(connected=False, reason=reason)
            self._closing.wait(retry_s)
            retry_s = min(retry_s * 2, LAST_RETRY_S)

    def _await(self, settled: threading.Event) -> None:
        until_ns = self._clock.monotonic_ns() + COMMIT_TIMEOUT_S * 1e9
        while not settled.wait(POLL_S) and not self._closing.is_set() and self._clock.monotonic_ns() < until_ns:
            pass


class _Pace:
    """Turn the file's times into now's: the first dated line is now."""

    def __init__(self, clock: Clock, speed: float) -> None:
        self._clock = clock
        self._speed = speed
        self._first: datetime | None = None
        self._began_s = 0.0
        self._began = clock.utc()

    def wait_s(self, at: datetime | None) -> float:
        """Return how long to wait for a line of that time; none that is undated or stands after a later one waits."""
        if at is None:
            return 0.0
        now_s = self._clock.monotonic_ns() / 1e9
        if self._first is None:
            self._first, self._began_s, self._began = at, now_s, self._clock.utc()
        return self._began_s + (at - self._first).total_seconds() / self._speed - now_s

    def moved(self, at: datetime) -> datetime:
        """Return when a moment of the file is now; raise FeedError where that is beyond all calendars."""
        try:
            return self._began + timedelta(seconds=(at - (self._first or at)).total_seconds() / self._speed)
        except OverflowError:
            raise FeedError(
                "The event's {field} is not a time anything could have happened.", field="started_at"
            ) from None


def _moment(event: AnalyticsEvent) -> datetime:
    return event.ended_at or event.started_at if event.phase is Phase.END else event.started_at
