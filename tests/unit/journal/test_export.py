"""Exports: for people and for checking; whole or not at all."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path

import pytest

from console.core.entry import Draft, EntryFilter
from console.core.errors import JournalError
from console.journal import Journal
from console.journal.canonical import canonical_json, hash_entry
from console.journal.query import COLUMNS
from tests.unit.journal.helpers import picture, report, tamper


def cells_of(out: Path) -> list[list[str]]:
    """Read a CSV file as a spreadsheet does."""
    csv.field_size_limit(10_000_000)
    return list(csv.reader(io.StringIO(out.read_bytes().decode("utf-8-sig"), newline="")))


def test_csv_is_for_people(journal: Journal, tmp_path: Path) -> None:
    entries = journal.append(
        [Draft("alarm.commented", {"note": '확인, "네"\n끝'}, "김", "A1", "c"), Draft("a.b", operator="lee")]
    ).result()
    out = tmp_path / "로그.csv"
    assert journal.export(out, "csv", EntryFilter()).result() == 2
    assert out.read_bytes().startswith(b"\xef\xbb\xbfseq,at_utc,")
    header, first, second = cells_of(out)
    assert tuple(header) == COLUMNS
    assert first == [
        "1", "2026-11-23T03:00:00.000000Z", "1000", "ws1", "김", "alarm.commented", "A1", "c",
        canonical_json(entries[0].body), entries[0].prev_hash, entries[0].hash,
    ]  # fmt: skip
    assert second[4] == "lee"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_csv_holds_no_formula(journal: Journal, tmp_path: Path, start: str) -> None:
    nasty = f"{start}cmd|' /C calc'!A0"
    journal.append([Draft("a.b", {"v": nasty}, nasty, nasty, nasty)]).result()
    journal.export(tmp_path / "out.csv", "csv", EntryFilter()).result()
    _, row = cells_of(tmp_path / "out.csv")
    assert [row[4], row[6], row[7]] == ["'" + nasty] * 3
    assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_csv_cells_fit_a_spreadsheet(journal: Journal, path: Path, tmp_path: Path) -> None:
    with_picture, long = report(snapshot=picture(b"\xff\xd8\xff" * 30_000)), report(note="긴" * 40_000)
    journal.append([Draft("event.received", body) for body in (with_picture, long)])
    journal.append([Draft("event.received", long)]).result()
    tamper(path, "UPDATE entries SET body = replace(body, '{', '[') WHERE seq = 3")
    journal.export(tmp_path / "out.csv", "csv", EntryFilter()).result()
    _, first, second, third = cells_of(tmp_path / "out.csv")
    assert json.loads(first[8]) == {**with_picture, "snapshot": "(120000 characters)"}
    assert len(second[8]) == len(third[8]) == 32_001


def test_jsonl_can_be_checked_by_its_hashes(journal: Journal, tmp_path: Path) -> None:
    bodies: list[dict[str, object]] = [
        report(snapshot=picture(), note='\0\u2028\\"'),
        {"v": "x" * 8_000_000},
        {"v": '"' * 4_000_000},
    ]
    written = journal.append([Draft("event.received", body) for body in bodies]).result()
    assert journal.export(tmp_path / "out.jsonl", "jsonl", EntryFilter()).result() == 3
    lines = (tmp_path / "out.jsonl").read_bytes().decode().split("\n")
    assert lines.pop() == ""
    for line, entry in zip(lines, written, strict=True):
        row = json.loads(line)
        found = row.pop("hash")
        assert found == entry.hash == hash_entry(**row)
        assert json.loads(row["body"]) == entry.body


def test_only_the_chosen_are_exported_oldest_first(journal: Journal, tmp_path: Path) -> None:
    journal.append([Draft("a.b", {"n": n}, operator=("kim", "lee")[n % 2]) for n in range(3000)]).result()
    for wanted in (EntryFilter(operator="lee"), EntryFilter(words="lee")):
        assert journal.export(tmp_path / "out.jsonl", "jsonl", wanted).result() == 1500
        seqs = [json.loads(line)["seq"] for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]
        assert seqs == list(range(2, 3001, 2))


def test_an_export_takes_the_place_of_an_older_one(journal: Journal, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    out.write_text("old")
    journal.export(out, "csv", EntryFilter(kind="no.thing")).result()
    assert cells_of(out) == [list(COLUMNS)]
    if sys.platform != "win32":
        assert out.stat().st_mode & 0o777 == 0o600


def test_what_cannot_be_written_is_said_and_leaves_nothing(journal: Journal, tmp_path: Path) -> None:
    with pytest.raises(JournalError, match=r"cannot be written: No such file"):
        journal.export(tmp_path / "none" / "out.csv", "csv", EntryFilter()).result()
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "full").touch()
    with pytest.raises(JournalError, match="cannot be written"):
        journal.export(tmp_path / "folder", "csv", EntryFilter()).result()
    assert not list(tmp_path.glob(".*"))


@pytest.mark.parametrize("name", ["journal.db", "journal.db-wal", "journal.db-shm", "journal.db.lock"])
def test_an_export_never_takes_the_place_of_the_journal(journal: Journal, path: Path, name: str) -> None:
    journal.append([Draft("a.b")]).result()
    with pytest.raises(JournalError, match="cannot take the place"):
        journal.export(path.parent / "." / name, "csv", EntryFilter()).result()
    assert journal.verify().result().entries == 1


@pytest.mark.skipif(sys.platform == "win32", reason="needs privileges there")
def test_nor_through_another_name_of_its_folder(journal: Journal, path: Path, tmp_path: Path) -> None:
    (tmp_path / "alias").symlink_to(tmp_path)
    with pytest.raises(JournalError, match="cannot take the place"):
        journal.export(tmp_path / "alias" / "journal.db", "csv", EntryFilter()).result()


def test_a_failed_export_leaves_the_older_one(journal: Journal, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    out.write_text("old")
    with pytest.raises(JournalError, match="at most 20 words"):
        journal.export(out, "csv", EntryFilter(words="a " * 30)).result()
    assert out.read_text() == "old"
    assert [file.name for file in tmp_path.iterdir() if file.name.endswith(".part")] == []
