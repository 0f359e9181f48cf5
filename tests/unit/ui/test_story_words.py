"""An entry in words, whatever its body holds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from console.control.labels import ENTRY_LABELS
from console.core.entry import Entry
from console.core.event import Box
from console.ui.story_facts import STORY_MAX_LINES, alarm_kind, alarm_priority, evidence_box, story_lines
from console.ui.story_words import clean, entry_sentence

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def entry(kind: str, body: dict[str, object] | None = None, operator: str = "Kim", seq: int = 1) -> Entry:
    return Entry(
        seq, NOON + timedelta(seconds=seq), seq, "desk-1", operator, kind, "A1", "c1", body or {}, "0" * 64, "f" * 64
    )


def words(kind: str, body: dict[str, object] | None = None, operator: str = "Kim") -> str:
    return str(entry_sentence(entry(kind, body, operator), {"c1": "Gate"}.get))  # type: ignore[arg-type]


def test_each_entry_has_its_sentence() -> None:
    shape = {"kind": "intrusion", "priority": 1, "count": 3, "shelved_until": "2026-11-23T12:30:00Z"}
    event = {"kind": "intrusion", "phase": "start", "score": 0.934, "zone": "fence", "rule": "r1", "track": "t-41"}
    until = datetime(2026, 11, 23, 12, 30, tzinfo=UTC).astimezone().strftime("%H:%M:%S")
    cases: tuple[tuple[str, dict[str, object], str], ...] = (
        ("event.received", event, "Analytics began: Intrusion 0.93 · zone “fence” · rule “r1” · track t-41"),
        ("event.received", {"kind": "ufo", "phase": "end"}, "Analytics ended: ufo"),
        ("event.received", {"kind": "fall"}, "Analytics: Fall"),
        ("alarm.raised", {"alarm": shape}, "Alarm raised: Intrusion, priority 1, Gate"),
        ("alarm.folded", {"alarm": shape}, "A further report joined the alarm: ×3"),
        ("alarm.claimed", {}, "Kim took charge of the alarm"),
        ("alarm.released", {}, "Kim gave the alarm back"),
        ("alarm.acknowledged", {}, "Kim acknowledged the alarm"),
        ("alarm.commented", {"note": "two\nlines"}, "Kim noted: two lines"),
        ("alarm.closed", {"disposition": "handed_over", "note": "112"}, "Kim closed it: Handed over · 112"),
        ("alarm.closed", {"disposition": "odd"}, "Kim closed it: odd"),
        ("alarm.shelved", {"reason": "works", "alarm": shape}, f"Kim shelved it until {until}: works"),
        ("alarm.unshelved", {}, "Kim brought it back from the shelf"),
        ("alarm.reopened", {"reason": "mistake"}, "Kim reopened it: mistake"),
        ("ptz.moved", {"pan": 0.5, "tilt": -0.1, "zoom": 0, "held_s": 1.2}, "Kim steered Gate: right · down, 1.2 s"),
        ("ptz.moved", {}, "Kim steered Gate: no movement, ? s"),
        ("ptz.stopped", {"confirmed_s": 0.041}, "Gate confirmed Stop after 0.04 s"),
        ("ptz.preset_recalled", {"preset": "fence"}, "Kim turned Gate to preset fence"),
        ("ptz.home_recalled", {}, "Kim turned Gate to its home position"),
        ("stream.lost", {"reason": "No answer."}, "Picture of Gate lost: No answer."),
        ("stream.restored", {"lost_s": 12.44}, "Picture of Gate back after 12.4 s"),
        ("feed.lost", {"feed": "hq", "reason": "{0.__class__}"}, "Event source hq lost: {0.__class__}"),
        ("journal.exported", {"rows": 12, "file": "a.csv"}, "Kim exported 12 entries to a.csv"),
        ("session.opened", {"version": "0.1.0"}, "Kim opened the console, version 0.1.0"),
        ("light.switched", {"level": 60}, "light.switched · level 60"),
    )
    for kind, body, sentence in cases:
        assert words(kind, body) == sentence
    assert words("alarm.unshelved", {}, "console") == "The shelf's time was over: back in the queue"


def test_every_kind_with_a_label_has_a_sentence_of_its_own() -> None:
    for kind in ENTRY_LABELS:
        assert str(ENTRY_LABELS[kind]) != words(kind), kind


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)
KEYS = st.sampled_from(
    ["kind", "phase", "score", "zone", "box", "snapshot", "alarm", "note", "disposition", "until", "reason", "pan",
     "held_s", "confirmed_s", "preset", "lost_s", "feed", "rows", "file", "version", "track", "lost"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(kind=st.sampled_from([*ENTRY_LABELS, "odd.kind"]), body=st.dictionaries(KEYS, JSON, max_size=6))
def test_no_body_breaks_a_story(kind: str, body: dict[str, object]) -> None:
    story = [entry(kind, body, seq=n) for n in (1, 2)]
    for line in story_lines(story, str):
        assert "\n" not in str(line.sentence)
        assert len(str(line.sentence)) < 1500
    evidence_box(story)
    alarm_priority(story)
    alarm_kind(story)


def test_what_cannot_be_seen_is_taken_out() -> None:
    assert clean("a\x00b\u202ec\r\nd") == "a b c d"
    assert clean("x" * 500, 10) == "x" * 9 + "…"
    assert clean("\ud800") == ""


def test_a_run_of_updates_is_one_fact_and_a_long_story_is_cut() -> None:
    updates = [entry("event.received", {"phase": "update", "score": n / 100}, seq=n) for n in range(10, 20)]
    lines = story_lines([entry("alarm.raised", seq=1), *updates, entry("alarm.claimed", seq=30)], str)
    assert [str(line.sentence) for line in lines][1] == "10 further reports, score up to 0.19"
    assert lines[1].seqs == tuple(range(10, 20))
    assert [line.weight for line in lines] == [False, False, True]
    long = story_lines([entry("alarm.commented", {"note": "x"}, seq=n) for n in range(1000)], str)
    assert len(long) == STORY_MAX_LINES + 1
    assert {seq for line in long for seq in line.seqs} == set(range(1000))


def test_the_box_belongs_to_the_newest_picture() -> None:
    older = entry("event.received", {"snapshot": "x", "box": [0, 0, 1, 1]}, seq=1)
    newer = entry("event.received", {"snapshot": "y", "box": [0.5, 0.5, 0.9, 0.2]}, seq=2)
    without = entry("event.received", {"box": [0.1, 0.1, 0.1, 0.1]}, seq=3)
    assert evidence_box([older, newer, without]) == Box(0.5, 0.5, 0.5, 0.2)
    assert evidence_box([without]) is None
    assert evidence_box([entry("event.received", {"snapshot": "x", "box": [1, "2", 3, 4]})]) is None
