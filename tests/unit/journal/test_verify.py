"""Verdicts: intact or broken at which entry, and the few lines with which anyone comes to the same."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from console.core.entry import Draft, EntryFilter
from console.core.errors import JournalError
from console.journal import Journal, export_file, search_file, verify_file
from console.journal.query import COLUMNS
from tests.unit.journal.helpers import HandClock, report, rows_of, tamper

FORGED = (
    "INSERT INTO entries SELECT {seq}, at_utc, 0, '', '', kind, '', '', '{{}}', hash, hash FROM entries WHERE seq = 10"
)
ROOT = Path(__file__).parents[3]


@pytest.fixture
def ten(path: Path, clock: HandClock) -> Path:
    """Return a closed journal with ten entries."""
    journal = Journal.open(path, clock, "ws1")
    journal.append([Draft("event.received", report(f"ep{n}", zone='정문 "x"\\\n\0')) for n in range(10)]).result()
    journal.close()
    return path


def test_an_intact_journal_is_said_to_have_no_anchor(ten: Path) -> None:
    verdict = verify_file(ten)
    assert (verdict.entries, verdict.intact, verdict.broken_at) == (10, True, None)
    assert (verdict.anchor, verdict.unanchored) == (None, 10)
    assert str(verdict.text) == "no anchor found: 10 entries unanchored, their chain holds"


@pytest.mark.parametrize(
    ("statement", "seq"),
    [
        ("UPDATE entries SET operator = 'lee' WHERE seq = 4", 4),
        ("UPDATE entries SET body = replace(body, 'ep3', 'ep4') WHERE seq = 4", 4),
        ("UPDATE entries SET at_utc = '2026-11-23T03:00:01.000000Z' WHERE seq = 10", 10),
        ("UPDATE entries SET monotonic_ns = 5 WHERE seq = 1", 1),
        ("UPDATE entries SET hash = replace(hash, substr(hash, 1, 1), 'x') WHERE seq = 4", 4),
        ("UPDATE entries SET prev_hash = hash WHERE seq = 4", 4),
        ("DELETE FROM entries WHERE seq = 4", 4),
        ("DELETE FROM entries WHERE seq < 4", 1),
        ("UPDATE entries SET seq = 99 WHERE seq = 4", 4),
        ("UPDATE entries SET seq = 11 WHERE seq = 4", 4),
        (FORGED.format(seq=11), 11),
        (FORGED.format(seq=12), 11),
        ("UPDATE entries SET body = CAST(x'7bff7d' AS TEXT) WHERE seq = 4", 4),
        ("UPDATE entries SET body = 'no json' WHERE seq = 4", 4),
    ],
)  # fmt: skip
def test_what_was_changed_is_found_where_it_was_changed(ten: Path, statement: str, seq: int) -> None:
    tamper(ten, statement)
    verdict = verify_file(ten)
    assert not verdict.intact
    assert verdict.broken_at == seq
    assert str(verdict.text) == f"broken at seq {seq}"


def test_a_row_before_the_first_is_found(ten: Path) -> None:
    tamper(
        ten, "PRAGMA ignore_check_constraints = ON", "UPDATE entries SET seq = -1 WHERE seq = 10"
    )  # fmt: skip
    assert verify_file(ten).broken_at == 1


def test_two_that_changed_places_are_found(ten: Path) -> None:
    tamper(
        ten, "UPDATE entries SET seq = 99 WHERE seq = 4", "UPDATE entries SET seq = 4 WHERE seq = 5",
        "UPDATE entries SET seq = 5 WHERE seq = 99",
    )  # fmt: skip
    assert verify_file(ten).broken_at == 4


def test_an_entry_with_a_new_hash_breaks_at_the_next(ten: Path) -> None:
    row = dict(zip(COLUMNS, rows_of(ten, "SELECT * FROM entries WHERE seq = 4")[0], strict=True))
    del row["hash"]
    row["operator"] = "lee"
    forged = hashlib.sha256(
        json.dumps(row, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    ).hexdigest()  # fmt: skip
    tamper(ten, f"UPDATE entries SET operator = 'lee', hash = '{forged}' WHERE seq = 4")
    assert verify_file(ten).broken_at == 5


def test_a_table_without_types_is_no_way_around(ten: Path) -> None:
    tamper(
        ten, "CREATE TABLE loose AS SELECT * FROM entries", "DROP TABLE entries", "ALTER TABLE loose RENAME TO entries",
        "UPDATE entries SET body = NULL WHERE seq = 4",
    )  # fmt: skip
    assert verify_file(ten).broken_at == 4


def test_a_page_that_was_overwritten_is_found(path: Path, clock: HandClock) -> None:
    journal = Journal.open(path, clock, "ws1")
    journal.append([Draft("a.b", {"n": n, "text": "x" * 3000}) for n in range(200)]).result()
    journal.close()
    # Each row fills most of a page, so that any page in the middle holds one.
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 4096 // 4 * 4096)
        file.write(b"\x07" * 4096)
    verdict = verify_file(path)
    assert not verdict.intact
    assert verdict.broken_at is not None


def test_a_journal_is_verified_while_its_console_writes(journal: Journal, path: Path) -> None:
    futures = [journal.append([Draft("a.b", {"n": n})]) for n in range(500)]
    futures[100].result()
    assert verify_file(path).intact
    futures[-1].result()
    assert verify_file(path).entries == 500
    assert journal.verify().result().text == verify_file(path).text
    assert journal.append([Draft("a.c")]).result()[0].seq == 501


def test_an_empty_journal_is_intact(journal: Journal) -> None:
    assert journal.verify().result().entries == 0
    assert journal.verify().result().intact


def test_what_is_no_journal_has_no_verdict(tmp_path: Path) -> None:
    with pytest.raises(JournalError, match="There is no journal at"):
        verify_file(tmp_path / "none.db")
    text, empty, other = tmp_path / "text.db", tmp_path / "empty.db", tmp_path / "other.db"
    text.write_text("no database " * 1000)
    empty.touch()
    rows_of(other, "CREATE TABLE t (x)")
    for file, reason in ((text, "is not a journal"), (empty, "is not a journal"), (other, "but not a journal")):
        with pytest.raises(JournalError, match=reason):
            verify_file(file)


def test_a_journal_is_searched_and_exported_while_its_console_runs(
    journal: Journal, path: Path, tmp_path: Path
) -> None:
    written = journal.append([Draft("a.b", {"n": n}) for n in range(5)]).result()
    assert search_file(path, EntryFilter(kind="a.b"), 2) == [written[4], written[3]]
    assert export_file(path, tmp_path / "out.jsonl", "jsonl", EntryFilter()) == 5
    with pytest.raises(JournalError, match="cannot take the place"):
        export_file(path, path, "csv", EntryFilter())


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
def test_a_journal_on_a_read_only_disk_is_verified(ten: Path, tmp_path: Path) -> None:
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    shutil.copy(ten, shelf / "journal.db")
    (shelf / "journal.db").chmod(0o400)
    shelf.chmod(0o500)
    try:
        assert verify_file(shelf / "journal.db").intact
    finally:
        shelf.chmod(0o700)


def described_verifier() -> str:
    """Return the program printed in the description of the form."""
    description = (ROOT / "resources" / "schemas" / "journal.md").read_text(encoding="utf-8")
    found = re.search(r"```python\n(.*?)```", description, re.DOTALL)
    assert found
    return found[1]


def run_described(file: Path) -> str:
    """Run it and return what it says."""
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-c", described_verifier(), file],
        capture_output=True, text=True, encoding="utf-8", env=environment, timeout=60, check=False,
    )  # fmt: skip
    return (done.stdout + done.stderr).strip()


def test_twenty_lines_of_anyones_own_come_to_the_same_verdict(ten: Path, clock: HandClock, tmp_path: Path) -> None:
    assert len([line for line in described_verifier().splitlines() if line]) <= 20
    assert run_described(ten) == str(verify_file(ten).text)
    journal = Journal.open(ten, clock, "ws1")
    journal.export(tmp_path / "out.jsonl", "jsonl", EntryFilter()).result()
    journal.close()
    assert run_described(tmp_path / "out.jsonl") == str(verify_file(ten).text)
    tamper(ten, "UPDATE entries SET operator = 'lee' WHERE seq = 7")
    assert run_described(ten) == str(verify_file(ten).text) == "broken at seq 7"
