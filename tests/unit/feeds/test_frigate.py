"""Frigate: review items and tracked objects become episodes, once and whole."""

from __future__ import annotations

from dataclasses import astuple
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.core.event import Phase
from tests.unit.feeds.messages import JSON, Wire, mutated

REVIEW: dict[str, Any] = {
    "type": "update", "before": {}, "after": {
        "id": "1718987129.308396-fqk5ka", "camera": "front_cam", "start_time": 1718987129.308396, "end_time": None,
        "severity": "alert", "thumb_path": "/media/frigate/clips/review/thumb-front_cam.webp",
        "data": {"detections": ["1718987128.947436-g92ztx"], "objects": ["person", "car"], "sub_labels": ["Bob"],
                 "zones": ["front_yard"], "audio": []}}}  # fmt: skip
OBJECT: dict[str, Any] = {
    "type": "new", "before": {}, "after": {
        "id": "1607123955.475377-mxklsc", "camera": "front_door", "frame_time": 1607123962.082975, "label": "person",
        "sub_label": ["John Smith", 0.79], "top_score": 0.958984375, "false_positive": False,
        "start_time": 1607123955.475377, "end_time": None, "score": 0.87890625, "box": [432, 496, 544, 854],
        "area": 40096, "current_zones": ["yard", "driveway"], "entered_zones": ["yard", "driveway"],
        "has_snapshot": False, "has_clip": False, "active": True, "stationary": False,
        "motionless_count": 0}}  # fmt: skip
REVIEWS, EVENTS = "frigate/reviews", "frigate/events"


def review(kind: str, **after: Any) -> dict[str, Any]:
    return {**REVIEW, "type": kind, "after": REVIEW["after"] | after}


def thing(kind: str, frame: float = 0.0, before: dict[str, Any] | None = None, **after: Any) -> dict[str, Any]:
    now = OBJECT["after"] | {"frame_time": OBJECT["after"]["start_time"] + frame} | after
    return {"type": kind, "before": OBJECT["after"] | before if before is not None else {}, "after": now}


def test_a_review_is_one_episode_from_its_start_to_its_end() -> None:
    wire = Wire("frigate", "frigate/+", cameras={"front_cam": "C-1"})
    new = wire.one(REVIEWS, review("new"))
    assert (new.episode, new.phase) == (("f/frigate", REVIEW["after"]["id"]), Phase.START)
    assert (new.camera_id, new.kind, new.zone, new.track) == (
        "C-1",
        "intrusion",
        "front_yard",
        "1718987128.947436-g92ztx",
    )
    assert new.started_at == datetime.fromtimestamp(1718987129.308396, UTC)
    assert new.body["message"] == review("new")
    end = wire.one(REVIEWS, review("end", end_time=1718987140.5))
    assert (end.episode, end.phase) == (new.episode, Phase.END)
    assert end.ended_at == datetime.fromtimestamp(1718987140.5, UTC)


def test_severity_rises_on_an_update_and_the_kind_with_it() -> None:
    wire = Wire("frigate", kinds={"detection/person": "presence"})
    assert wire.one(REVIEWS, review("new", severity="detection", data={"objects": ["person"]})).kind == "presence"
    risen = wire.one(REVIEWS, review("update"))
    assert (risen.kind, risen.phase, risen.rule) == ("intrusion", Phase.UPDATE, "alert")


@pytest.mark.parametrize(
    ("kinds", "data", "kind"),
    [
        ({}, {"objects": ["dog"]}, "dog"),
        ({}, {"objects": ["car", "fire"]}, "fire"),
        ({}, {"objects": ["person-verified"]}, "intrusion"),
        ({}, {"objects": ["dog"], "sub_labels": ["Fire Chief Bob"]}, "dog"),
        ({"Bob": "wanted_vehicle"}, {"objects": ["car"], "sub_labels": ["Bob"]}, "wanted_vehicle"),
        ({"alert/dog": "crowd", "dog": "fire"}, {"objects": ["dog"]}, "crowd"),
        ({}, {}, "alert"),
    ],
)
def test_the_gravest_kind_is_taken(kinds: dict[str, str], data: dict[str, Any], kind: str) -> None:
    assert Wire("frigate", kinds=kinds).one(REVIEWS, review("new", data=data)).kind == kind


def test_what_the_room_does_not_want_is_no_news() -> None:
    wire = Wire("frigate", kinds={"car": ""})
    wire.nothing(REVIEWS, review("new", data={"objects": ["car"]}))
    assert wire.one(REVIEWS, review("new")).kind == "intrusion"


def test_objects_are_read_only_where_reviews_do_not_come() -> None:
    Wire("frigate", "frigate/#").nothing(EVENTS, OBJECT)
    event = Wire("frigate", EVENTS, detect={"front_door": (1280, 960)}).one(EVENTS, OBJECT)
    assert (event.id, event.phase, event.kind, event.zone) == (OBJECT["after"]["id"], Phase.START, "intrusion", "yard")
    assert event.score == 0.958984375
    assert event.box is not None
    assert astuple(event.box) == pytest.approx((432 / 1280, 496 / 960, 112 / 1280, 358 / 960))
    assert Wire("frigate", EVENTS).one(EVENTS, OBJECT).box is None
    clipped = Wire("frigate", EVENTS, detect={"front_door": (500, 500)}).one(EVENTS, OBJECT).box
    assert clipped is not None
    assert clipped.x + clipped.w <= 1


def test_a_false_positive_never_begins_and_ends_without_a_word() -> None:
    wire = Wire("frigate", EVENTS)
    wire.nothing(EVENTS, thing("new", false_positive=True))
    wire.nothing(EVENTS, thing("update", 1, {"false_positive": True}, false_positive=True))
    wire.nothing(EVENTS, thing("end", 2, {"false_positive": True}, false_positive=True))


def test_an_object_that_stands_still_ends_and_moving_again_is_a_second_episode() -> None:
    wire = Wire("frigate", EVENTS)
    start = wire.one(EVENTS, thing("new"))
    assert wire.one(EVENTS, thing("update", 1, {})).episode == start.episode
    still = thing("update", 5, {}, stationary=True)
    end = wire.one(EVENTS, still)
    assert (end.episode, end.phase) == (start.episode, Phase.END)
    wire.nothing(EVENTS, thing("update", 6, {"stationary": True}, stationary=True))
    again = wire.one(EVENTS, thing("update", 9, {"stationary": True}))
    assert (again.phase, again.episode != start.episode) == (Phase.START, True)
    assert wire.one(EVENTS, thing("update", 10, {})).episode == again.episode
    over = wire.one(EVENTS, thing("end", 12, {}))
    assert (over.episode, over.phase) == (again.episode, Phase.END)


def test_what_comes_again_makes_the_same_reports_again() -> None:
    wire = Wire("frigate", EVENTS)
    told = [thing("new"), thing("update", 1, {}), thing("update", 5, {}, stationary=True)]
    assert [wire.one(EVENTS, each) for each in told] == [wire.one(EVENTS, each) for each in told]


def test_an_end_whose_beginning_was_before_the_start_of_the_console_is_told() -> None:
    assert Wire("frigate", EVENTS).one(EVENTS, thing("update", 5, {}, stationary=True)).phase is Phase.END
    assert Wire("frigate", EVENTS).one(EVENTS, thing("end", 5, {})).phase is Phase.END
    update = Wire("frigate", EVENTS).one(EVENTS, thing("update", 5, {}))
    assert (update.phase, update.id) == (Phase.UPDATE, OBJECT["after"]["id"])


def test_availability_is_the_sources_own_word() -> None:
    wire = Wire("frigate", REVIEWS)
    assert wire.parser.also == ("frigate/available",)
    for word in (b"offline", b"stopped"):
        wire.nothing("frigate/available", word, retained=True)
        assert word.decode() in str(wire.parser.away)
    wire.nothing("frigate/available", b"online")
    assert wire.parser.away is None


def test_a_lost_stream_begins_and_ends() -> None:
    wire = Wire("frigate")
    lost = wire.one("frigate/door/status/detect", b"offline")
    back = wire.one("frigate/door/status/detect", b"online")
    assert (lost.kind, lost.camera_id, lost.phase) == ("stream_lost", "door", Phase.START)
    assert (back.episode, back.phase) == (lost.episode, Phase.END)
    assert wire.one("frigate/door/status/detect", b"online") == back
    wire.nothing("frigate/door/status/record", b"offline")


@pytest.mark.parametrize(
    "topic", ["frigate/stats", "frigate/door/person/snapshot", "frigate/door/yard/person", "x", ""]
)
def test_other_topics_and_retained_ones_are_no_news(topic: str) -> None:
    Wire("frigate").nothing(topic, b"\xff\xd8\xff")
    Wire("frigate").nothing(REVIEWS, REVIEW, retained=True)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "not JSON"), (b"[]", "JSON"), (b"{" * 100_000, "JSON"), ({}, "type"), ({"type": "new"}, "id"),
        (review("new", camera=""), "no camera"), (review("new", camera="a\nb"), "camera"),
        (review("new", start_time=None), "start_time"), (review("new", start_time=1e300), "start_time"),
        (review("end", end_time="soon"), "end_time"), (review("new", id="x" * 300), "id"),
        (b" " * (1024 * 1024 + 1), "larger"),
    ],
    ids=range(12),
)  # fmt: skip
def test_what_cannot_be_used_is_refused_with_a_reason(content: object, says: str) -> None:
    events, (reason,) = Wire("frigate").parse(REVIEWS, content)
    assert not events
    assert says in reason


TOPICS = st.sampled_from([REVIEWS, EVENTS, "frigate/available", "frigate/c/status/detect", "frigate/x", "a"])
CONTENTS = st.one_of(
    mutated(REVIEW), mutated(OBJECT), JSON, st.binary(max_size=60), st.sampled_from([b"online", b"offline", b""])
)


@settings(deadline=None, max_examples=100)
@given(st.sampled_from(["#", EVENTS]), st.lists(st.tuples(TOPICS, CONTENTS, st.booleans()), max_size=6))
def test_any_message_is_events_refusals_or_no_news(topic: str, messages: list[tuple[str, object, bool]]) -> None:
    wire = Wire("frigate", topic, detect={"front_door": (1280, 720)})
    for at, content, retained in messages:
        wire.parse(at, content, retained=retained)
