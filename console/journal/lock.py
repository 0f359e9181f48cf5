"""A lock on `<journal>.lock`: one console writes a journal. The system drops it when its holder dies."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

from console.core.errors import JournalError

if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


_HELD = frozenset({errno.EAGAIN, errno.EACCES, errno.EDEADLK})


class FileLock:
    """Hold the lock until `release`; raises JournalError when another console, or this one, holds it."""

    def __init__(self, journal: Path) -> None:
        path = journal.with_name(journal.name + ".lock")
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise JournalError(
                "The journal {path} cannot be opened: {reason}", path=str(journal), reason=error.strerror
            ) from error
        try:
            _take(descriptor)
        except OSError as error:
            os.close(descriptor)
            if error.errno not in _HELD:
                raise JournalError(
                    "The journal {path} cannot be locked: {reason}", path=str(journal), reason=error.strerror
                ) from error
            raise JournalError("Another console is already using {path}.", path=str(journal)) from error
        self._descriptor: int | None = descriptor

    def release(self) -> None:
        """Give the lock back; the lock file stays, for removing it would race with the next holder."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
