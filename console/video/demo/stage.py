"""Play a scene's actors before its backdrop: a picture for a moment of the act. Encoding child only."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from console.video.demo import figures, vehicles
from console.video.demo.canvas import GROUND_M, Backdrop
from console.video.demo.figures import PHASES, Sprite
from console.video.demo.recipe import Actor, Place
from console.video.demo.wardrobe import dress

Pixels = npt.NDArray[Any]
_STRIDE_M = 1.35
_PEDAL_M = 4.0
_FALL_S = 0.7
_SWAY_DEG = 1.8
_NOISE_FIELDS = 5


class Stage:
    """Draw moments of one scene; not thread-safe."""

    def __init__(self, backdrop: Backdrop, seed: int, noise: float) -> None:
        self._back = backdrop
        lens = backdrop.lens
        rng = np.random.default_rng(seed)
        shape = (_NOISE_FIELDS, lens.height, lens.width)
        self._noise = np.round(rng.normal(0, noise, shape)).astype(np.int8)
        self._still = cv2.cvtColor(backdrop.picture, cv2.COLOR_BGR2YUV_I420)

    def picture(self, actors: tuple[Actor, ...], at_s: float, number: int) -> Pixels:
        """Draw a moment as I420 (3/2 H x W uint8); `number` picks the grain."""
        lens = self._back.lens
        frame = self._still.copy()
        boxes: list[tuple[int, int, int, int]] = []
        picture = self._back.picture
        present = ((actor.place(at_s), actor) for actor in actors)
        on_stage = sorted(((p, a) for p, a in present if p is not None), key=lambda pair: -pair[0].z)
        if on_stage:
            picture = picture.copy()
            for place, actor in on_stage:
                boxes += self._play(picture, actor, place, at_s)
        for box in _joined(boxes, lens.width, lens.height):
            _convert(frame, picture, box, lens.height)
        luma = frame[: lens.height]
        cv2.add(luma, self._noise[number % _NOISE_FIELDS], luma, dtype=cv2.CV_8U)
        return frame

    def _play(self, picture: Pixels, actor: Actor, place: Place, at_s: float) -> list[tuple[int, int, int, int]]:
        sprite, flip = _sprite(actor, place, at_s)
        angle = 0.0
        if actor.falls and actor.falls <= at_s:
            down = min((at_s - actor.falls) / _FALL_S, 1.0)
            if actor.rises and at_s > actor.rises:
                down = max(1.0 - (at_s - actor.rises) / 1.5, 0.0)
            angle = 86.0 * down**2
        elif actor.who == "person" and place.stands:
            angle = _SWAY_DEG * np.sin(at_s * 1.9 + actor.number) * np.sin(at_s * 0.7 + actor.number * 2)
        x, y = self._back.lens.point(place.x, 0.0, place.z)
        scale = self._back.lens.scale(place.z) / sprite.px_per_m * actor.size
        light = self._light(x, y)
        boxes = [self._shadow(picture, x, y, scale * sprite.px_per_m, actor, -angle if flip else angle)]
        if actor.who == "car":
            boxes.append(self._beams(picture, place, x, y))
        boxes.append(self._blit(picture, sprite, (x, y), scale, flip, angle, light, place.z))
        return boxes

    def _light(self, x: float, y: float) -> Pixels:
        light = self._back.light
        row = min(max(round(y), 0), light.shape[0] - 1)
        col = min(max(round(x), 0), light.shape[1] - 1)
        found: Pixels = np.minimum(light[row, col] * 1.12 + 0.06, 1.25)
        return found

    def _shadow(
        self, picture: Pixels, x: float, y: float, px_per_m: float, actor: Actor, angle: float
    ) -> tuple[int, int, int, int]:
        half_m = {"car": 1.9, "cyclist": 0.8, "bag": 0.4}.get(actor.who, 0.3 + 0.6 * abs(angle) / 90)
        rx, ry = half_m * px_per_m, max(0.16 * px_per_m, 2.0)
        shift = rx * 0.9 * angle / 90 if actor.who == "person" else 0.0
        box = _within(x - rx * 1.6 + shift, y - ry * 1.6, x + rx * 1.6 + shift, y + ry * 1.6, picture)
        x0, y0, x1, y1 = box
        if x1 > x0 and y1 > y0:
            rows = (np.arange(y0, y1, dtype=np.float32)[:, None] - y) / ry
            cols = (np.arange(x0, x1, dtype=np.float32)[None, :] - x - shift) / rx
            dark = 1 - 0.5 * np.clip(1.4 - np.sqrt(rows**2 + cols**2), 0, 1)
            dark[self._back.depth[y0:y1, x0:x1] < GROUND_M] = 1.0
            part = picture[y0:y1, x0:x1]
            part[:] = (part * dark[:, :, None]).astype(np.uint8)
        return box

    def _beams(self, picture: Pixels, place: Place, x: float, y: float) -> tuple[int, int, int, int]:
        scale = self._back.lens.scale(place.z)
        toward = place.heading == "front"
        if place.heading == "side":
            x += scale * (3.6 if place.right else -3.6)
        rx, ry = scale * (2.2 if place.heading == "side" else 1.3), scale * (0.9 if toward else 0.35)
        if toward:
            y += ry * 0.5
        box = _within(x - rx, y - ry, x + rx, y + ry, picture)
        x0, y0, x1, y1 = box
        if x1 > x0 and y1 > y0 and place.heading != "back":
            rows = (np.arange(y0, y1, dtype=np.float32)[:, None] - y) / ry
            cols = (np.arange(x0, x1, dtype=np.float32)[None, :] - x) / rx
            shine = np.clip(1 - np.sqrt(rows**2 + cols**2), 0, 1)[:, :, None] * np.array([46, 60, 66], np.float32)
            shine[self._back.depth[y0:y1, x0:x1] < GROUND_M] = 0.0
            part = picture[y0:y1, x0:x1]
            part[:] = np.minimum(part + shine, 255).astype(np.uint8)
        return box

    def _blit(
        self, picture: Pixels, sprite: Sprite, foot: tuple[float, float], scale: float, flip: bool, angle: float,
        light: Pixels, z: float,
    ) -> tuple[int, int, int, int]:  # fmt: skip
        level = min(max(int(np.floor(np.log2(max(1 / scale, 1.0)))), 0), len(sprite.levels) - 1)
        source = sprite.levels[level]
        zoom = scale * sprite.levels[0].shape[0] / source.shape[0]
        shrink = source.shape[0] / sprite.levels[0].shape[0]
        fx, fy = sprite.foot[0] * shrink, sprite.foot[1] * shrink
        turn = np.deg2rad(angle) * (-1 if flip else 1)
        cos, sin = zoom * np.cos(turn), zoom * np.sin(turn)
        mirror = -1.0 if flip else 1.0
        matrix = np.array([[cos * mirror, -sin, 0.0], [sin * mirror, cos, 0.0]])
        matrix[:, 2] = np.asarray(foot) - matrix[:, :2] @ (fx, fy)
        h, w = source.shape[:2]
        corners = matrix[:, :2] @ np.array([[0, w, 0, w], [0, 0, h, h]]) + matrix[:, 2:]
        (left, top), (right, low) = corners.min(axis=1), corners.max(axis=1)
        box = _within(left, top, right, low, picture)
        x0, y0, x1, y1 = box
        if x1 <= x0 or y1 <= y0:
            return box
        matrix[:, 2] -= (x0, y0)
        drawn = cv2.warpAffine(source, matrix, (x1 - x0, y1 - y0), flags=cv2.INTER_LINEAR).astype(np.float32)
        seen = (self._back.depth[y0:y1, x0:x1] > z - 0.25)[:, :, None]
        part = picture[y0:y1, x0:x1]
        mixed = part * (1 - drawn[:, :, 3:] / 255 * seen) + drawn[:, :, :3] * light * seen
        part[:] = np.minimum(mixed, 255).astype(np.uint8)
        return box


def _sprite(actor: Actor, place: Place, at_s: float) -> tuple[Sprite, bool]:
    if actor.who == "car":
        return vehicles.car(actor.wear[0], place.heading), place.heading == "side" and not place.right
    if actor.who == "bag":
        return vehicles.bag(actor.wear[0]), False
    wear = dress(actor, at_s)
    if actor.who == "cyclist":
        phase = int(place.gone_m / _PEDAL_M * PHASES) % PHASES
        return vehicles.cyclist(wear, phase, PHASES), not place.right
    fallen = bool(actor.falls and at_s >= actor.falls and not (actor.rises and at_s > actor.rises + 1.5))
    phase = -1 if place.stands or fallen else int(place.gone_m / _STRIDE_M * PHASES) % PHASES
    view = "side" if fallen else place.heading
    return figures.person(wear, view, phase), view == "side" and not place.right


def _within(x0: float, y0: float, x1: float, y1: float, picture: Pixels) -> tuple[int, int, int, int]:
    h, w = picture.shape[:2]
    return max(int(x0) - 1, 0), max(int(y0) - 1, 0), min(int(x1) + 2, w), min(int(y1) + 2, h)


def _joined(boxes: list[tuple[int, int, int, int]], width: int, height: int) -> list[tuple[int, int, int, int]]:
    even = [(x0 & ~1, y0 & ~1, min((x1 + 1) & ~1, width), min((y1 + 1) & ~1, height)) for x0, y0, x1, y1 in boxes]
    return [box for box in even if box[2] > box[0] and box[3] > box[1]]


def _convert(frame: Pixels, picture: Pixels, box: tuple[int, int, int, int], height: int) -> None:
    x0, y0, x1, y1 = box
    part = cv2.cvtColor(np.ascontiguousarray(picture[y0:y1, x0:x1]), cv2.COLOR_BGR2YUV_I420)
    h, w = y1 - y0, x1 - x0
    frame[y0:y1, x0:x1] = part[:h]
    width = frame.shape[1]
    flat = part[h:].reshape(2, h // 2, w // 2)
    chroma = frame[height:].reshape(2, height // 2, width // 2)
    chroma[:, y0 // 2 : y1 // 2, x0 // 2 : x1 // 2] = flat
