"""A journal with a key and anchors, and the hands of someone who changes it and knows how it is made."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined] # two SQLite libraries on one file undo each other's locks

from console.core.entry import Draft, Entry
from console.core.text import Text
from console.journal import Journal, Verdict, verify_file
from console.journal.anchors import SUFFIX, append_checkpoint
from console.journal.canonical import GENESIS_HASH, canonical_json, hash_entry
from console.journal.checkpoint import Checkpoint, journal_id, sign_checkpoint
from console.journal.keys import ALGORITHM, KEY_PUBLISHED, SigningKey
from console.journal.query import COLUMNS
from tests.unit.journal.helpers import HandClock, report, tamper

Row = dict[str, object]
KEY = SigningKey(bytes(range(32)))
OTHER_KEY = SigningKey(bytes(range(1, 33)))
WORKSTATION = "ws1"


@dataclass
class FakeStore:
    """Keep secrets in memory. fault: raised by every call; forgetful: keeps nothing."""

    kept: dict[str, str] = field(default_factory=dict)
    said: Text | None = None
    fault: Exception | None = None
    forgetful: bool = False

    def get(self, name: str) -> str | None:
        """Return a secret."""
        if self.fault is not None:
            raise self.fault
        return self.kept.get(name)

    def put(self, name: str, password: str) -> Text | None:
        """Keep a secret."""
        if not self.forgetful:
            self.kept[name] = password
        return self.said


@dataclass
class Room:
    """A journal of a workstation, closed, and its anchor."""

    path: Path
    anchors: Path
    clock: HandClock = field(default_factory=HandClock)
    key: SigningKey = KEY

    @property
    def id(self) -> str:
        """Return the journal's id."""
        return journal_id(self.path, WORKSTATION)

    @property
    def anchor_file(self) -> Path:
        """Return the anchor's file."""
        return self.anchors / (self.id + SUFFIX)

    def write(self, number: int, first: str = "event.received") -> Entry:
        """Append entries one second apart, and return the last."""
        journal = Journal.open(self.path, self.clock, WORKSTATION)
        try:
            for n in range(number):
                self.clock.turn(1)
                last = journal.append([Draft(first if n == 0 else "event.received", report(f"ep{n}"))]).result()[0]
        finally:
            journal.close()
        return last

    def publish(self) -> Entry:
        """Name the key."""
        journal = Journal.open(self.path, self.clock, WORKSTATION)
        try:
            body: dict[str, object] = {"algorithm": ALGORITHM, "journal": self.id, "public_key": self.key.public}
            return journal.append([Draft(KEY_PUBLISHED, body)]).result()[0]
        finally:
            journal.close()

    def checkpoint(self, seq: int, hash_: str, key: SigningKey | None = None, journal: str = "") -> Checkpoint:
        """Sign that an entry has a hash."""
        return sign_checkpoint(
            key or self.key, journal or self.id, seq, hash_, self.clock.utc(), self.clock.ns, WORKSTATION
        )  # fmt: skip

    def seal(self, entry: Entry) -> None:
        """Anchor an entry."""
        append_checkpoint(self.anchors, self.checkpoint(entry.seq, entry.hash), True, False)

    def verdict(self, *anchors: Path) -> Verdict:
        """Verify against the anchor, or those given."""
        return verify_file(self.path, anchors or (self.anchors,), WORKSTATION)

    def blind(self) -> Verdict:
        """Verify without any anchor."""
        return verify_file(self.path, (), WORKSTATION)


def a_room(folder: Path) -> Room:
    """Return ten entries with a key: anchored at 5 and 10; two more follow."""
    folder.mkdir(parents=True, exist_ok=True)
    room = Room(folder / "journal.db", folder / "share")
    room.write(2)
    room.publish()
    room.seal(room.write(2))
    room.seal(room.write(5))
    room.write(2)
    return room


def rewrite(path: Path, change: Callable[[list[Row]], object]) -> list[Row]:
    """Change the rows, number them anew, make every hash anew and put them back: what one who knows the form can do."""
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        rows = [
            dict(zip(COLUMNS, row, strict=True)) for row in connection.execute("SELECT * FROM entries ORDER BY seq")
        ]
        change(rows)
        chained = GENESIS_HASH
        for seq, row in enumerate(rows, start=1):
            row["seq"], row["prev_hash"] = seq, chained
            row["hash"] = chained = hash_entry(*(row[name] for name in COLUMNS[:-1]))
        tamper(path, "DELETE FROM entries")
        connection.executemany(
            f"INSERT INTO entries VALUES ({', '.join('?' * len(COLUMNS))})",
            [[row[name] for name in COLUMNS] for row in rows],
        )
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return rows
    finally:
        connection.close()


def name_key(row: Row, key: SigningKey, journal: str) -> None:
    """Make a row name a key."""
    row["kind"] = KEY_PUBLISHED
    row["body"] = canonical_json({"algorithm": ALGORITHM, "journal": journal, "public_key": key.public})


def put_in_place(source: Path, target: Path) -> None:
    """Let one file take another's place."""
    for suffix in ("-wal", "-shm"):
        target.with_name(target.name + suffix).unlink(missing_ok=True)
    shutil.copyfile(source, target)
