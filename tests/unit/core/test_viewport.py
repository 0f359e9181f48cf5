"""What a virtual rotating camera sees of a larger picture."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.core.viewport import viewport

SIDES = st.integers(16, 8192)


@pytest.mark.parametrize(
    ("look", "expected"),
    [
        ((0, 0, 0), (576, 324, 1408, 792)),
        ((-1, 1, 0), (0, 0, 1408, 792)),
        ((1, -1, 0), (1152, 648, 1408, 792)),
        ((0, 0, 1), (1046, 588, 468, 264)),
    ],
)
def test_looks_where_it_is_told(look: tuple[float, float, float], expected: tuple[int, int, int, int]) -> None:
    assert viewport(*look, 2560, 1440) == expected


@settings(deadline=None)
@given(SIDES, SIDES, st.floats(-3, 3), st.floats(-3, 3), st.floats(-1, 2))
def test_never_looks_outside(width: int, height: int, pan: float, tilt: float, zoom: float) -> None:
    x, y, w, h = viewport(pan, tilt, zoom, width, height)
    assert x >= 0
    assert y >= 0
    assert 0 <= w <= width - x
    assert 0 <= h <= height - y
