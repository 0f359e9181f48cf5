"""Keys, checkpoints and the lines of an anchor."""

from __future__ import annotations

import json
import os
import sys
import threading
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.core.errors import JournalError, RegisterError
from console.core.text import text
from console.journal.anchor_writer import AnchorWriter
from console.journal.anchors import SUFFIX, TAIL_BYTES, append_checkpoint, read_anchors
from console.journal.checkpoint import Checkpoint, journal_id, read_checkpoint, sign_checkpoint
from console.journal.keys import KEY_NAME, SigningKey, is_signed_by, load_key
from tests.unit.journal.anchored import KEY, OTHER_KEY, FakeStore
from tests.unit.journal.helpers import NOON, until

ID = "0123456789abcdef" * 2
# RFC 8032, 7.1, test 1.
SEED = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"
PUBLIC = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
SIGNATURE = (
    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
    "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
)


def point(seq: int = 7, key: SigningKey = KEY, journal: str = ID) -> Checkpoint:
    """Sign a checkpoint."""
    return sign_checkpoint(key, journal, seq, "ab" * 32, NOON, 5, "관제-1")


def test_the_algorithm_is_that_of_the_rfc() -> None:
    key = SigningKey(bytes.fromhex(SEED))
    assert (key.public, key.sign(b"")) == (PUBLIC, SIGNATURE)
    assert is_signed_by(PUBLIC, SIGNATURE, b"")
    assert not is_signed_by(PUBLIC, SIGNATURE, b"x")
    assert not is_signed_by("no key", SIGNATURE, b"")
    assert not is_signed_by(PUBLIC, "", b"")


def test_a_key_is_made_once_and_kept() -> None:
    store = FakeStore(said=text("In a file."))
    key, said = load_key(store)
    assert said == text("In a file.")
    again, nothing = load_key(store)
    assert (again.public, nothing) == (key.public, None)
    assert key.public not in store.kept[KEY_NAME]


@pytest.mark.parametrize("kept", ["", "ab", "zz" * 32, "ab" * 33])
def test_a_damaged_key_is_told_and_not_replaced(kept: str) -> None:
    store = FakeStore({KEY_NAME: kept})
    with pytest.raises(JournalError, match="damaged"):
        load_key(store)
    assert store.kept == {KEY_NAME: kept}


def test_a_store_that_refuses_or_forgets_makes_no_key() -> None:
    with pytest.raises(RegisterError):
        load_key(FakeStore(fault=RegisterError("The keyring cannot be read: {reason}.", reason="locked")))
    with pytest.raises(JournalError, match="could not be kept"):
        load_key(FakeStore(forgetful=True))


def test_a_checkpoint_is_read_back_and_each_field_is_signed() -> None:
    checkpoint = point()
    assert read_checkpoint(checkpoint.line()) == checkpoint
    assert checkpoint.is_genuine()
    others = {
        "journal": "f" * 32, "seq": 8, "hash": "ac" * 32, "at_utc": "2026-11-23T03:00:01.000000Z", "monotonic_ns": 6,
        "workstation": "관제-2", "public_key": OTHER_KEY.public, "signature": "00" * 64, "form": "gwanje-checkpoint-2",
    }  # fmt: skip
    assert others.keys() == asdict(checkpoint).keys()
    for name, value in others.items():
        assert not replace(checkpoint, **{name: value}).is_genuine(), name  # type: ignore[arg-type]


def test_what_is_no_checkpoint_is_passed_over() -> None:
    fields = asdict(point())
    bad: list[dict[str, object]] = [
        {**fields, "form": "x"}, {**fields, "seq": 0}, {**fields, "seq": True}, {**fields, "seq": "7"},
        {**fields, "journal": "../../etc/passwd"}, {**fields, "hash": "ab"}, {**fields, "hash": 7},
        {**fields, "workstation": None}, {**fields, "more": 1}, {k: v for k, v in fields.items() if k != "hash"},
    ]  # fmt: skip
    assert [read_checkpoint(json.dumps(each)) for each in bad] == [None] * len(bad)
    assert read_checkpoint("[" * 4000) is None
    assert read_checkpoint(json.dumps({**fields, "workstation": "x" * 5000})) is None


@settings(deadline=None)
@given(st.text() | st.integers(0, 400).map(lambda n: point().line()[:n]))
def test_no_line_is_too_strange(line: str) -> None:
    assert read_checkpoint(line) is None


def test_an_id_is_of_the_place(tmp_path: Path) -> None:
    here = journal_id(tmp_path / "journal.db", "ws1")
    assert here == journal_id(tmp_path / "x" / ".." / "journal.db", "ws1")
    assert len({here, journal_id(tmp_path / "journal.db", "ws2"), journal_id(tmp_path / "other.db", "ws1")}) == 3


def test_lines_are_added_and_a_cut_one_costs_no_other(tmp_path: Path) -> None:
    append_checkpoint(tmp_path, point(1), False, True)
    file = tmp_path / (ID + SUFFIX)
    with file.open("ab") as stream:
        stream.write(point(2).line().encode()[:100])
    append_checkpoint(tmp_path, point(3), False, True)
    append_checkpoint(tmp_path, point(4), False, False)
    found = read_anchors([tmp_path, tmp_path], [ID])
    assert [each.seq for each in found.checkpoints] == [1, 3, 4]
    assert not found.unreadable
    assert read_anchors([file], []) == found
    assert read_anchors([tmp_path], ["f" * 32]).checkpoints == ()
    if os.name == "posix":
        assert file.stat().st_mode & 0o777 == 0o600


def test_a_look_at_the_end_reads_only_the_end(tmp_path: Path) -> None:
    (tmp_path / (ID + SUFFIX)).write_text("".join(point(seq).line() + "\n" for seq in range(1, 401)))
    assert len(read_anchors([tmp_path], [ID]).checkpoints) == 400
    newest = read_anchors([tmp_path], [ID], tail_only=True).checkpoints
    assert newest[-1].seq == 400
    assert 50 < len(newest) <= TAIL_BYTES // len(point().line())


def test_a_folder_that_is_missing_is_made_only_where_that_is_asked_for(tmp_path: Path) -> None:
    with pytest.raises(JournalError, match="No such file"):
        append_checkpoint(tmp_path / "share", point(), False, False)
    append_checkpoint(tmp_path / "state" / "anchors", point(), True, False)
    found = read_anchors([tmp_path / "share", tmp_path / "state" / "anchors"], [ID])
    assert ([each.seq for each in found.checkpoints], [place.name for place, _ in found.unreadable]) == ([7], ["share"])


@pytest.mark.skipif(sys.platform != "linux", reason="/dev/full")
def test_a_full_disk_is_told(tmp_path: Path) -> None:
    (tmp_path / (ID + SUFFIX)).symlink_to("/dev/full")
    with pytest.raises(JournalError, match="No space left"):
        append_checkpoint(tmp_path, point(), False, False)


def test_a_writer_writes_the_newest_and_goes_on_after_a_fault(tmp_path: Path) -> None:
    told: list[tuple[int, bool]] = []
    gate = threading.Event()

    def tell(_writer: AnchorWriter, checkpoint: Checkpoint, fault: JournalError | None) -> None:
        told.append((checkpoint.seq, fault is None))
        gate.wait(20)

    folder = tmp_path / "share"
    writer = AnchorWriter(folder, False, tell)
    writer.put(point(1))
    until(lambda: len(told) == 1)
    writer.put(point(2))
    writer.put(point(3))
    assert not writer.close(0.01)
    folder.mkdir()
    gate.set()
    assert writer.close(20)
    assert told == [(1, False), (3, True)]
    assert [each.seq for each in read_anchors([folder], [ID]).checkpoints] == [3]


def test_a_line_that_may_have_been_cut_is_ended_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[bool] = []
    told: list[int] = []

    def append(_folder: Path, checkpoint: Checkpoint, _make: bool, new_line: bool) -> None:
        tried.append(new_line)
        if checkpoint.seq == 2:
            raise JournalError("The anchor {folder} cannot be written: {reason}", folder="share", reason="full")

    monkeypatch.setattr("console.journal.anchor_writer.append_checkpoint", append)
    writer = AnchorWriter(tmp_path, False, lambda _writer, checkpoint, _fault: told.append(checkpoint.seq))
    for seq in range(1, 5):
        writer.put(point(seq))
        until(lambda seq=seq: told[-1:] == [seq])  # type: ignore[misc]
    assert writer.close(20)
    assert tried == [True, False, True, False]
