"""What is taken out of the journal is itself journalled."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from console.control.cameras import CameraService
from console.control.labels import entry_label, kind_label
from console.control.messages import Level
from console.control.review import ReviewService
from console.core.entry import Draft, EntryFilter
from console.core.errors import JournalError
from console.core.text import text
from tests.fakes import Desk, camera, run

FULL = JournalError("The disk of the journal is full.")


def test_pages_and_counts_come_from_the_journal() -> None:
    async def story() -> None:
        desk = Desk()
        review = ReviewService(desk.journal, desk.recorder)
        for n in range(5):
            await desk.recorder.write([Draft("x.done", {"n": n})])
        assert [entry.seq for entry in await review.page(EntryFilter(), limit=2)] == [5, 4]
        assert [entry.seq for entry in await review.page(EntryFilter(), before_seq=4, limit=2)] == [3, 2]
        assert await review.count(EntryFilter()) == 5

    run(story)


def test_an_export_is_journalled_with_its_digest(tmp_path: Path) -> None:
    async def story() -> None:
        desk = Desk()
        review = ReviewService(desk.journal, desk.recorder)
        await desk.recorder.write([Draft("x.done")])
        out = tmp_path / "일지.csv"
        out.write_text("older")
        assert await review.export(out, "csv", EntryFilter()) == 1
        digest = sha256(out.read_bytes()).hexdigest()
        assert desk.journal.written[-1].kind == "journal.exported"
        assert desk.journal.written[-1].body == {"file": str(out), "format": "csv", "rows": 1, "sha256": digest}

    run(story)
    assert [path.name for path in tmp_path.iterdir()] == ["일지.csv"]


def test_an_export_that_cannot_be_journalled_leaves_no_file(tmp_path: Path) -> None:
    async def story() -> None:
        desk = Desk()
        review = ReviewService(desk.journal, desk.recorder)
        desk.journal.unwritable = lambda draft: draft.kind == "journal.exported"
        with pytest.raises(TypeError):
            await review.export(tmp_path / "a.csv", "csv", EntryFilter())
        desk.journal.fault = FULL
        with pytest.raises(JournalError):
            await review.export(tmp_path / "a.csv", "csv", EntryFilter())
        desk.journal.fault, desk.journal.unwritable = None, lambda _: False
        (tmp_path / "dir.csv").mkdir()
        with pytest.raises(JournalError, match="cannot be written"):
            await review.export(tmp_path / "dir.csv", "csv", EntryFilter())

    run(story)
    assert [path.name for path in tmp_path.iterdir()] == ["dir.csv"]


def test_cameras_are_looked_up_and_replaced() -> None:
    service = CameraService([camera("b", name="나"), camera("a", name="가")])
    told: list[int] = []
    service.changed.join(lambda: told.append(len(service.all)))
    assert [c.id for c in service.all] == ["a", "b"]
    assert service.get("b") is not None
    assert [c.id for c in service.find("ㄴ")] == ["b"]
    service.replace_all([camera("z")])
    assert (told, service.get("b")) == ([1], None)


def test_what_has_no_label_is_shown_as_it_is() -> None:
    assert kind_label("intrusion") == text("Intrusion")
    assert str(kind_label("{x}")) == "{x}"
    assert str(entry_label("alarm.raised")) == "Alarm raised"
    assert str(entry_label("thing.done")) == "thing.done"


def test_messages_are_remembered_and_told() -> None:
    async def story() -> None:
        desk = Desk()
        told: list[str] = []
        desk.messages.said.join(lambda message: told.append(f"{message.level} {message.text}"))
        desk.messages.warn(text("A child ended."))
        for n in range(300):
            desk.messages.say(Level.INFO, text("{n}", n=n))
        assert told[0] == "warning A child ended."
        assert len(desk.messages.history) == 200
        assert desk.messages.history[-1].at_utc == desk.clock.utc()

    run(story)
