"""Verdicts: the chain held against the checkpoints that anchors have of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from sqlite_utils import Database

from console.core.text import Text, text
from console.journal.anchors import Anchored, read_anchors
from console.journal.chain import Chain, published_keys, read_chain
from console.journal.checkpoint import Checkpoint
from console.journal.database import SqliteError, is_damage


class Finding(StrEnum):
    """Name what a verification came to; the first two are no finding, unless a key says that anchors were made."""

    INTACT = "intact to anchor"
    NO_ANCHOR = "no anchor found"
    BROKEN = "broken"
    SHORTER = "shorter than anchor"
    WRONG_KEY = "wrong key"
    CLOCK = "clock went back"
    UNREADABLE = "anchor unreadable"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Say what chain and anchors show. intact: nothing was found that anyone has to look into.

    anchor: the newest entry that an anchor vouches for. unanchored: the entries after it, whose end may be cut unseen.
    """

    entries: int
    intact: bool
    broken_at: int | None
    anchor: int | None
    unanchored: int
    text: Text
    finding: Finding


@dataclass(frozen=True, slots=True)
class Standing:
    """Say where a journal stands when a console opens it.

    journal: the id it goes by. public_key: what it names as its newest key, empty when none. anchor: the newest entry
    that an anchor vouches for, 0 for none. finding: what the anchors' newest checkpoints hold against it.
    """

    journal: str
    public_key: str
    anchor: int
    finding: Text | None


def verify(
    db: Database, own_id: str = "", places: Sequence[Path] = (), go_on: Callable[[], None] = lambda: None
) -> Verdict:
    """Read every entry that is committed now and return the verdict; raises SqliteError.

    own_id: the id of the journal that belongs at this place. places: folders of anchors, and files of checkpoints.
    `go_on` is called between chunks and may raise to stop.
    """
    # The anchors before the end: a console that goes on writing seals only what is committed.
    anchored = read_anchors(places, {own_id, *(journal for journal, _ in _hinted_keys(db))} - {""})
    last: int = db.execute("SELECT coalesce(max(seq), 0) FROM entries").fetchone()[0]
    chain = read_chain(db, last, {checkpoint.seq for checkpoint in anchored.checkpoints}, go_on)
    if chain.broken_at is not None:
        entries = _count(db, last)
        said = text("broken at seq {seq}", seq=chain.broken_at)
        return Verdict(entries, False, chain.broken_at, None, entries, said, Finding.BROKEN)
    return _verdict(chain, anchored)


def standing(db: Database, own_id: str, places: Sequence[Path]) -> Standing:
    """Hold the newest checkpoints against the entries they name, without reading the chain; raises SqliteError."""
    keys = published_keys(db)
    newest = max(keys, key=lambda pair: keys[pair], default=(own_id, ""))
    anchored = read_anchors(places, {own_id, newest[0]}, tail_only=True)
    last: int = db.execute("SELECT coalesce(max(seq), 0) FROM entries").fetchone()[0]
    chain = Chain(last, keys=keys)
    for checkpoint in anchored.checkpoints:
        row = db.execute("SELECT hash FROM entries WHERE seq = ?", [checkpoint.seq]).fetchone()
        if row is not None:
            chain.hashes[checkpoint.seq] = row[0]
    against = _against(chain, anchored.checkpoints)
    anchor = max((c.seq for c in anchored.checkpoints if _holds(chain, c)), default=0)
    return Standing(newest[0], newest[1], anchor, None if against is None else against[1])


def _verdict(chain: Chain, anchored: Anchored) -> Verdict:
    anchor = max((c.seq for c in anchored.checkpoints if _holds(chain, c)), default=None)
    unanchored = chain.last - (anchor or 0)
    if anchor is None:
        finding = Finding.NO_ANCHOR
        said = text("no anchor found: {n} entries unanchored, their chain holds", n=chain.last)
    else:
        finding = Finding.INTACT
        said = text("intact to anchor {anchor} ({n} entries unanchored)", anchor=anchor, n=unanchored)
    # Where a key was named checkpoints were made: that none is left is a finding.
    intact, broken_at = anchor is not None or not chain.keys, None
    against = _against(chain, anchored.checkpoints)
    if against is not None:
        (finding, said, broken_at), intact = against, False
    elif chain.clock_back is not None:
        seq, back_s = chain.clock_back
        finding, intact = Finding.CLOCK, False
        said = text("clock went back at seq {seq} by {seconds} s; {rest}", seq=seq, seconds=round(back_s), rest=said)
    # A journal that names no key was never sealed: nothing is missed at an anchor that is not there yet.
    for place, reason in anchored.unreadable[:1] if chain.keys else ():
        if finding in (Finding.INTACT, Finding.NO_ANCHOR):
            finding, intact = Finding.UNREADABLE, False
        said = text(
            "{verdict}; the anchor {folder} cannot be read: {reason}", verdict=said, folder=str(place), reason=reason
        )
    return Verdict(chain.last, intact, broken_at, anchor, unanchored, said, finding)


def _against(chain: Chain, checkpoints: Sequence[Checkpoint]) -> tuple[Finding, Text, int | None] | None:
    """Return what checkpoints say against a chain, the gravest first; None when they say nothing."""
    ours = [c for c in checkpoints if _is_ours(c, chain.keys)]
    for checkpoint in ours:
        if checkpoint.seq <= chain.last and chain.hashes.get(checkpoint.seq) != checkpoint.hash:
            said = text("broken at seq {seq}: the anchor holds another entry there", seq=checkpoint.seq)
            return Finding.BROKEN, said, checkpoint.seq
    if ours and ours[-1].seq > chain.last:
        said = text("shorter than anchor {anchor}: {n} entries are missing", anchor=ours[-1].seq,
                    n=ours[-1].seq - chain.last)  # fmt: skip
        return Finding.SHORTER, said, None
    for checkpoint in checkpoints:
        if not checkpoint.is_genuine():
            said = text("wrong key: checkpoint {anchor} does not bear its key's signature", anchor=checkpoint.seq)
            return Finding.WRONG_KEY, said, None
        if not _is_ours(checkpoint, chain.keys):
            said = text("wrong key: the journal does not name the key of checkpoint {anchor}", anchor=checkpoint.seq)
            return Finding.WRONG_KEY, said, None
    return None


def _holds(chain: Chain, checkpoint: Checkpoint) -> bool:
    return _is_ours(checkpoint, chain.keys) and chain.hashes.get(checkpoint.seq) == checkpoint.hash


def _is_ours(checkpoint: Checkpoint, keys: Mapping[tuple[str, str], int]) -> bool:
    """Tell whether the key a journal named before has signed; one that names none yet is held against all."""
    named_at = keys.get((checkpoint.journal, checkpoint.public_key)) if keys else 0
    return named_at is not None and named_at <= checkpoint.seq and checkpoint.is_genuine()


def _hinted_keys(db: Database) -> Mapping[tuple[str, str], int]:
    try:
        return published_keys(db)
    except SqliteError as fault:
        # Where the damage is, reading the chain will tell.
        if not is_damage(fault):
            raise
        return {}


def _count(db: Database, last: int) -> int:
    try:
        number: int = db.execute("SELECT count(*) FROM entries").fetchone()[0]
    except SqliteError as fault:
        if not is_damage(fault):
            raise
        return last
    return number
