"""A thread that takes checkpoints to one anchor: a share that hangs holds up neither the console nor other anchors."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from console.core.errors import JournalError
from console.journal.anchors import append_checkpoint
from console.journal.checkpoint import Checkpoint

Told = Callable[["AnchorWriter", Checkpoint, JournalError | None], None]


class AnchorWriter:
    """Write the newest checkpoint that waits; `told` hears of each try, on the writer's thread."""

    def __init__(self, folder: Path, make_folder: bool, told: Told) -> None:
        self.folder = folder
        self._make_folder = make_folder
        self._told = told
        self._next: Checkpoint | None = None
        self._closing = False
        # What an earlier run, or a disk that was full, left at the file's end may lack the end of its line.
        self._new_line = True
        self._condition = threading.Condition()
        # A daemon: a share that never answers must not keep the console from ending.
        self._thread = threading.Thread(target=self._run, name=f"anchor {folder.name}", daemon=True)
        self._thread.start()

    def put(self, checkpoint: Checkpoint) -> None:
        """Ask for a checkpoint to be written, from any thread; one that still waits gives way to it."""
        with self._condition:
            self._next = checkpoint
            self._condition.notify()

    def close(self, timeout_s: float) -> bool:
        """Write what waits and end the thread; blocks for `timeout_s` at most, False when it hangs longer."""
        with self._condition:
            self._closing = True
            self._condition.notify()
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while (checkpoint := self._take()) is not None:
            fault: JournalError | None = None
            try:
                append_checkpoint(self.folder, checkpoint, self._make_folder, self._new_line)
            except JournalError as error:
                fault = error
            self._new_line = fault is not None
            self._told(self, checkpoint, fault)

    def _take(self) -> Checkpoint | None:
        with self._condition:
            self._condition.wait_for(lambda: self._next is not None or self._closing)
            taken, self._next = self._next, None
            return taken
