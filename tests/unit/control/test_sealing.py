"""Checkpoints go out in time, what keeps them from it is said once, and the console goes on."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from console.control import sealing as module
from console.control.messages import Level
from console.control.sealing import Sealing
from console.control.session import Session
from console.core.entry import Draft
from console.core.errors import RegisterError
from console.core.text import text
from console.journal import Finding, Journal, verify_file
from console.journal.anchor_writer import AnchorWriter
from console.journal.anchors import SUFFIX, read_anchors
from console.journal.checkpoint import Checkpoint, journal_id
from tests.fakes import Desk, ManualClock, run, until
from tests.unit.journal.anchored import FakeStore
from tests.unit.journal.helpers import rows_of, tamper

WORKSTATION = "desk-1"


@pytest.fixture(autouse=True)
def _no_thread_is_left() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    left = {each.name for each in set(threading.enumerate()) - before if each.is_alive()}
    assert not {name for name in left if not name.startswith("asyncio")}


class Room:
    """A desk with a real journal and what seals it."""

    def __init__(self, folder: Path, anchors: list[Path] | None = None, store: FakeStore | None = None) -> None:
        self.path = folder / "journal.db"
        self.state = folder / "state" / "anchors"
        self.anchors = anchors or [self.state]
        self.journal = Journal.open(self.path, ManualClock(), WORKSTATION, self.anchors)
        self.desk = Desk(self.journal)
        self.store = store or FakeStore()
        self.sealing = Sealing(
            self.journal, self.desk.recorder, self.desk.messages, self.desk.clock, self.desk.tasks, self.store,
            self.anchors, self.state,
        )  # fmt: skip
        self.session = Session(self.desk.recorder, "0.1.0", "ko")

    async def start(self) -> None:
        """Open the session and wait for the first checkpoint."""
        await self.session.open()
        self.sealing.start()
        await until(lambda: self.sealing.lag == 0)

    async def write(self, number: int) -> None:
        """Journal something."""
        await self.desk.recorder.write([Draft("x.done")] * number)

    async def close(self) -> None:
        """End in the order of the console."""
        await self.session.close()
        await self.sealing.aclose()
        await self.desk.tasks.aclose()
        self.journal.close()

    def sealed(self, anchor: Path | None = None) -> list[int]:
        """Return the entries an anchor has."""
        found = read_anchors([anchor or self.anchors[0]], [journal_id(self.path, WORKSTATION)])
        return [checkpoint.seq for checkpoint in found.checkpoints]

    @property
    def kinds(self) -> list[str]:
        """Return the kinds of all entries."""
        return [kind for (kind,) in rows_of(self.path, "SELECT kind FROM entries ORDER BY seq")]


def test_a_session_is_sealed_from_its_opening_to_its_close(tmp_path: Path) -> None:
    async def story() -> None:
        room = Room(tmp_path)
        await room.start()
        assert room.kinds == ["session.opened", "key.published"]
        assert room.sealed() == [2]
        assert room.sealing.words == text("anchored")
        await room.write(3)
        assert (room.sealing.lag, room.sealing.words) == (3, text("{n} entries unanchored", n=3))
        await room.close()
        verdict = verify_file(room.path, room.anchors, WORKSTATION)
        assert (verdict.finding, verdict.anchor, verdict.unanchored) == (Finding.INTACT, 6, 0)
        assert room.kinds[-1] == "session.closed"
        assert not room.desk.faults
        again = Room(tmp_path, store=room.store)
        await again.start()
        assert again.kinds.count("key.published") == 1
        await again.close()
        assert again.sealed() == [2, 6, 7, 8]

    run(story)


def test_fifty_entries_or_a_minute_are_due_and_nothing_new_is_not(tmp_path: Path) -> None:
    async def story() -> None:
        room = Room(tmp_path)
        await room.start()
        for _ in range(3):
            room.desk.clock.advance(60)
            room.sealing.tick()
        assert room.sealed() == [2], "nothing new"
        await room.write(1)
        room.sealing.tick()
        await until(lambda: room.sealed() == [2, 3])
        await room.write(49)
        room.desk.clock.advance(59)
        room.sealing.tick()
        await room.write(1)
        await until(lambda: room.sealed()[2:])
        await room.write(1)
        room.desk.clock.advance(59)
        room.sealing.tick()
        assert room.sealing.lag == 1
        await room.write(1)
        room.desk.clock.advance(1)
        room.sealing.tick()
        await until(lambda: room.sealing.lag == 0)
        assert room.sealed() == [2, 3, 53, 55]
        assert room.kinds.count("x.done") == len(room.kinds) - 2, "a checkpoint makes no entry"
        await room.close()

    run(story)


def test_a_flood_is_sealed_once_a_second(tmp_path: Path) -> None:
    async def story() -> None:
        room = Room(tmp_path)
        await room.start()
        room.desk.clock.advance(1)
        for _ in range(10):
            await room.write(50)
        await until(lambda: room.sealed() == [2, 52])
        room.desk.clock.advance(1)
        room.sealing.tick()
        await until(lambda: room.sealed() == [2, 52, 502])
        await room.close()

    run(story)


def test_an_export_is_sealed_at_once(tmp_path: Path) -> None:
    async def story() -> None:
        room = Room(tmp_path)
        await room.start()
        await room.desk.recorder.write([Draft("journal.exported", {"rows": 1})])
        await until(lambda: room.sealed() == [2, 3])
        await room.close()

    run(story)


def test_an_anchor_that_is_missing_is_said_once_and_taken_up_again(tmp_path: Path) -> None:
    async def story() -> None:
        share = tmp_path / "share"
        room = Room(tmp_path, [tmp_path / "state" / "anchors", share])
        await room.session.open()
        room.sealing.start()
        await until(lambda: room.sealing.fault)
        await until(lambda: room.kinds[-1] == "anchor.lost")
        for _ in range(4):
            await room.write(1)
            room.desk.clock.advance(60)
            room.sealing.tick()
            await until(lambda: room.sealed()[-1:] == [len(room.kinds)])
        told = f"The anchor {share} cannot be written: No such file or directory"
        assert room.desk.said(Level.WARNING) == [told]
        assert room.kinds.count("anchor.lost") == 1
        assert not share.exists()
        assert room.sealing.late
        assert room.sealing.lag == len(room.kinds)
        assert str(room.sealing.words) == f"{len(room.kinds)} entries unanchored for 4 min"
        share.mkdir()
        room.desk.clock.advance(60)
        room.sealing.tick()
        await until(lambda: room.sealing.fault is None)
        assert "The anchor {folder} is back." in [m.text.template for m in room.desk.messages.history]
        await until(lambda: room.kinds[-1] == "anchor.restored")
        assert not room.sealing.late
        await room.close()
        assert room.sealed(share)[-1] == room.sealed()[-1] == len(room.kinds)

    run(story)


def test_an_anchor_that_hangs_holds_up_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gate = threading.Event()

    class Hanging(AnchorWriter):
        def _take(self) -> Checkpoint | None:
            if self.folder.name == "share":
                gate.wait(20)
            return super()._take()

    monkeypatch.setattr(module, "AnchorWriter", Hanging)
    monkeypatch.setattr(module, "CLOSE_S", 0.05)
    (tmp_path / "share").mkdir()

    async def story() -> None:
        room = Room(tmp_path, [tmp_path / "state" / "anchors", tmp_path / "share"])
        await room.session.open()
        room.sealing.start()
        await until(lambda: room.sealed() == [2])
        room.desk.clock.advance(181)
        assert (room.sealing.lag, room.sealing.late, room.sealing.fault) == (2, True, None)
        await room.close()
        assert room.desk.said(Level.WARNING) == [f"The anchor {tmp_path / 'share'} does not answer."]
        assert room.sealed() == [2, 3]
        gate.set()

    run(story)
    for thread in threading.enumerate():
        if thread.name.startswith("anchor"):
            thread.join(20)


def test_a_keyring_that_refuses_is_said_once_and_asked_again(tmp_path: Path) -> None:
    async def story() -> None:
        store = FakeStore(fault=RegisterError("The keyring cannot be read: {reason}.", reason="locked"))
        room = Room(tmp_path, store=store)
        await room.session.open()
        room.sealing.start()
        await until(lambda: room.sealing.fault)
        for _ in range(2):
            room.desk.clock.advance(60)
            room.sealing.tick()
            await until(lambda: not any(t.get_name() == "sealing" for t in asyncio.all_tasks()))
        assert room.desk.said(Level.ERROR) == ["The keyring cannot be read: locked."]
        assert room.sealing.late
        store.fault, store.said = None, text("In a file.")
        room.desk.clock.advance(60)
        room.sealing.tick()
        await until(lambda: room.sealed() == [2])
        assert room.sealing.fault is None
        assert "The journal has a new signing key. In a file." in room.desk.said()
        await room.close()

    run(story)


def test_a_lost_key_is_replaced_by_one_that_the_journal_names(tmp_path: Path) -> None:
    async def story() -> None:
        first = Room(tmp_path)
        await first.start()
        await first.close()
        second = Room(tmp_path)
        await second.start()
        await second.close()
        assert second.kinds.count("key.published") == 2
        assert verify_file(second.path, second.anchors, WORKSTATION).finding is Finding.INTACT

    run(story)


def test_a_tail_that_was_cut_is_said_at_the_next_start(tmp_path: Path) -> None:
    async def story() -> None:
        first = Room(tmp_path)
        await first.start()
        await first.write(5)
        await first.close()
        tamper(first.path, "DELETE FROM entries WHERE seq > 4", "DELETE FROM search WHERE rowid > 4")
        second = Room(tmp_path, store=first.store)
        await second.session.open()
        second.sealing.start()
        await until(lambda: second.sealing.lag == 0)
        assert second.desk.said(Level.ERROR) == [
            "The journal's anchor speaks against it: shorter than anchor 8: 3 entries are missing"
        ]
        await second.close()
        assert not verify_file(second.path, second.anchors, WORKSTATION).intact

    run(story)


def test_closing_before_the_key_came_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "CLOSE_S", 0.05)
    gate = threading.Event()

    class Asking(FakeStore):
        def get(self, name: str) -> str | None:
            gate.wait(20)
            return super().get(name)

    async def story() -> None:
        room = Room(tmp_path, store=Asking())
        await room.session.open()
        room.sealing.start()
        await asyncio.sleep(0.01)
        await room.close()
        gate.set()
        assert room.kinds == ["session.opened", "session.closed"]
        assert not (tmp_path / "state").exists()

    run(story)


def test_a_room_without_anchors_goes_on(tmp_path: Path) -> None:
    async def story() -> None:
        room = Room(tmp_path)
        sealing = Sealing(
            room.journal, room.desk.recorder, room.desk.messages, room.desk.clock, room.desk.tasks, room.store, ()
        )  # fmt: skip
        await room.session.open()
        sealing.start()
        room.desk.clock.advance(200)
        sealing.tick()
        assert (sealing.lag, sealing.late, room.kinds, room.store.kept) == (1, False, ["session.opened"], {})
        await sealing.aclose()
        await room.close()

    run(story)
    with suppress(FileNotFoundError):
        assert not list((tmp_path / "state").rglob("*" + SUFFIX))
