"""Services that answer from memory, for the pages under test."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage

from console.core.camera import Camera
from console.core.entry import Entry, EntryFilter
from console.core.errors import JournalError
from console.core.text import Text, text

CAMERAS = (
    Camera("642-6", "구로1동 642-6 스마트폴", "rtsp://camera/main"),
    Camera("11-2", "<b>고척근린공원</b> 놀이터", "rtsp://camera/main"),
)


def entry(seq: int, kind: str, body: dict[str, object] | None = None, **fields: str) -> Entry:
    """Make one entry; seq also orders its time, a second apart."""
    return Entry(
        seq=seq, at_utc=datetime.now(UTC) - timedelta(seconds=max(0, 9000 - seq)), monotonic_ns=seq,
        workstation="desk-1", operator=fields.get("operator", "console"), kind=kind,
        alarm_id=fields.get("alarm_id", ""), camera_id=fields.get("camera_id", ""), body=body or {},
        prev_hash="0" * 64, hash=f"{seq:064x}",
    )  # fmt: skip


def jpeg(width: int = 320, height: int = 180) -> bytes:
    """Draw a grey picture."""
    picture = QImage(width, height, QImage.Format.Format_RGB32)
    picture.fill(QColor("#5a5e62"))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "JPG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


@dataclass
class FakeVerdict:
    """Say what a check found."""

    intact: bool
    text: Text


class FakeReview:
    """Answer from a list, newest first; `gates` hold answers back until the test lets them through."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = sorted(entries, key=lambda e: -e.seq)
        self.asked: list[tuple[EntryFilter, int | None]] = []
        self.fault: JournalError | None = None
        self.gates: dict[str, asyncio.Event] = {}
        self.found = FakeVerdict(True, text("intact, no anchor: {n} entries unanchored", n=len(entries)))
        self.exported: list[tuple[Path, str, EntryFilter]] = []

    def chosen(self, f: EntryFilter) -> list[Entry]:
        """Apply a filter as the journal would."""
        return [
            e for e in self.entries
            if (not f.operator or e.operator == f.operator) and (not f.kind or e.kind == f.kind)
            and (not f.camera_id or e.camera_id == f.camera_id) and (f.since is None or e.at_utc >= f.since)
            and (f.until is None or e.at_utc < f.until) and (not f.words or f.words in f"{e.body} {e.operator}")
            and (not f.disposition or e.body.get("disposition") == f.disposition)
        ]  # fmt: skip

    async def page(self, f: EntryFilter, before_seq: int | None = None, limit: int = 200) -> list[Entry]:
        """Return one page."""
        self.asked.append((f, before_seq))
        if f.words in self.gates:
            await self.gates[f.words].wait()
        if self.fault is not None:
            raise self.fault
        return [e for e in self.chosen(f) if before_seq is None or e.seq < before_seq][:limit]

    async def count(self, f: EntryFilter) -> int:
        """Count."""
        return len(self.chosen(f))

    async def verdict(self) -> FakeVerdict:
        """Say what was set."""
        if "verdict" in self.gates:
            await self.gates["verdict"].wait()
        return self.found

    async def export(self, path: Path, form: str, f: EntryFilter) -> int:
        """Note what was asked."""
        if "export" in self.gates:
            await self.gates["export"].wait()
        if self.fault is not None:
            raise self.fault
        self.exported.append((path, form, f))
        return len(self.chosen(f))


class FakeCameras:
    """Know two cameras."""

    def get(self, camera_id: str) -> Camera | None:
        """Look one up."""
        return next((camera for camera in CAMERAS if camera.id == camera_id), None)

    def find(self, query: str, limit: int = 200) -> list[Camera]:
        """Find by part of a name."""
        return [camera for camera in CAMERAS if query in camera.name][:limit]


class FakeAlarms:
    """Tell stories from the same list."""

    def __init__(self, review: FakeReview) -> None:
        self._review = review
        self.picture: bytes | None = None
        self.told: list[str] = []

    async def story(self, alarm_id: str) -> list[Entry]:
        """Return an alarm's entries, oldest first."""
        self.told.append(alarm_id)
        return [e for e in reversed(self._review.entries) if e.alarm_id == alarm_id]

    async def snapshot(self, _alarm_id: str) -> bytes | None:
        """Return the picture that was set."""
        return self.picture
