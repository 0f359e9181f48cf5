"""Anchors: folders outside the journal's own, best out of its owner's reach, that hold a journal's checkpoints.

Each has a file `<journal id>.checkpoints`, one checkpoint a line, which a console only ever makes longer.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from console.core.errors import JournalError
from console.journal.checkpoint import Checkpoint, read_checkpoint

SUFFIX = ".checkpoints"
TAIL_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class Anchored:
    """Hold what anchors say, ordered by seq, and each that could not be read, with the system's reason."""

    checkpoints: tuple[Checkpoint, ...] = ()
    unreadable: tuple[tuple[Path, str], ...] = ()


def read_anchors(places: Iterable[Path], ids: Iterable[str], tail_only: bool = False) -> Anchored:
    """Read the checkpoints of the journals `ids` in folders, and all of places that are files; blocks.

    tail_only: the newest hundred or so of each, for a look at the start.
    """
    found: dict[Checkpoint, None] = {}
    unreadable: list[tuple[Path, str]] = []
    names = sorted(set(ids))
    for place in dict.fromkeys(places):
        try:
            files = [place] if place.is_file() else _files_of(place, names)
            for file in files:
                found.update(dict.fromkeys(_read_file(file, tail_only)))
        except OSError as fault:
            unreadable.append((place, fault.strerror or str(fault)))
    ordered = sorted(found, key=lambda checkpoint: checkpoint.seq)
    return Anchored(tuple(ordered), tuple(unreadable))


def append_checkpoint(folder: Path, checkpoint: Checkpoint, make_folder: bool, new_line: bool) -> None:
    """Add a line to the journal's file in a folder, on the disk when this returns; blocks. Raises JournalError.

    make_folder: a folder that is missing is made; else it is a fault, for a share may just not be mounted. new_line:
    what stands in the file may end within a line, so begin a new one.
    """
    file = folder / (checkpoint.journal + SUFFIX)
    try:
        if make_folder:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        is_new = not file.exists()
        descriptor = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            start = "\n" if new_line and os.fstat(descriptor).st_size else ""
            line = (start + checkpoint.line() + "\n").encode()
            if os.write(descriptor, line) != len(line):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        if is_new:
            _sync_folder(folder)
    except OSError as fault:
        raise JournalError(
            "The anchor {folder} cannot be written: {reason}", folder=str(folder), reason=fault.strerror or str(fault)
        ) from fault


def _files_of(folder: Path, names: Sequence[str]) -> list[Path]:
    # Asked of the folder itself: a share that is not mounted is no anchor without checkpoints.
    folder.stat()
    return [file for file in (folder / (name + SUFFIX) for name in names) if file.exists()]


def _read_file(file: Path, tail_only: bool) -> list[Checkpoint]:
    with file.open("rb") as stream:
        size = os.fstat(stream.fileno()).st_size
        if tail_only and size > TAIL_BYTES:
            stream.seek(size - TAIL_BYTES)
        # A line cut at either end is none.
        read = (read_checkpoint(line.decode("utf-8", "replace")) for line in stream)
        return [checkpoint for checkpoint in read if checkpoint is not None]


def _sync_folder(folder: Path) -> None:
    # Not every share lets a folder be opened or synchronised; the line itself is on the disk.
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
