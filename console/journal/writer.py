"""The journal's only writer: one thread that commits what is waiting in groups, and survives every fault."""

from __future__ import annotations

import logging
import math
import threading
from collections import deque
from collections.abc import Sequence
from pathlib import Path

from sqlite_utils import Database

from console.core.errors import JournalError
from console.journal.database import SqliteError, connect_writer, fault_of, is_full, is_unusable
from console.journal.derived import Derived
from console.journal.requests import Request, Transaction, tail_of

MAX_WAITING_DRAFTS = 200_000
_GROUP_DRAFTS = 2_000
_GROUP_CHARS = 16 * 1024 * 1024
_CHECKPOINT_CHARS = 4 * 1024 * 1024
_CLOSE_TIMEOUT_S = 30.0
_log = logging.getLogger(__name__)


class Writer:
    """Own the writing connection and its thread.

    A future is resolved only after the COMMIT that holds its rows (synchronous=FULL: on the disk, not in a cache).
    It fails only when nothing of its request is in the file. Callbacks run on the writer's thread: keep them short.
    """

    def __init__(self, path: Path, workstation: str) -> None:
        self._path = path
        self._identity = _identity(path)
        self._workstation = workstation
        self._derived = Derived()
        self._db: Database | None = None
        self._uncheckpointed_chars = 0
        self._troubled = False
        self._waiting: deque[Request] = deque()
        self._waiting_drafts = 0
        self._closing = False
        self._condition = threading.Condition()
        # A daemon: a program that dies without closing is not held up; what was acknowledged is on the disk.
        self._thread = threading.Thread(target=self._run, name="journal-writer", daemon=True)
        self._thread.start()

    def submit(self, request: Request) -> None:
        """Queue a request, from any thread; one that cannot be queued fails at once."""
        with self._condition:
            if self._closing:
                fault = JournalError("The journal is closed.")
            elif self._waiting_drafts + request.drafts > MAX_WAITING_DRAFTS:
                fault = JournalError("The journal cannot keep up: {count} entries wait.", count=self._waiting_drafts)
            else:
                self._waiting.append(request)
                self._waiting_drafts += request.drafts
                self._condition.notify()
                return
        request.future.set_exception(fault)

    def close(self) -> None:
        """Write what waits, end the thread; raises JournalError when the disk does not let it end."""
        with self._condition:
            self._closing = True
            self._condition.notify()
        self._thread.join(_CLOSE_TIMEOUT_S)
        if self._thread.is_alive():
            raise JournalError("The disk does not answer: the journal {path} is not closed.", path=str(self._path))

    def _run(self) -> None:
        group: list[Request] = []
        while not self._is_done():
            try:
                self._take(group)
                self._commit_group(group)
                if self._uncheckpointed_chars >= _CHECKPOINT_CHARS:
                    self._checkpoint("PASSIVE")
            except BaseException as fault:  # noqa: BLE001 - reported, and the thread goes on
                # The console's own fault, memory that ran out …: those who wait are told, and the thread lives on.
                _log.exception("journal: the writer goes on after a fault of its own")
                self._derived.forget()
                self._drop_connection()
                for request in group:
                    if not request.future.done():
                        request.future.set_exception(fault)
            group.clear()
        self._checkpoint("TRUNCATE")
        self._drop_connection()

    def _is_done(self) -> bool:
        with self._condition:
            self._condition.wait_for(lambda: self._waiting or self._closing)
            return not self._waiting

    def _take(self, group: list[Request]) -> None:
        """Fill the group with the requests that wait, were not cancelled and can be encoded."""
        drafts = chars = 0
        while drafts < _GROUP_DRAFTS and chars < _GROUP_CHARS:
            with self._condition:
                if not self._waiting:
                    break
                request = self._waiting.popleft()
                self._waiting_drafts -= request.drafts
            if not request.future.set_running_or_notify_cancel():
                continue
            group.append(request)
            try:
                request.prepare()
            except Exception as fault:  # noqa: BLE001 - reported to the one who asked; the others go on
                group.pop()
                request.future.set_exception(fault)
            drafts += request.drafts
            chars += request.size_chars
        self._uncheckpointed_chars += chars

    def _commit_group(self, group: Sequence[Request]) -> None:
        fault = self._attempt(group)
        if fault is None:
            return
        # A file that cannot be used fails them all. Else one of them may be at fault, or too large for what is left of
        # the disk: the others are owed their own try, but for those that are larger still.
        hopeless = is_unusable(fault) or len(group) == 1
        too_large_chars: float = math.inf
        for request in group:
            reason: Exception | None = fault
            if not hopeless and request.size_chars < too_large_chars:
                reason = self._attempt([request])
                if reason is not None and is_full(reason):
                    fault, too_large_chars = reason, request.size_chars
            if reason is not None:
                request.future.set_exception(self._told(reason))

    def _attempt(self, group: Sequence[Request]) -> Exception | None:
        """Commit the group in one transaction and tell those who wait; return the fault if nothing was written."""
        if not group:
            return None
        transaction: Transaction | None = None
        committing = False
        try:
            db = self._connection()
            db.execute("BEGIN IMMEDIATE")
            transaction = Transaction(db, self._workstation, self._derived)
            for request in group:
                request.write(transaction)
            transaction.flush()
            committing = True
            db.execute("COMMIT")
        except Exception as fault:  # noqa: BLE001 - reported to each who waits
            self._derived.forget()
            self._roll_back()
            if not (committing and transaction is not None and self._is_in_file(transaction)):
                return fault
        self._troubled = False
        for request in group:
            _tell(request)
        return None

    def _connection(self) -> Database:
        if _identity(self._path) != self._identity:
            # SQLite would go on writing to a file that nobody can find any more.
            self._drop_connection()
            raise JournalError("The journal {path} was moved, deleted or replaced.", path=str(self._path))
        if self._db is None:
            self._db = connect_writer(self._path)
        return self._db

    def _roll_back(self) -> None:
        if self._db is None:
            return
        try:
            self._db.rollback()
        except SqliteError as fault:
            self._warn("the rollback failed, the connection is made anew", fault)
            self._drop_connection()

    def _is_in_file(self, transaction: Transaction) -> bool:
        """Look, after a COMMIT that reported a fault, whether it took place all the same: the file is the truth."""
        self._drop_connection()
        try:
            db = self._connection()
            if transaction.has_entries and tail_of(db) == (transaction.seq, transaction.hash):
                return True
        except (SqliteError, OSError, JournalError) as fault:
            self._warn("the file cannot be read after a failed commit", fault)
            return False
        # Frames of the failed commit may stand behind the log's end; an emptied log cannot bring them back.
        self._checkpoint("TRUNCATE")
        return False

    def _checkpoint(self, mode: str) -> None:
        """Move the log into the file; a fault here loses nothing, the log keeps what is committed."""
        self._uncheckpointed_chars = 0
        try:
            self._connection().execute(f"PRAGMA wal_checkpoint({mode})").fetchone()
        except (SqliteError, OSError, JournalError) as fault:
            self._warn("the checkpoint failed", fault)

    def _drop_connection(self) -> None:
        db, self._db = self._db, None
        if db is None:
            return
        try:
            db.close()
        except SqliteError as fault:
            self._warn("the connection did not close cleanly", fault)

    def _warn(self, what: str, fault: Exception) -> None:
        # Once until the next commit: a full disk must not be filled with lines that say so.
        if not self._troubled:
            _log.warning("journal: %s: %s", what, fault)
        self._troubled = True

    def _told(self, fault: Exception) -> Exception:
        return fault_of(fault, self._path) if isinstance(fault, (SqliteError, OSError)) else fault


def _tell(request: Request) -> None:
    try:
        request.future.set_result(request.result())
    except BaseException:  # noqa: BLE001 - reported below
        # A callback's fault is not the journal's: the others whose rows are committed are told all the same.
        _log.exception("journal: a callback of a committed append failed")


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return (status.st_dev, status.st_ino)
