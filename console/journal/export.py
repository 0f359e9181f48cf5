"""Export of entries to a file: CSV for people, JSON lines for whoever wants to check the hashes."""

from __future__ import annotations

import csv
import json
import os
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal, TextIO

from sqlite_utils import Database

from console.core.entry import EntryFilter
from console.core.errors import JournalError
from console.journal.canonical import encode_plain
from console.journal.derived import SNAPSHOT
from console.journal.query import COLUMNS, select_entries

_CHUNK = 500
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_CELL_MAX_CHARS = 32_000
_BODY = COLUMNS.index("body")

Format = Literal["csv", "jsonl"]
Row = tuple[Any, ...]


def export(
    db: Database, out: Path, form: Format, f: EntryFilter, journal: Path, go_on: Callable[[], None] = lambda: None
) -> int:
    """Write the chosen entries, oldest first, and return their number; the file appears whole or not at all.

    Raises JournalError when it cannot be written, SqliteError when the journal cannot be read.
    """
    write = _write_csv if form == "csv" else _write_jsonl
    _refuse_own_files(out, journal)
    # Beside its place, so that it can be moved there at one stroke; never readable by others.
    part = out.with_name(f".{out.name}.{secrets.token_hex(4)}.part")
    try:
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8-sig" if form == "csv" else "utf-8", newline="") as file:
                written = write(db, file, f, go_on)
                file.flush()
                os.fsync(file.fileno())
            part.replace(out)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise JournalError(
            "The export {path} cannot be written: {reason}", path=str(out), reason=error.strerror or str(error)
        ) from error
    return written


def _refuse_own_files(out: Path, journal: Path) -> None:
    own = {journal.name + suffix for suffix in ("", "-wal", "-shm", ".lock")}
    if out.name in own and out.resolve().parent == journal.resolve().parent:
        raise JournalError("The export cannot take the place of the journal {path}.", path=str(journal))


def _write_csv(db: Database, file: TextIO, f: EntryFilter, go_on: Callable[[], None]) -> int:
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(COLUMNS)

    def write(rows: list[Row]) -> None:
        writer.writerows([_csv_cells(row) for row in rows])

    return _each_chunk(db, f, go_on, write)


def _write_jsonl(db: Database, file: TextIO, f: EntryFilter, go_on: Callable[[], None]) -> int:
    def write(rows: list[Row]) -> None:
        file.writelines(encode_plain(dict(zip(COLUMNS, row, strict=True))) + "\n" for row in rows)

    return _each_chunk(db, f, go_on, write)


def _each_chunk(
    db: Database, f: EntryFilter, go_on: Callable[[], None], write: Callable[[list[Row]], None]
) -> int:  # fmt: skip
    cursor = db.execute(*select_entries(f, newest_first=False))
    written = 0
    while rows := cursor.fetchmany(_CHUNK):
        go_on()
        write(rows)
        written += len(rows)
    return written


def _csv_cells(row: Row) -> list[str | int]:
    cells = [*row]
    cells[_BODY] = _readable(row[_BODY])
    return [_harmless(cell) if isinstance(cell, str) else cell for cell in cells]


def _harmless(cell: str) -> str:
    # A spreadsheet would take such a cell for a formula and run it (OWASP, CSV injection).
    return "'" + cell if cell.startswith(_FORMULA_STARTS) else cell


def _readable(body: str) -> str:
    """Return a body that a spreadsheet's cell can hold: a picture is left out, the rest is cut."""
    if len(body) <= _CELL_MAX_CHARS:
        return body
    try:
        values = json.loads(body)
    except (ValueError, RecursionError):
        # Someone has changed it: what stands there is shown all the same.
        values = None
    if isinstance(values, dict) and isinstance(values.get(SNAPSHOT), str):
        body = encode_plain({**values, SNAPSHOT: f"({len(values[SNAPSHOT])} characters)"})
    return body if len(body) <= _CELL_MAX_CHARS else body[:_CELL_MAX_CHARS] + "…"
