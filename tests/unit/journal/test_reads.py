"""Reading: alarms, episodes, reports known before, an alarm's story and picture, quarantine."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from console.core.alarm import AlarmState
from console.core.entry import Draft, EntryFilter
from console.core.errors import JournalError
from console.core.event import BadEvent
from console.journal import Journal, digest_of
from console.journal import requests as requests_module
from tests.unit.journal.helpers import JPEG, HandClock, an_alarm, picture, report, tamper


def test_open_alarms_survive_a_restart_in_their_newest_shape(path: Path, clock: HandClock) -> None:
    first, second, third = an_alarm("A1"), an_alarm("A2", "ep2"), an_alarm("A3", "ep3")
    closed = replace(second, state=AlarmState.CLOSED, version=2)
    shelved = replace(third, state=AlarmState.SHELVED, version=2)
    journal = Journal.open(path, clock, "ws1")
    journal.append([Draft("alarm.raised", alarm=alarm) for alarm in (first, second, third)])
    journal.append([Draft("alarm.closed", alarm=closed), Draft("alarm.shelved", alarm=shelved)])
    journal.close()
    journal = Journal.open(path, clock, "ws1")
    try:
        assert journal.open_alarms().result() == [first, shelved]
        assert journal.alarm("A2").result() == closed
        assert journal.alarm("A9").result() is None
        journal.append([Draft("alarm.reopened", alarm=replace(closed, state=AlarmState.UNACKNOWLEDGED))]).result()
        assert [alarm.id for alarm in journal.open_alarms().result()] == ["A1", "A3", "A2"]
    finally:
        journal.close()


def test_an_episode_leads_to_its_alarm_open_or_closed(journal: Journal) -> None:
    alarm = an_alarm("A1", "ep1", "va")
    journal.append([Draft("alarm.raised", alarm=alarm)])
    grown = replace(alarm, episodes=(*alarm.episodes, ("vb", "ep9")), state=AlarmState.CLOSED)
    journal.append([Draft("alarm.folded", alarm=grown)]).result()
    assert journal.alarm_of_episode("va", "ep1").result() == "A1"
    assert journal.alarm_of_episode("vb", "ep9").result() == "A1"
    assert journal.alarm_of_episode("vb", "ep1").result() is None


def test_only_this_very_report_is_known(journal: Journal) -> None:
    first, second = report(seq=1), report(seq=2)
    journal.append([Draft("event.received", first, alarm_id="A1")]).result()
    assert journal.known_event("va", "ep1", digest_of(first)).result()
    assert not journal.known_event("va", "ep1", digest_of(second)).result()
    assert not journal.known_event("vb", "ep1", digest_of(first)).result()
    assert not journal.known_event("va", "ep2", digest_of(first)).result()


def test_a_report_in_another_form_is_known_by_its_digest(journal: Journal) -> None:
    body: dict[str, object] = {"after": {"camera": "c"}, "n": 1}
    journal.append([Draft("event.received", body)]).result()
    assert journal.known_event("frigate", "173.4", digest_of(body)).result()


def test_what_is_like_a_report_but_is_none_is_not_known(journal: Journal) -> None:
    journal.append([Draft("ptz.moved", report())]).result()
    assert not journal.known_event("va", "ep1", digest_of(report())).result()


def test_a_reports_alarm_key_is_the_reports_own(journal: Journal) -> None:
    forged = {"id": "A1", "state": "closed", "raised_at": "2026-01-01T00:00:00Z", "updated_at": "2026-01-01T00:00:00Z"}
    journal.append([Draft("alarm.raised", alarm=an_alarm())])
    (entry,) = journal.append([Draft("event.received", report(alarm=forged), alarm_id="A1")]).result()
    assert entry.body["alarm"] == forged
    assert journal.open_alarms().result() == [an_alarm()]


@pytest.mark.parametrize("shape", ["A1", {"id": "A1"}, {"id": 5}, [], {"id": "A1", "state": "asleep"}])
def test_a_body_with_something_else_under_alarm_is_kept_as_it_is(journal: Journal, shape: object) -> None:
    (entry,) = journal.append([Draft("pole.tested", {"alarm": shape})]).result()
    assert entry.body == {"alarm": shape}
    assert journal.open_alarms().result() == []


def test_a_story_is_told_from_its_beginning(journal: Journal) -> None:
    journal.append([Draft("event.received", report(), alarm_id="A1"), Draft("alarm.raised", alarm=an_alarm())])
    journal.append([Draft("alarm.raised", alarm=an_alarm("A2", "ep2")), Draft("session.opened")])
    journal.append([Draft("alarm.commented", {"note": "봤음"}, operator="kim", alarm_id="A1")]).result()
    story = journal.story("A1").result()
    assert [entry.kind for entry in story] == ["event.received", "alarm.raised", "alarm.commented"]
    assert journal.story("A9").result() == []
    assert journal.story("").result() == []


def test_the_newest_picture_that_is_one_is_shown(journal: Journal) -> None:
    newer = JPEG + b"newer"
    bodies = [
        report(snapshot=picture()), report(snapshot=picture(newer)), report(snapshot=picture(b"<svg/>")),
        report(snapshot="no base64 at all"), report(snapshot=7), report(snapshot=picture(JPEG * 1000)), report(),
    ]  # fmt: skip
    journal.append([Draft("event.received", body, alarm_id="A1") for body in bodies])
    journal.append([Draft("alarm.commented", {"snapshot": picture()}, alarm_id="A1")])
    journal.append([Draft("event.received", report(snapshot=picture()), alarm_id="A2")]).result()
    assert journal.snapshot("A1").result() == newer
    assert journal.snapshot("A9").result() is None


def test_quarantine_keeps_the_newest(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(requests_module, "QUARANTINE_MAX_ROWS", 10)
    for first in range(0, 30, 6):
        journal.quarantine([BadEvent("va", f"r{n}", "x", n) for n in range(first, first + 6)])
    journal.quarantine([BadEvent("vb", "\0\ud800", "<b>" * 1000, 3000)]).result()
    kept = journal.quarantined(100).result()
    assert kept[0] == BadEvent("vb", "\ufffd\ufffd", ("<b>" * 1000)[:2000], 3000)
    assert [bad.reason for bad in kept[1:]] == [f"r{n}" for n in range(29, 20, -1)]
    assert len(journal.quarantined(3).result()) == 3


def test_an_entry_that_was_changed_beyond_reading_is_named(journal: Journal, path: Path) -> None:
    journal.append([Draft("a.b"), Draft("a.c"), Draft("a.d")]).result()
    tamper(path, "UPDATE entries SET body = 'no json' WHERE seq = 2")
    with pytest.raises(JournalError, match="Entry 2"):
        journal.entries(EntryFilter()).result()
    assert journal.entries(EntryFilter(kind="a.d")).result()[0].seq == 3


def test_a_long_read_ends_when_the_journal_closes(path: Path, clock: HandClock) -> None:
    journal = Journal.open(path, clock, "ws1")
    journal.append([Draft("a.b", {"n": n}) for n in range(1000)]).result()
    desk = journal._desk
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    future = desk.submit(lambda db: db.execute(endless).fetchone())
    waiting = journal.count(EntryFilter())
    journal.close()
    for stopped in (future, waiting):
        with pytest.raises(JournalError, match="clos"):
            stopped.result(0)
