"""When to try again."""

from __future__ import annotations

from random import Random

from console.video.backoff import FIRST_S, GOOD_S, LONGEST_S, Backoff


def test_waits_longer_each_time_up_to_half_a_minute() -> None:
    backoff = Backoff(Random(1))
    waits = [backoff.failed(0.0) for _ in range(9)]
    for wait_s, most_s in zip(waits, [1, 2, 4, 8, 16, 30, 30, 30, 30], strict=True):
        assert max(FIRST_S, most_s * 0.75) <= wait_s <= most_s
    assert len(set(waits[5:])) > 1, "all cameras would come at once"


def test_good_playing_forgets_the_failures() -> None:
    backoff = Backoff(Random(1))
    for _ in range(6):
        backoff.failed(0.0)
    assert backoff.failed(GOOD_S - 0.1) > FIRST_S
    assert backoff.failed(GOOD_S) == FIRST_S


def test_a_refused_password_is_not_tried_often() -> None:
    assert Backoff(Random(1)).failed(0.0, refused=True) >= LONGEST_S * 0.75
