"""The derived tables: the same whether kept at each append or made anew from the entries."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from console.core.alarm import AlarmState
from console.core.entry import Draft, EntryFilter
from console.core.errors import JournalError
from console.journal import Journal, rebuild
from tests.unit.journal.helpers import HandClock, an_alarm, report, rows_of, tamper

TABLES = ("alarms", "episodes", "digests", "search", "quarantine")
ids = st.sampled_from(["A1", "A2", "A3"])
states = st.sampled_from(AlarmState)
histories = st.lists(
    st.one_of(
        st.tuples(st.just("event.received"), ids, st.integers(0, 5)),
        st.tuples(st.sampled_from(["alarm.raised", "alarm.folded", "alarm.closed"]), ids, states),
        st.tuples(st.just("ptz.moved"), ids, st.integers(0, 5)),
    ),
    max_size=12,
)


def derived_of(path: Path) -> dict[str, list[Any]]:
    """Return what the derived tables hold."""
    columns = {"search": "rowid, text"}
    return {table: sorted(rows_of(path, f"SELECT {columns.get(table, '*')} FROM {table}")) for table in TABLES}


def draft(kind: str, alarm_id: str, detail: Any) -> Draft:
    """Return an entry of a history."""
    if kind == "event.received":
        return Draft(kind, report(f"ep{detail}", zone="정문"), alarm_id=alarm_id)
    if kind == "ptz.moved":
        return Draft(kind, {"pan": detail}, operator="kim", alarm_id=alarm_id)
    alarm = replace(an_alarm(alarm_id, f"ep-{alarm_id}"), state=detail)
    return Draft(kind, {"note": "x"}, "kim", alarm=alarm)


@settings(deadline=None, max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(histories, min_size=1, max_size=3))
def test_rebuilt_tables_are_those_that_were_kept(
    tmp_path_factory: pytest.TempPathFactory, runs: list[list[tuple[str, str, Any]]]
) -> None:
    path = tmp_path_factory.mktemp("rebuild") / "journal.db"
    for run in runs:
        journal = Journal.open(path, HandClock(), "ws1")
        for entry in run:
            journal.append([draft(*entry)]).result()
        journal.close()
    kept = derived_of(path)
    assert rebuild(path) == sum(map(len, runs))
    assert derived_of(path) == kept


def test_derived_tables_that_were_lost_or_forged_come_back(path: Path, clock: HandClock) -> None:
    journal = Journal.open(path, clock, "ws1")
    journal.append([Draft("event.received", report()), Draft("alarm.raised", alarm=an_alarm())]).result()
    journal.close()
    kept = derived_of(path)
    tamper(
        path, "UPDATE alarms SET open = 0", "DELETE FROM episodes", "DELETE FROM digests", "DELETE FROM search",
    )  # fmt: skip
    assert rebuild(path) == 2
    assert derived_of(path) == kept
    journal = Journal.open(path, clock, "ws1")
    assert journal.open_alarms().result() == [an_alarm()]
    assert journal.count(EntryFilter(words="정문")).result() == 1
    journal.close()


def test_a_rebuild_that_fails_changes_nothing(path: Path, clock: HandClock) -> None:
    journal = Journal.open(path, clock, "ws1")
    journal.append([Draft("event.received", report()), Draft("alarm.raised", alarm=an_alarm())]).result()
    journal.close()
    kept = derived_of(path)
    tamper(path, "UPDATE entries SET body = 'no json' WHERE seq = 2")
    with pytest.raises(JournalError, match="Entry 2"):
        rebuild(path)
    assert derived_of(path) == kept


def test_there_must_be_a_journal(path: Path) -> None:
    with pytest.raises(JournalError, match="There is no journal"):
        rebuild(path)
    assert not path.exists()
