"""Opening: what is made, what is refused, and who may write."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from console.core.entry import Draft
from console.core.errors import JournalError
from console.journal import Journal, rebuild, schema
from console.journal.database import require_sqlite
from tests.unit.journal.helpers import HandClock, rows_of

LOCKED = "UPDATE entries SET operator = 'x'", "DELETE FROM entries", "UPDATE entries SET seq = 9"
REPLACED = (
    "INSERT OR REPLACE INTO entries SELECT seq, at_utc, 0, '', '', kind, '', '', '{}', hash, hash FROM entries",
    "INSERT OR REPLACE INTO entries SELECT 1, at_utc, 0, '', '', kind, '', '', '{}', hash, hash FROM entries",
)


def refused(path: Path, clock: HandClock) -> str:
    """Return the sentence with which opening is refused, and see that a later try is not hindered by the lock."""
    sentences = set()
    for _ in range(2):
        with pytest.raises(JournalError) as caught:
            Journal.open(path, clock, "ws1")
        sentences.add(str(caught.value))
    assert len(sentences) == 1
    return sentences.pop()


def test_a_new_journal_is_safe_and_private(journal: Journal, path: Path) -> None:
    journal.append([Draft("a.b")]).result()
    assert rows_of(path, "PRAGMA journal_mode") == [("wal",)]
    assert rows_of(path, "PRAGMA application_id") == [(schema.APPLICATION_ID,)]
    assert rows_of(path, "PRAGMA user_version") == [(schema.VERSION,)]
    db = journal._writer._db
    assert db is not None
    assert db.execute("PRAGMA synchronous").fetchone() == (2,)
    if sys.platform != "win32":
        for file in path.parent.iterdir():
            assert file.stat().st_mode & 0o077 == 0, file


@pytest.mark.parametrize("statement", [*LOCKED, *REPLACED])
def test_entries_can_only_be_added(journal: Journal, path: Path, statement: str) -> None:
    journal.append([Draft("a.b"), Draft("a.c")]).result()
    before = rows_of(path, "SELECT * FROM entries")
    with pytest.raises(Exception, match="append-only"):
        rows_of(path, statement)
    assert rows_of(path, "SELECT * FROM entries") == before


@pytest.mark.parametrize(
    "kind", ["", "alarm", "Alarm.raised", "a.b.c", "a.", ".b", "a b.c", "1.a", "a.1", "a.b\n", "a..b"]
)
def test_the_file_itself_refuses_a_kind_out_of_shape(journal: Journal, path: Path, kind: str) -> None:
    journal.append([Draft("a.b")]).result()
    with pytest.raises(Exception, match="CHECK"):
        rows_of(
            path,
            "INSERT INTO entries SELECT 2, at_utc, 0, '', '', ?, '', '', '{}', hash, hash FROM entries",
            kind,
        )


def test_a_second_console_is_refused_until_the_first_has_gone(path: Path, clock: HandClock) -> None:
    first = Journal.open(path, clock, "ws1")
    said = f"Another console is already using {path}."
    assert refused(path, clock) == said
    with pytest.raises(JournalError, match="Another console"):
        rebuild(path)
    first.append([Draft("a.b")]).result()
    first.close()
    second = Journal.open(path, clock, "ws2")
    assert second.append([Draft("a.b")]).result()[0].seq == 2
    second.close()


@pytest.mark.skipif(sys.platform == "win32", reason="symbolic links need privileges there")
def test_another_name_of_the_same_file_is_the_same_journal(journal: Journal, path: Path, clock: HandClock) -> None:
    alias = path.with_name("alias.db")
    alias.symlink_to(path)
    assert refused(alias, clock) == f"Another console is already using {path}."


def test_a_dead_consoles_lock_holds_nobody_up(path: Path, clock: HandClock) -> None:
    child = (
        "import os, pathlib, sys\n"
        "from console.journal.lock import FileLock\n"
        "lock = FileLock(pathlib.Path(sys.argv[1]))\n"
        "print('locked', flush=True)\n"
        "sys.stdin.read()\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(
        [sys.executable, "-c", child, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
    ) as holder:  # fmt: skip
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"locked\n"
        try:
            assert "Another console" in refused(path, clock)
        finally:
            holder.kill()
    Journal.open(path, clock, "ws1").close()


def test_a_newer_file_is_refused_and_left_alone(path: Path, clock: HandClock) -> None:
    Journal.open(path, clock, "ws1").close()
    rows_of(path, "PRAGMA user_version = 99")
    assert refused(path, clock) == (
        f"The journal {path} was written by a newer console (version 99; this one knows {schema.VERSION})."
    )
    with pytest.raises(JournalError, match="newer console"):
        rebuild(path)
    assert rows_of(path, "PRAGMA user_version") == [(99,)]


def test_another_programs_database_is_refused(path: Path, clock: HandClock) -> None:
    rows_of(path, "CREATE TABLE bookmarks (x)")
    assert refused(path, clock) == f"{path} is a database, but not a journal."
    assert rows_of(path, "SELECT name FROM sqlite_schema") == [("bookmarks",)]


@pytest.mark.parametrize("content", [b"hello, this is no database. " * 300, b"\0" * 8192])
def test_what_is_no_database_is_refused_and_left_alone(path: Path, clock: HandClock, content: bytes) -> None:
    path.write_bytes(content)
    assert refused(path, clock) == f"{path} is not a journal."
    assert path.read_bytes() == content


def test_a_damaged_file_is_refused(path: Path, clock: HandClock) -> None:
    Journal.open(path, clock, "ws1").close()
    whole = path.read_bytes()
    path.write_bytes(whole[:100] + b"\xaa" * 8000 + whole[8100:])
    assert "is damaged" in refused(path, clock)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path, clock: HandClock) -> None:
    assert "No such file or directory" in refused(tmp_path / "none" / "journal.db", clock)


def test_a_folder_in_its_place_is_named(path: Path, clock: HandClock) -> None:
    path.mkdir()
    assert refused(path, clock) == f"The journal {path} cannot be opened."


def test_an_old_sqlite_is_refused() -> None:
    require_sqlite((3, 51, 3))
    with pytest.raises(JournalError, match=r"SQLite 3\.40\.1 is too old for the journal: 3\.51\.3 or newer"):
        require_sqlite((3, 40, 1))


def test_a_journal_starts_again_where_it_ended(path: Path, clock: HandClock) -> None:
    last = ""
    for run in range(3):
        journal = Journal.open(path, clock, f"ws{run}")
        (entry,) = journal.append([Draft("session.opened")]).result()
        assert entry.seq == run + 1
        assert run == 0 or entry.prev_hash == last
        last = entry.hash
        journal.close()


def test_each_migration_is_whole_or_not_at_all(
    path: Path, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    journal = Journal.open(path, clock, "ws1")
    journal.append([Draft("a.b")]).result()
    journal.close()
    good = "CREATE TABLE extra (x); INSERT INTO extra VALUES (';');"
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, good, "CREATE TABLE more (x); SELECT nonsense();"))
    monkeypatch.setattr(schema, "VERSION", 3)
    assert "cannot be used" in refused(path, clock)
    assert rows_of(path, "PRAGMA user_version") == [(2,)]
    assert rows_of(path, "SELECT x FROM extra") == [(";",)]
    assert rows_of(path, "SELECT count(*) FROM sqlite_schema WHERE name = 'more'") == [(0,)]
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS[:2], "CREATE TABLE more (x);"))
    journal = Journal.open(path, clock, "ws1")
    assert journal.append([Draft("a.c")]).result()[0].seq == 2
    journal.close()
    assert rows_of(path, "PRAGMA user_version") == [(3,)]


def test_a_migrated_file_has_the_schema_of_a_fresh_one(tmp_path: Path, clock: HandClock) -> None:
    fresh, migrated = tmp_path / "fresh.db", tmp_path / "migrated.db"
    Journal.open(fresh, clock, "ws1").close()
    for version in range(schema.VERSION):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[: version + 1])
            Journal.open(migrated, clock, "ws1").close()
    listing = "SELECT type, name, sql FROM sqlite_schema ORDER BY name"
    assert rows_of(fresh, listing) == rows_of(migrated, listing)
