"""A canvas for the still part of a scene: painted once, in metres, far to near, then lit.

Albedo (what a thing is), glow (what shines by itself), depth (what stands in front) and lamps are kept apart; `develop`
puts them together. Encoding child only: this module imports cv2.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from console.video.demo.lens import Lens, Point3, clip_near

Pixels = npt.NDArray[Any]
Floats = npt.NDArray[Any]
Colour = tuple[float, float, float]

SKY_M = 1.0e6
GROUND_M = 1.0e5
_SUPERSAMPLE = 2
_SHIFT = 4


@dataclass(frozen=True, slots=True)
class Lamp:
    """Light a place: colour is B, G, R 0..1 times strength; reach_m is where its light has fallen to a quarter."""

    x: float
    y: float
    z: float
    colour: Colour
    strength: float = 1.0
    reach_m: float = 4.0


@dataclass(frozen=True, slots=True)
class Backdrop:
    """Hold a scene's still picture (H x W x 3 uint8 BGR), depth in metres (H x W) and light on the ground (BGR)."""

    lens: Lens
    picture: Pixels
    depth: Floats
    light: Floats


@dataclass
class Canvas:
    """Paint at twice the picture's size; colours are B, G, R 0..255 as they look in plain daylight."""

    lens: Lens
    seed: int
    ambient: Colour = (0.42, 0.36, 0.32)
    lamps: list[Lamp] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.rng = np.random.default_rng(self.seed)
        self.big = self.lens.bigger(_SUPERSAMPLE)
        shape = (self.big.height, self.big.width)
        self.albedo: Pixels = np.zeros((*shape, 3), np.uint8)
        self.glow: Pixels = np.zeros((*shape, 3), np.uint8)
        self.depth: Floats = np.full(shape, SKY_M, np.float32)

    def sky(self, top: Colour, low: Colour) -> None:
        """Fill what is above the horizon, from `top` to `low`; the sky shines by itself."""
        end = max(int(self.big.height * self.big.horizon) + 2, 2)
        part = np.linspace(0.0, 1.0, end, dtype=np.float32)[:, None] ** 1.4
        rows = np.asarray(top, np.float32) * (1 - part) + np.asarray(low, np.float32) * part
        self.glow[:end] = rows[:, None, :].astype(np.uint8)

    def ground(self, colour: Colour) -> None:
        """Fill what is below the horizon."""
        top = max(int(self.big.height * self.big.horizon), 0)
        self.albedo[top:] = colour
        self.depth[top:] = GROUND_M
        self.glow[top:] = 0

    def shape(self, points: Sequence[Point3], colour: Colour, depth_m: float | None = None, glow: float = 0.0) -> None:
        """Fill a flat polygon; depth_m None leaves the depth. glow 0..1: how much of the colour shines by itself."""
        outline = self.outline(points)
        if outline is None:
            return
        cv2.fillPoly(self.albedo, [outline], _whole(colour), cv2.LINE_AA, _SHIFT)
        cv2.fillPoly(self.glow, [outline], _whole([c * glow for c in colour]), cv2.LINE_AA, _SHIFT)
        if depth_m is not None:
            cv2.fillPoly(self.depth, [outline], depth_m, cv2.LINE_8, _SHIFT)

    def outline(self, points: Sequence[Point3]) -> npt.NDArray[np.int32] | None:
        """Project a polygon to fixed-point canvas pixels; None when nothing of it is in front of the camera."""
        kept = clip_near(list(points))
        if len(kept) < 3:
            return None
        flat = np.array([self.big.point(*p) for p in kept])
        fixed: npt.NDArray[np.int32] = np.round(np.clip(flat, -30000, 30000) * (1 << _SHIFT)).astype(np.int32)
        return fixed

    def floor(self, corners: Sequence[tuple[float, float]], colour: Colour, lift_m: float = 0.0) -> None:
        """Fill a polygon (x, z) that lies on the ground."""
        self.shape([(x, lift_m, z) for x, z in corners], colour, GROUND_M)

    def wall(
        self, a: tuple[float, float], b: tuple[float, float], low: float, high: float, colour: Colour, glow: float = 0.0
    ) -> None:
        """Fill an upright quad between two places (x, z), from `low` to `high` metres."""
        corners = [(a[0], low, a[1]), (b[0], low, b[1]), (b[0], high, b[1]), (a[0], high, a[1])]
        self.shape(corners, colour, max(a[1], b[1]), glow)

    def line(self, a: Point3, b: Point3, thick_m: float, colour: Colour, depth: bool = True, glow: float = 0.0) -> None:
        """Draw a bar between two points; its thickness in metres shrinks with distance, never below a pixel."""
        if min(a[2], b[2]) < 1.0:
            return
        mean_z = (a[2] + b[2]) / 2
        thick = max(round(thick_m * self.big.scale(mean_z)), 2)
        ends = [tuple(round(c * 16) for c in self.big.point(*p)) for p in (a, b)]
        cv2.line(self.albedo, ends[0], ends[1], _whole(colour), thick, cv2.LINE_AA, _SHIFT)
        cv2.line(self.glow, ends[0], ends[1], _whole([c * glow for c in colour]), thick, cv2.LINE_AA, _SHIFT)
        if depth:
            cv2.line(self.depth, ends[0], ends[1], mean_z, thick, cv2.LINE_8, _SHIFT)

    def disc(
        self, x: float, y: float, z: float, radius_m: float, colour: Colour, depth: bool = True, glow: float = 0.0
    ) -> None:
        """Draw a ball as a disc that faces the camera."""
        at = tuple(round(c * 16) for c in self.big.point(x, y, z))
        radius = max(round(radius_m * self.big.scale(z) * 16), 16)
        cv2.circle(self.albedo, at, radius, _whole(colour), -1, cv2.LINE_AA, _SHIFT)
        cv2.circle(self.glow, at, radius, _whole([c * glow for c in colour]), -1, cv2.LINE_AA, _SHIFT)
        if depth:
            cv2.circle(self.depth, at, radius, z, -1, cv2.LINE_8, _SHIFT)

    def develop(self, grain: float = 0.035, bloom: float = 0.55, vignette: float = 0.25) -> Backdrop:
        """Light the canvas and bring it to the picture's size."""
        size = (self.lens.width, self.lens.height)
        albedo = cv2.resize(self.albedo, size, interpolation=cv2.INTER_AREA).astype(np.float32)
        glow = cv2.resize(self.glow, size, interpolation=cv2.INTER_AREA).astype(np.float32)
        depth = cv2.resize(self.depth, size, interpolation=cv2.INTER_NEAREST)
        light, on_ground = self._light(depth)
        noise = self.rng.normal(0, grain, albedo.shape[:2]).astype(np.float32)
        cloud = cv2.resize(self.rng.normal(0, grain, (9, 16)).astype(np.float32), size, interpolation=cv2.INTER_CUBIC)
        picture = albedo * (1 + noise + cloud)[:, :, None] * light
        spread = self.lens.height / 45
        halo = cv2.GaussianBlur(np.where(depth[:, :, None] >= SKY_M, 0, glow).astype(np.float32), (0, 0), spread)
        wide = cv2.GaussianBlur(halo, (0, 0), spread * 3)
        picture = picture + glow + bloom * halo + bloom * 0.8 * wide
        rows, cols = np.mgrid[-1 : 1 : size[1] * 1j, -1 : 1 : size[0] * 1j].astype(np.float32)
        picture *= (1 - vignette * (rows**2 * 0.6 + cols**2 * 0.5))[:, :, None]
        soft = 255 * (1 - np.exp(-picture / 190)) / (1 - np.exp(-255 / 190))
        return Backdrop(self.lens, np.clip(soft, 0, 255).astype(np.uint8), depth, on_ground)

    def _light(self, depth: Floats) -> tuple[Floats, Floats]:
        lens = self.lens
        rows, cols = np.mgrid[0 : lens.height, 0 : lens.width].astype(np.float32)
        f = lens.focal * lens.height
        below = np.maximum(rows - lens.horizon * lens.height, 1.0)
        z = f * lens.tall_m / below
        x = (cols - lens.centre * lens.width) * z / f
        upright = (depth < GROUND_M)[:, :, None]
        ground = np.empty((*depth.shape, 3), np.float32)
        ground[:] = self.ambient
        standing = ground.copy()
        for lamp in self.lamps:
            strength = np.asarray(lamp.colour, np.float32) * lamp.strength
            pool = ((x - lamp.x) ** 2 + (z - lamp.z) ** 2) / lamp.reach_m**2
            ground += (1 / (1 + pool) ** 2)[:, :, None] * strength
            up = lens.tall_m - (rows - lens.horizon * lens.height) * depth / f
            side = (cols - lens.centre * lens.width) * depth / f
            away = ((side - lamp.x) ** 2 + (up - lamp.y) ** 2 * 0.6 + (depth - lamp.z) ** 2) / lamp.reach_m**2
            standing += (1 / (1 + away) ** 2)[:, :, None] * strength
        return np.where(upright, standing, ground).astype(np.float32), ground


def _whole(colour: Sequence[float]) -> tuple[int, ...]:
    return tuple(int(min(max(c, 0), 255)) for c in colour)
