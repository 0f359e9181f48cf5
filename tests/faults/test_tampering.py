"""Ten tamperings of a journal: each has its verdict when an anchor exists, and it is known what shows without one.

Each is done as someone would who may write the file, has dropped the triggers and makes every hash anew; the plain
ones without new hashes are in tests/unit/journal/test_verify.py. The stand-alone verifier always says the same.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest

from console.core.clock import rfc3339
from console.journal import Finding
from console.journal.anchors import append_checkpoint
from tests.unit.journal.anchored import OTHER_KEY, Room, Row, a_room, name_key, put_in_place, rewrite
from tests.unit.journal.helpers import NOON, rows_of, tamper

VERIFIER = Path(__file__).parents[2] / "resources" / "verify_journal.py"
LAST = 12
KEY_AT = 3


@dataclass(frozen=True)
class Tampering:
    """What is done and what is said of it; unseen: without an anchor nothing shows but that there is none."""

    name: str
    do: Callable[[Room], object]
    finding: Finding
    said: str
    unseen: bool = True


def edit(rows: list[Row]) -> None:
    rows[6]["operator"] = "lee"


def insert(rows: list[Row]) -> None:
    rows.insert(6, {**rows[5], "operator": "lee"})


def reorder(rows: list[Row]) -> None:
    for name in ("operator", "kind", "body", "camera_id"):
        rows[6][name], rows[7][name] = rows[7][name], rows[6][name]


def delete_middle(rows: list[Row]) -> None:
    del rows[6]


def roll_back(room: Room) -> None:
    """Put a copy back that was taken before the last anchor."""
    tamper(
        room.path,
        "DELETE FROM entries WHERE seq > 7",
        "DELETE FROM search WHERE rowid > 7",
        "PRAGMA wal_checkpoint(TRUNCATE)",
    )
    copy = room.path.with_name("copy.db")
    put_in_place(room.path, copy)
    put_in_place(copy, room.path)


def rewrite_all(room: Room) -> None:
    """Write another story with another key, and let another console anchor it as well."""

    def change(rows: list[Row]) -> None:
        for row in rows:
            row["operator"] = "lee"
        name_key(rows[KEY_AT - 1], OTHER_KEY, room.id)

    rows = rewrite(room.path, change)
    told = room.checkpoint(LAST, str(rows[-1]["hash"]), OTHER_KEY)
    append_checkpoint(room.anchors, told, False, True)


def forge_checkpoint(room: Room) -> None:
    """Put a line in the anchor that another key has signed."""
    row = rows_of(room.path, "SELECT hash FROM entries WHERE seq = 12")[0]
    append_checkpoint(room.anchors, room.checkpoint(LAST, row[0], OTHER_KEY), False, False)


def forge_signature(room: Room) -> None:
    """Change a checkpoint and keep its signature, so that the journal seems to be cut."""
    good = room.checkpoint(10, "ab" * 32)
    append_checkpoint(room.anchors, replace(good, seq=20), False, False)


def set_clock_back(room: Room) -> None:
    """Do something an hour ago: the workstation's clock is turned, the journal is whole."""
    room.clock.now -= timedelta(hours=1)
    room.seal(room.write(1))


def move_times(rows: list[Row]) -> None:
    """Let the last entries have happened earlier."""
    for n, row in enumerate(rows[6:]):
        row["at_utc"] = rfc3339(NOON - timedelta(hours=1) + timedelta(seconds=n))


def swap(room: Room) -> None:
    """Put another workstation's journal, whole and anchored, in this one's place."""
    other = a_room(room.path.parent / "other")
    other.key = OTHER_KEY
    rewrite(other.path, lambda rows: name_key(rows[KEY_AT - 1], OTHER_KEY, other.id))
    row = rows_of(other.path, "SELECT hash FROM entries WHERE seq = 12")[0]
    append_checkpoint(room.anchors, other.checkpoint(LAST, row[0]), False, False)
    put_in_place(other.path, room.path)


ANOTHER = "broken at seq 10: the anchor holds another entry there"
SHORTER = "shorter than anchor 10: {n} entries are missing"
WRONG_KEY = "wrong key: the journal does not name the key of checkpoint {seq}"
TAMPERINGS = [
    Tampering("edit", lambda room: rewrite(room.path, edit), Finding.BROKEN, ANOTHER),
    Tampering("delete middle", lambda room: rewrite(room.path, delete_middle), Finding.BROKEN, ANOTHER),
    Tampering(
        "delete tail", lambda room: tamper(room.path, "DELETE FROM entries WHERE seq > 8"), Finding.SHORTER,
        SHORTER.format(n=2),
    ),
    Tampering("insert", lambda room: rewrite(room.path, insert), Finding.BROKEN, ANOTHER),
    Tampering("reorder", lambda room: rewrite(room.path, reorder), Finding.BROKEN, ANOTHER),
    Tampering("rollback to an old copy", roll_back, Finding.SHORTER, SHORTER.format(n=3)),
    Tampering("full rewrite with another key", rewrite_all, Finding.WRONG_KEY, WRONG_KEY.format(seq=5)),
    Tampering("forged checkpoint", forge_checkpoint, Finding.WRONG_KEY, WRONG_KEY.format(seq=LAST)),
    Tampering(
        "forged signature", forge_signature, Finding.WRONG_KEY,
        "wrong key: checkpoint 20 does not bear its key's signature",
    ),
    Tampering(
        "clock change", set_clock_back, Finding.CLOCK,
        "clock went back at seq 13 by 3600 s; intact to anchor 13 (0 entries unanchored)", unseen=False,
    ),
    Tampering("clock change in the file", lambda room: rewrite(room.path, move_times), Finding.BROKEN, ANOTHER, False),
    Tampering("file of another journal", swap, Finding.WRONG_KEY, WRONG_KEY.format(seq=5)),
]  # fmt: skip


@pytest.fixture
def room(tmp_path: Path) -> Room:
    """Return a journal of twelve entries, anchored at 5 and 10."""
    return a_room(tmp_path / "desk")


def stand_alone(journal: Path, *anchors: Path) -> tuple[int, str]:
    """Run the verifier that is shipped for those who have no console."""
    done = subprocess.run(
        [sys.executable, "-I", VERIFIER, journal, *anchors],
        capture_output=True, text=True, encoding="utf-8", timeout=60, check=False,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip
    return done.returncode, (done.stdout + done.stderr).strip()


def test_what_nobody_touched_is_intact_to_its_newest_anchor(room: Room) -> None:
    verdict = room.verdict()
    assert (verdict.finding, verdict.intact, verdict.anchor, verdict.unanchored) == (Finding.INTACT, True, 10, 2)
    assert str(verdict.text) == "intact to anchor 10 (2 entries unanchored)"
    assert stand_alone(room.path, room.anchors) == (0, str(verdict.text))


@pytest.mark.parametrize("tampering", TAMPERINGS, ids=lambda tampering: tampering.name)
def test_each_tampering_has_its_verdict(room: Room, tampering: Tampering) -> None:
    anchor = room.anchor_file
    tampering.do(room)
    verdict = room.verdict()
    assert (verdict.finding, str(verdict.text)) == (tampering.finding, tampering.said)
    assert not verdict.intact
    # The one who checks elsewhere names the anchor's file: the place is not in it.
    assert stand_alone(room.path, anchor) == (1, tampering.said)


@pytest.mark.parametrize("tampering", TAMPERINGS, ids=lambda tampering: tampering.name)
def test_without_an_anchor_most_of_them_only_show_that_there_is_none(room: Room, tampering: Tampering) -> None:
    tampering.do(room)
    verdict = room.blind()
    assert verdict.finding is (Finding.NO_ANCHOR if tampering.unseen else Finding.CLOCK)
    assert not verdict.intact
    assert "no anchor found" in str(verdict.text)
    assert stand_alone(room.path) == (1, str(verdict.text))


def test_after_a_rollback_the_journal_grows_and_the_anchor_still_speaks_against_it(room: Room) -> None:
    roll_back(room)
    room.seal(room.write(8))
    assert str(room.verdict().text) == ANOTHER


def test_the_end_behind_the_last_anchor_can_be_cut_unseen_and_the_verdict_said_so(room: Room) -> None:
    assert room.verdict().unanchored == 2
    tamper(room.path, "DELETE FROM entries WHERE seq > 10")
    assert str(room.verdict().text) == "intact to anchor 10 (0 entries unanchored)"
