"""ONVIF events as JSON: states become episodes, what is retained is not news, an empty payload ends."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.core.event import Phase
from tests.unit.feeds.messages import JSON, Wire, mutated

LINE = "MyDevice/onvif-ej/RuleEngine/LineDetector/Crossed/&1/2/MyImportantFence1"
CROSSED: dict[str, Any] = {
    "UtcTime": "2008-10-10T12:24:57.321Z",
    "Source": {"VideoSource": "1", "AnalyticsConfiguration": "2", "Rule": "MyImportantFence1"},
    "Data": {"ObjectId": "15"},
}
FIELD = "pole/onvif-ej/tns1:RuleEngine/tns1:FieldDetector/ObjectsInside/&1/2/Yard"
BELL = "pole/onvif-ej/Device/Trigger/DigitalInput/&1"


def state(name: str, value: object, second: int = 0, **more: Any) -> dict[str, Any]:
    return {"UtcTime": f"2026-11-23T09:00:{second:02}Z", "Source": {"Rule": "Yard"}, "Data": {name: value}, **more}


def test_a_line_that_is_crossed_is_over_at_once() -> None:
    event = Wire("onvif-ej").one(LINE, CROSSED)
    assert (event.camera_id, event.kind, event.phase) == ("MyDevice", "intrusion", Phase.END)
    assert (event.track, event.rule, event.source) == ("15", "MyImportantFence1", "f")
    assert event.started_at == event.ended_at == datetime(2008, 10, 10, 12, 24, 57, 321000, UTC)
    assert Wire("onvif-ej").one(LINE, CROSSED) == event
    later = Wire("onvif-ej").one(LINE, CROSSED | {"UtcTime": "2008-10-10T12:24:58Z"})
    assert later.episode != event.episode


@pytest.mark.parametrize(("yes", "no"), [(True, False), ("true", "false"), ("1", "0"), (1, 0)])
def test_a_state_begins_goes_on_and_ends_quoted_or_not(yes: object, no: object) -> None:
    wire = Wire("onvif-ej")
    wire.nothing(FIELD, state("IsInside", no))
    start = wire.one(FIELD, state("IsInside", yes, 1))
    more = wire.one(FIELD, state("IsInside", yes, 2))
    end = wire.one(FIELD, state("IsInside", no, 3))
    assert [start.phase, more.phase, end.phase] == [Phase.START, Phase.UPDATE, Phase.END]
    assert start.episode == more.episode == end.episode
    assert end.ended_at == datetime(2026, 11, 23, 9, 0, 3, tzinfo=UTC)
    wire.nothing(FIELD, state("IsInside", no, 4))
    assert wire.one(FIELD, state("IsInside", yes, 5)).episode != start.episode


def test_an_object_number_is_no_flag() -> None:
    assert Wire("onvif-ej").one(LINE, CROSSED | {"Data": {"ObjectId": "1"}}).phase is Phase.END
    assert Wire("onvif-ej").one(LINE, CROSSED | {"Data": {"ObjectId": "0"}}).phase is Phase.END


def test_what_is_retained_is_no_news_but_its_end_is_understood() -> None:
    wire = Wire("onvif-ej")
    live = Wire("onvif-ej").one(BELL, state("LogicalState", "true", 1))
    wire.nothing(BELL, state("LogicalState", "true", 1), retained=True)
    wire.nothing(BELL, state("LogicalState", "false", 3), retained=True)
    end = wire.one(BELL, state("LogicalState", "false", 3))
    assert (end.episode, end.kind, end.phase) == (live.episode, "emergency_bell", Phase.END)
    Wire("onvif-ej").nothing(LINE, CROSSED, retained=True)


def test_an_empty_payload_ends_all_that_went_on_there() -> None:
    wire = Wire("onvif-ej")
    topic = "pole/onvif-ej/RuleEngine/LoiteringDetector/ObjectIsLoitering/&1/2/Park"
    starts = [
        wire.one(topic, state("Since", "2026-11-23T08:00:00Z", second, Key={"ObjectId": str(second)}))
        for second in (1, 2)
    ]
    assert {start.kind for start in starts} == {"loitering"}
    assert {start.phase for start in starts} == {Phase.START}
    ends, _ = wire.parse(topic, b"")
    assert [end.episode for end in ends] == [start.episode for start in starts]
    assert {end.phase for end in ends} == {Phase.END}
    assert wire.parse(topic, b"")[0] == ends, "a deletion that comes again gives the same reports"
    wire.nothing("pole/onvif-ej/RuleEngine/Other", b"")
    assert wire.one(topic, state("Since", "x", 3, Key={"ObjectId": "1"})).episode not in [e.episode for e in ends]


def test_what_comes_again_makes_the_same_reports_again() -> None:
    wire = Wire("onvif-ej")
    told = [state("IsInside", value, second) for second, value in enumerate((True, True, False, True, False), 1)]
    assert [wire.one(FIELD, each) for each in told] == [wire.one(FIELD, each) for each in told]


def test_a_clock_that_steps_back_leaves_nothing_open() -> None:
    wire = Wire("onvif-ej")
    start = wire.one(FIELD, state("IsInside", True, 30))
    end = wire.one(FIELD, state("IsInside", False, 10))
    assert end.episode == start.episode
    assert end.ended_at == start.started_at
    assert wire.one(FIELD, state("IsInside", False, 10)) == end


@pytest.mark.parametrize(
    ("local", "data", "kind"),
    [
        ("VideoSource/GlobalSceneChange/ImagingService", {"State": "true"}, "camera_tamper"),
        ("VideoSource/ImageTooDark/AnalyticsService", {"State": True}, "camera_tamper"),
        ("VideoSource/MotionAlarm", {"State": True}, "motion"),
        ("RuleEngine/CellMotionDetector/Motion", {"IsMotion": "true"}, "motion"),
        ("RuleEngine/MyDetector/FireDetected", {"State": True}, "fire"),
        ("RuleEngine/LlamaDetector/LlamaSeen", {"State": True}, "llama_detector_llama_seen"),
    ],
)
def test_topics_have_usual_kinds_and_unknown_ones_keep_their_name(local: str, data: object, kind: str) -> None:
    assert Wire("onvif-ej").one(f"d/onvif-ej/{local}/&1", {"Data": data}).kind == kind


def test_the_room_maps_rules_topics_and_sensors() -> None:
    wire = Wire(
        "onvif-ej", kinds={"Yard": "crowd", "VideoSource/MotionAlarm": ""}, cameras={"pole": "C1", "pole/2": "C2"}
    )
    assert wire.one(FIELD, state("IsInside", True)).kind == "crowd"
    wire.nothing("pole/onvif-ej/VideoSource/MotionAlarm/&1", {"Data": {"State": True}})
    for token, camera in (("1", "C1"), ("2", "C2")):
        assert wire.one(f"{BELL}/{token}", state("State", True, Source={"VideoSource": token})).camera_id == camera
    wire.nothing("pole/onvif-ej/RecordingConfig/JobState/&1", {"Data": {"State": "Active"}})
    wire.nothing("pole/onvif-mj/VideoAnalytics/1/MyClassifier", {"Frame": []})


@pytest.mark.parametrize(
    ("topic", "content", "says"),
    [
        (LINE, b"[1]", "JSON"), (LINE, b"\xff", "JSON"), (LINE, CROSSED | {"UtcTime": "today"}, "UtcTime"),
        (LINE, CROSSED | {"UtcTime": "9999-12-31T23:59:59-12:00"}, "UtcTime"), ("onvif-ej/A/B", CROSSED, "no device"),
        ("d/onvif-ej/&1", CROSSED, "no device"), ("d\n/onvif-ej/A", CROSSED, "control characters"),
        (LINE, b'{"a":' * 99 + b"1" + b"}" * 99, "deep"),
    ],
    ids=range(8),
)  # fmt: skip
def test_what_cannot_be_used_is_refused_with_a_reason(topic: str, content: object, says: str) -> None:
    events, (reason,) = Wire("onvif-ej").parse(topic, content)
    assert not events
    assert says in reason


TOPICS = st.sampled_from([LINE, FIELD, BELL, "x"]) | st.text(max_size=12).map("d/onvif-ej/".__add__)
CONTENTS = st.one_of(mutated(CROSSED), mutated(state("IsInside", "true")), JSON, st.binary(max_size=60), st.just(b""))


@settings(deadline=None, max_examples=100)
@given(st.lists(st.tuples(TOPICS, CONTENTS, st.booleans()), max_size=8))
def test_any_message_is_events_refusals_or_no_news(messages: list[tuple[str, object, bool]]) -> None:
    wire = Wire("onvif-ej")
    for topic, content, retained in messages:
        wire.parse(topic, content, retained=retained)


@settings(deadline=None, max_examples=100)
@given(st.lists(st.booleans(), max_size=20), st.integers(1, 4))
def test_each_rise_is_an_episode_that_ends_once(values: list[bool], times: int) -> None:
    wire = Wire("onvif-ej")
    starts: list[str] = []
    ends: list[str] = []
    for second, value in enumerate(values):
        for _ in range(times):
            for event in wire.parse(FIELD, state("IsInside", value, second))[0]:
                (starts if event.phase is Phase.START else ends if event.phase is Phase.END else []).append(event.id)
    rises = sum(value and not before for before, value in zip([False, *values], values, strict=False))
    falls = sum(before and not value for before, value in zip([False, *values], values, strict=False))
    assert len(set(starts)) == rises
    assert len(set(ends)) == falls
    assert set(ends) <= set(starts)
