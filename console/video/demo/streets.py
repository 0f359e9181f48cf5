"""Backdrops with roads: a shopping street, a lane, an alley, a school gate, a civic centre, a car park."""

from __future__ import annotations

import numpy as np

from console.video.demo import props
from console.video.demo.canvas import Canvas, Lamp
from console.video.demo.props import rgb
from console.video.demo.vehicles_still import parked


def street(c: Canvas) -> None:
    """Paint a wide shopping street at night with a fenced plot at its right."""
    c.ambient = (0.40, 0.33, 0.28)
    c.sky(rgb("#0d1220"), rgb("#39445e"))
    c.ground(rgb("#63676b"))
    c.floor([(-30, 1.2), (-4.6, 1.2), (-4.6, 120), (-30, 120)], rgb("#8d8983"))
    c.floor([(4.6, 1.2), (30, 1.2), (30, 120), (4.6, 120)], rgb("#8d8983"))
    for side in (-1, 1):
        c.floor([(side * 4.6, 1.2), (side * 4.85, 1.2), (side * 4.85, 120), (side * 4.6, 120)], rgb("#b5b3ad"))
        c.floor([(side * 6.2, 1.2), (side * 6.5, 1.2), (side * 6.5, 90), (side * 6.2, 90)], rgb("#c7a64a"))
    for x in (-0.12, 0.12):
        c.floor([(x - 0.05, 1.2), (x + 0.05, 1.2), (x + 0.05, 90), (x - 0.05, 90)], rgb("#d2ab3c"))
    for x in (-2.4, 2.4):
        props.dashes(c, x, (3, 80))
    props.crosswalk(c, (-4.4, 4.4), (22, 25.5))
    for z0, high, colour in ((78, 26, "#59616d"), (60, 15, "#6b6a72"), (48, 20, "#5f6671")):
        props.building(c, (-24, -8.5), (z0, z0 + 12), high, colour, round(high / 3), 0.5)
        props.building(c, (8.5, 24), (z0, z0 + 12), high * 0.8, colour, round(high / 3.6), 0.45)
    props.building(c, (-22, -8.5), (34, 46), 14, "#7a6f68", 4, 0.5, "#c0392b,#1f7a8c")
    props.building(c, (8.5, 24), (34, 46), 12, "#746d70", 4, 0.45, "#2e7d4f,#d08a1d,#3358a8")
    props.building(c, (-22, -8.5), (21, 33), 11, "#877a70", 3, 0.45, "#d35f28,#2b5fa8,#8a3b78")
    props.building(c, (8.5, 26), (22, 33), 12, "#6a6c72", 3, 0.4, "#b8342f,#e0b030")
    props.building(c, (-22, -8.5), (8, 20), 9, "#6f6a66", 3, 0.4, "#287a4a,#c9a227,#b23a48")
    c.floor([(6.9, 9.5), (18, 9.5), (18, 20.5), (6.9, 20.5)], rgb("#76695a"))
    c.wall((6.9, 20.6), (20, 20.6), 0, 2.4, rgb("#8296a6"))
    for x in np.arange(7.6, 19, 1.2):
        c.line((float(x), 0, 20.55), (float(x), 2.4, 20.55), 0.06, rgb("#6d8192"))
    props.banner(c, (8.5, 20.5), (13.0, 20.5), 0.9, 1.9, "#c23b2e", 0.3)
    for x, z in ((9.4, 18.6), (10.1, 18.8), (9.8, 18.2)):
        c.line((x - 0.9, 0.15, z), (x + 0.9, 0.15, z), 0.28, rgb("#9c8f7c"))
    props.fence(c, (6.9, 20.5), (6.9, 15.6), 1.6, "#c7cdd2")
    props.fence(c, (6.9, 12.9), (6.9, 9.5), 1.6, "#c7cdd2")
    for z in (9.4, 16.2):
        props.cone(c, 6.4, z)
    c.lamps.append(Lamp(10.5, 6, 15.5, props.lamp_colour(props.COOL), 0.9, 4.5))
    for z in (56, 40, 26, 12):
        props.street_lamp(c, -5.6, z, 7.0, props.WARM, 1.35, 5.5, arm=1.6)
        props.street_lamp(c, 5.6, z + 6, 7.0, props.WARM, 1.35, 5.5, arm=-1.6)
    for x, z in ((-6.6, 44), (6.9, 40), (-6.7, 30), (-6.8, 17)):
        props.tree(c, x, z, 5.5, "#5f7346")
    parked(c, "#9fb0bf", "back", -3.7, 31)
    parked(c, "#c9c9c4", "back", 3.6, 37)
    props.smart_pole(c, -5.5, 9.2)


def lane(c: Canvas) -> None:
    """Paint a narrow lane of small shops and parked cars at dusk."""
    c.ambient = (0.60, 0.48, 0.44)
    c.sky(rgb("#39406b"), rgb("#d98f78"))
    c.ground(rgb("#6f6e70"))
    c.floor([(-3.4, 1.2), (-2.3, 1.2), (-2.3, 60), (-3.4, 60)], rgb("#9a7d70"))
    c.floor([(2.5, 1.2), (4.2, 1.2), (4.2, 60), (2.5, 60)], rgb("#9a7d70"))
    props.building(c, (-16, 12), (62, 70), 22, "#7c6c78", 8, 0.35)
    props.building(c, (-14, -3.4), (38, 56), 10, "#8d7b74", 4, 0.35)
    props.building(c, (4.2, 16), (40, 58), 13, "#857a80", 4, 0.4)
    props.building(c, (-14, -3.4), (26, 37), 8, "#a28a76", 3, 0.3, "#c8553d,#2c6e8f")
    props.building(c, (4.2, 16), (25, 39), 9, "#93827c", 3, 0.35, "#3b7d4e,#d8a228,#a23b5b")
    props.building(c, (-14, -3.4), (14, 25), 10, "#8a837d", 3, 0.3, "#d9822b,#356bb0,#b33a3a")
    props.building(c, (4.2, 16), (12.5, 24), 8, "#a08e80", 3, 0.4, "#2f6fae,#c94f3d,#e0b12e")
    props.building(c, (-14, -3.4), (2, 13), 9, "#7f7c7b", 3, 0.3, "#46915c,#cf4a3a")
    props.utility_pole(c, -2.7, 22)
    props.utility_pole(c, 3.4, 12)
    for shift in (0.0, 0.35, 0.7):
        props.wire(c, (-2.7 + shift, 7.4, 22), (3.4 + shift, 7.4, 12), 0.6)
        props.wire(c, (-2.7 + shift, 7.4, 22), (-1.0 + shift, 8.0, 44), 0.7)
    parked(c, "#d8d8d3", "back", 1.7, 27)
    parked(c, "#3f5873", "back", 1.7, 34)
    props.street_lamp(c, -2.9, 14, 5.0, props.WARM, 0.7, 4.0, arm=0.9)
    props.street_lamp(c, 3.2, 30, 5.0, props.WARM, 0.7, 4.0, arm=-0.9)
    props.dashes(c, -0.3, (4, 50), "#d9d6c8", 1.6)


def alley(c: Canvas) -> None:
    """Paint a narrow brick alley under one sodium lamp."""
    c.ambient = (0.27, 0.25, 0.27)
    c.sky(rgb("#0a0d16"), rgb("#232b3d"))
    c.ground(rgb("#77736c"))
    c.floor([(-0.5, 1.2), (0.5, 1.2), (0.5, 40), (-0.5, 40)], rgb("#6b6863"))
    props.building(c, (-10, 9), (34, 40), 12, "#5f5b60", 4, 0.3)
    blocks = ((-2.6, 20, 33, 7.5, "#8a5a48"), (2.7, 19, 33, 9.0, "#7d6a5c"), (-2.6, 2, 19.5, 9.0, "#96604a"),
              (2.7, 2, 18.5, 7.5, "#8c5645"))  # fmt: skip
    for side, near, far, high, colour in blocks:
        wide = (-12.0, side) if side < 0 else (side, 12.0)
        props.building(c, wide, (near, far), high, colour, 3, 0.28, tints=("#ffcf88", "#ffe2b0"))
        for y in np.arange(0.6, high, 0.35):
            c.line((side, float(y), near), (side, float(y), far), 0.02, rgb(colour, 0.8), depth=False)
    c.wall((-2.6, 15), (-2.6, 16.4), 0, 2.2, rgb("#3c6a58"), 0.05)
    c.wall((2.7, 11), (2.7, 12.4), 0, 2.2, rgb("#6a4034"), 0.05)
    for at in (13.4, 17.2, 24.0):
        c.wall((2.68, at), (2.68, at + 0.9), 2.6, 3.2, rgb("#c7c9c6"), 0.05)
    props.utility_pole(c, -2.1, 17.5, 7.5)
    for shift in (0.0, 0.3, 0.6):
        props.wire(c, (-2.1 + shift, 7.0, 17.5), (2.7, 6.5 + shift, 8), 0.6)
        props.wire(c, (-2.1 + shift, 7.0, 17.5), (2.9, 7.4, 30), 0.5)
    props.street_lamp(c, -2.2, 11.5, 4.8, props.SODIUM, 1.7, 4.2, arm=0.9)
    props.street_lamp(c, 2.4, 25, 4.8, props.SODIUM, 1.4, 4.0, arm=-0.8)
    for x, z in ((2.15, 15.0), (2.3, 15.7), (1.9, 15.9)):
        c.disc(x, 0.28, z, 0.3, rgb("#5b6b5f"))
        c.disc(x + 0.1, 0.62, z, 0.08, rgb("#4a584e"))
    c.line((-2.3, 0.45, 8.2), (-2.3, 0.9, 8.2), 0.6, rgb("#3f7a55"))


def school_gate(c: Canvas) -> None:
    """Paint a school's back gate on a winter's early evening: yellow walls, a crossing, a guard rail."""
    c.ambient = (0.62, 0.53, 0.47)
    c.sky(rgb("#5c6a86"), rgb("#b7b6b9"))
    c.ground(rgb("#6a6d70"))
    c.floor([(-40, 14.5), (40, 14.5), (40, 80), (-40, 80)], rgb("#a39b8c"))
    c.floor([(-40, 14.2), (40, 14.2), (40, 14.6), (-40, 14.6)], rgb("#d4b13e"))
    c.floor([(-7.5, 18), (7.5, 18), (9, 60), (-9, 60)], rgb("#b39b78"))
    props.building(c, (-26, 26), (46, 60), 13, "#b8ad9c", 4, 0.22, tints=("#f4f0dc", "#fff2cf"))
    c.wall((-26, 45.9), (26, 45.9), 12.4, 13, rgb("#7f3f36"))
    for x in (-12, -8.5, 9, 13):
        props.tree(c, x, 30, 6.5, "#7a7350", bare=False)
    for a, b in ((-30, -3.4), (3.4, 30)):
        c.wall((a, 18), (b, 18), 0, 1.9, rgb("#d9c9a0"))
        c.wall((a, 18), (b, 18), 1.9, 2.1, rgb("#a4583f"))
        for x in np.arange(a, b, 2.6):
            paint = ("#e2a13c", "#6fa06c", "#5b8db8", "#cf6f57")[int(x) % 4]
            c.disc(float(x) + 1.3, 1.0, 17.99, 0.5, rgb(paint), depth=False)
    for x in (-3.7, 3.7):
        c.line((x, 0, 17.9), (x, 2.9, 17.9), 0.6, rgb("#8c5a48"))
    props.banner(c, (-3.4, 17.85), (3.4, 17.85), 2.9, 3.6, "#2f6a55", 0.25)
    props.fence(c, (3.4, 17.9), (0.9, 17.9), 1.7, "#4c6d62", 0.28)
    c.floor([(-40, 5.4), (40, 5.4), (40, 5.6), (-40, 5.6)], rgb("#d4b13e"))
    c.floor([(-40, 1.2), (40, 1.2), (40, 5.2), (-40, 5.2)], rgb("#a39b8c"))
    props.crosswalk(c, (-2.6, 2.6), (6.4, 13.6), along_x=True)
    c.floor([(-9, 7.4), (-4.4, 7.4), (-4.9, 12.8), (-10.6, 12.8)], rgb("#a8483e"))
    props.fence(c, (-12, 14.9), (-3.2, 14.9), 1.0, "#e0bf3f", 0.7)
    props.fence(c, (3.2, 14.9), (12, 14.9), 1.0, "#e0bf3f", 0.7)
    c.line((5.6, 0, 15.3), (5.6, 3.4, 15.3), 0.1, rgb("#e0bf3f"))
    c.disc(5.6, 3.2, 15.2, 0.5, rgb("#d7352c"), glow=0.25)
    c.disc(5.6, 3.2, 15.19, 0.38, rgb("#f5f5f0"), glow=0.25)
    props.street_lamp(c, -6.4, 15.4, 5.5, props.WARM, 0.55, 4.0, arm=0.9)


def civic(c: Canvas) -> None:
    """Paint the forecourt of a community centre: glass front, flags, bicycle stand, planters."""
    c.ambient = (0.50, 0.41, 0.34)
    c.sky(rgb("#1f2c4a"), rgb("#6d7795"))
    c.ground(rgb("#8f9296"))
    props.tiles(c, (-16, 16), (4, 19), 1.5, "#7d8084")
    props.building(c, (-40, -14), (34, 50), 16, "#5b6470", 5, 0.4)
    props.building(c, (13, 40), (30, 46), 19, "#666c78", 6, 0.35)
    props.building(c, (-10, 10.5), (20, 32), 9.5, "#a9a49b", 3, 0.5, tints=("#eaf2ff", "#fff3d6"))
    c.wall((-6.5, 19.95), (6.5, 19.95), 0.15, 3.3, rgb("#ffe9c8"), 0.3)
    for x in np.arange(-6.5, 6.6, 1.3):
        c.line((float(x), 0, 19.9), (float(x), 3.3, 19.9), 0.08, rgb("#454e57"), depth=False)
    c.wall((-7.2, 19.2), (7.2, 19.2), 3.3, 3.75, rgb("#3f6f9f"), 0.35)
    props.banner(c, (-4.5, 19.1), (4.5, 19.1), 3.85, 4.7, "#24507e", 0.55)
    for index, x in enumerate((-9.4, -8.4, -7.4)):
        c.line((x, 0, 17.5), (x, 7, 17.5), 0.08, rgb("#c3c8cd"))
        c.wall((x + 0.05, 17.5), (x + 1.0, 17.5), 6.1, 6.8, rgb(("#e8eaec", "#3d7f5c", "#3c66a4")[index]))
    for x in (-11.5, 8.6, 11.4):
        c.wall((x - 1, 15.5), (x + 1, 15.5), 0, 0.6, rgb("#8d7460"))
        props.bush(c, x, 15.6, 1.0)
    for x in (7.2, 7.8, 8.4, 9.0, 9.6):
        c.disc(x, 0.45, 12.6, 0.35, rgb("#3a3f45"))
        c.disc(x, 0.45, 12.59, 0.28, rgb("#8f9296"))
        c.line((x, 0.4, 12.6), (x, 1.0, 12.6), 0.08, rgb("#b9bec3"))
    props.bench(c, -6.2, 12.5)
    for x in (-10, 10):
        props.street_lamp(c, x, 16.5, 5.5, props.COOL, 0.9, 5.0)
    c.lamps.append(Lamp(0, 3, 17, props.lamp_colour(props.COOL), 0.8, 5))
    props.tree(c, -12.4, 19, 6.0, "#566b48")


def car_park(c: Canvas) -> None:
    """Paint a public car park at night behind a barrier; the closed bays are striped."""
    c.ambient = (0.36, 0.34, 0.29)
    c.sky(rgb("#10182a"), rgb("#2f3b52"))
    c.ground(rgb("#5d6266"))
    props.building(c, (-40, -9), (40, 52), 24, "#59626c", 8, 0.4)
    props.building(c, (-6, 14), (44, 56), 17, "#636772", 6, 0.4)
    props.building(c, (17, 44), (38, 52), 28, "#565d69", 9, 0.45)
    c.wall((-30, 27), (30, 27), 0, 1.1, rgb("#9aa0a4"))
    props.fence(c, (-24, 26.9), (24, 26.9), 2.2, "#9aa6ad", 0.8)
    for x in np.arange(-13.5, 14, 2.7):
        c.floor([(x - 0.06, 19), (x + 0.06, 19), (x + 0.06, 25), (x - 0.06, 25)], rgb("#d8dad6"))
    c.floor([(-13.5, 25), (13.5, 25), (13.5, 25.15), (-13.5, 25.15)], rgb("#d8dad6"))
    for colour, at in (("#c4c8cb", -12.2), ("#2f3b4a", -9.5), ("#8e2f2c", -4.1), ("#d9d7cf", -1.4), ("#6c7f90", 9.4)):
        parked(c, colour, "front", at, 22.5)
    for x in (6.6, 12.4):
        parked(c, "#e0e0da" if x > 7 else "#394a3f", "back", x, 11.4)
    c.floor([(-8.2, 8.2), (-2.2, 8.2), (-2.8, 14.4), (-10.2, 14.4)], rgb("#6d6a52"))
    for step in np.arange(0, 6.2, 0.9):
        z = 8.2 + float(step)
        c.floor([(-8.2 - step * 0.32, z), (-8.0 - step * 0.32, z), (-2.4, z + 0.75), (-2.6, z + 0.75)], rgb("#cfae3a"))
    props.fence(c, (-10.2, 14.5), (-2.8, 14.5), 1.0, "#d8b437", 0.9)
    for x, z in ((-2.2, 8.3), (-2.5, 11.2), (-2.8, 14.2)):
        props.cone(c, x, z)
    props.street_lamp(c, -11.2, 17, 8.0, props.COOL, 1.1, 6.5, arm=1.2)
    props.street_lamp(c, 4.4, 17.5, 8.0, props.COOL, 1.2, 6.5, arm=-1.2)
    c.lamps.append(Lamp(-5.0, 7, 11, props.lamp_colour(props.COOL), 0.5, 5))
    c.line((3.2, 0, 17.3), (3.2, 1.1, 17.3), 0.5, rgb("#d0693a"), glow=0.1)
