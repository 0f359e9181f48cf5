"""Memory shared by two processes, without a name that could be left behind.

Linux: an anonymous memfd, reached through the creator's /proc entry. Windows: a tagged mapping of the paging file.
Others: a temporary file, unlinked once the other side has it. The stdlib's SharedMemory is not used: its tracker is
a third process, unlinks what others still use (bpo-38119), and its names outlive a killed creator.
"""

from __future__ import annotations

import mmap
import os
import secrets
import sys
import tempfile
from pathlib import Path

MEMFD, TAG, FILE = "memfd:", "tag:", "file:"


class SharedMemory:
    """Create memory for another process to attach to; freed when the last view of `view` is gone on both sides."""

    def __init__(self, size: int, kind: str = "") -> None:
        self.size = size
        self._fd = -1
        self._file: Path | None = None
        kind = kind or (MEMFD if sys.platform == "linux" else TAG if sys.platform == "win32" else FILE)
        if kind == MEMFD:
            self._fd = os.memfd_create("gwanje-pictures")
            os.ftruncate(self._fd, size)
            self.address = f"{MEMFD}{_identity(self._fd)}/proc/{os.getpid()}/fd/{self._fd}"
            self._map = mmap.mmap(self._fd, size)
        elif kind == TAG:
            tag = f"gwanje-{secrets.token_hex(12)}"
            self.address = f"{TAG}{tag}"
            self._map = _tagged(size, tag)
        else:
            self._fd, name = tempfile.mkstemp(prefix="gwanje-pictures-")
            self._file = Path(name)
            os.ftruncate(self._fd, size)
            self.address = f"{FILE}{_identity(self._fd)}{name}"
            self._map = mmap.mmap(self._fd, size)
        self.view = memoryview(self._map)

    def attached(self) -> None:
        """Take the way in away, once the other side is in or never will be."""
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1
        if self._file is not None:
            self._file.unlink(missing_ok=True)
            self._file = None


def attach(address: str, size: int) -> memoryview:
    """Return the memory another process created. Raises OSError when it is gone."""
    if address.startswith(TAG):
        return memoryview(_tagged(size, address.removeprefix(TAG)))
    identity, slash, path = address.removeprefix(MEMFD).removeprefix(FILE).partition("/")
    fd = os.open(slash + path, os.O_RDWR)
    try:
        if _identity(fd) != identity:  # the creator has closed it and got the number again for another file
            raise OSError("this memory is gone")
        return memoryview(mmap.mmap(fd, size))
    finally:
        os.close(fd)


def _identity(fd: int) -> str:
    status = os.fstat(fd)
    return f"{status.st_dev}.{status.st_ino}"


def _tagged(size: int, tag: str) -> mmap.mmap:
    if sys.platform == "win32":
        return mmap.mmap(-1, size, tagname=tag)
    raise OSError("tagged mappings exist on Windows only")
