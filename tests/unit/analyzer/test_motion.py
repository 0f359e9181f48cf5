"""Background subtraction on pictures: what moves is found, what stays is kept, what has gone is forgotten."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from console.analyzer.motion import HEIGHT, WIDTH, Motion
from console.analyzer.tracks import Blob
from console.core.event import Box

STEP_S = 0.2
Grey = npt.NDArray[np.uint8]


class Scene:
    """A noisy grey street and boxes of other greys in it."""

    def __init__(self) -> None:
        self.rng = np.random.default_rng(1)
        self.street = self.rng.uniform(70, 110, (HEIGHT // 20, WIDTH // 20)).repeat(20, 0).repeat(20, 1)
        self.motion = Motion()
        self.now_s = 50.0
        self.keep: list[Box] = []

    def picture(self, *things: tuple[int, int, int, int, int]) -> Grey:
        street = self.street + self.rng.normal(0, 1.2, self.street.shape)
        for x, y, w, h, grey in things:
            street[y : y + h, x : x + w] = grey + self.rng.normal(0, 1.2, (h, w))
        return np.clip(street, 0, 255).astype(np.uint8)

    def show(self, *things: tuple[int, int, int, int, int], frames: int = 1) -> list[Blob] | None:
        blobs: list[Blob] | None = None
        for _ in range(frames):
            self.now_s += STEP_S
            blobs = self.motion.step(self.picture(*things), self.now_s, self.keep)
            self.keep = [blob.box for blob in blobs or []]
        return blobs


def test_nothing_is_said_while_the_background_is_learnt() -> None:
    scene = Scene()
    assert scene.show((50, 50, 8, 20, 200), frames=20) is None
    assert scene.show(frames=8) is not None


def test_noise_is_no_movement_and_a_person_is() -> None:
    scene = Scene()
    scene.show(frames=40)
    assert all(scene.show() == [] for _ in range(50))
    (blob,) = scene.show((100, 60, 8, 20, 160)) or []
    assert abs(blob.box.x - 100 / WIDTH) < 0.01
    assert abs(blob.box.h - 20 / HEIGHT) < 0.03
    assert blob.contrast > 30
    assert blob.stir > 30


def test_what_is_watched_does_not_become_background() -> None:
    scene = Scene()
    scene.show(frames=40)
    blobs = scene.show((100, 60, 8, 20, 160), frames=5 * 120)
    assert blobs is not None
    assert len(blobs) == 1
    assert blobs[0].stir < 2.6


def test_slow_daylight_is_followed() -> None:
    scene = Scene()
    scene.show(frames=40)
    for _ in range(60):
        scene.street = scene.street + 0.5
        assert scene.show(frames=5) == []


def test_another_scene_is_learnt_anew_without_blobs() -> None:
    scene = Scene()
    scene.show(frames=40)
    scene.street = 255 - scene.street
    assert all(not scene.show() for _ in range(20))
    assert scene.motion.learning
    scene.show(frames=30)
    assert len(scene.show((100, 60, 8, 20, 30)) or []) == 1


def test_where_something_was_taken_away_is_known_and_can_be_absorbed() -> None:
    scene = Scene()
    thing = (100, 60, 12, 14, 200)
    scene.show(thing, frames=40)
    (hole,) = scene.show(frames=3) or []
    assert scene.motion.removed(hole.box)
    scene.now_s += STEP_S
    scene.motion.step(scene.picture(), scene.now_s, [hole.box], [hole.box])
    assert scene.show(frames=3) == []
    (new,) = scene.show((180, 60, 12, 14, 200), frames=3) or []
    assert not scene.motion.removed(new.box)
