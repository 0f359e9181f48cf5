"""Where pixels go: how a picture fits its tile."""

from __future__ import annotations


def even(value: float) -> int:
    """Return the nearest lower even number, at least 2: chroma planes have half the size."""
    return max(2, int(value) // 2 * 2)


def fit(width: int, height: int, aspect: float, box_width: int, box_height: int) -> tuple[int, int]:
    """Return the largest even size inside a box that keeps a picture's shape.

    aspect: of one pixel, width to height (ITU-T H.264 table E-1); 0 when the stream does not say.
    """
    shown_width = width * (aspect if aspect > 0 else 1.0)
    scale = min(box_width / shown_width, box_height / height)
    return min(even(shown_width * scale + 1e-6), even(box_width)), min(even(height * scale + 1e-6), even(box_height))
