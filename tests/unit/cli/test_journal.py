"""What the journal command prints and by which status it ends."""

from __future__ import annotations

import json
from argparse import Namespace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]  # the library it has chosen

from console.cli.journal import MAX_SUMMARY_CHARS, run, summary
from console.core.clock import SystemClock
from console.core.entry import Draft
from console.core.errors import JournalError
from console.journal.journal import Journal


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    journal = Journal.open(tmp_path / "journal.db", SystemClock(), "desk")
    try:
        bodies: list[dict[str, object]] = [{"n": n, "pad": "x" * 2000} for n in range(40)]
        bodies.append({"note": "문이 열려\n있음\x1b[31m", "snapshot": "/9j/"})
        journal.append([Draft("alarm.commented", body, "kim", "A1", "C1") for body in bodies]).result(30)
    finally:
        journal.close()
    return tmp_path


def verb(data: Path, name: str, **more: object) -> int:
    return run(Namespace(verb=name, **more), data, str)


def test_a_search_prints_what_the_entry_says(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert verb(data, "search", words="열려", limit=10) == 0
    [line] = capsys.readouterr().out.splitlines()
    assert line.split("\t")[2:] == [
        "alarm.commented", "Alarm commented", "C1", "A1", "kim", "note: 문이 열려 있음 [31m"
    ]  # fmt: skip


def test_what_was_looked_for_stands_first_and_pictures_nowhere() -> None:
    body = {
        "id": "e1", "score": 0.5, "snapshot": "/9j/", "box": [1, 2], "zone": "담장", "none": None,
        "alarm": {"kind": "intrusion", "zone": "", "state": "closed", "episodes": ["x"]},
    }  # fmt: skip
    assert summary(body, "담장") == (
        "zone: 담장 · id: e1 · score: 0.5 · box: [1, 2] · kind: intrusion · state: closed"
    )  # fmt: skip


@settings(deadline=None, max_examples=100)
@given(st.dictionaries(st.text(), st.recursive(st.none() | st.floats() | st.text(), st.lists, max_leaves=5)), st.text())
def test_any_body_is_one_bounded_line(body: dict[str, object], words: str) -> None:
    line = summary(body, words)
    assert len(line) <= MAX_SUMMARY_CHARS
    assert line.isprintable()


def test_an_intact_journal_a_broken_chain_and_no_journal_differ(data: Path, tmp_path: Path) -> None:
    assert verb(data, "verify") == 0
    file = data / "journal.db"
    db = sqlite3.connect(str(file))
    for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
        db.execute(f'DROP TRIGGER "{name}"')
    db.execute("UPDATE entries SET operator = 'lee' WHERE seq = 3")
    db.commit()
    db.close()
    assert verb(data, "verify") == 1
    db = sqlite3.connect(str(file))
    db.execute("PRAGMA user_version = 9999")
    db.commit()
    db.close()
    assert verb(data, "verify") == 2
    file.write_text(json.dumps({"no": "journal"}) * 100)
    assert verb(data, "verify") == 2
    with pytest.raises(JournalError):
        verb(tmp_path / "none", "verify")


def test_a_damaged_file_is_a_finding(data: Path) -> None:
    file = data / "journal.db"
    whole = bytearray(file.read_bytes())
    whole[8192:-4096] = b"\xff" * len(whole[8192:-4096])
    file.write_bytes(whole)
    assert verb(data, "verify") == 1
