"""Where pixels go."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.video.fitting import fit

SIDES = st.integers(2, 8192)
BOXES = st.integers(16, 4096)


@pytest.mark.parametrize(
    ("picture", "aspect", "box", "expected"),
    [
        ((640, 360), 1.0, (480, 270), (480, 270)),
        ((640, 360), 1.0, (480, 400), (480, 270)),
        ((640, 360), 1.0, (1920, 1080), (1920, 1080)),
        ((640, 480), 1.0, (480, 270), (360, 270)),
        ((352, 480), 2.0, (704, 480), (704, 480)),
        ((640, 360), 0.0, (481, 271), (480, 270)),
        ((8192, 2), 1.0, (16, 16), (16, 2)),
    ],
)
def test_fits(picture: tuple[int, int], aspect: float, box: tuple[int, int], expected: tuple[int, int]) -> None:
    assert fit(*picture, aspect, *box) == expected


@settings(deadline=None)
@given(SIDES, SIDES, st.floats(0.1, 10), BOXES, BOXES)
def test_never_larger_than_its_box(width: int, height: int, aspect: float, box_width: int, box_height: int) -> None:
    w, h = fit(width, height, aspect, box_width, box_height)
    assert 2 <= w <= box_width
    assert 2 <= h <= box_height
    assert w % 2 == h % 2 == 0
