"""Backdrops without traffic: a playground, a riverside, a wooded walk."""

from __future__ import annotations

import cv2
import numpy as np

from console.video.demo import props
from console.video.demo.canvas import Canvas, Floats, Lamp
from console.video.demo.props import rgb


def playground(c: Canvas) -> None:
    """Paint a neighbourhood playground at night: slide tower, swings, sand, benches."""
    c.ambient = (0.40, 0.36, 0.30)
    c.sky(rgb("#131c33"), rgb("#3b4a68"))
    c.ground(rgb("#5f6f4c"))
    props.building(c, (-40, -15), (46, 58), 30, "#565d6b", 9, 0.45)
    props.building(c, (-11, 5), (52, 64), 34, "#5d6270", 10, 0.45)
    props.building(c, (10, 40), (48, 60), 30, "#545b69", 9, 0.4)
    for x in np.arange(-24, 25, 4.4):
        props.tree(c, float(x) + float(c.rng.uniform(-1, 1)), 31, float(c.rng.uniform(5.5, 8)), "#4e6b45")
    props.fence(c, (-24, 26), (24, 26), 1.1, "#6f8f7c", 0.9)
    oval = [(1.0 + 10.5 * np.cos(a), 14.2 + 7.4 * np.sin(a)) for a in np.linspace(0, 2 * np.pi, 60)]
    c.floor(oval, rgb("#b7885c"))
    rubber = [(2.2 + 6.0 * np.cos(a), 14.6 + 4.2 * np.sin(a)) for a in np.linspace(0, 2 * np.pi, 60)]
    c.floor(rubber, rgb("#4f8a8b"))
    path = [(-16, 4), (-9, 4), (-7.4, 9), (-9.5, 14), (-12, 24), (-15, 24), (-13.2, 14), (-12.5, 9)]
    c.floor(path, rgb("#a9a194"))
    for x in (-1.2, 0.6):
        for z in (17.2, 18.6):
            c.line((x, 0, z), (x, 3.0, z), 0.12, rgb("#d8a52e"))
    c.wall((-1.3, 17.2), (0.7, 17.2), 1.3, 1.45, rgb("#c84b3a"))
    c.wall((-1.3, 17.2), (0.7, 17.2), 1.5, 2.1, rgb("#3f7fb5"))
    c.shape([(-1.7, 2.9, 17.2), (1.1, 2.9, 17.2), (-0.3, 4.1, 17.9)], rgb("#c84b3a"), 17.2)
    c.shape([(0.7, 1.4, 17.5), (0.7, 1.4, 18.3), (3.7, 0.25, 17.3), (3.7, 0.25, 16.5)], rgb("#e6b93c"), 17.4)
    c.line((0.7, 1.75, 17.3), (3.7, 0.5, 16.5), 0.09, rgb("#c84b3a"))
    for x in (-1.1, -0.8, -0.5):
        c.line((x - 1.0, 0, 17.0), (x, 1.3, 17.1), 0.05, rgb("#b9c0c6"))
    for x in (7.0, 10.6):
        c.line((x - 0.5, 0, 18.6), (x, 2.6, 18.6), 0.1, rgb("#5d88b4"))
        c.line((x + 0.5, 0, 18.6), (x, 2.6, 18.6), 0.1, rgb("#5d88b4"))
    c.line((7.0, 2.6, 18.6), (10.6, 2.6, 18.6), 0.12, rgb("#5d88b4"))
    for x in (8.0, 9.6):
        for side in (-0.25, 0.25):
            c.line((x + side, 2.6, 18.6), (x + side, 0.6, 18.6), 0.03, rgb("#a8adb2"), depth=False)
        c.line((x - 0.3, 0.58, 18.6), (x + 0.3, 0.58, 18.6), 0.1, rgb("#c84b3a"))
    props.bench(c, -5.4, 20.5)
    props.bench(c, 4.6, 21.4)
    props.street_lamp(c, -8.2, 17.5, 4.6, props.WARM, 1.5, 4.8)
    props.street_lamp(c, 5.4, 19.6, 4.6, props.WARM, 1.4, 4.6)
    c.lamps.append(Lamp(2, 5, 12, props.lamp_colour("#ffe9cc"), 0.55, 6))
    props.tree(c, -12.6, 20, 6.5, "#58744a")
    props.tree(c, 13.0, 19, 7.0, "#4d6a44")
    for x, z in ((10.5, 10.5), (-6.5, 24.5), (11.6, 14.5)):
        props.bush(c, x, z, 0.9)
    props.smart_pole(c, -6.9, 12.6)


def riverside(c: Canvas) -> None:
    """Paint a river embankment after sunset: water with the far bank's lights, steps, a cycle path."""
    c.ambient = (0.50, 0.41, 0.38)
    c.sky(rgb("#1c2747"), rgb("#c77f6a"))
    c.ground(rgb("#5b6a4c"))
    for x in np.arange(-90, 90, 9.0):
        high = float(c.rng.uniform(10, 34))
        props.building(c, (float(x), float(x) + 7.5), (100, 108), high, "#454c60", round(high / 3.2), 0.5)
    c.floor([(-120, 96), (120, 96), (120, 99.5), (-120, 99.5)], rgb("#49563f"))
    c.floor([(-120, 26), (120, 26), (120, 96), (-120, 96)], rgb("#4a5a70"))
    _water(c, 26, 96)
    for x in np.arange(-75, 76, 25.0):
        c.wall((float(x) - 1.2, 74), (float(x) + 1.2, 74), 0, 6.5, rgb("#6a6d74"))
    c.wall((-120, 73.9), (120, 73.9), 6.0, 8.2, rgb("#777b84"))
    for x in np.arange(-78, 79, 6.0):
        c.disc(float(x), 9.2, 73.8, 0.3, rgb(props.SODIUM), glow=1.0)
    c.wall((-60, 26), (60, 26), -0.2, 0.5, rgb("#8b8a80"))
    c.floor([(-60, 22.5), (60, 22.5), (60, 26), (-60, 26)], rgb("#8b8a80"))
    c.floor([(-60, 16.0), (60, 16.0), (60, 20.0), (-60, 20.0)], rgb("#a3543f"))
    for z in (16.0, 18.0, 19.9):
        c.floor([(-60, z), (60, z), (60, z + 0.12), (-60, z + 0.12)], rgb("#d8d5c8"))
    c.floor([(-60, 9.6), (60, 9.6), (60, 13.4), (-60, 13.4)], rgb("#9c9a92"))
    for x in (-18, -9.5, 0.5, 10, 19):
        props.fence(c, (x - 4.5, 25.6), (x + 4.0, 25.6), 1.1, "#b9c2c9", 0.8)
    for x, z in ((-13, 14.8), (6.5, 14.9), (17, 14.7)):
        props.bench(c, x, z)
    for x in (-21, -7.5, 5, 18):
        props.street_lamp(c, x, 21.2, 5.0, props.WARM, 1.1, 4.6)
    for x, z in ((-19, 8), (-11.4, 7.4), (12, 7.6), (20, 14.8)):
        props.bush(c, x, z, 0.8, "#6e7a4a")
    for x in (-15.5, 13.5):
        props.tree(c, x, 15.0, 5.4, "#66794c")
    c.wall((1.2, 24.4), (2.6, 24.4), 0.9, 1.9, rgb("#d8b437"), 0.2)
    c.line((1.9, 0, 24.4), (1.9, 0.9, 24.4), 0.09, rgb("#c0c4c8"))


def _water(c: Canvas, near: float, far: float) -> None:
    """Mirror the far bank's lights in the water, smeared downwards."""
    top = round(c.big.point(0, 0, far)[1])
    low = round(c.big.point(0, 0, near)[1])
    high = min(low - top, top)
    mirror: Floats = c.glow[top - high : top][::-1].astype(np.float32)
    mirror = cv2.GaussianBlur(mirror, (0, 0), sigmaX=c.big.height / 300, sigmaY=c.big.height / 45)
    fade = np.linspace(0.85, 0.25, high, dtype=np.float32)[:, None, None]
    ripple = cv2.resize(c.rng.normal(1, 0.12, (high // 3, 12)).astype(np.float32), (mirror.shape[1], high))[:, :, None]
    c.glow[top : top + high] = np.clip(mirror * fade * ripple, 0, 255).astype(np.uint8)


def woods(c: Canvas) -> None:
    """Paint a hillside walk between trees, lit by low white lamps."""
    c.ambient = (0.28, 0.30, 0.24)
    c.sky(rgb("#0d1420"), rgb("#24333f"))
    c.ground(rgb("#4a5a3c"))
    for z in np.arange(58, 26, -4.0):
        for x in np.arange(-34, 35, 5.5):
            off = float(c.rng.uniform(-2, 2))
            if abs(float(x) + off) > 4:
                props.tree(c, float(x) + off, float(z), float(c.rng.uniform(7, 11)), "#3e5a3f")
    right = [(2.6, 1.2), (2.8, 12), (1.8, 22), (3.0, 34), (5.5, 48)]
    left = [(4.5, 48), (1.0, 34), (-1.2, 22), (-1.9, 12), (-2.2, 1.2)]
    c.floor(right + left, rgb("#a8927a"))
    for step in np.arange(6, 34, 1.6):
        c.floor([(-2.1, step), (2.8, step), (2.8, step + 0.06), (-2.1, step + 0.06)], rgb("#8f7a64"))
    for z, x in ((30, -3.4), (22, 4.4), (15.5, -4.2), (9.5, 5.0)):
        props.street_lamp(c, x, z, 3.2, "#eef4e4", 1.35, 3.8)
    for x, z, high in ((-9, 21, 8.0), (8.6, 24, 9.0), (-6.6, 16.5, 7.0), (8.2, 15, 7.5), (-10.4, 12.5, 7)):
        props.tree(c, x, z, high, "#4b6b44")
    for x, z in ((-3.6, 12.5), (4.2, 18), (-4.6, 9.5), (6.2, 11), (3.9, 8.0), (-6.5, 14)):
        props.bush(c, x, z, 0.7, "#4d6b45")
    props.fence(c, (-2.8, 13), (-2.4, 26), 1.0, "#8a6d4c", 1.6)
    c.wall((4.6, 14.6), (6.6, 14.6), 1.0, 2.2, rgb("#7b5a3a"))
    c.wall((4.75, 14.58), (6.45, 14.58), 1.12, 2.08, rgb("#e5dcc0"), 0.12)
    for x in (4.7, 6.5):
        c.line((x, 0, 14.6), (x, 2.3, 14.6), 0.12, rgb("#5d452f"))
    props.bench(c, -4.4, 18.5)
