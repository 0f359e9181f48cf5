"""The canonical form and the hash."""

from __future__ import annotations

import hashlib
import json
import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.core.errors import JournalError
from console.journal.canonical import MAX_BODY_CHARS, canonical_json, clean_text, digest_of, hash_entry

any_text = st.text(st.characters())
valid_text = st.text(st.characters(exclude_categories=["Cs"]))
wild_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | any_text,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(any_text, inner, max_size=4),
    max_leaves=20,
)


@settings(deadline=None, max_examples=80)
@given(st.dictionaries(any_text, wild_values, max_size=5))
def test_whatever_comes_has_one_form_that_json_and_utf8_hold(body: dict[str, Any]) -> None:
    text = canonical_json(body)
    read = json.loads(text, parse_constant=pytest.fail)
    assert text.encode().decode() == text
    assert canonical_json(read) == text
    assert text == json.dumps(read, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


@settings(deadline=None, max_examples=50)
@given(
    st.dictionaries(
        valid_text, st.integers() | valid_text | st.booleans() | st.floats(allow_nan=False, allow_infinity=False)
    )
)
def test_plain_data_comes_back_as_it_was(body: dict[str, Any]) -> None:
    assert json.loads(canonical_json(body)) == body


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (float("nan"), '"NaN"'),
        (float("inf"), '"Infinity"'),
        (float("1e400"), '"Infinity"'),
        (-math.inf, '"-Infinity"'),
        (-0.0, "-0.0"),
        (2**70, "1180591620717411303424"),
        pytest.param(-(10**5000), json.dumps(hex(-(10**5000))), id="5000 digits"),
        pytest.param("a\ud800b", '"a\ufffdb"', id="half a pair"),
        pytest.param("\ud83d\ude00", '"😀"', id="two halves"),
        ("\0", '"\\u0000"'),
        ("관제", '"관제"'),
        ((1, 2), "[1,2]"),
    ],
)
def test_values_at_the_edge(value: object, written: str) -> None:
    assert canonical_json({"v": value}) == f'{{"v":{written}}}'


def test_a_lone_surrogate_in_a_key_is_replaced() -> None:
    assert canonical_json({"\udfff": 1}) == '{"\ufffd":1}'


def test_keys_are_sorted_by_code_point() -> None:
    assert canonical_json({"가": 1, "a": 2, "\U0001f600": 3, "\uffff": 4}) == '{"a":2,"가":1,"\uffff":4,"😀":3}'


def nested(depth: int) -> dict[str, object]:
    """Return an object that is `depth` levels deep."""
    value: dict[str, object] = {}
    for _ in range(depth - 1):
        value = {"v": value}
    return value


@pytest.mark.parametrize("depth", [201, 900, 50_000])
def test_too_deep_is_refused(depth: int) -> None:
    with pytest.raises(JournalError, match="nested deeper than 200"):
        canonical_json(nested(depth))


def test_deep_and_broad_within_bounds_is_kept() -> None:
    assert canonical_json(nested(200)).count("{") == 200
    assert canonical_json({"v": [[] for _ in range(1000)]}).count("[") == 1001


def test_too_long_is_refused() -> None:
    with pytest.raises(JournalError, match="too large"):
        canonical_json({"v": "x" * MAX_BODY_CHARS})


def test_what_is_no_plain_data_is_the_callers_fault() -> None:
    with pytest.raises(TypeError):
        canonical_json({"v": object()})


def test_the_digest_is_the_same_for_the_same_report_in_another_order() -> None:
    assert digest_of({"a": 1, "b": "가"}) == digest_of({"b": "가", "a": 1})
    assert digest_of({"a": 1}) == hashlib.sha256(b'{"a":1}').hexdigest()
    assert digest_of({"a": 1}) != digest_of({"a": 2})


@settings(deadline=None, max_examples=100)
@given(st.lists(valid_text, min_size=8, max_size=8), st.integers(), st.integers())
def test_the_hash_covers_the_columns_as_json_writes_them(texts: list[str], seq: int, monotonic_ns: int) -> None:
    at_utc, workstation, operator, kind, alarm_id, camera_id, body, prev_hash = texts
    row = {
        "seq": seq, "at_utc": at_utc, "monotonic_ns": monotonic_ns, "workstation": workstation, "operator": operator,
        "kind": kind, "alarm_id": alarm_id, "camera_id": camera_id, "body": body, "prev_hash": prev_hash,
    }  # fmt: skip
    canonical = json.dumps(row, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    found = hash_entry(
        seq, at_utc, monotonic_ns, workstation, operator, kind, alarm_id, camera_id, body, prev_hash
    )  # fmt: skip
    assert found == hashlib.sha256(canonical.encode()).hexdigest()


@settings(deadline=None, max_examples=100)
@given(any_text)
def test_a_column_never_holds_nul_or_half_a_pair(value: str) -> None:
    cleaned = clean_text(value)
    assert "\0" not in cleaned.encode().decode()
    if not any("\ud800" <= c <= "\udfff" for c in value) and "\0" not in value:
        assert cleaned == value
