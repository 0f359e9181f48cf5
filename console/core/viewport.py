"""What part of a larger picture a virtual rotating camera sees: the one crop rule that video and analyzer share."""

from __future__ import annotations

WIDEST = 0.55
MAX_MAGNIFICATION = 3.0


def viewport(pan: float, tilt: float, zoom: float, width: int, height: int) -> tuple[int, int, int, int]:
    """Return the crop (x, y, w, h) in pixels of a `width` x `height` picture, inside it and of its aspect.

    pan, tilt: -1..1, right and up positive; ±1 looks at the picture's edge, 0 at its middle. zoom: 0..1; 0 is the
    widest view, 55 % of the picture's width, 1 is three times nearer; equal steps of zoom magnify by an equal factor.
    Values outside their range are brought into it. x, y, w and h are even, as 4:2:0 chroma planes need.
    """
    share = WIDEST * MAX_MAGNIFICATION ** -_within(zoom, 0.0, 1.0)
    w = min(max(_even(width * share), 2), width)
    h = min(max(_even(height * share), 2), height)
    x = _even((width - w) * (_within(pan, -1.0, 1.0) + 1.0) / 2.0)
    y = _even((height - h) * (1.0 - _within(tilt, -1.0, 1.0)) / 2.0)
    return min(x, width - w), min(y, height - h), w, h


def _within(value: float, low: float, high: float) -> float:
    return max(low, min(high, value))


def _even(value: float) -> int:
    return int(value / 2.0) * 2
