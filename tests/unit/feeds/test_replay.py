"""A file of JSON lines is played at its own pace, as new episodes, and nothing of it is lost."""

from __future__ import annotations

import json
import threading
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.core.clock import SystemClock
from console.core.errors import ConfigError
from console.core.text import Text
from console.feeds.batch import FeedBatch, FeedState
from console.feeds.replay import ReplayFeed
from tests.unit.feeds.listener import report, wait_until

BEGAN = datetime.fromisoformat("2026-01-01T00:00:00+09:00")


def at(second: float, number: int = 0, **change: Any) -> dict[str, Any]:
    return report(number, started_at=(BEGAN + timedelta(seconds=second)).isoformat(), **change)


class Player:
    """Play lines and keep what came."""

    def __init__(self, folder: Path, lines: list[bytes], *, speed: float = 1.0, settle: bool | None = True) -> None:
        self.batches: list[FeedBatch] = []
        self.states: list[FeedState] = []
        self.said: list[Text] = []
        self.settle = settle
        file = folder / "drill.jsonl"
        file.write_bytes(b"\n".join(lines))
        self.feed = ReplayFeed(
            file, self._take, self.states.append, SystemClock(), speed=speed, ended=self.said.append, first_retry_s=0.01
        )

    def __enter__(self) -> Player:
        self.feed.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.feed.close()

    def _take(self, batch: FeedBatch) -> None:
        self.batches.append(batch)
        if self.settle is not None:
            batch.done(self.settle)

    def over(self) -> str:
        """Wait until the file is over; return what was said."""
        wait_until(lambda: self.said)
        return str(self.said[0])


def test_a_file_is_played_whole_with_new_times_and_ids(tmp_path: Path) -> None:
    lines = [
        json.dumps(at(0, 1)).encode(), b"", b"nonsense",
        json.dumps([at(10, 2), at(20, 3, phase="end", ended_at=(BEGAN + timedelta(seconds=30)).isoformat())]).encode(),
    ]  # fmt: skip
    with Player(tmp_path, lines, speed=1000) as player:
        assert player.over() == "The replay of drill.jsonl is over: 4 reports, 1 of them unusable."
    events = [event for batch in player.batches for event in batch.events]
    assert [event.body["replayed"] for event in events] == [
        {"file": "drill.jsonl", "line": 1, "id": "e1", "started_at": at(0)["started_at"]},
        {"file": "drill.jsonl", "line": 4, "id": "e2", "started_at": at(10)["started_at"]},
        {"file": "drill.jsonl", "line": 4, "id": "e3", "started_at": at(20)["started_at"],
         "ended_at": "2026-01-01T00:00:30+09:00"},
    ]  # fmt: skip
    first = events[0].started_at
    assert abs(first - SystemClock().utc()) < timedelta(minutes=10)
    assert [event.started_at - first for event in events] == [timedelta(milliseconds=10 * n) for n in (0, 1, 2)]
    assert events[2].ended_at == first + timedelta(milliseconds=30)
    assert len([bad for batch in player.batches for bad in batch.bad]) == 1
    state = player.states[-1]
    assert (state.connected, state.received, state.bad) == (True, 3, 1)
    with Player(tmp_path, lines, speed=1000) as again:
        again.over()
    assert not {event.episode for event in events} & {e.episode for batch in again.batches for e in batch.events}


def test_lines_come_at_their_own_pace(tmp_path: Path) -> None:
    lines = [json.dumps(at(second, number)).encode() for number, second in enumerate((0, 0, 3600))]
    with Player(tmp_path, lines) as player:
        wait_until(lambda: player.batches)
        assert [event.body["replayed"] for event in player.batches[0].events] != []
        assert len(player.batches[0].events) == 2
        assert not player.said


def test_what_the_journal_could_not_take_is_brought_again(tmp_path: Path) -> None:
    with Player(tmp_path, [json.dumps(at(0, 1)).encode()], settle=False) as player:
        wait_until(lambda: len(player.batches) > 2)
        assert "sent again" in str(player.states[-1].reason)
        player.settle = True
        player.over()
        assert player.states[-1].connected
        assert player.states[-1].received == 1


def test_closing_ends_a_wait_for_the_journal(tmp_path: Path) -> None:
    with Player(tmp_path, [json.dumps(at(0, 1)).encode()], settle=None) as player:
        wait_until(lambda: player.batches)
    assert not player.said


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    states: list[FeedState] = []
    feed = ReplayFeed(tmp_path / "none.jsonl", lambda _: None, states.append, SystemClock())
    feed.start()
    wait_until(lambda: states)
    feed.close()
    assert "none.jsonl cannot be read" in str(states[0].reason)


@pytest.mark.parametrize("speed", [0, -1, float("nan"), float("inf"), 1e9])
def test_a_speed_that_is_none_is_refused(tmp_path: Path, speed: float) -> None:
    with pytest.raises(ConfigError, match="speed"):
        Player(tmp_path, [], speed=speed)


def test_an_endless_line_is_one_refusal(tmp_path: Path) -> None:
    lines = [b"x" * 3_000_000, json.dumps(at(0, 1)).encode(), b"y" * 1_500_000]
    with Player(tmp_path, lines) as player:
        assert "3 reports, 2 of them" in player.over()


YEARS = st.sampled_from(["1970-01-01T00:00:00Z", "2199-12-31T23:59:59Z", "2026-01-01T00:00:00+09:00"])
LINES = st.one_of(
    st.binary(max_size=30).map(lambda raw: raw.replace(b"\n", b" ")),
    st.builds(lambda year, number: json.dumps(report(number, started_at=year)).encode(), YEARS, st.integers(0, 5)),
)


@settings(deadline=None, max_examples=40)
@given(st.lists(LINES, max_size=8), st.booleans())
def test_any_file_is_events_and_refusals(
    tmp_path_factory: pytest.TempPathFactory, lines: list[bytes], is_fast: bool
) -> None:
    with Player(tmp_path_factory.mktemp("fuzz"), lines, speed=1000 if is_fast else 0.01) as player:
        # Years apart at this speed: it waits, or is over, but never dies.
        wait_until(lambda: player.said or player.feed._thread.is_alive())
    assert not [state for state in player.states if state.reason is not None]
    assert not [thread for thread in threading.enumerate() if thread.name == "feed replay"]
