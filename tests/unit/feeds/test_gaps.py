"""Gaps in a source's own counting."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.feeds import gaps
from console.feeds.gaps import SequenceGaps


def missing(*numbers: int) -> int:
    seen = SequenceGaps()
    for number in numbers:
        seen.see("s", number)
    return seen.missing


@pytest.mark.parametrize(
    ("numbers", "count"),
    [
        ((5, 6, 7), 0),
        ((1, 2, 5), 2),
        ((1, 2, 2, 2, 3), 0),
        ((1, 4, 2, 3), 0),
        ((1, 4, 3, 3), 1),
        ((1, 2, 3, 2, 3, 4), 0),
        ((900, 901, 0, 1, 2), 0),
        ((900, 1, 3), 1),
        ((1, 10**15, 10**15 + 1), 0),
        ((1, 2, 3, 1, 2, 3, 4), 0),
    ],
)
def test_what_was_left_out_is_counted(numbers: tuple[int, ...], count: int) -> None:
    assert missing(*numbers) == count


def test_sources_count_by_themselves() -> None:
    seen = SequenceGaps()
    for source, number in (("a", 1), ("b", 50), ("a", 2), ("b", 51), ("a", 4)):
        seen.see(source, number)
    assert seen.missing == 1


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gaps, "MAX_SOURCES", 10)
    seen = SequenceGaps()
    for number in range(100):
        seen.see(f"s{number}", 1)
    seen.see("far", 1)
    seen.see("far", 90_000)
    assert len(seen._sources) == 10
    assert len(seen._sources["far"][1]) <= gaps.MAX_AWAITED
    assert seen.missing == 89_998


@settings(deadline=None, max_examples=150)
@given(st.permutations(range(100, 112)), st.sets(st.integers(101, 110)))
def test_in_any_order_only_what_never_came_is_missing(order: list[int], lost: set[int]) -> None:
    came = [number for number in order if number not in lost and number not in (100, 111)]
    assert missing(100, *came, 111) == len(lost)


@settings(deadline=None, max_examples=150)
@given(st.lists(st.integers(0, 2**63 - 1)))
def test_missing_is_never_negative(numbers: list[int]) -> None:
    assert missing(*numbers) >= 0
