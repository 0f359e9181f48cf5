"""Cars, a bicycle and bags as sprites, drawn once each."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from console.video.demo.figures import Sprite, Wear, make_sprite
from console.video.demo.props import rgb

Pixels = npt.NDArray[Any]
_OVER = 2
_CAR_PX_PER_M = 90.0
_BIKE_PX_PER_M = 120.0


class _Sheet:
    """Draw in metres, origin on the ground in the middle, y up, at twice the sprite's size."""

    def __init__(self, wide_m: float, high_m: float, px_per_m: float) -> None:
        self.scale = px_per_m * _OVER
        self.size = (round(wide_m * px_per_m), round(high_m * px_per_m))
        self.foot = (self.size[0] / 2, self.size[1] - 0.1 * px_per_m)
        self.picture: Pixels = np.zeros((self.size[1] * _OVER, self.size[0] * _OVER, 4), np.uint8)
        self.px_per_m = px_per_m

    def at(self, x: float, y: float) -> tuple[int, int]:
        """Return a place's pixel."""
        return round(self.foot[0] * _OVER + x * self.scale), round(self.foot[1] * _OVER - y * self.scale)

    def fill(self, corners: Sequence[tuple[float, float]], colour: str, shade: float = 1.0) -> None:
        """Fill a polygon."""
        ink = (*(int(min(v, 255)) for v in rgb(colour, shade)), 255)
        cv2.fillPoly(self.picture, [np.array([self.at(*p) for p in corners], np.int32)], ink, cv2.LINE_AA)

    def disc(self, x: float, y: float, radius: float, colour: str, thick: float = -1.0) -> None:
        """Draw a disc, or a ring of a thickness."""
        ink = (*(int(v) for v in rgb(colour)), 255)
        width = -1 if thick < 0 else max(round(thick * self.scale), 1)
        cv2.circle(self.picture, self.at(x, y), round(radius * self.scale), ink, width, cv2.LINE_AA)

    def bar(self, a: tuple[float, float], b: tuple[float, float], thick: float, colour: str) -> None:
        """Draw a bar with round ends."""
        ink = (*(int(v) for v in rgb(colour)), 255)
        cv2.line(self.picture, self.at(*a), self.at(*b), ink, max(round(thick * self.scale), 1), cv2.LINE_AA)

    def sprite(self) -> Sprite:
        """Shrink to the sprite's size."""
        small = cv2.resize(self.picture, self.size, interpolation=cv2.INTER_AREA)
        return make_sprite(small, self.foot, self.px_per_m)


@lru_cache(maxsize=64)
def car(colour: str, view: str) -> Sprite:
    """Draw a car; view "side" (drives to the right), "front" or "back"."""
    return _car_side(colour) if view == "side" else _car_end(colour, view == "front")


def _car_side(colour: str) -> Sprite:
    s = _Sheet(5.0, 1.8, _CAR_PX_PER_M)
    s.fill([(-2.2, 0.3), (2.2, 0.3), (2.25, 0.75), (1.5, 0.95), (0.75, 1.42), (-1.1, 1.45), (-1.9, 1.0), (-2.25, 0.9)],
           colour)  # fmt: skip
    s.fill([(-2.2, 0.3), (2.2, 0.3), (2.23, 0.5), (-2.22, 0.5)], colour, 0.65)
    s.fill([(1.25, 0.97), (0.65, 1.34), (0.05, 1.35), (0.05, 0.97)], "#1d242b")
    s.fill([(-0.05, 0.97), (-0.05, 1.36), (-1.0, 1.37), (-1.55, 0.98)], "#1d242b")
    s.fill([(1.0, 1.0), (0.6, 1.28), (0.35, 1.28), (0.7, 1.0)], "#4a5a68")
    s.fill([(2.05, 0.62), (2.24, 0.62), (2.24, 0.78), (1.95, 0.8)], "#fff6d8")
    s.fill([(-2.24, 0.7), (-2.05, 0.7), (-2.05, 0.88), (-2.22, 0.88)], "#e02a24")
    for x in (-1.4, 1.4):
        s.disc(x, 0.32, 0.36, "#15171a")
        s.disc(x, 0.32, 0.2, "#8d949b")
    return s.sprite()


def _car_end(colour: str, front: bool) -> Sprite:
    s = _Sheet(2.4, 1.8, _CAR_PX_PER_M)
    for side in (-1, 1):
        s.fill([(side * 0.85, 0), (side * 0.6, 0), (side * 0.6, 0.4), (side * 0.85, 0.4)], "#15171a")
    s.fill([(-0.9, 0.25), (0.9, 0.25), (0.92, 0.85), (0.8, 0.98), (-0.8, 0.98), (-0.92, 0.85)], colour)
    s.fill([(-0.8, 0.95), (0.8, 0.95), (0.62, 1.45), (-0.62, 1.45)], colour, 0.85)
    s.fill([(-0.72, 0.98), (0.72, 0.98), (0.56, 1.36), (-0.56, 1.36)], "#1d242b" if not front else "#2a353f")
    s.fill([(-0.9, 0.25), (0.9, 0.25), (0.9, 0.42), (-0.9, 0.42)], colour, 0.55)
    s.fill([(-0.26, 0.45), (0.26, 0.45), (0.26, 0.57), (-0.26, 0.57)], "#e9e9e2")
    for side in (-1, 1):
        lamp = "#fffbe6" if front else "#ff2d22"
        s.fill([(side * 0.88, 0.64), (side * 0.55, 0.64), (side * 0.6, 0.82), (side * 0.86, 0.82)], lamp)
    return s.sprite()


@lru_cache(maxsize=256)
def cyclist(wear: Wear, phase: int, phases: int) -> Sprite:
    """Draw a person on a bicycle that rides to the right."""
    s = _Sheet(2.4, 1.95, _BIKE_PX_PER_M)
    for x in (-0.52, 0.52):
        s.disc(x, 0.34, 0.33, "#202327", 0.05)
        turn = -2 * np.pi * phase / phases
        for spoke in range(3):
            angle = turn + spoke * np.pi / 3
            dx, dy = 0.31 * np.cos(angle), 0.31 * np.sin(angle)
            s.bar((x - dx, 0.34 - dy), (x + dx, 0.34 + dy), 0.012, "#7c848c")
    crank, seat, hip = (-0.08, 0.36), (-0.26, 0.9), (-0.26, 0.98)
    rear, front = (-0.52, 0.34), (0.52, 0.34)
    frame = (
        (crank, seat),
        (crank, (0.4, 0.85)),
        (seat, (0.38, 0.8)),
        (rear, seat),
        (front, (0.4, 1.02)),
        (rear, crank),
    )
    for a, b in frame:
        s.bar(a, b, 0.04, "#c8ccd0")
    turn = 2 * np.pi * phase / phases
    for far in (True, False):
        angle = turn + (np.pi if far else 0.0)
        foot = (crank[0] + 0.16 * np.cos(angle), crank[1] - 0.16 * np.sin(angle))
        knee = ((hip[0] + foot[0]) / 2 + 0.2, (hip[1] + foot[1]) / 2 + 0.1)
        s.bar(hip, knee, 0.14, wear.legs)
        s.bar(knee, foot, 0.11, wear.legs)
        s.bar((foot[0] - 0.04, foot[1]), (foot[0] + 0.1, foot[1]), 0.07, "#1c1d20")
    s.fill([(-0.36, 0.95), (-0.14, 0.95), (0.14, 1.4), (-0.1, 1.46)], wear.top)
    s.bar((0.02, 1.38), (0.18, 1.12), 0.09, wear.top)
    s.bar((0.18, 1.12), (0.4, 1.05), 0.07, wear.skin)
    s.disc(0.14, 1.6, 0.13, wear.skin)
    s.disc(0.12, 1.65, 0.13, wear.hair)
    return s.sprite()


@lru_cache(maxsize=16)
def bag(colour: str) -> Sprite:
    """Draw a travelling bag that stands on the ground."""
    s = _Sheet(1.0, 1.0, 160.0)
    s.fill([(-0.34, 0.0), (0.34, 0.0), (0.36, 0.42), (0.28, 0.5), (-0.28, 0.5), (-0.36, 0.42)], colour)
    s.fill([(-0.34, 0.0), (0.34, 0.0), (0.34, 0.1), (-0.34, 0.1)], colour, 0.6)
    s.fill([(-0.34, 0.26), (0.34, 0.26), (0.34, 0.3), (-0.34, 0.3)], colour, 0.55)
    for a, b in (((-0.14, 0.5), (-0.12, 0.66)), ((0.14, 0.5), (0.12, 0.66)), ((-0.12, 0.66), (0.12, 0.66))):
        s.bar(a, b, 0.05, "#3a3128")
    return s.sprite()
