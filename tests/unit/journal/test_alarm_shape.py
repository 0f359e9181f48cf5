"""Alarms as JSON and back."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.core.alarm import Alarm, AlarmState, Disposition
from console.core.event import Box
from console.journal.alarm_shape import alarm_from_dict, alarm_to_dict, write_time
from console.journal.canonical import canonical_json
from tests.unit.journal.helpers import an_alarm

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
numbers = st.floats(allow_nan=False, allow_infinity=False)
offsets = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
times = st.datetimes(timezones=offsets)
episodes = st.lists(st.tuples(words, words), max_size=3).map(tuple)
alarms = st.builds(
    Alarm, id=words, camera_id=words, kind=words, priority=st.integers(1, 4), state=st.sampled_from(AlarmState),
    raised_at=times, updated_at=times, version=st.integers(1, 99), active=st.booleans(), count=st.integers(1, 99),
    episodes=episodes, open_episodes=episodes, score=st.none() | numbers, zone=words, rule=words, track=words,
    box=st.none() | st.builds(Box, numbers, numbers, numbers, numbers), claimed_by=words,
    claimed_at=st.none() | times, acknowledged_by=words, acknowledged_at=st.none() | times,
    disposition=st.none() | st.sampled_from(Disposition), closed_by=words, closed_at=st.none() | times,
    shelved_until=st.none() | times, shelve_reason=words, comments=st.integers(0, 9),
)  # fmt: skip


@settings(deadline=None, max_examples=80)
@given(alarms)
def test_an_alarm_comes_back_from_json_as_it_was(alarm: Alarm) -> None:
    assert alarm_from_dict(json.loads(canonical_json(alarm_to_dict(alarm)))) == alarm


def test_every_field_of_an_alarm_is_in_its_shape() -> None:
    assert set(alarm_to_dict(an_alarm())) == set(Alarm.__dataclass_fields__)


def test_a_newer_consoles_key_is_passed_over_and_a_missing_one_has_its_default() -> None:
    shape = alarm_to_dict(an_alarm())
    del shape["comments"]
    shape["mood"] = "good"
    assert alarm_from_dict(shape) == an_alarm()


@pytest.mark.parametrize("missing", ["id", "state", "raised_at"])
def test_what_is_no_alarm_is_refused(missing: str) -> None:
    shape = alarm_to_dict(an_alarm())
    del shape[missing]
    with pytest.raises((KeyError, TypeError)):
        alarm_from_dict(shape)


def test_times_are_written_in_utc_and_the_ends_of_the_calendar_too() -> None:
    seoul = timezone(timedelta(hours=9))
    assert write_time(datetime(2026, 11, 23, 12, 0, tzinfo=seoul)) == "2026-11-23T03:00:00.000000Z"
    assert write_time(datetime(7, 1, 1, tzinfo=UTC)) == "0007-01-01T00:00:00.000000Z"
    assert datetime.fromisoformat(write_time(datetime.min.replace(tzinfo=seoul))) == datetime.min.replace(tzinfo=seoul)
