"""Backdrops of busy places: a station's exit, a market's arcade, an underpass."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from console.video.demo import props
from console.video.demo.canvas import Canvas, Lamp
from console.video.demo.props import rgb


def station(c: Canvas) -> None:
    """Paint a station exit on a square: glass canopy, the line's sign, a bus stop, towers behind."""
    c.ambient = (0.46, 0.40, 0.37)
    c.sky(rgb("#141b38"), rgb("#5b5a86"))
    c.ground(rgb("#918d8a"))
    props.tiles(c, (-32, 32), (3, 30), 2.0, "#7f7b79")
    for left, high, colour in ((-62, 34, "#4d556a"), (-40, 24, "#575d70"), (20, 30, "#525a6e"), (42, 38, "#4c5468")):
        props.building(c, (left, left + 18), (64, 78), high, colour, round(high / 3.2), 0.5)
    props.building(c, (-20, 18), (46, 58), 15, "#6c6b78", 4, 0.55, "#d2452f,#2d6fb0,#e0a42c,#3d8c5a,#a8447e")
    c.floor([(-60, 33), (60, 33), (60, 42), (-60, 42)], rgb("#5d6165"))
    for dash in np.arange(-50, 50, 4.0):
        c.floor([(dash, 37.4), (dash + 2, 37.4), (dash + 2, 37.6), (dash, 37.6)], rgb("#d0d0ca"))
    c.wall((-9.5, 24.5), (-1.5, 24.5), 0, 4.2, rgb("#2a323c"))
    c.wall((-9.2, 24.4), (-1.8, 24.4), 0.1, 3.2, rgb("#ffe2b0"), 0.32)
    for step in range(9):
        y = 0.1 + step * 0.16
        c.wall((-8.4, 24.3), (-2.6, 24.3), y, y + 0.08, rgb("#8f8c86"), 0.25)
    for x in (-9.2, -7.3, -5.5, -3.7, -1.8):
        c.line((x, 0, 24.2), (x, 3.4, 24.2), 0.12, rgb("#9aa6b2"))
    c.shape([(-10.2, 3.5, 22.2), (-0.8, 3.5, 22.2), (-1.3, 4.6, 26), (-9.7, 4.6, 26)], rgb("#8fb3cc"), 23.0, 0.22)
    c.wall((-10.2, 22.2), (-0.8, 22.2), 3.25, 3.55, rgb("#2b4f9e"), 0.5)
    props.banner(c, (-8.0, 22.1), (-3.0, 22.1), 3.6, 4.5, "#1d3f8f", 0.6)
    c.disc(-1.9, 4.05, 22.05, 0.55, rgb("#2459c4"), glow=0.7)
    c.disc(-1.9, 4.05, 22.0, 0.33, rgb("#ffffff"), glow=0.8)
    c.wall((7.5, 26.5), (13.5, 26.5), 0.2, 2.5, rgb("#b8d3dc"), 0.22)
    c.wall((13.6, 26.4), (15.0, 26.4), 0.2, 2.6, rgb("#f4e2c0"), 0.6)
    c.wall((7.2, 26.0), (15.2, 26.0), 2.6, 2.85, rgb("#3d7b61"), 0.3)
    for x in (7.4, 10.5, 13.5, 15.1):
        c.line((x, 0, 26.2), (x, 2.7, 26.2), 0.1, rgb("#79858e"))
    props.bench(c, 9.3, 25.8)
    props.bench(c, 11.8, 25.8)
    for x, z in ((-16, 22), (4.6, 23), (18, 21)):
        props.street_lamp(c, x, z, 5.6, props.COOL, 1.1, 5.5)
    c.lamps.append(Lamp(-5.5, 3, 22, props.lamp_colour(props.WARM), 1.2, 4.5))
    c.lamps.append(Lamp(1, 5, 13, props.lamp_colour("#f4ecff"), 0.45, 7))
    for x, deep in ((-14, 17.0), (15, 16.5)):
        c.wall((x - 1.2, deep), (x + 1.2, deep), 0, 0.55, rgb("#77685c"))
        props.tree(c, x, deep + 0.1, 5.0, "#5b7450")
    for x in (-11.5, -10.5, 0.6, 1.6):
        c.line((x, 0, 21.5), (x, 0.8, 21.5), 0.16, rgb("#c9ccd0"))
    props.smart_pole(c, -11.8, 15.5)


def market(c: Canvas) -> None:
    """Paint the entrance of a covered market: arched roof, stalls under bulbs, awnings in colours."""
    c.ambient = (0.46, 0.45, 0.46)
    c.sky(rgb("#151a28"), rgb("#2c3040"))
    c.ground(rgb("#8d847b"))
    props.tiles(c, (-4, 4), (4, 40), 1.2, "#7c746c")
    c.wall((-14, 50), (14, 50), 0, 9, rgb("#5d564f"), 0.1)
    c.wall((-3.5, 49.9), (3.5, 49.9), 0, 4.5, rgb("#ffe6b0"), 0.3)
    colours = ("#c8402f", "#2f7d5b", "#d99a2b", "#2d6299", "#b8453f", "#5d8f3e")
    for index, z in enumerate((40, 33, 26.5, 20.5, 15, 10)):
        for side in (-1, 1):
            x = side * 4.2
            c.wall((x, z - 5.5), (x, z), 0, 6.2, rgb("#8a7d70"))
            c.wall((x, z - 5.2), (x, z - 0.3), 0.3, 2.7, rgb("#f0c98c"), 0.2)
            colour = colours[(index + (side > 0) * 2) % len(colours)]
            c.wall((x, z - 5.3), (x, z - 0.2), 3.6, 4.6, rgb(colour), 0.5)
            props.glyphs(c, (x, z - 4.6), (x, z - 0.9), 3.75, 4.45)
            low = [(x, 3.3, z), (x, 3.3, z - 5.4), (x - side * 1.2, 2.7, z - 5.4), (x - side * 1.2, 2.7, z)]
            c.shape(low, rgb(colour, 0.85), None, 0.12)
            edge, near, far = x - side * 1.1, z - 4.9, z - 0.6
            table = [(x, 0.8, far), (x, 0.8, near), (edge, 0.65, near), (edge, 0.65, far)]
            c.wall((edge, near), (edge, far), 0, 0.65, rgb("#6a6f6c"))
            c.shape(table, rgb("#7d6a55"), z - 2.5)
            for _ in range(46):
                goods = ("#d8502e", "#e3a02c", "#8fb03c", "#c9c14a", "#b8402c", "#e8dfc8")[int(c.rng.integers(6))]
                at = (x - side * float(c.rng.uniform(0.1, 1.0)), 0.8, z - float(c.rng.uniform(0.8, 4.7)))
                c.disc(*at, 0.12, rgb(goods), depth=False, glow=0.1)
            c.disc(x - side * 0.8, 2.5, z - 2.6, 0.13, rgb("#fff0c0"), glow=1.0)
        c.lamps.append(Lamp(0, 4, z - 2.7, props.lamp_colour("#ffdfae"), 0.75, 4.0))
        _arch(c, z)
    props.banner(c, (-3.2, 12.2), (3.2, 12.2), 4.7, 5.7, "#a8322a", 0.55)


def _arch(c: Canvas, z: float) -> None:
    """Span the arcade with one rib of its roof, and the lit panels behind it."""
    angles = np.linspace(0, np.pi, 13)
    rim = [(4.2 * float(np.cos(a)), 6.2 + 1.6 * float(np.sin(a)), z) for a in angles]
    for a, b in pairwise(rim):
        panel = [a, b, (b[0], b[1], z - 5.0), (a[0], a[1], z - 5.0)]
        c.shape(panel, rgb("#7f8d99", 0.75), None, 0.1)
        c.line(a, b, 0.12, rgb("#b9c2c8"), depth=False, glow=0.1)
    c.line((-0.6, 7.3, z - 2), (0.6, 7.3, z - 2), 0.14, rgb("#f4f8ff"), depth=False, glow=0.9)


def underpass(c: Canvas) -> None:
    """Paint a pedestrian underpass: tiles, a strip of tube lamps, a hand rail, stairs at its end."""
    c.ambient = (0.42, 0.44, 0.40)
    c.sky(rgb("#20262a"), rgb("#2a3236"))
    c.ground(rgb("#8b8d86"))
    wide, high = 3.6, 3.1
    c.shape([(-wide, high, 1.2), (wide, high, 1.2), (wide, high, 40), (-wide, high, 40)], rgb("#a4a79e"), 1000.0)
    for side in (-1, 1):
        x = side * wide
        c.wall((x, 1.2), (x, 40), 0, high, rgb("#b6bfb4"))
        c.wall((x, 1.2), (x, 40), 0, 0.9, rgb("#4f7f86"))
        c.wall((x, 1.2), (x, 40), 0.9, 1.0, rgb("#e0d9b4"))
        for z in np.arange(2, 40, 0.8):
            c.wall((x, float(z)), (x, float(z) + 0.03), 0, high, rgb("#8f978d"))
        for y in np.arange(0.3, high, 0.4):
            c.line((x, float(y), 4), (x, float(y), 40), 0.015, rgb("#8f978d"), depth=False)
        c.line((x * 0.97, 0.95, 3), (x * 0.97, 0.95, 38), 0.06, rgb("#c9ced1"), depth=False)
    for z in np.arange(3, 40, 1.6):
        c.floor([(-wide, z), (wide, z), (wide, z + 0.04), (-wide, z + 0.04)], rgb("#7a7c75"))
    c.floor([(-0.35, 1.2), (0.35, 1.2), (0.35, 40), (-0.35, 40)], rgb("#c3a542"))
    c.wall((-wide, 40), (wide, 40), 0, high, rgb("#6a716d"))
    for step in range(12):
        c.wall((-2.4, 39.9), (2.4, 39.9), step * 0.2, step * 0.2 + 0.12, rgb("#c4c6bf"), 0.05 + step * 0.03)
    for z in np.arange(5, 39, 3.4):
        y = high - 0.02
        lamp = [(-1.5, y, z), (-1.1, y, z), (-1.1, y, z + 1.8), (-1.5, y, z + 1.8)]
        c.shape(lamp, rgb("#f4fff2"), None, 1.0)
        c.shape([(-at, y, deep) for at, y, deep in lamp], rgb("#f4fff2"), None, 1.0)
        c.lamps.append(Lamp(0, 2.6, float(z) + 0.9, props.lamp_colour("#e6f6e2"), 0.34, 3.4))
    for z, colour in ((12, "#d77f3a"), (17, "#3f79ad"), (23, "#9a4f83")):
        c.wall((wide * 0.995, z), (wide * 0.995, z + 3), 1.3, 2.6, rgb("#e9ebe6"), 0.25)
        c.wall((wide * 0.99, z + 0.2), (wide * 0.99, z + 2.8), 1.45, 2.45, rgb(colour), 0.3)
    for z in (10.5, 19.5):
        c.wall((-wide * 0.99, z), (-wide * 0.99, z + 1.6), 1.4, 2.5, rgb("#2c7a4a"), 0.5)
    c.line((-3.3, 1.0, 9.0), (-3.3, 1.7, 9.0), 0.34, rgb("#f0c020"), glow=0.25)
    c.disc(-3.3, 1.4, 8.9, 0.1, rgb("#e03030"), glow=0.7)
