"""Checkpoints: every minute, fifty entries, session and export is signed and taken to the journal's anchors."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from console.control.messages import Level, Messages
from console.control.recorder import MACHINE
from console.core.entry import Draft, Entry
from console.core.errors import JournalError, WorldError
from console.core.hook import Hook
from console.core.text import Text, recorded, text
from console.journal.anchor_writer import AnchorWriter
from console.journal.checkpoint import Checkpoint, sign_checkpoint
from console.journal.keys import ALGORITHM, KEY_PUBLISHED, KeyStore, SigningKey, load_key

if TYPE_CHECKING:
    from console.control.recorder import Recorder
    from console.control.tasks import Tasks
    from console.core.clock import Clock
    from console.journal.journal import Journal

SEAL_EVERY_S = 60.0
SEAL_EVERY_ENTRIES = 50
SEAL_AT_ONCE = frozenset({"session.opened", "session.closed", "journal.exported"})
SHORTEST_S = 1.0
"""However fast entries come in, checkpoints are this far apart: each costs an fsync in every anchor."""
LATE_S = 3 * SEAL_EVERY_S
CLOSE_S = 3.0


@dataclass(slots=True)
class _Anchor:
    """Keep what is known of one anchor: the newest entry it vouches for, since when it fails, and why."""

    writer: AnchorWriter
    seq: int
    at_s: float
    fault: Text | None = None
    failed_s: float = 0.0


class Sealing:
    """Sign and send checkpoints of what is committed. Lives on the UI thread; files are written on threads of anchors.

    changed: told when `lag` or `fault` may be another. Nothing here is journalled but the key and an anchor that is
    lost or back: a checkpoint that made an entry would want the next checkpoint.
    """

    def __init__(
        self, journal: Journal, recorder: Recorder, messages: Messages, clock: Clock, tasks: Tasks, store: KeyStore,
        anchors: Sequence[Path], make: Path | None = None,
    ) -> None:  # fmt: skip
        """Take the anchors' folders; `make` is the one that is made when it is missing."""
        self.changed: Hook[[]] = Hook()
        self._journal, self._recorder, self._messages = journal, recorder, messages
        self._clock, self._tasks, self._store = clock, tasks, store
        self._folders, self._make = tuple(dict.fromkeys(anchors)), make
        self._anchors: list[_Anchor] = []
        self._key: SigningKey | None = None
        self._key_fault: Text | None = None
        self._opening: asyncio.Task[None] | None = None
        self._id = ""
        self._anchored = 0
        self._tip: Entry | None = recorder.last
        self._sealed = 0
        self._tried_s = self._started_s = self._now_s()
        self._leave = recorder.changed.join(self._look)

    @property
    def lag(self) -> int:
        """Count the entries that the slowest anchor does not vouch for yet."""
        anchored = min((anchor.seq for anchor in self._anchors), default=self._anchored)
        return 0 if self._tip is None else self._tip.seq - anchored

    @property
    def lag_s(self) -> float:
        """Tell for how long the slowest anchor has lacked entries, seconds."""
        if self.lag <= 0:
            return 0.0
        return self._now_s() - min((anchor.at_s for anchor in self._anchors), default=self._started_s)

    @property
    def fault(self) -> Text | None:
        """Say why checkpoints do not reach all anchors; None while they do."""
        return self._key_fault or next((anchor.fault for anchor in self._anchors if anchor.fault is not None), None)

    @property
    def late(self) -> bool:
        """Tell whether the status bar should warn."""
        return self.fault is not None or (bool(self._folders) and self.lag_s > LATE_S)

    @property
    def words(self) -> Text:
        """Say in the status bar how far the anchors are."""
        if self.lag <= 0:
            return text("anchored")
        if not self.late:
            return text("{n} entries unanchored", n=self.lag)
        return text("{n} entries unanchored for {minutes} min", n=self.lag, minutes=int(self.lag_s // 60))

    def start(self) -> None:
        """Get the key ready and send the first checkpoint, after the session was opened; returns at once."""
        # A room without anchors, such as a measurement's, needs no key in the user's keyring.
        if self._folders and (self._opening is None or self._opening.done()):
            self._opening = self._tasks.spawn(self._open(), "sealing")

    def tick(self) -> None:
        """Send what is due; called each second."""
        if self._key is None:
            if self._now_s() - self._tried_s >= SEAL_EVERY_S:
                self._tried_s = self._now_s()
                self.start()
        elif self.lag > 0 and self._now_s() - self._tried_s >= SEAL_EVERY_S:
            self._seal()
        else:
            self._look()
        self._tasks.tell(self.changed)

    async def aclose(self) -> None:
        """Seal the session's end, after it was journalled; an anchor that hangs is left after 3 s."""
        self._leave()
        if self._opening is not None and not self._opening.done():
            # A keyring that still asks its owner is not waited for any longer.
            await asyncio.wait({self._opening}, timeout=CLOSE_S)
            self._opening.cancel()
        if self._key is not None and self.lag > 0:
            self._seal()
        writers = [anchor.writer for anchor in self._anchors]
        ended = await asyncio.gather(*(asyncio.to_thread(writer.close, CLOSE_S) for writer in writers))
        for writer, good in zip(writers, ended, strict=True):
            if not good:
                fault = text("The anchor {folder} does not answer.", folder=str(writer.folder))
                self._tasks.tell(self._messages.say, Level.WARNING, fault)

    async def _open(self) -> None:
        try:
            standing = await asyncio.wrap_future(self._journal.standing())
            self._anchored = standing.anchor
            if standing.finding is not None and self._key_fault is None:
                said = text("The journal's anchor speaks against it: {finding}", finding=standing.finding)
                self._tell(Level.ERROR, said)
            # On a thread: a keyring may ask its owner first.
            key, kept = await asyncio.to_thread(load_key, self._store)
            if kept is not None:
                self._tell(Level.INFO, text("The journal has a new signing key. {where}", where=kept))
            if standing.public_key != key.public:
                body: dict[str, object] = {
                    "algorithm": ALGORITHM, "journal": standing.journal, "public_key": key.public,
                }  # fmt: skip
                await self._recorder.write([Draft(KEY_PUBLISHED, body, operator=MACHINE)])
        except WorldError as fault:
            # The recorder has said that the journal fails, if it was that.
            if fault.text not in (self._key_fault, self._recorder.fault):
                self._tell(Level.ERROR, fault.text)
            self._key_fault = fault.text
            self._tasks.tell(self.changed)
            return
        self._key_fault, self._id = None, standing.journal
        if not self._anchors:
            now_s = self._now_s()
            self._anchors = [_Anchor(self._writer(folder), self._anchored, now_s) for folder in self._folders]
        self._key = key
        self._seal()

    def _writer(self, folder: Path) -> AnchorWriter:
        return AnchorWriter(folder, folder == self._make, self._told)

    def _look(self) -> None:
        """Take note of the newest entry; seal when fifty came, or one that is sealed at once."""
        newest = self._recorder.last
        at_once = False
        if newest is not None and (self._tip is None or newest.seq > self._tip.seq):
            self._tip = newest
            at_once = newest.kind in SEAL_AT_ONCE
            self._tasks.tell(self.changed)
        if self._key is None or self._tip is None:
            return
        waiting = self._tip.seq - self._sealed
        if at_once or (waiting >= SEAL_EVERY_ENTRIES and self._now_s() - self._tried_s >= SHORTEST_S):
            self._seal()

    def _seal(self) -> None:
        if self._key is None or self._tip is None:
            return
        self._tried_s, self._sealed = self._now_s(), self._tip.seq
        checkpoint = sign_checkpoint(
            self._key, self._id, self._tip.seq, self._tip.hash, self._clock.utc(), self._clock.monotonic_ns(),
            self._journal.workstation,
        )  # fmt: skip
        for anchor in self._anchors:
            if anchor.seq < checkpoint.seq:
                anchor.writer.put(checkpoint)

    def _told(self, writer: AnchorWriter, checkpoint: Checkpoint, fault: JournalError | None) -> None:
        # On the anchor's thread; after the loop's end nobody is left to be told.
        with suppress(RuntimeError):
            self._tasks.loop.call_soon_threadsafe(self._take, writer, checkpoint, fault)

    def _take(self, writer: AnchorWriter, checkpoint: Checkpoint, fault: JournalError | None) -> None:
        anchor = next(anchor for anchor in self._anchors if anchor.writer is writer)
        folder = str(writer.folder)
        if fault is None:
            anchor.seq, anchor.at_s = checkpoint.seq, checkpoint.monotonic_ns / 1e9
            if anchor.fault is not None:
                anchor.fault = None
                lost_s = round(self._now_s() - anchor.failed_s, 1)
                self._tell(Level.INFO, text("The anchor {folder} is back.", folder=folder))
                self._note("anchor.restored", {"folder": folder, "lost_s": lost_s})
        else:
            if anchor.fault is None:
                anchor.failed_s = self._now_s()
                self._tell(Level.WARNING, fault.text)
                self._note("anchor.lost", {"folder": folder, **recorded(fault.text)})
            anchor.fault = fault.text
        self._tasks.tell(self.changed)

    def _tell(self, level: Level, said: Text) -> None:
        self._tasks.tell(self._messages.say, level, said)

    def _note(self, kind: str, body: dict[str, object]) -> None:
        if not self._tasks.closed:
            self._recorder.note(Draft(kind, body, operator=MACHINE))

    def _now_s(self) -> float:
        return self._clock.monotonic_ns() / 1e9
