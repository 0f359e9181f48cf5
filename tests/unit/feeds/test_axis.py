"""Axis device events: active 1 begins, 0 ends; times of both forms."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.core.event import Phase
from tests.unit.feeds.messages import JSON, Wire, mutated

TOPIC = "axis/B8A44F9EED3B/event/tns:axis/CameraApplicationPlatform/ObjectAnalytics/Device1Scenario1"
BEGINS: dict[str, Any] = {
    "topic": "axis:CameraApplicationPlatform/ObjectAnalytics/Device1Scenario1", "timestamp": 1760689684528,
    "serial": "B8A44F9EED3B", "message": {"source": {}, "key": {}, "data": {
        "triggerTime": "2025-10-17T10:28:04.528+0200", "active": "1", "objectId": "4240",
        "classTypes": "human"}}}  # fmt: skip


def change(active: object, sent: int, **more: Any) -> dict[str, Any]:
    data = {"active": active, "objectId": "4240"}
    return {**BEGINS, "timestamp": sent, "message": {"source": {}, "key": {}, "data": data}, **more}


def test_active_begins_and_ends_an_episode() -> None:
    wire = Wire("axis", cameras={"B8A44F9EED3B": "C-9"})
    start = wire.one(TOPIC, BEGINS)
    assert (start.camera_id, start.kind, start.phase, start.track) == ("C-9", "intrusion", Phase.START, "4240")
    assert start.started_at == datetime(2025, 10, 17, 8, 28, 4, 528000, UTC)
    assert start.body["message"] == BEGINS
    end = wire.one(TOPIC, change("0", 1760689690000))
    assert (end.episode, end.phase, end.track) == (start.episode, Phase.END, "4240")
    assert end.ended_at == datetime(2025, 10, 17, 8, 28, 10, tzinfo=UTC)
    wire.nothing(TOPIC, change("0", 1760689691000))
    assert wire.one(TOPIC, change(1, 1760689695000)).episode != start.episode


def test_what_is_retained_is_no_news_and_an_empty_payload_ends() -> None:
    wire = Wire("axis")
    wire.nothing(TOPIC, BEGINS, retained=True)
    (end,), _ = wire.parse(TOPIC, b"")
    assert (end.phase, end.episode) == (Phase.END, Wire("axis").one(TOPIC, BEGINS).episode)


@pytest.mark.parametrize(
    ("topic", "data", "kind"),
    [
        ("tns1:VideoSource/tnsaxis:Tampering", {"tampering": "1"}, "camera_tamper"),
        ("tns1:Device/tnsaxis:IO/Port", {"state": "1"}, "emergency_bell"),
        ("axis:CameraApplicationPlatform/LoiteringGuard/Camera1Profile1", {"active": "1"}, "loitering"),
        ("axis:CameraApplicationPlatform/VMD/Camera1ProfileANY", {"active": True}, "motion"),
        ("axis:CameraApplicationPlatform/Llama/Seen", {"active": "1"}, "llama_seen"),
    ],
)
def test_topics_have_usual_kinds_and_unknown_ones_keep_their_name(topic: str, data: object, kind: str) -> None:
    event = Wire("axis").one(TOPIC, {"topic": topic, "message": {"data": data}})
    assert (event.kind, event.phase, event.camera_id) == (kind, Phase.START, "B8A44F9EED3B")


def test_the_room_maps_scenarios() -> None:
    assert Wire("axis", kinds={"Device1Scenario1": "fall"}).one(TOPIC, BEGINS).kind == "fall"
    Wire("axis", kinds={"CameraApplicationPlatform/ObjectAnalytics": ""}).nothing(TOPIC, BEGINS)


@pytest.mark.parametrize(
    ("topic", "content", "says"),
    [
        (TOPIC, b"{", "JSON"), (TOPIC, BEGINS | {"timestamp": "noon"}, "timestamp"),
        (TOPIC, BEGINS | {"timestamp": 10**30}, "timestamp"), ("axis/event/x", {}, "schema"),
        ("/event/x", {}, "camera"), ("axis/S/event/", {}, "no device"),
    ],
    ids=range(6),
)  # fmt: skip
def test_what_cannot_be_used_is_refused_or_kept(topic: str, content: object, says: str) -> None:
    events, reasons = Wire("axis").parse(topic, content)
    assert (says == "schema" and len(events) == 1) or (len(reasons) == 1 and says in reasons[0])


TOPICS = st.sampled_from([TOPIC, "axis/S/event/tns1:Device/IO/Port", "x"]) | st.text(max_size=12)
CONTENTS = st.one_of(mutated(BEGINS), JSON, st.binary(max_size=60), st.just(b""))


@settings(deadline=None, max_examples=100)
@given(st.lists(st.tuples(TOPICS, CONTENTS, st.booleans()), max_size=8))
def test_any_message_is_events_refusals_or_no_news(messages: list[tuple[str, object, bool]]) -> None:
    wire = Wire("axis")
    for topic, content, retained in messages:
        wire.parse(topic, content, retained=retained)
