"""A thread that reads the journal through a read-only connection of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from sqlite_utils import Database

from console.core.errors import JournalError
from console.journal.database import SqliteError, connect_reader, fault_of

T = TypeVar("T")
_STEPS_BETWEEN_LOOKS = 10_000


class Lane:
    """Run reads one after another; the thread starts with the first."""

    def __init__(self, path: Path, name: str) -> None:
        self._path = path
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        self._db: Database | None = None
        self._closing = threading.Event()
        self._lock = threading.Lock()

    def submit(self, read: Callable[[Database], T]) -> Future[T]:
        """Queue a read, from any thread; its future fails with JournalError when the file cannot be read."""
        with self._lock:
            if not self._closing.is_set():
                return self._executor.submit(self._run, read)
        closed: Future[T] = Future()
        closed.set_exception(JournalError("The journal is closed."))
        return closed

    def go_on(self) -> None:
        """Raise JournalError when the journal is closing; long reads call it now and then."""
        if self._closing.is_set():
            raise JournalError("The journal is closed.")

    def close(self) -> None:
        """Interrupt what runs, refuse what waits, end the thread."""
        with self._lock:
            self._closing.set()
        self._executor.shutdown(wait=True)
        self._drop_connection()

    def _run(self, read: Callable[[Database], T]) -> T:
        self.go_on()
        try:
            if self._db is None:
                self._db = connect_reader(self._path)
                self._db.conn.set_progress_handler(self._closing.is_set, _STEPS_BETWEEN_LOOKS)
            return read(self._db)
        except SqliteError as error:
            self._drop_connection()
            raise fault_of(error, self._path) from error

    def _drop_connection(self) -> None:
        db, self._db = self._db, None
        if db is not None:
            db.close()
