"""Scenes are drawn as the recipe says, and alike each time."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.video.demo.backdrops import PAINTERS, backdrop
from console.video.demo.canvas import GROUND_M, Backdrop
from console.video.demo.lens import NEAR_M, Lens, clip_near
from console.video.demo.recipe import Actor
from console.video.demo.site import default_resources, load_site
from console.video.demo.stage import Stage

LENS = Lens(320, 180)


@pytest.mark.parametrize("scene", sorted(PAINTERS))
def test_each_scene_is_lively_and_neither_black_nor_white(scene: str) -> None:
    picture = backdrop(scene, LENS, 3).picture
    assert picture.shape == (180, 320, 3)
    assert 15 < picture.mean() < 170
    assert picture.std() > 15


def test_scenes_are_different_from_one_another() -> None:
    pictures = {name: backdrop(name, LENS, 3).picture.astype(np.float32) for name in PAINTERS}
    for a in pictures:
        for b in pictures:
            if a < b:
                assert np.abs(pictures[a] - pictures[b]).mean() > 12, f"{a} {b}"


def test_a_scene_is_the_same_each_time() -> None:
    assert np.array_equal(backdrop("lane", LENS, 5).picture, backdrop("lane", LENS, 5).picture)


def test_a_person_is_drawn_where_the_path_says_and_only_there() -> None:
    stage = Stage(backdrop("civic", LENS, 1), 1, noise=0.0)
    walker = Actor(1, "person", ((1.0, -3.0, 10.0), (5.0, 3.0, 10.0)))
    empty, there = stage.picture((walker,), 0.5, 0), stage.picture((walker,), 3.0, 0)
    rows, cols = np.nonzero(cv2.absdiff(there[:180], empty[:180]) > 10)
    x, y = LENS.point(0.0, 0.0, 10.0)
    assert abs(cols.mean() - x) < 8
    assert abs(rows.max() - y) < 6
    assert rows.max() - rows.min() == pytest.approx(1.7 * LENS.scale(10.0), abs=8)


def test_who_falls_lies_flat() -> None:
    stage = Stage(backdrop("civic", LENS, 1), 1, noise=0.0)
    actor = Actor(1, "person", ((0.0, 0.0, 9.0), (20.0, 0.01, 9.0)), falls=5.0, rises=15.0)
    empty = stage.picture((), 0.0, 0)

    def tall_over_wide(at_s: float) -> float:
        rows, cols = np.nonzero(cv2.absdiff(stage.picture((actor,), at_s, 0)[:180], empty[:180]) > 16)
        return float((np.ptp(rows) + 1) / (np.ptp(cols) + 1))

    assert tall_over_wide(4.0) > 1.5
    assert tall_over_wide(8.0) < 0.8
    assert tall_over_wide(19.0) > 1.5


def test_things_in_front_hide_people() -> None:
    back = backdrop("car_park", LENS, 1)
    bare = replace(back, depth=np.full_like(back.depth, GROUND_M))
    behind = Actor(1, "person", ((0.0, -1.4, 24.5), (9.0, -1.39, 24.5)))

    def shown(scene: Backdrop) -> int:
        stage = Stage(scene, 1, noise=0.0)
        change = cv2.absdiff(stage.picture((behind,), 1.0, 0)[:180], stage.picture((), 1.0, 0)[:180])
        return int(np.count_nonzero(change > 8))

    assert 0 < shown(back) < 0.7 * shown(bare)


def test_every_recipe_can_be_drawn() -> None:
    for recipe in load_site(default_resources(), Path()).recipes:
        assert recipe.scene in PAINTERS
        assert {act.name for act in recipe.acts} >= set(recipe.order)
        assert recipe.lens.width % 2 == recipe.lens.height % 2 == 0


@settings(deadline=None, max_examples=100)
@given(st.lists(st.tuples(*[st.floats(-50, 50)] * 3), max_size=6))
def test_nothing_is_left_before_the_near_plane(points: list[tuple[float, float, float]]) -> None:
    assert all(z >= NEAR_M - 1e-9 for _, _, z in clip_near(points))
