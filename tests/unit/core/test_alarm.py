"""The alarm's transition table, verb by verb, and the folding of reports in any order."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.core.alarm import (
    NOTE_MAX_CHARS,
    OPEN_STATES,
    TRANSITIONS,
    Acknowledge,
    Action,
    Alarm,
    AlarmState,
    Claim,
    Close,
    Comment,
    Disposition,
    Release,
    Reopen,
    Shelve,
    Unshelve,
    apply,
    fold,
    queue_order,
    raise_alarm,
)
from console.core.errors import Refused
from console.core.event import AnalyticsEvent, Box, Phase
from tests.fakes import NOON, event

LATER = NOON + timedelta(minutes=5)
UNTIL = LATER + timedelta(minutes=10)

U, A, R = AlarmState.UNACKNOWLEDGED, AlarmState.ACKNOWLEDGED, AlarmState.RTN_UNACKNOWLEDGED
SHELVED, SUPPRESSED, OUT = AlarmState.SHELVED, AlarmState.SUPPRESSED, AlarmState.OUT_OF_SERVICE
CLOSED = AlarmState.CLOSED

VERBS: dict[str, Action] = {
    "claim": Claim(), "release": Release(), "acknowledge": Acknowledge(), "comment": Comment("seen"),
    "close": Close(Disposition.TRUE, "n"), "shelve": Shelve(UNTIL, "works"), "unshelve": Unshelve(),
    "reopen": Reopen("wrong key"),
}  # fmt: skip

SET_ASIDE = "This alarm is set aside. Bring it back first."
IS_CLOSED = "This alarm is closed. Reopen it to go on."
NOT_SHELVED = "This alarm is not shelved."
NOT_CLOSED = "This alarm is not closed, so it cannot be reopened."
NOT_CLAIMED = "You have not claimed this alarm."

# What becomes of an alarm whose episode goes on: a state, or the sentence of the refusal.
TABLE: dict[AlarmState, dict[str, AlarmState | str]] = {
    U: {"claim": U, "release": NOT_CLAIMED, "acknowledge": A, "comment": U, "close": CLOSED, "shelve": SHELVED,
        "unshelve": NOT_SHELVED, "reopen": NOT_CLOSED},
    R: {"claim": R, "release": NOT_CLAIMED, "acknowledge": A, "comment": R, "close": CLOSED, "shelve": SHELVED,
        "unshelve": NOT_SHELVED, "reopen": NOT_CLOSED},
    A: {"claim": A, "release": NOT_CLAIMED, "acknowledge": "This alarm is acknowledged already.", "comment": A,
        "close": CLOSED, "shelve": SHELVED, "unshelve": NOT_SHELVED, "reopen": NOT_CLOSED},
    SHELVED: {"claim": SET_ASIDE, "release": SET_ASIDE, "acknowledge": SET_ASIDE, "comment": SHELVED,
              "close": CLOSED, "shelve": SET_ASIDE, "unshelve": U, "reopen": NOT_CLOSED},
    SUPPRESSED: {"claim": SET_ASIDE, "release": SET_ASIDE, "acknowledge": SET_ASIDE, "comment": SUPPRESSED,
                 "close": SET_ASIDE, "shelve": SET_ASIDE, "unshelve": NOT_SHELVED, "reopen": NOT_CLOSED},
    OUT: {"claim": SET_ASIDE, "release": SET_ASIDE, "acknowledge": SET_ASIDE, "comment": OUT,
          "close": SET_ASIDE, "shelve": SET_ASIDE, "unshelve": NOT_SHELVED, "reopen": NOT_CLOSED},
    CLOSED: {"claim": IS_CLOSED, "release": IS_CLOSED, "acknowledge": IS_CLOSED, "comment": CLOSED,
             "close": IS_CLOSED, "shelve": IS_CLOSED, "unshelve": IS_CLOSED, "reopen": U},
}  # fmt: skip


def alarm(state: AlarmState = U, **changes: object) -> Alarm:
    made = raise_alarm("A1", event(), 1, NOON)
    return replace(made, state=state, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(("state", "verb"), list(itertools.product(AlarmState, VERBS)))
def test_every_state_and_verb(state: AlarmState, verb: str) -> None:
    before = alarm(state)
    expected = TABLE[state][verb]
    if not isinstance(expected, AlarmState):
        with pytest.raises(Refused) as refusal:
            apply(before, VERBS[verb], "kim", LATER)
        assert str(refusal.value) == expected
    else:
        after = apply(before, VERBS[verb], "kim", LATER)
        assert (after.state, after.version, after.updated_at) == (expected, 2, LATER)
        assert (after.priority, after.episodes, after.raised_at) == (before.priority, before.episodes, NOON)


def test_the_table_here_is_the_whole_table_there() -> None:
    assert set(TABLE) == set(AlarmState)
    assert {row.keys() == VERBS.keys() for row in TABLE.values()} == {True}
    assert {verb for _, verb in TRANSITIONS} == {type(action) for action in VERBS.values()}


def test_a_claim_belongs_to_one_operator() -> None:
    claimed = apply(alarm(), Claim(), "kim", LATER)
    assert (claimed.claimed_by, claimed.claimed_at) == ("kim", LATER)
    with pytest.raises(Refused, match="claimed this alarm") as refusal:
        apply(claimed, Claim(), "lee", LATER)
    assert str(refusal.value) == "kim has claimed this alarm."
    with pytest.raises(Refused, match="already"):
        apply(claimed, Claim(), "kim", LATER)
    with pytest.raises(Refused, match="You have not claimed"):
        apply(claimed, Release(), "lee", LATER)
    released = apply(claimed, Release(), "kim", LATER)
    assert (released.claimed_by, released.claimed_at) == ("", None)


def test_acknowledging_names_who_and_when() -> None:
    after = apply(alarm(), Acknowledge(), "kim", LATER)
    assert (after.acknowledged_by, after.acknowledged_at) == ("kim", LATER)
    assert after.disposition is None


def test_closing_names_the_verdict_and_ends_a_shelf() -> None:
    shelved = apply(alarm(), VERBS["shelve"], "kim", LATER)
    assert (shelved.shelved_until, shelved.shelve_reason) == (UNTIL, "works")
    closed = apply(shelved, Close(Disposition.NUISANCE), "lee", LATER)
    assert (closed.disposition, closed.closed_by, closed.closed_at) == (Disposition.NUISANCE, "lee", LATER)
    assert (closed.shelved_until, closed.shelve_reason) == (None, "")


@pytest.mark.parametrize("verb", ["unshelve", "reopen"])
@pytest.mark.parametrize(("active", "back"), [(True, U), (False, R)])
def test_what_comes_back_is_unacknowledged(verb: str, active: bool, back: AlarmState) -> None:
    away = alarm(SHELVED if verb == "unshelve" else CLOSED, active=active, disposition=Disposition.TRUE)
    after = apply(away, VERBS[verb], "kim", LATER)
    assert (after.state, after.disposition, after.closed_by) == (back, None, "")


@pytest.mark.parametrize(
    ("action", "state", "why"),
    [
        (Comment(""), U, "A comment is 1 to 2000 characters long."),
        (Comment(" \n"), U, "A comment is 1 to 2000 characters long."),
        (Comment("x" * (NOTE_MAX_CHARS + 1)), U, "A comment is 1 to 2000 characters long."),
        (Shelve(LATER, "works"), U, "The end of a shelf must lie ahead."),
        (Shelve(UNTIL, " "), U, "Shelving needs a reason."),
        (Reopen(" "), CLOSED, "Reopening needs a reason."),
    ],
)
def test_unusable_words_are_refused(action: Action, state: AlarmState, why: str) -> None:
    with pytest.raises(Refused) as refusal:
        apply(alarm(state), action, "kim", LATER)
    assert str(refusal.value) == why


def test_an_episode_that_is_over_at_once_is_raised_as_over() -> None:
    raised = raise_alarm("A1", event(phase=Phase.END), 2, NOON)
    assert (raised.state, raised.active, raised.open_episodes, raised.priority) == (R, False, (), 2)


@pytest.mark.parametrize(
    ("state", "reports", "after", "active", "version"),
    [
        (U, [("e1", Phase.UPDATE)], U, True, 1),
        (U, [("e1", Phase.END)], R, False, 1),
        (U, [("e1", Phase.END), ("e1", Phase.UPDATE)], R, False, 1),
        (U, [("e1", Phase.END), ("e1", Phase.START)], R, False, 1),
        (U, [("e2", Phase.START)], U, True, 2),
        (U, [("e1", Phase.END), ("e2", Phase.START)], U, True, 2),
        (U, [("e2", Phase.START), ("e1", Phase.END)], U, True, 2),
        (U, [("e2", Phase.START), ("e1", Phase.END), ("e2", Phase.END)], R, False, 2),
        (R, [("e2", Phase.UPDATE)], U, True, 2),
        (A, [("e1", Phase.UPDATE)], A, True, 1),
        (A, [("e1", Phase.END)], A, False, 1),
        (A, [("e2", Phase.START)], U, True, 2),
        (A, [("e1", Phase.END), ("e2", Phase.START), ("e2", Phase.END)], R, False, 2),
        (A, [("e1", Phase.END), ("e2", Phase.END), ("e2", Phase.START)], R, False, 2),
        (SHELVED, [("e1", Phase.END)], SHELVED, False, 1),
        (SHELVED, [("e2", Phase.START)], SHELVED, True, 2),
        (CLOSED, [("e1", Phase.END)], CLOSED, False, 1),
        (SUPPRESSED, [("e2", Phase.START)], SUPPRESSED, True, 2),
        (OUT, [("e2", Phase.START)], OUT, True, 2),
    ],
)
def test_folding(
    state: AlarmState, reports: list[tuple[str, Phase]], after: AlarmState, active: bool, version: int
) -> None:
    folded = alarm(state)
    for id_, phase in reports:
        folded = fold(folded, event(id_, phase), 1, LATER)
    assert (folded.state, folded.active, folded.version) == (after, active, version)


def test_a_rise_of_priority_wants_a_new_look() -> None:
    acknowledged = replace(alarm(A), priority=3)
    risen = fold(acknowledged, event(phase=Phase.UPDATE), 1, LATER)
    assert (risen.state, risen.priority, risen.version) == (U, 1, 2)
    assert fold(risen, event(phase=Phase.UPDATE), 4, LATER).priority == 1


def test_a_report_that_says_less_takes_nothing_away() -> None:
    first = replace(event(), score=0.5, zone="gate", box=Box(0.1, 0.1, 0.2, 0.2), rule="r", track="7")
    folded = fold(raise_alarm("A1", first, 1, NOON), event(phase=Phase.UPDATE), 1, LATER)
    assert (folded.score, folded.zone, folded.rule, folded.track, folded.box) == (0.5, "gate", "r", "7", first.box)
    lower = fold(folded, replace(event(phase=Phase.UPDATE), score=0.0), 1, LATER)
    assert lower.score == 0.0


reports = st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from(Phase)), min_size=1, max_size=12)


def _all(some: list[tuple[str, Phase]], start: Alarm) -> Alarm:
    for id_, phase in some:
        start = fold(start, event(id_, phase), 1, LATER)
    return start


@settings(deadline=None, max_examples=200)
@given(reports, st.randoms(use_true_random=False), st.sampled_from(sorted(OPEN_STATES)))
def test_the_order_of_reports_does_not_matter(some: list[tuple[str, Phase]], random: object, state: AlarmState) -> None:
    shuffled = list(some)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = _all(some, alarm(state)), _all(shuffled, alarm(state))
    # An episode that has ended stays ended, whatever comes when: an alarm's last word is the same.
    ended = {id_ for id_, phase in some if phase is Phase.END}
    for folded in (one, other):
        assert folded.count == len(folded.episodes) == len(set(folded.episodes)) == len({i for i, _ in some} | {"e1"})
        assert {id_ for _, id_ in folded.open_episodes} == {i for i, _ in some} - ended | {"e1"}
    assert (one.state, one.active, set(one.episodes)) == (other.state, other.active, set(other.episodes))


@settings(deadline=None, max_examples=200)
@given(reports)
def test_folding_twice_changes_nothing_that_matters(some: list[tuple[str, Phase]]) -> None:
    once = _all(some, alarm())
    twice = _all(some, once)
    assert replace(twice, version=once.version, state=once.state) == once
    assert twice.version == once.version


def test_the_queue_is_by_priority_then_age() -> None:
    old, new = alarm(), replace(alarm(), id="A2", raised_at=LATER)
    low = replace(alarm(), id="A0", priority=2)
    assert sorted([new, low, old], key=queue_order) == [old, new, low]


def test_a_report_is_its_source_and_id() -> None:
    one: AnalyticsEvent = event("x", source="s")
    assert one.episode == ("s", "x")
