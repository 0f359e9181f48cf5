"""Things that stand in a scene: buildings, lamps, trees, fences, signs. Painted on a canvas, in metres."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from console.video.demo.canvas import Canvas, Colour, Lamp

WARM = "#ffd9a0"
COOL = "#dfe9ff"
SODIUM = "#ffb45a"
Spot = tuple[float, float]
_STROKES: dict[str, tuple[tuple[Spot, Spot], ...]] = {
    "giyeok": (((0, 1), (0.55, 1)), ((0.55, 1), (0.55, 0.55))), "nieun": (((0, 1), (0, 0.55)),),
    "floor": (((0, 0.55), (0.55, 0.55)),), "vowel": (((0.8, 1.05), (0.8, 0.45)), ((0.8, 0.75), (0.98, 0.75))),
    "final": (((0.1, 0.28), (0.85, 0.28)), ((0.85, 0.28), (0.85, 0)), ((0.1, 0), (0.85, 0))),
}  # fmt: skip


def rgb(hexadecimal: str, times: float = 1.0) -> Colour:
    """Read `#rrggbb` as B, G, R 0..255, made darker or lighter."""
    red, green, blue = (int(hexadecimal[i : i + 2], 16) for i in (1, 3, 5))
    return (blue * times, green * times, red * times)


def lamp_colour(hexadecimal: str) -> Colour:
    """Read `#rrggbb` as light, B, G, R 0..1."""
    blue, green, red = rgb(hexadecimal)
    return (blue / 255, green / 255, red / 255)


def facade(
    c: Canvas, a: Spot, b: Spot, low: float, high: float, grid: tuple[int, int], lit: float, tints: Sequence[str]
) -> None:
    """Put windows on the wall from a to b between two heights; `lit` is the share of them that shines."""
    cols, rows = grid
    along = np.subtract(b, a)
    for row in range(rows):
        for col in range(cols):
            shares = ((col + 0.22) / cols, (col + 0.78) / cols)
            p, q = (tuple(np.asarray(a) + along * share) for share in shares)
            step = (high - low) / rows
            y0, y1 = low + step * (row + 0.25), low + step * (row + 0.8)
            shines = c.rng.random() < lit
            tint = rgb(tints[int(c.rng.integers(len(tints)))]) if shines else rgb("#2c343d")
            strength = float(c.rng.uniform(0.22, 0.62)) if shines else 0.04
            frame = 0.06
            c.wall(p, q, y0 - frame, y1 + frame, rgb("#23272c"))
            c.wall(p, q, y0, y1, tint, strength)
            if shines and c.rng.random() < 0.6:
                middle = tuple((np.asarray(p) + np.asarray(q)) / 2)
                c.wall(p, middle, y0, y1, tuple(v * 0.8 for v in tint), strength * 0.75)  # type: ignore[arg-type]
            c.wall(p, q, (y0 + y1) / 2 - 0.03, (y0 + y1) / 2 + 0.03, rgb("#2a2e33"))


def building(
    c: Canvas, x: tuple[float, float], z: tuple[float, float], high: float, colour: str, floors: int = 3,
    lit: float = 0.4, shop: str = "", tints: Sequence[str] = ("#ffdf9e", "#ffe9c4", "#e8f0ff"),
) -> None:  # fmt: skip
    """Stand a block from x to x and z to z; its front, and the side that can be seen, get windows, and a shop below."""
    (x0, x1), (z0, z1) = x, z
    side_x = x1 if x1 <= 0 else x0
    faces: list[tuple[Spot, Spot, float]] = [((x0, z0), (x1, z0), 0.88)]
    if x1 <= 0.5 or x0 >= -0.5:
        faces.append(((side_x, z0), (side_x, z1), 1.0))
    base = 3.2 if shop else 0.6
    for a, b, shade in reversed(faces):
        width = abs(a[0] - b[0]) + abs(a[1] - b[1])
        c.wall(a, b, 0, high, rgb(colour, shade))
        c.wall(a, b, high - 0.35, high, rgb(colour, shade * 0.8))
        c.wall(a, b, 0, 0.5, rgb(colour, shade * 0.6))
        facade(c, a, b, base, high - 0.5, (max(round(width / 2.6), 1), floors - bool(shop)), lit, tints)
        if shop:
            shopfront(c, a, b, shop)


def shopfront(c: Canvas, a: Spot, b: Spot, signs: str) -> None:
    """Put lit shop windows and signs along a wall; `signs` is a list of colours joined by commas."""
    colours = signs.split(",")
    along = np.subtract(b, a)
    count = len(colours)
    for index, colour in enumerate(colours):
        p, q = (tuple(np.asarray(a) + along * ((index + share) / count)) for share in (0.06, 0.94))
        warm = rgb(("#ffd9a0", "#ffe8c8", "#e6eef8")[int(c.rng.integers(3))])
        bright = 0.26 + 0.14 * float(c.rng.random())
        c.wall(p, q, 0.25, 2.3, warm, bright)
        for _ in range(9):
            start = float(c.rng.uniform(0.03, 0.85))
            left, right = (tuple(np.asarray(p) + np.subtract(q, p) * share) for share in (start, start + 0.1))
            goods = ("#8a5a3a", "#c0563c", "#5a7a8a", "#b89a5a", "#6a6a72")[int(c.rng.integers(5))]
            c.wall(left, right, 0.7, float(c.rng.uniform(0.95, 1.7)), rgb(goods), 0.2)
        for part in (0.0, 0.33, 0.66, 1.0):
            at = np.asarray(p) + np.subtract(q, p) * part
            c.line((at[0], 0.2, at[1]), (at[0], 2.3, at[1]), 0.07, rgb("#30343a"), depth=False)
        c.wall(p, q, 0.2, 0.7, rgb("#555a60"), 0.05)
        c.wall(p, q, 2.4, 3.15, rgb(colour), 0.35)
        glyphs(c, p, q, 2.55, 3.0)


def glyphs(c: Canvas, a: Spot, b: Spot, low: float, high: float, colour: str = "#fffaf0") -> None:
    """Write what looks like Hangul blocks on a sign: a consonant, a vowel, a final; strokes, no words."""
    long = float(np.hypot(*np.subtract(b, a)))
    count = int(np.clip(round(long / (high - low) / 1.35), 2, 7))
    thick = (high - low) * 0.1
    for index in range(count):
        start = (index + 0.5) / (count + 0.6)

        def at(u: float, v: float, start: float = start) -> tuple[float, float, float]:
            share = start + u * 0.72 / (count + 0.6)
            x, z = np.asarray(a) + np.subtract(b, a) * share
            return (x, low + (high - low) * v, z)

        first, vowel = int(c.rng.integers(4)), int(c.rng.integers(3))
        strokes = list(_STROKES["giyeok" if first != 1 else "nieun"]) + list(_STROKES["floor"] if first else ())
        strokes += _STROKES["vowel"][: 1 + vowel % 2] + _STROKES["final"][vowel:]
        for p, q in strokes:
            c.line(at(*p), at(*q), thick, rgb(colour), depth=False, glow=0.7)


def street_lamp(
    c: Canvas, x: float, z: float, high: float = 6.0, tint: str = WARM, strength: float = 1.3, reach: float = 4.5,
    arm: float = 0.0,
) -> None:  # fmt: skip
    """Stand a lamp on a pole; `arm` metres to the side where the head hangs."""
    c.line((x, 0, z), (x, high, z), 0.13, rgb("#4a5057"))
    if arm:
        c.line((x, high, z), (x + arm, high + 0.15, z), 0.09, rgb("#4a5057"))
    c.line((x + arm - 0.35, high, z), (x + arm + 0.35, high, z), 0.2, rgb(tint), glow=1.0)
    c.disc(x + arm, high - 0.05, z, 0.22, rgb(tint), glow=1.0)
    c.lamps.append(Lamp(x + arm, high, z, lamp_colour(tint), strength, reach))


def smart_pole(c: Canvas, x: float, z: float) -> None:
    """Stand a smart pole: security light, camera arm, emergency bell with its blue ring, speaker."""
    street_lamp(c, x, z, 5.2, COOL, 1.2, 4.0, arm=0.9 if x < 0 else -0.9)
    c.line((x, 3.6, z), (x + 0.5, 3.6, z), 0.08, rgb("#d5d9dd"))
    c.disc(x + 0.55, 3.5, z, 0.16, rgb("#e8ecef"))
    c.line((x, 1.0, z), (x, 1.7, z), 0.34, rgb("#f0c020"), glow=0.25)
    c.disc(x, 1.4, z, 0.1, rgb("#e03030"), glow=0.7)
    c.line((x, 1.85, z), (x, 1.95, z), 0.3, rgb("#4fa8ff"), glow=0.9)


def tree(c: Canvas, x: float, z: float, high: float, leaf: str = "#4c6b3c", bare: bool = False) -> None:
    """Grow a tree with a round crown, lighter at its top."""
    c.line((x, 0, z), (x, high * 0.55, z), 0.22, rgb("#5a4636"))
    spread = high * 0.3
    for side in (-1, 1, 0.4):
        c.line((x, high * 0.4, z), (x + side * spread * 0.6, high * 0.72, z), 0.09, rgb("#5a4636"))
    blobs = 18 if bare else 70
    for index in range(blobs):
        part = index / blobs
        angle, away = c.rng.uniform(0, 2 * np.pi), spread * np.sqrt(c.rng.random())
        dx, dy = away * np.cos(angle), away * np.sin(angle) * 0.8
        shade = 0.6 + 0.35 * part + 0.25 * dy / spread
        c.disc(x + dx, high * 0.72 + dy, z, high * c.rng.uniform(0.035, 0.075), rgb(leaf, max(shade, 0.3)))


def bush(c: Canvas, x: float, z: float, size: float, leaf: str = "#3f5a36") -> None:
    """Grow a low bush."""
    for index in range(24):
        dx, dy = c.rng.normal(0, size * 0.45), abs(c.rng.normal(0, size * 0.25))
        c.disc(x + dx, dy, z, size * 0.2, rgb(leaf, 0.65 + index / 50))


def fence(c: Canvas, a: Spot, b: Spot, high: float, colour: str = "#8a949e", posts_m: float = 0.35) -> None:
    """Stand a fence of bars between two places."""
    away = float(np.hypot(*np.subtract(b, a)))
    for part in np.arange(0, 1.0001, posts_m / away):
        x, z = np.asarray(a) + np.subtract(b, a) * part
        c.line((x, 0, z), (x, high, z), 0.035, rgb(colour), depth=False)
    for y in (0.12, high * 0.55, high - 0.05):
        c.line((a[0], y, a[1]), (b[0], y, b[1]), 0.05, rgb(colour, 0.9), depth=False)


def bench(c: Canvas, x: float, z: float) -> None:
    """Put a park bench that faces the camera."""
    c.wall((x - 0.8, z + 0.2), (x + 0.8, z + 0.2), 0.5, 0.95, rgb("#8a6a48"))
    c.shape([(x - 0.8, 0.47, z - 0.25), (x + 0.8, 0.47, z - 0.25), (x + 0.8, 0.47, z + 0.2), (x - 0.8, 0.47, z + 0.2)],
            rgb("#a57f55"), z)  # fmt: skip
    for side in (-0.7, 0.7):
        c.line((x + side, 0, z), (x + side, 0.47, z), 0.07, rgb("#3c4046"))


def cone(c: Canvas, x: float, z: float) -> None:
    """Put a traffic cone."""
    c.shape([(x - 0.18, 0, z), (x + 0.18, 0, z), (x + 0.04, 0.7, z), (x - 0.04, 0.7, z)], rgb("#e0622a"), z, 0.08)
    c.wall((x - 0.11, z), (x + 0.11, z), 0.3, 0.45, rgb("#f0f0ea"))


def banner(c: Canvas, a: Spot, b: Spot, low: float, high: float, colour: str, glow: float = 0.15) -> None:
    """Hang a sign or banner with writing between two places."""
    c.wall(a, b, low, high, rgb(colour), glow)
    glyphs(c, a, b, low + (high - low) * 0.2, high - (high - low) * 0.2)


def utility_pole(c: Canvas, x: float, z: float, high: float = 8.0) -> None:
    """Stand a concrete pole with a transformer and crossbars."""
    c.line((x, 0, z), (x, high, z), 0.26, rgb("#8b8d8c"))
    for index in range(5):
        y = 0.35 + index * 0.3
        c.line((x, y, z), (x, y + 0.14, z), 0.27, rgb("#d8b020" if index % 2 else "#2c2e30"), depth=False)
    c.line((x - 0.9, high - 0.5, z), (x + 0.9, high - 0.5, z), 0.08, rgb("#6b6d6e"))
    c.line((x + 0.35, high - 1.9, z), (x + 0.35, high - 1.1, z), 0.4, rgb("#767a7d"))


def wire(c: Canvas, a: tuple[float, float, float], b: tuple[float, float, float], sag: float = 0.5) -> None:
    """Hang a cable."""
    places = []
    for part in np.linspace(0, 1, 12):
        x, y, z = np.asarray(a) + (np.asarray(b) - np.asarray(a)) * part
        places.append((float(x), float(y - 4 * sag * part * (1 - part)), float(z)))
    for p, q in pairwise(places):
        c.line(p, q, 0.02, rgb("#1c1e21"), depth=False)


def tiles(c: Canvas, x: tuple[float, float], z: tuple[float, float], step: float, colour: str) -> None:
    """Draw the joints of a pavement."""
    for at in np.arange(x[0], x[1] + 0.01, step):
        c.line((at, 0, z[0]), (at, 0, z[1]), 0.02, rgb(colour), depth=False) if z[1] < 9 else c.floor(
            [(at, z[0]), (at + 0.04, z[0]), (at + 0.04, z[1]), (at, z[1])], rgb(colour)
        )
    for at in np.arange(z[0], z[1], step):
        c.floor([(x[0], at), (x[1], at), (x[1], at + 0.05), (x[0], at + 0.05)], rgb(colour))


def crosswalk(c: Canvas, x: tuple[float, float], z: tuple[float, float], along_x: bool = True) -> None:
    """Paint a zebra crossing: people cross along x, or along z."""
    start, end = x if along_x else z
    for at in np.arange(start, end, 1.0):
        if along_x:
            c.floor([(at, z[0]), (at + 0.5, z[0]), (at + 0.5, z[1]), (at, z[1])], rgb("#c9cbc8"))
        else:
            c.floor([(x[0], at), (x[1], at), (x[1], at + 0.5), (x[0], at + 0.5)], rgb("#c9cbc8"))


def dashes(c: Canvas, x: float, z: tuple[float, float], colour: str = "#c9cbc8", long: float = 2.0) -> None:
    """Paint a broken lane line away from the camera."""
    for at in np.arange(z[0], z[1], long * 2):
        c.floor([(x - 0.07, at), (x + 0.07, at), (x + 0.07, at + long), (x - 0.07, at + long)], rgb(colour))
