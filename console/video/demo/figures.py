"""People drawn limb by limb: a walking cycle seen from the side, from the front and from behind, as BGRA sprites.

A sprite's picture is premultiplied by its alpha. Lengths are in fractions of a body's height.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from console.video.demo.props import rgb

PHASES = 12
BODY_PX = 200
WIDTH_PX, HEIGHT_PX = 200, 232
FOOT_PX = (100.0, 222.0)
_OVER = 2
Pixels = npt.NDArray[Any]
Joint = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Wear:
    """Dress a person: colours `#rrggbb`; carries: "", "bag" or "pack"."""

    top: str
    legs: str
    hair: str = "#2a211c"
    skin: str = "#d9a884"
    carries: str = ""


@dataclass(frozen=True, slots=True)
class Sprite:
    """Hold one picture in falling sizes (each half the one before) and where its foot is, in pixels of the largest."""

    levels: tuple[Pixels, ...]
    foot: tuple[float, float]
    px_per_m: float


def make_sprite(picture: Pixels, foot: tuple[float, float], px_per_m: float) -> Sprite:
    """Premultiply and shrink a BGRA picture."""
    alpha = picture[:, :, 3:].astype(np.float32) / 255
    whole = np.dstack([(picture[:, :, :3] * alpha).astype(np.uint8), picture[:, :, 3]])
    levels = [whole]
    while min(levels[-1].shape[:2]) > 24:
        levels.append(cv2.resize(levels[-1], None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA))
    return Sprite(tuple(levels), foot, px_per_m)


@lru_cache(maxsize=4096)
def person(wear: Wear, view: str, phase: int) -> Sprite:
    """Draw a person; view "side" (walks to the right), "front" or "back"; phase 0..PHASES-1, -1 stands."""
    pen = _Pen()
    turn = 2 * np.pi * phase / PHASES
    swing = 0.0 if phase < 0 else float(np.sin(turn))
    if view == "side":
        _side(pen, wear, swing, 0.0 if phase < 0 else float(np.cos(turn)))
    else:
        _front(pen, wear, swing, view == "front")
    small = cv2.resize(pen.picture, (WIDTH_PX, HEIGHT_PX), interpolation=cv2.INTER_AREA)
    return make_sprite(small, FOOT_PX, BODY_PX / 1.7)


class _Pen:
    """Draw in body heights, the foot at (0, 0), y up."""

    def __init__(self) -> None:
        self.picture: Pixels = np.zeros((HEIGHT_PX * _OVER, WIDTH_PX * _OVER, 4), np.uint8)

    def _at(self, joint: Joint) -> tuple[int, int]:
        x = (FOOT_PX[0] + joint[0] * BODY_PX) * _OVER
        y = (FOOT_PX[1] - joint[1] * BODY_PX) * _OVER
        return round(x), round(y)

    def limb(self, joints: Sequence[Joint], thick: float, colour: str, shade: float = 1.0) -> None:
        """Draw a chain of bars with round ends."""
        ink = (*(int(min(v, 255)) for v in rgb(colour, shade)), 255)
        for a, b in pairwise(joints):
            cv2.line(self.picture, self._at(a), self._at(b), ink, max(round(thick * BODY_PX * _OVER), 1), cv2.LINE_AA)

    def blob(self, centre: Joint, rx: float, ry: float, colour: str, shade: float = 1.0, arc: int = 360) -> None:
        """Draw an ellipse, or its upper arc."""
        ink = (*(int(min(v, 255)) for v in rgb(colour, shade)), 255)
        axes = (round(rx * BODY_PX * _OVER), round(ry * BODY_PX * _OVER))
        cv2.ellipse(self.picture, self._at(centre), axes, 0, 180, 180 + arc, ink, -1, cv2.LINE_AA)

    def fill(self, corners: Sequence[Joint], colour: str, shade: float = 1.0) -> None:
        """Fill a polygon with slightly rounded edges."""
        ink = (*(int(min(v, 255)) for v in rgb(colour, shade)), 255)
        outline = np.array([self._at(p) for p in corners], np.int32)
        cv2.fillPoly(self.picture, [outline], ink, cv2.LINE_AA)
        cv2.polylines(self.picture, [outline], True, ink, round(0.035 * BODY_PX * _OVER), cv2.LINE_AA)


def _leg(angle: float, lift: float) -> list[Joint]:
    hip = (0.0, 0.5)
    knee = (hip[0] + 0.25 * np.sin(angle), hip[1] - 0.25 * np.cos(angle))
    shin = angle - lift
    ankle = (knee[0] + 0.24 * np.sin(shin), knee[1] - 0.24 * np.cos(shin))
    return [hip, knee, ankle]


def _side(pen: _Pen, wear: Wear, swing: float, other: float) -> None:
    stride, arm = 0.48 * swing, 0.55 * swing
    for near in (False, True):
        sign, shade = (1, 1.0) if near else (-1, 0.68)
        lift = 0.75 * max(0.0, -sign * other) * (abs(other) > 0.05)
        leg = _leg(sign * stride, lift)
        if not near:
            _arm(pen, wear, arm, shade)
        pen.limb(leg, 0.085, wear.legs, shade)
        pen.limb([leg[2], (leg[2][0] + 0.06, leg[2][1] - 0.01)], 0.05, "#2b2b2e", shade + 0.2)
    if wear.carries == "pack":
        pen.blob((-0.1, 0.69), 0.07, 0.12, "#39424d")
    pen.fill([(-0.055, 0.5), (0.055, 0.5), (0.07, 0.78), (-0.07, 0.78)], wear.top)
    pen.blob((0.0, 0.77), 0.085, 0.06, wear.top, 1.12)
    pen.limb([(0.0, 0.82), (0.01, 0.87)], 0.06, wear.skin)
    pen.blob((0.02, 0.92), 0.062, 0.075, wear.skin)
    pen.blob((0.005, 0.935), 0.07, 0.07, wear.hair, arc=190)
    pen.blob((-0.03, 0.915), 0.042, 0.06, wear.hair)
    _arm(pen, wear, -arm, 1.14)


def _arm(pen: _Pen, wear: Wear, angle: float, shade: float) -> None:
    elbow = (0.16 * np.sin(angle), 0.77 - 0.16 * np.cos(angle))
    hand = (elbow[0] + 0.15 * np.sin(angle + 0.35), elbow[1] - 0.15 * np.cos(angle + 0.35))
    pen.limb([(0.0, 0.77), elbow, hand], 0.062, wear.top, shade)
    pen.blob(hand, 0.03, 0.03, wear.skin, shade)
    if wear.carries == "bag" and shade > 1:
        pen.fill([(hand[0] - 0.12, hand[1] - 0.2), (hand[0] + 0.12, hand[1] - 0.2),
                  (hand[0] + 0.1, hand[1] - 0.05), (hand[0] - 0.1, hand[1] - 0.05)], "#c9a36a")  # fmt: skip


def _front(pen: _Pen, wear: Wear, swing: float, face: bool) -> None:
    for side in (-1, 1):
        lift = 0.055 * max(0.0, side * swing)
        ankle = (side * 0.055, 0.03 + lift)
        pen.limb([(side * 0.05, 0.5), (side * 0.058, 0.26 + lift), ankle], 0.088, wear.legs, 1.0 - 0.2 * (lift > 0.01))
        pen.limb([ankle, (ankle[0] + side * 0.015, ankle[1] - 0.012)], 0.06, "#2b2b2e", 1.2)
        hand = (side * 0.165, 0.47 + 0.05 * max(0.0, -side * swing))
        pen.limb([(side * 0.115, 0.77), (side * 0.15, 0.62), hand], 0.06, wear.top, 0.85)
        pen.blob(hand, 0.03, 0.03, wear.skin)
    pen.fill([(-0.07, 0.5), (0.07, 0.5), (0.1, 0.77), (-0.1, 0.77)], wear.top)
    pen.blob((0.0, 0.775), 0.125, 0.055, wear.top, 1.1)
    if wear.carries == "pack" and not face:
        pen.fill([(-0.08, 0.58), (0.08, 0.58), (0.08, 0.77), (-0.08, 0.77)], "#39424d")
    if wear.carries == "bag":
        pen.fill([(0.1, 0.26), (0.24, 0.26), (0.23, 0.42), (0.11, 0.42)], "#c9a36a")
    pen.limb([(0.0, 0.8), (0.0, 0.87)], 0.065, wear.skin)
    pen.blob((0.0, 0.92), 0.062, 0.078, wear.skin if face else wear.hair)
    pen.blob((0.0, 0.94), 0.07, 0.068, wear.hair, arc=180)
