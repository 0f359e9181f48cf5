"""The native form: what is taken, what is refused and why; nothing raises, nothing is dropped."""

from __future__ import annotations

import json
import random
import unicodedata
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.core.event import MAX_EVENT_BYTES, Box, Phase
from console.feeds.native import EXCERPT_MAX_CHARS, NativeReport, parse_native

SCHEMA = Path(__file__).parents[3] / "resources" / "schemas" / "event.schema.json"
FULL: dict[str, Any] = {
    "id": "ep-1/../<b>", "source": "분석-1", "seq": 7, "camera": "정문-01", "kind": "fight", "phase": "update",
    "score": 0.5, "started_at": "2026-11-23T09:13:51.25+09:00", "ended_at": None, "zone": "정문", "rule": "r",
    "track": 12, "box": [0.1, 0.2, 0.3, 0.4], "snapshot": "/9j/4AAQ", "preset": "home",
    "extra": {"deep": [1, {"x": None}]},
}  # fmt: skip
LEAST = {name: FULL[name] for name in ("id", "source", "camera", "kind", "phase", "started_at")}


def raw(*events: object) -> bytes:
    return json.dumps(events[0] if len(events) == 1 else events, ensure_ascii=False).encode("utf-8", "surrogatepass")


def reason_of(payload: bytes) -> str:
    events, bad = parse_native(payload, "f")
    assert not events
    assert len(bad) == 1
    assert bad[0].source == "f"
    assert bad[0].size_bytes == len(payload)
    return bad[0].reason


def test_every_field_is_read_and_the_body_is_as_it_came() -> None:
    ((event,), bad) = parse_native(raw(FULL), "f")
    assert not bad
    assert event.body == FULL
    assert (event.id, event.source, event.camera_id, event.kind) == ("ep-1/../<b>", "분석-1", "정문-01", "fight")
    assert (event.phase, event.seq, event.score) == (Phase.UPDATE, 7, 0.5)
    assert event.started_at == datetime(2026, 11, 23, 0, 13, 51, 250000, tzinfo=UTC)
    assert (event.zone, event.rule, event.track, event.preset) == ("정문", "r", "12", "home")
    assert event.box == Box(0.1, 0.2, 0.3, 0.4)
    assert event.ended_at is None


def test_the_least_is_enough_and_unknown_kinds_keep_their_name() -> None:
    ((event,), bad) = parse_native(raw(LEAST | {"kind": "라마_목격"}), "f")
    assert not bad
    assert (event.kind, event.seq, event.box, event.track) == ("라마_목격", None, None, "")


def test_a_thousand_in_an_array_count_one_by_one_and_keep_their_order() -> None:
    reports = [LEAST | {"id": f"e{number}"} for number in range(1000)]
    reports[500] = LEAST | {"phase": "soon"}
    events, bad = parse_native(raw(*reports), "f")
    assert [event.id for event in events] == [f"e{number}" for number in range(1000) if number != 500]
    assert len(bad) == 1
    assert "phase" in bad[0].reason
    assert json.loads(bad[0].excerpt) == reports[500]
    assert "1000" in reason_of(raw(*reports, LEAST))
    assert parse_native(b" [ ] ", "f") == ([], [])


REFUSED: list[tuple[dict[str, Any], str]] = [
    *(({name: None}, name) for name in LEAST),
    *(({name: 7}, name) for name in LEAST),
    *(({name: ""}, name) for name in LEAST),
    *(({name: "x" * 201}, name) for name in LEAST),
    *(({name: bad}, name) for name in ("id", "source", "camera", "kind") for bad in ("a\0", "a\nb", "\u202eab", "  ")),
    ({"kind": "x" * 65}, "kind"),
    ({"started_at": "2026-11-23T09:13:51"}, "started_at"),
    ({"started_at": "0001-01-01T00:00:00+09:00"}, "started_at"),
    ({"started_at": "9999-12-31T23:59:59-09:00"}, "started_at"),
    ({"ended_at": "yesterday"}, "ended_at"),
    ({"ended_at": "0001-01-01T00:00:00+09:00"}, "ended_at"),
    ({"score": 1.5}, "score"),
    ({"score": "high"}, "score"),
    ({"seq": -1}, "seq"),
    ({"seq": 1.5}, "seq"),
    ({"seq": True}, "seq"),
    ({"seq": 2**63}, "seq"),
    ({"box": [0, 0, 1]}, "box"),
    ({"box": [0.5, 0, 0.6, 1]}, "box"),
    ({"box": [-0.1, 0, 0.5, 1]}, "box"),
    ({"box": [0, 0, -0.5, 1]}, "box"),
    ({"box": {"x": 0}}, "box"),
    ({"zone": ["a"]}, "zone"),
]


@pytest.mark.parametrize(("change", "field"), REFUSED, ids=[f"{f}-{i}" for i, (_, f) in enumerate(REFUSED)])
def test_a_field_that_does_not_fit_is_named(change: dict[str, Any], field: str) -> None:
    assert field in reason_of(raw(FULL | change))


@pytest.mark.parametrize("name", LEAST)
def test_a_missing_field_is_named(name: str) -> None:
    assert name in reason_of(raw({key: value for key, value in FULL.items() if key != name}))


def nested(depth: int) -> bytes:
    inner = b"[" * depth + b"]" * depth
    return raw(LEAST)[:-1] + b',"x":' + inner + b"}"


HOSTILE = [
    (b"", "empty"),
    (b" \n", "empty"),
    (b"\0", "not JSON"),
    (b"{", "not JSON"),
    (b"[{}", "not JSON"),
    (b"[\xff\xfe]", "not JSON"),
    (b"null", "schema"),
    (b"7", "schema"),
    (b'"x"', "schema"),
    (b'{"id":"\xff"}', "not JSON"),
    (b'{"id":"\\ud800"}', "not JSON"),
    (raw(LEAST)[:-1] + b',"score":NaN}', "not JSON"),
    (raw(LEAST)[:-1] + b',"score":1e999}', "range"),
    (raw(LEAST)[:-1] + b',"x":' + b"9" * 5000 + b"}", "range"),
    (nested(17), "deep"),
    (nested(200), "deep"),
    (nested(100_000), "deep"),
    (b"[" * 100_000 + b"]" * 100_000, "deep"),
    (b"[" * 1_000_000, "deep"),
    (b" " * (MAX_EVENT_BYTES + 1), "larger than"),
    (raw(LEAST | {"snapshot": "x" * MAX_EVENT_BYTES}), "larger than"),
]


@pytest.mark.parametrize(("payload", "says"), HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_messages_are_refused_with_a_reason_and_an_excerpt(payload: bytes, says: str) -> None:
    assert says in reason_of(payload)
    ((bad,)) = parse_native(payload, "f")[1]
    assert len(bad.excerpt) <= EXCERPT_MAX_CHARS
    assert "\0" not in bad.excerpt
    bad.excerpt.encode()


def test_what_is_nested_within_bounds_is_kept() -> None:
    events, bad = parse_native(nested(12), "f")
    assert len(events) == 1
    assert not bad


def test_a_snapshot_that_is_none_does_not_cost_the_event() -> None:
    for snapshot in (7, "not base64", "AAAA" * 200_000, None):
        ((event,), bad) = parse_native(raw(LEAST | {"snapshot": snapshot}), "f")
        assert not bad
        assert event.body["snapshot"] == snapshot


def test_free_text_is_cleaned_for_showing_and_kept_as_it_came() -> None:
    dirty = "정문\u202e\0\n<b>" + "x" * 300
    ((event,), _) = parse_native(raw(LEAST | {"zone": dirty, "track": "\u3000a"}), "f")
    assert event.zone.startswith("정문<b>xxx")
    assert len(event.zone) == 200
    assert event.body["zone"] == dirty


def test_a_tiny_overshoot_of_the_box_is_forgiven() -> None:
    ((event,), _) = parse_native(raw(LEAST | {"box": [-0.0005, 0.5, 1.001, 0.5005]}), "f")
    assert event.box == Box(0.0, 0.5, 1.0, 0.5)


@settings(deadline=None, max_examples=300)
@given(
    st.one_of(st.binary(max_size=200), st.text(max_size=100).map(str.encode), st.binary(max_size=50).map(b"[".__add__))
)
def test_any_bytes_are_events_or_refusals(payload: bytes) -> None:
    events, bad = parse_native(payload, "f")
    if not payload.lstrip(b" \t\r\n").startswith(b"["):
        assert len(events) + len(bad) == 1


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)
MUTATED = st.dictionaries(st.sampled_from([*FULL, "other"]), JSON, max_size=3).map(lambda change: FULL | change)


@settings(deadline=None, max_examples=200)
@given(st.lists(st.one_of(MUTATED, JSON), max_size=5))
def test_every_item_becomes_one_event_or_one_refusal(items: list[Any]) -> None:
    events, bad = parse_native(json.dumps(items).encode(), "f")
    assert len(events) + len(bad) == len(items)
    assert [event.body for event in events] == [item for item in items if item in [e.body for e in events]]
    for event in events:
        assert event.body in items
        assert len(event.id) <= 200
        assert 1 <= len(event.kind) <= 64
        assert event.started_at.astimezone(UTC).year >= 1970
        json.dumps(event.body, allow_nan=False).encode()
        labels = event.zone + event.rule + event.track + event.preset
        assert not {unicodedata.category(char) for char in labels} & {"Cc", "Cf", "Cs", "Zl", "Zp"}


@settings(deadline=None, max_examples=200)
@given(st.integers(0, 2**32), st.integers(1, 6))
def test_a_valid_message_with_broken_bytes_never_raises(seed: int, hits: int) -> None:
    chance = random.Random(seed)
    payload = bytearray(raw(FULL, LEAST))
    for _ in range(hits):
        payload[chance.randrange(len(payload))] = chance.choice(
            (0, 0x22, 0x5B, 0x7D, 0x80, 0xFF, chance.randrange(256))
        )
    events, bad = parse_native(bytes(payload), "f")
    assert 1 <= len(events) + len(bad) <= 2 or payload.startswith(b"[")


def test_the_schema_says_what_the_parser_does() -> None:
    report = json.loads(SCHEMA.read_text(encoding="utf-8"))["$defs"]["report"]
    ours = msgspec.json.schema(NativeReport)["$defs"]["NativeReport"]
    assert set(report["required"]) == set(ours["required"])
    assert set(report["properties"]) == {*ours["properties"], "snapshot"}
    for name in ("seq", "score"):
        (limits,) = (kind for kind in ours["properties"][name]["anyOf"] if kind["type"] != "null")
        for bound in ("minimum", "maximum"):
            assert report["properties"][name][bound] == limits[bound]
    assert report["properties"]["kind"]["maxLength"] == ours["properties"]["kind"]["maxLength"]
    assert set(report["properties"]["phase"]["enum"]) == {phase.value for phase in Phase}
