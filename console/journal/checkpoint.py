"""A signed statement of how far a journal went: its form, its line in an anchor, what it is signed over.

After C2SP tlog-checkpoint (an origin, a size, a root, signed) and the signed tree head of RFC 6962, clause 3.5; the
chain takes the tree's place. resources/schemas/journal.md is its description.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from console.core.clock import rfc3339
from console.journal.canonical import canonical_json, clean_text
from console.journal.keys import SigningKey, is_signed_by

FORM = "gwanje-checkpoint-1"
"""Stands in what is signed, so that no other use of the key can be passed off as a checkpoint."""
MAX_LINE_CHARS = 4096
_ID = re.compile(r"[0-9a-f]{32}")
_HASH = re.compile(r"[0-9a-f]{64}")
_REMEMBERED = 4096


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """Say that entry `seq` of a journal has this hash. Hashes, keys and signatures are lower-case hexadecimal.

    at_utc: when it was signed, RFC 3339; monotonic_ns: the workstation's monotonic clock then.
    """

    journal: str
    seq: int
    hash: str
    at_utc: str
    monotonic_ns: int
    workstation: str
    public_key: str
    signature: str = ""
    form: str = FORM

    def line(self) -> str:
        """Return the canonical JSON of all fields, without a line's end."""
        return canonical_json(asdict(self))

    def signed_bytes(self) -> bytes:
        """Return what the signature is over: the canonical JSON of all other fields."""
        fields = asdict(self)
        del fields["signature"]
        return canonical_json(fields).encode()

    def is_genuine(self) -> bool:
        """Tell whether the key it names has signed it."""
        return _is_genuine(self)


# The same line stands in each anchor, and a check costs as much as thirty entries of the chain.
@lru_cache(maxsize=_REMEMBERED)
def _is_genuine(checkpoint: Checkpoint) -> bool:
    return is_signed_by(checkpoint.public_key, checkpoint.signature, checkpoint.signed_bytes())


def journal_id(path: Path, workstation: str) -> str:
    """Return the id of the journal that belongs at a place: 32 hexadecimal digits.

    The place is in it, not the content: a file that takes another's place is still held against the other's anchors.
    """
    place = canonical_json({"path": path.resolve().as_posix(), "workstation": clean_text(workstation)})
    return sha256(place.encode()).hexdigest()[:32]


def is_journal_id(word: object) -> bool:
    """Tell whether something found in a file has the form of an id; it may become a file's name."""
    return isinstance(word, str) and _ID.fullmatch(word) is not None


def sign_checkpoint(
    key: SigningKey, journal: str, seq: int, hash: str, at: datetime, monotonic_ns: int, workstation: str  # noqa: A002
) -> Checkpoint:  # fmt: skip
    """Make a checkpoint of an entry that is committed."""
    bare = Checkpoint(journal, seq, hash, rfc3339(at), monotonic_ns, clean_text(workstation), key.public)
    return replace(bare, signature=key.sign(bare.signed_bytes()))


def read_checkpoint(line: str) -> Checkpoint | None:
    """Read an anchor's line; None for one that is none, such as a line that a power failure cut."""
    if len(line) > MAX_LINE_CHARS:
        return None
    try:
        found = json.loads(line)
        checkpoint = Checkpoint(**found)
    except (TypeError, ValueError, RecursionError):
        return None
    words = (checkpoint.at_utc, checkpoint.workstation, checkpoint.public_key, checkpoint.signature)
    numbers = (checkpoint.seq, checkpoint.monotonic_ns)
    good = (
        checkpoint.form == FORM
        and is_journal_id(checkpoint.journal)
        and isinstance(checkpoint.hash, str)
        and _HASH.fullmatch(checkpoint.hash) is not None
        and all(isinstance(word, str) for word in words)
        and all(type(number) is int for number in numbers)
        and checkpoint.seq > 0
    )
    return checkpoint if good else None
