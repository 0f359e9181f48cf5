"""The journal's promise: what was acknowledged is in the file, what was refused is not, and the chain holds."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path

import pytest
from sqlite_utils import Database
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined] # the one the journal uses

from console.core.clock import SystemClock
from console.core.entry import Entry
from console.core.errors import JournalError
from console.core.event import BadEvent
from console.journal import Journal, verify_file
from console.journal import writer as writer_module
from console.journal.database import connect_writer
from console.journal.requests import AppendRequest, Transaction
from tests.unit.journal.faulty import Faults, FaultyConnection
from tests.unit.journal.flood import LIST_SIZES, a_list, came_true, in_child
from tests.unit.journal.helpers import rows_of

FLOODS = 4


def check(path: Path, written: dict[str, bool]) -> None:
    """Hold the file against what was said of each list: wholly there or not there at all."""
    counted = Counter(name for (name,) in rows_of(path, "SELECT body ->> '$.list' FROM entries"))
    sizes: dict[str, int] = dict(rows_of(path, "SELECT DISTINCT body ->> '$.list', body ->> '$.size' FROM entries"))
    assert counted == sizes, "a list is there in part"
    assert {name for name, is_there in written.items() if is_there} <= set(counted), "what was acknowledged is missing"
    assert not {name for name, is_there in written.items() if not is_there} & set(counted), "what was refused is there"
    assert verify_file(path).intact
    assert rows_of(path, "SELECT count(*) FROM search") == rows_of(path, "SELECT count(*) FROM entries")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where the journal of this test lies."""
    return tmp_path / "journal.db"


@pytest.fixture
def journal(path: Path) -> Iterator[Journal]:
    """Open a journal and close it."""
    opened = Journal.open(path, SystemClock(), "ws1")
    yield opened
    opened.close()


@pytest.fixture
def faults(monkeypatch: pytest.MonkeyPatch) -> Faults:
    """Put faults before the writer's connections."""
    faults = Faults()

    def connect(path: Path) -> Database:
        db = connect_writer(path)
        db.conn = FaultyConnection(db.conn, faults)  # type: ignore[assignment]
        return db

    monkeypatch.setattr(writer_module, "connect_writer", connect)
    return faults


def three_at_once(journal: Journal, round_: str) -> dict[str, Future[list[Entry]]]:
    """Append three lists that the writer finds waiting together."""
    go = threading.Event()
    held = threading.Event()

    def hold(_future: Future[list[Entry]]) -> None:
        held.set()
        go.wait(30)

    first = journal.append(a_list(f"{round_}-first", 1))
    first.add_done_callback(hold)
    if not first.done():
        held.wait(30)
    futures = {f"{round_}-{n}": journal.append(a_list(f"{round_}-{n}", n)) for n in LIST_SIZES}
    go.set()
    return {f"{round_}-first": first, **futures}


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("name", ["FULL", "IOERR", "BUSY", "CONSTRAINT"])
def test_a_fault_at_any_statement(path: Path, faults: Faults, name: str, after: bool) -> None:
    faults.code, faults.after = getattr(sqlite3, f"SQLITE_{name}"), after
    journal = Journal.open(path, SystemClock(), "ws1")
    written: dict[str, bool] = {}
    try:
        three_at_once(journal, "before")["before-3"].result(30)
        statements = len(faults.statements)
        three_at_once(journal, "measure")["measure-3"].result(30)
        length = len(faults.statements) - statements
        assert length >= 12
        for offset in range(length):
            faults.statements.clear()
            faults.at = offset
            futures = three_at_once(journal, f"at{offset}")
            written |= {name: came_true(future) for name, future in futures.items()}
            faults.at = -1
            assert came_true(journal.append(a_list(f"later{offset}", 2))), "the writer has not recovered"
            written[f"later{offset}"] = True
    finally:
        faults.at = -1
        journal.close()
    check(path, written)


def test_a_quarantine_whose_commit_fails_is_not_said_to_be_kept(path: Path, faults: Faults) -> None:
    journal = Journal.open(path, SystemClock(), "ws1")
    try:
        journal.append(a_list("a", 1)).result(30)
        faults.statements.clear()
        journal.quarantine([BadEvent("va", "first", "x", 1)]).result(30)
        faults.at, faults.code = faults.statements.index("COMMIT"), sqlite3.SQLITE_IOERR
        faults.statements.clear()
        with pytest.raises(JournalError, match="The disk reports an error"):
            journal.quarantine([BadEvent("va", "second", "x", 1)]).result(30)
        assert [bad.reason for bad in journal.quarantined(9).result(30)] == ["first"]
    finally:
        faults.at = -1
        journal.close()


def test_nothing_of_a_list_that_failed_halfway_is_left(
    journal: Journal, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = AppendRequest.write

    def fail(request: AppendRequest, transaction: Transaction) -> None:
        write(request, transaction)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(AppendRequest, "write", fail)
        with pytest.raises(KeyboardInterrupt):
            journal.append(a_list("a", 2)).result(30)
    assert came_true(journal.append(a_list("b", 3)))
    check(path, {"a": False, "b": True})


@pytest.mark.parametrize("fault", [MemoryError(), KeyboardInterrupt(), SystemExit(1), RuntimeError("our own")])
@pytest.mark.parametrize("where", ["prepare", "write", "result"])
def test_the_writer_outlives_every_fault(
    journal: Journal, path: Path, monkeypatch: pytest.MonkeyPatch, fault: BaseException, where: str
) -> None:
    def fail(*_: object) -> None:
        raise fault

    with monkeypatch.context() as patch:
        patch.setattr(AppendRequest, where, fail)
        future = journal.append(a_list("a", 2))
        if where != "result":
            with pytest.raises(type(fault)):
                future.result(30)
    assert came_true(journal.append(a_list("b", 2)))
    check(path, {"a": where == "result", "b": True})


def test_a_file_that_is_full_takes_what_still_fits(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    full = threading.Event()

    def connect(file: Path) -> Database:
        db = connect_writer(file)
        if full.is_set():
            pages: int = db.execute("PRAGMA page_count").fetchone()[0]
            db.execute(f"PRAGMA max_page_count = {pages + 40}")
        return db

    monkeypatch.setattr(writer_module, "connect_writer", connect)
    full.set()
    journal = Journal.open(path, SystemClock(), "ws1")
    try:
        futures = {f"{n}-{weight}": journal.append(a_list(f"{n}-{weight}", 1, weight))
                   for n in range(4) for weight in (400_000, 10)}  # fmt: skip
        written = {name: came_true(future) for name, future in futures.items()}
        assert written == {name: name.endswith("-10") for name in futures}
        with pytest.raises(JournalError, match="The disk is full"):
            journal.append(a_list("large", 1, 400_000)).result(30)
        check(path, written)
    finally:
        journal.close()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Mount a disk of 3 MiB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        pytest.skip("mounting a small disk needs root on Linux")
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", disk], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip("this machine does not let a small disk be mounted")
    yield disk
    subprocess.run(["umount", disk], check=True)


def test_a_full_disk(small_disk: Path) -> None:
    path, ballast = small_disk / "journal.db", small_disk / "ballast"
    ballast.write_bytes(b"x" * 500_000)
    journal = Journal.open(path, SystemClock(), "ws1")
    written: dict[str, bool] = {}
    try:
        for round_ in range(3):
            futures = {}
            for n in range(600):
                name, size, weight = f"{round_}-{n}", LIST_SIZES[n % 3], (10, 300, 20_000)[n % 3]
                futures[name] = journal.append(a_list(name, size, weight))
            written |= {name: came_true(future) for name, future in futures.items()}
            reasons = {str(future.exception()) for future in futures.values() if future.exception()}
            assert reasons == {f"The disk is full: the journal {path} cannot be written."}
            check(path, written)
            # Someone makes room.
            if round_ == 0:
                ballast.unlink()
                assert came_true(journal.append(a_list("room", 3)))
        assert set(written.values()) == {True, False}
    finally:
        journal.close()
    check(path, written)


def test_a_disk_that_is_read_only(small_disk: Path) -> None:
    path = small_disk / "journal.db"
    journal = Journal.open(path, SystemClock(), "ws1")
    journal.append(a_list("a", 3)).result(30)
    journal.close()
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    assert verify_file(path).entries == 3
    with pytest.raises(JournalError, match="Read-only file system"):
        Journal.open(path, SystemClock(), "ws1")


def test_another_program_that_holds_the_file(journal: Journal, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journal.append(a_list("a", 1)).result(30)
    other = sqlite3.connect(path, isolation_level=None)
    try:
        other.execute("BEGIN IMMEDIATE")
        futures = [journal.append(a_list(f"b{n}", 1)) for n in range(20)]
        for future in futures:
            with pytest.raises(JournalError, match="Another program is holding"):
                future.result(30)
        other.execute("ROLLBACK")
    finally:
        other.close()
    assert came_true(journal.append(a_list("c", 1)))
    check(path, {"a": True, "c": True} | {f"b{n}": False for n in range(20)})


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be moved there")
def test_a_file_that_was_moved_away(journal: Journal, path: Path) -> None:
    journal.append(a_list("a", 1)).result(30)
    away = path.with_name("away.db")
    path.rename(away)
    with pytest.raises(JournalError, match="was moved, deleted or replaced"):
        journal.append(a_list("b", 1)).result(30)
    path.write_bytes(b"")
    with pytest.raises(JournalError, match="was moved, deleted or replaced"):
        journal.append(a_list("b", 1)).result(30)
    away.replace(path)
    assert came_true(journal.append(a_list("c", 1)))
    check(path, {"a": True, "b": False, "c": True})


def test_a_console_killed_in_a_flood(path: Path) -> None:
    written: dict[str, bool] = {}
    for flood in range(FLOODS):
        with in_child("flood", path, flood) as child:
            assert child.stdout is not None
            lines = [child.stdout.readline() for _ in range(30 + 300 * flood)]
            child.kill()
            lines += child.stdout.readlines()
        # The last line may be cut.
        written |= {line.decode().strip(): True for line in lines if line.endswith(b"\n")}
        check(path, written)


def test_a_file_that_may_not_grow(path: Path) -> None:
    """Writes are cut short at every odd length by a limit of the system, not by a disk that is full."""
    pytest.importorskip("resource")
    with in_child("limited", path) as child:
        said = child.communicate(timeout=100)[0].decode().split()
    assert child.returncode == 0
    written = {line[1:]: line[0] == "+" for line in said}
    assert set(written.values()) == {True, False}
    check(path, written)
