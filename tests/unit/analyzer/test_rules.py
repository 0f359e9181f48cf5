"""Each rule sees what it is for and nothing else; pictures are not needed for that."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.analyzer.episodes import Event, ZoneWatch
from console.analyzer.rules import heads
from console.analyzer.tracks import Blob, Track, Tracker, gap, overlap, whole
from console.analyzer.zones import PlainZone, inside
from console.core.event import Box

START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SQUARE = ((0.3, 0.3), (0.7, 0.3), (0.7, 0.9), (0.3, 0.9))
STEP_S = 0.2


def person(x: float, y: float = 0.6) -> Box:
    """Stand a person: foot at (x, y)."""
    return Box(x - 0.02, y - 0.18, 0.04, 0.18)


def lying(x: float, y: float = 0.6) -> Box:
    return Box(x - 0.05, y - 0.05, 0.1, 0.05)


class Film:
    """Feed blobs frame by frame and keep what was reported."""

    def __init__(self, kind: str, seconds: float = 0.0, people: int = 0) -> None:
        self.tracker = Tracker()
        self.watch = ZoneWatch("cam", PlainZone("구역", "규칙", kind, SQUARE, seconds, people))
        self.now_s = 1000.0
        self.events: list[tuple[float, Event]] = []

    def show(self, *blobs: Blob, frames: int = 1) -> None:
        for _ in range(frames):
            self.now_s += STEP_S
            seen = self.tracker.step(list(blobs), self.now_s)
            everyone = {track.id for track in self.tracker.tracks}
            now = START + timedelta(seconds=self.now_s - 1000.0)
            self.events += [
                (self.now_s - 1000.0, event)
                for event in self.watch.step(seen, self.now_s, now, lambda: "jpeg", everyone)
            ]

    def walk(self, start: float, end: float, seconds: float, y: float = 0.6) -> None:
        frames = round(seconds / STEP_S)
        for number in range(frames):
            self.show(Blob(person(start + (end - start) * number / frames, y), stir=12))

    @property
    def phases(self) -> list[object]:
        return [event["phase"] for _, event in self.events if event["phase"] != "update"]


def test_intrusion_starts_soon_after_entering_and_ends_after_leaving() -> None:
    film = Film("intrusion")
    film.walk(0.05, 0.95, 9.0)
    film.show(frames=20)
    assert film.phases == ["start", "end"]
    entered_s = (0.3 - 0.05) / 0.9 * 9.0
    assert entered_s + 0.6 <= film.events[0][0] <= entered_s + 1.4
    start, end = film.events[0][1], film.events[-1][1]
    assert start["snapshot"] == "jpeg"
    assert "snapshot" not in end
    assert "ended_at" not in start
    assert str(end["ended_at"]) > str(start["started_at"])
    assert start["id"] == end["id"]


def test_passing_outside_the_zone_is_no_intrusion() -> None:
    film = Film("intrusion")
    film.walk(0.05, 0.95, 9.0, y=0.25)
    assert film.events == []


def test_updates_come_at_most_once_a_second() -> None:
    film = Film("intrusion")
    film.walk(0.31, 0.69, 12.0)
    times = [at for at, event in film.events if event["phase"] == "update"]
    assert times
    assert all(b - a >= 1.0 for a, b in pairwise(times))


def test_loitering_needs_its_time_and_walking_through_is_none() -> None:
    through = Film("loitering", seconds=8.0)
    through.walk(0.05, 0.95, 9.0)
    assert through.events == []
    film = Film("loitering", seconds=8.0)
    film.walk(0.2, 0.45, 3.0)
    film.show(Blob(person(0.45), stir=3), frames=60)
    film.walk(0.45, 0.95, 4.0)
    film.show(frames=20)
    assert film.phases == ["start", "end"]
    assert 8.0 <= film.events[0][0] - 1.2 <= 9.4


def test_a_bag_left_alone_is_abandoned_and_ends_when_it_is_taken() -> None:
    film = Film("abandonment", seconds=5.0)
    bag = Blob(Box(0.5, 0.55, 0.04, 0.05), stir=0.5)
    film.walk(0.1, 0.5, 4.0)
    film.show(bag, Blob(person(0.5), stir=9), frames=20)
    assert film.events == []
    for number in range(20):
        film.show(bag, Blob(person(0.5 + number * 0.025), stir=9))
    film.show(bag, frames=30)
    assert film.phases == ["start"]
    film.show(frames=30)
    assert film.phases == ["start", "end"]


def test_a_bag_is_given_its_time() -> None:
    film = Film("abandonment", seconds=6.0)
    film.show(Blob(Box(0.5, 0.55, 0.04, 0.05), stir=0.5), frames=50)
    assert film.phases == ["start"]
    assert 6.0 <= film.events[0][0] <= 8.0


def test_a_person_who_stands_still_is_not_abandoned_for_people_stir() -> None:
    film = Film("abandonment", seconds=5.0)
    film.show(Blob(person(0.5), stir=4.0), frames=100)
    assert film.events == []


def test_a_crowd_is_many_for_some_time() -> None:
    film = Film("crowd", people=5, seconds=3.0)
    four = [Blob(person(0.35 + 0.08 * n), stir=3) for n in range(4)]
    film.show(*four, frames=60)
    assert film.events == []
    film.show(*four, Blob(person(0.67), stir=3), frames=25)
    assert film.phases == ["start"]
    film.show(*four, frames=30)
    assert film.phases == ["start", "end"]


def test_who_falls_and_stays_is_reported_and_who_bends_is_not() -> None:
    film = Film("fall", seconds=2.0)
    film.walk(0.2, 0.5, 4.0)
    film.show(Blob(lying(0.5), stir=2), frames=4)
    film.show(Blob(person(0.5), stir=5), frames=15)
    assert film.events == []
    film.show(Blob(lying(0.5), stir=0.5), frames=30)
    assert film.phases == ["start"]
    film.show(Blob(person(0.5), stir=5), frames=30)
    assert film.phases == ["start", "end"]


def test_what_was_never_upright_cannot_fall() -> None:
    film = Film("fall", seconds=2.0)
    film.show(Blob(lying(0.5), stir=0.5), frames=60)
    assert film.events == []


def test_a_kind_without_a_rule_reports_nothing() -> None:
    film = Film("flood")
    film.show(Blob(person(0.5)), frames=30)
    assert film.events == []


def test_a_reset_ends_what_is_open() -> None:
    film = Film("intrusion")
    film.show(Blob(person(0.5)), frames=10)
    assert [event["phase"] for event in film.watch.reset(START)] == ["end"]
    assert film.watch.reset(START) == []


def test_a_short_gap_does_not_lose_a_track_and_two_who_pass_stay_two() -> None:
    tracker = Tracker()
    for number in range(40):
        blobs = [Blob(person(0.1 + 0.01 * number, 0.5)), Blob(person(0.5 - 0.01 * number, 0.75))]
        if number % 10 == 5:
            blobs = []
        tracker.step(blobs, number * STEP_S)
    assert sorted(track.id for track in tracker.tracks) == ["t1", "t2"]


def test_the_halves_of_a_figure_are_joined_and_neighbours_are_not() -> None:
    coat, legs = Box(0.5, 0.4, 0.03, 0.08), Box(0.5, 0.51, 0.03, 0.05)
    (figure,) = whole([Blob(legs), Blob(coat)])
    assert (figure.box.y, figure.box.h) == pytest.approx((0.4, 0.16))
    assert len(whole([Blob(person(0.4)), Blob(person(0.5))])) == 2


def test_a_wide_blob_counts_for_several_heads() -> None:
    one = Track("a", person(0.5), 0, 0)
    three = Track("b", Box(0.4, 0.4, 0.14, 0.18), 0, 0)
    assert heads([one]) == 1
    assert heads([three]) >= 2


BOXES = st.builds(Box, st.floats(0, 0.9), st.floats(0, 0.9), st.floats(0.01, 0.1), st.floats(0.01, 0.1))


@settings(deadline=None, max_examples=150)
@given(BOXES, BOXES)
def test_boxes_that_overlap_have_no_gap(a: Box, b: Box) -> None:
    assert 0.0 <= overlap(a, b) <= 1.0 + 1e-9
    assert overlap(a, b) == pytest.approx(overlap(b, a))
    if overlap(a, b) > 0:
        assert gap(a, b) == 0.0


@settings(deadline=None, max_examples=60)
@given(st.lists(st.lists(BOXES, max_size=5), max_size=25))
def test_no_track_is_shared_and_ids_are_never_used_again(film: list[list[Box]]) -> None:
    tracker, gone = Tracker(), set[str]()
    before = set[str]()
    for number, boxes in enumerate(film):
        seen = tracker.step([Blob(box) for box in boxes], number * STEP_S)
        ids = [track.id for track in tracker.tracks]
        assert len(ids) == len(set(ids))
        assert len(seen) == len(boxes)
        gone |= before - set(ids)
        assert not gone & set(ids)
        before = set(ids)


def test_inside_follows_the_polygon() -> None:
    notch = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.5, 0.4), (0.0, 1.0))
    assert inside(notch, (0.5, 0.2))
    assert not inside(notch, (0.5, 0.8))
    assert inside(notch, (0.1, 0.7))
