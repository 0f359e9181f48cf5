"""Vehicles that stay where they are: painted into the backdrop, so that they are lit and stand in front like it."""

from __future__ import annotations

import cv2
import numpy as np

from console.video.demo.canvas import Canvas
from console.video.demo.vehicles import car


def parked(c: Canvas, colour: str, view: str, x: float, z: float, flip: bool = False) -> None:
    """Park a car; view "side", "front" or "back". Its lamps are off, so it is drawn a little darker."""
    sprite = car(colour, view)
    source = sprite.levels[0][:, ::-1] if flip else sprite.levels[0]
    scale = c.big.scale(z) / sprite.px_per_m
    px, py = c.big.point(x, 0.0, z)
    matrix = np.array([[scale, 0, px - scale * sprite.foot[0]], [0, scale, py - scale * sprite.foot[1]]])
    half = 2.1 if view == "side" else 0.95
    for grow, shade in ((1.25, 0.8), (1.05, 0.55)):
        y, tall = c.big.point(x, 0.0, z)[1], 0.3 * c.big.scale(z) * grow
        axes = (round(half * grow * c.big.scale(z)), max(round(tall), 1))
        mask = np.zeros(c.depth.shape, np.uint8)
        cv2.ellipse(mask, (round(px), round(y)), axes, 0, 0, 360, 255, -1)
        c.albedo[mask > 0] = (c.albedo[mask > 0] * shade).astype(np.uint8)
    drawn = cv2.warpAffine(np.ascontiguousarray(source), matrix, c.depth.shape[::-1], flags=cv2.INTER_AREA)
    alpha = drawn[:, :, 3:].astype(np.float32) / 255
    c.albedo[:] = (c.albedo * (1 - alpha) + drawn[:, :, :3] * 0.9).astype(np.uint8)
    c.glow[:] = (c.glow * (1 - alpha)).astype(np.uint8)
    c.depth[alpha[:, :, 0] > 0.5] = z
