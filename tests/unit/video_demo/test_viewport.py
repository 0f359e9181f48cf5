"""The crop of a virtual rotating camera, which the video child and the analyzer share."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from console.core.viewport import MAX_MAGNIFICATION, WIDEST, viewport

NUMBERS = st.floats(-3, 3) | st.sampled_from([float("nan"), float("inf"), float("-inf")])
SIZES = st.integers(8, 4096)


@settings(deadline=None, max_examples=300)
@given(NUMBERS, NUMBERS, NUMBERS, SIZES, SIZES)
def test_the_crop_is_even_and_inside(pan: float, tilt: float, zoom: float, width: int, height: int) -> None:
    x, y, w, h = viewport(pan, tilt, zoom, width, height)
    assert w > 0
    assert h > 0
    assert 0 <= x <= width - w
    assert 0 <= y <= height - h
    assert x % 2 == y % 2 == w % 2 == h % 2 == 0 or width % 2 or height % 2


def test_home_is_the_middle_with_room_on_every_side() -> None:
    x, y, w, h = viewport(0, 0, 0, 1600, 900)
    assert abs((x + w / 2) - 800) <= 2
    assert abs((y + h / 2) - 450) <= 2
    assert abs(w / 1600 - WIDEST) < 0.01
    assert abs(w / h - 16 / 9) < 0.01


def test_the_ends_are_the_edges_and_up_is_up() -> None:
    assert viewport(1, 1, 0, 1600, 900)[:2] == (1600 - 880, 0)
    assert viewport(-1, -1, 0, 1600, 900)[:2] == (0, 900 - 494)


def test_zooming_in_narrows_the_view() -> None:
    widths = [viewport(0.3, 0.1, zoom / 10, 1600, 900)[2] for zoom in range(11)]
    assert widths == sorted(widths, reverse=True)
    assert abs(widths[0] / widths[-1] - MAX_MAGNIFICATION) < 0.1
