"""Connections to the journal's file, and SQLite's faults in an operator's words."""

from __future__ import annotations

import shutil
from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined] # the library it has chosen: pysqlite3 if present

from console.core.errors import JournalError

OLDEST_SQLITE = (3, 51, 3)
"""Older ones can damage a file when a WAL is reset (sqlite.org/wal.html#walresetbug)."""
BUSY_TIMEOUT_S = 2.0
_CACHE_KIB = 32 * 1024
_JOURNAL_SIZE_LIMIT_BYTES = 64 * 1024 * 1024

SqliteError: type[Exception] = sqlite3.Error
_PRIMARY_CODE = 0xFF
_UNUSABLE = frozenset({
    sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CANTOPEN,
})  # fmt: skip
_NOT_WRITABLE = frozenset({sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY})
_HARDLY_ANY_BYTES = 64 * 1024


def require_sqlite(found: tuple[int, ...] = sqlite3.sqlite_version_info) -> None:
    """Raise JournalError when the SQLite library is too old to be trusted with a journal."""
    if found < OLDEST_SQLITE:
        raise JournalError(
            "SQLite {found} is too old for the journal: {needed} or newer is needed.",
            found=".".join(map(str, found)), needed=".".join(map(str, OLDEST_SQLITE)),
        )  # fmt: skip


def connect_writer(path: Path) -> Database:
    """Open for writing, on the calling thread; raises SqliteError."""
    db = _open(path, "rwc")
    try:
        if db.execute("PRAGMA journal_mode = WAL").fetchone()[0] != "wal":
            raise JournalError("The journal {path} lies on a disk that cannot hold a write-ahead log.", path=str(path))
        db.execute("PRAGMA synchronous = FULL")
        # macOS: fsync alone leaves data in the drive's cache.
        db.execute("PRAGMA fullfsync = ON")
        db.execute("PRAGMA checkpoint_fullfsync = ON")
        # The writer makes its own checkpoints, after those who wait have been told.
        db.execute("PRAGMA wal_autocheckpoint = 0")
        db.execute(f"PRAGMA journal_size_limit = {_JOURNAL_SIZE_LIMIT_BYTES}")
        db.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
    except BaseException:
        db.close()
        raise
    return db


def connect_reader(path: Path) -> Database:
    """Open read-only, to be used by one thread at a time; raises SqliteError."""
    try:
        db = _open(path, "ro")
        try:
            db.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        except BaseException:
            db.close()
            raise
    except sqlite3.OperationalError as error:
        if _code(error) not in _NOT_WRITABLE or _has_log(path) or not path.is_file():
            raise
        # On a read-only disk SQLite cannot make the files beside it; nobody can write there either.
        db = _open(path, "ro&immutable=1")
    db.execute("PRAGMA query_only = ON")
    return db


def fault_of(error: BaseException, path: Path) -> JournalError:
    """Say what SQLite or the system reported as a sentence for people."""
    where = str(path)
    if isinstance(error, OSError):
        reason = error.strerror or str(error)
        return JournalError("The journal {path} cannot be used: {reason}", path=where, reason=reason)
    code = _code(error)
    # The shared-memory file that cannot grow is reported as an I/O error.
    if code == sqlite3.SQLITE_FULL or (code == sqlite3.SQLITE_IOERR and _is_full(path)):
        return JournalError("The disk is full: the journal {path} cannot be written.", path=where)
    if code == sqlite3.SQLITE_READONLY:
        return JournalError("The journal {path} is read-only.", path=where)
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return JournalError("Another program is holding the journal {path}.", path=where)
    if code == sqlite3.SQLITE_CANTOPEN:
        return JournalError("The journal {path} cannot be opened.", path=where)
    if code == sqlite3.SQLITE_NOTADB:
        return JournalError("{path} is not a journal.", path=where)
    if code == sqlite3.SQLITE_CORRUPT:
        return JournalError("The journal {path} is damaged.", path=where)
    if code == sqlite3.SQLITE_INTERRUPT:
        return JournalError("The journal is closing: the search was not finished.")
    if code == sqlite3.SQLITE_IOERR:
        return JournalError("The disk reports an error: the journal {path} cannot be used.", path=where)
    return JournalError("The journal {path} cannot be used: {reason}", path=where, reason=str(error))


def is_damage(error: BaseException) -> bool:
    """Return whether the file itself is wrong where it was read: a bad page, or bytes that are no text."""
    return isinstance(error, sqlite3.Error) and _code(error) in (0, sqlite3.SQLITE_CORRUPT)


def is_unusable(error: BaseException) -> bool:
    """Return whether the file cannot be used at all now, so that trying again with less is in vain."""
    return isinstance(error, (JournalError, OSError)) or _code(error) in _UNUSABLE


def is_full(error: BaseException) -> bool:
    """Return whether there was no room left: something smaller may still fit."""
    return _code(error) == sqlite3.SQLITE_FULL


def _code(error: BaseException) -> int:
    return (getattr(error, "sqlite_errorcode", None) or 0) & _PRIMARY_CODE


def _is_full(path: Path) -> bool:
    try:
        return shutil.disk_usage(path.parent).free < _HARDLY_ANY_BYTES
    except OSError:
        return False


def _has_log(path: Path) -> bool:
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0


def _open(path: Path, mode: str) -> Database:
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True, timeout=BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False,
    )  # fmt: skip
    return Database(connection, execute_plugins=False)
