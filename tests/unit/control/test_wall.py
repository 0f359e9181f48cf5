"""The wall: which streams are open, what tiles say, and what of it is journalled."""

from __future__ import annotations

from dataclasses import replace

import pytest

from console.control.messages import Level
from console.control.wall import TILES, WallService
from console.core.camera import Camera
from console.core.errors import Refused, RegisterError
from console.core.ptz import Position
from console.core.stream import StreamSource, StreamStatus, TileState
from console.core.text import recorded, text
from tests.fakes import Desk, FakePool, camera, run


class WallRoom:
    """A desk with a wall of nine tiles and cameras c0 to c39."""

    def __init__(self, layout: int = 9) -> None:
        self.desk = Desk()
        self.pool = FakePool()
        self.cameras = {f"c{n}": camera(f"c{n}", name=f"카메라 {n}") for n in range(40)}
        self.no_password: set[str] = set()
        self.pannable = False
        self.wall = WallService(
            self.pool, self.desk.recorder, self.desk.messages, self.desk.clock, self.cameras.get, self._source, layout,
            self.desk.tasks,
        )  # fmt: skip
        self.changes = 0
        self.wall.changed.join(self._count)

    def _count(self) -> None:
        self.changes += 1

    def _source(self, asked: Camera) -> StreamSource:
        if asked.id in self.no_password:
            raise RegisterError("The keyring is locked.")
        return StreamSource(asked.id, asked.wall_url, pannable=self.pannable)

    def live(self, camera_id: str) -> None:
        self.pool.statuses[camera_id] = StreamStatus(0.0, last_frame_s=self.desk.clock.now_s)

    async def journalled(self) -> list[tuple[str, str, dict[str, object]]]:
        await self.desk.recorder.drain(10.0)
        return [(entry.kind, entry.camera_id, entry.body) for entry in self.desk.journal.written]


def test_streams_of_visible_tiles_are_open_at_their_size() -> None:
    async def story() -> None:
        room = WallRoom(4)
        for tile in range(6):
            room.wall.assign(tile, f"c{tile}")
        assert room.pool.opened == {}
        room.wall.set_tile_size(480, 270)
        assert room.pool.opened == {f"c{n}": (480, 270) for n in range(4)}
        room.wall.set_layout(9)
        room.wall.set_tile_size(320, 180)
        assert room.pool.opened == {f"c{n}": (320, 180) for n in range(6)}
        room.wall.set_layout(1)
        assert set(room.pool.opened) == {"c0"}
        room.wall.set_layout(9)
        assert set(room.pool.opened) == {f"c{n}" for n in range(6)}
        room.wall.close()
        assert room.pool.opened == {}

    run(story)


def test_one_camera_in_two_tiles_is_one_stream() -> None:
    async def story() -> None:
        room = WallRoom()
        room.wall.set_tile_size(100, 100)
        room.wall.assign(0, "c1")
        room.wall.assign(1, "c1")
        assert room.pool.calls == ["open c1"]
        room.wall.clear(0)
        assert room.pool.opened == {"c1": (100, 100)}
        room.wall.clear(1)
        assert room.pool.opened == {}
        assert room.wall.view(0).state is TileState.IDLE

    run(story)


def test_tiles_can_be_swapped_and_nothing_is_opened_anew() -> None:
    async def story() -> None:
        room = WallRoom()
        room.wall.set_tile_size(100, 100)
        room.wall.assign(0, "c1")
        room.wall.swap(0, 8)
        assert (room.wall.tiles[0], room.wall.tiles[8], room.wall.selected) == ("", "c1", 8)
        assert room.pool.calls == ["open c1"]
        assert len(room.wall.tiles) == TILES

    run(story)


def test_showing_a_camera_chooses_its_tile() -> None:
    async def story() -> None:
        room = WallRoom(4)
        room.wall.assign(1, "c1")
        assert room.wall.show("c1") == 1
        room.wall.select(2)
        assert room.wall.show("c2") == 2
        room.wall.select(1)
        assert room.wall.show("c3") == 0
        assert room.wall.show("c4") == 3
        assert room.wall.show("c5") == 0
        assert room.wall.tiles[:4] == ["c5", "c1", "c2", "c4"]
        assert room.wall.selected == 0
        # What stands beyond the layout does not count as shown.
        room.wall.assign(10, "c9")
        room.wall.select(1)
        assert room.wall.show("c9") == 0

    run(story)


def test_enlarging_forgets_nothing_and_keeps_the_others_open() -> None:
    async def story() -> None:
        room = WallRoom(4)
        room.wall.set_tile_size(100, 50)
        for tile in range(4):
            room.wall.assign(tile, f"c{tile}")
        room.wall.enlarge(2)
        assert room.wall.visible() == [2]
        room.wall.set_tile_size(800, 400)
        assert room.pool.opened == {"c0": (100, 50), "c1": (100, 50), "c2": (800, 400), "c3": (100, 50)}
        assert room.wall.show("c3") == 3
        assert room.wall.visible() == [3]
        room.wall.shrink()
        assert room.wall.visible() == [0, 1, 2, 3]
        assert set(room.pool.opened.values()) == {(100, 50)}
        assert "close c0" not in room.pool.calls
        room.wall.enlarge(1)
        room.wall.set_layout(4)
        assert room.wall.enlarged is None
        room.wall.enlarge(1)
        room.wall.clear(1)
        assert room.wall.enlarged is None

    run(story)


def test_a_camera_nobody_registered_is_refused() -> None:
    async def story() -> None:
        room = WallRoom()
        for acting in (lambda: room.wall.assign(0, "zz"), lambda: room.wall.show("zz")):
            with pytest.raises(Refused) as refusal:
                acting()
            assert str(refusal.value) == "There is no camera zz."
        assert room.wall.tiles == [""] * TILES
        with pytest.raises(ValueError, match="no layout"):
            room.wall.set_layout(5)
        with pytest.raises(ValueError, match="no tile"):
            room.wall.select(64)

    run(story)


def test_a_lost_stream_is_journalled_once_and_so_is_its_return() -> None:
    async def story() -> None:
        room = WallRoom()
        room.wall.set_tile_size(100, 100)
        room.wall.assign(0, "c1")
        assert room.wall.state_of("c1") is TileState.OPENING
        room.live("c1")
        room.wall.tick()
        assert (room.wall.view(0).state, room.wall.view(0).age_s) == (TileState.LIVE, 0.0)
        room.desk.clock.advance(2.4)
        room.wall.tick()
        view = room.wall.view(0)
        assert view.state is TileState.STALE
        assert view.age_s == pytest.approx(2.4)
        assert await room.journalled() == []
        room.desk.clock.advance(2.6)
        for _ in range(3):
            room.wall.tick()
        assert await room.journalled() == [
            ("stream.lost", "c1", {"camera": "카메라 1", **recorded(text("no picture arrived"))})
        ]
        room.desk.clock.advance(5)
        room.live("c1")
        for _ in range(3):
            room.wall.tick()
        assert (await room.journalled())[1:] == [("stream.restored", "c1", {"camera": "카메라 1", "lost_s": 10.0})]

    run(story)


def test_a_failed_connection_is_lost_at_once_with_its_reason() -> None:
    async def story() -> None:
        room = WallRoom()
        room.wall.set_tile_size(100, 100)
        room.wall.assign(0, "c1")
        reason = text("Camera {camera} refused the password.", camera="c1")
        room.pool.statuses["c1"] = StreamStatus(0.0, failed_s=room.desk.clock.now_s, reason=reason)
        room.wall.tick()
        # Hidden and shown again, it is still the same loss.
        room.wall.clear(0)
        room.wall.assign(0, "c1")
        room.wall.tick()
        assert await room.journalled() == [("stream.lost", "c1", {"camera": "카메라 1", **recorded(reason)})]
        assert room.wall.view(0).state is TileState.LOST

    run(story)


def test_a_stream_that_never_sends_is_lost_after_a_while() -> None:
    async def story() -> None:
        room = WallRoom()
        room.wall.set_tile_size(100, 100)
        room.wall.assign(0, "c1")
        room.wall.tick()
        changes = room.changes
        room.wall.tick()
        assert room.changes == changes
        room.desk.clock.advance(5)
        room.wall.tick()
        assert room.changes == changes + 1
        assert [kind for kind, _, _ in await room.journalled()] == ["stream.lost"]

    run(story)


def test_a_source_that_cannot_be_had_is_said_and_tried_again() -> None:
    async def story() -> None:
        room = WallRoom()
        room.no_password.add("c1")
        room.wall.set_tile_size(100, 100)
        room.wall.assign(0, "c1")
        assert room.desk.said(Level.WARNING) == ["The keyring is locked."]
        room.wall.tick()
        assert (room.wall.view(0).state, room.wall.view(0).picture) == (TileState.LOST, None)
        assert [body["reason"] for _, _, body in await room.journalled()] == ["The keyring is locked."]
        assert room.pool.opened == {}
        room.no_password.clear()
        room.wall.select(0)
        assert room.pool.opened == {"c1": (100, 100)}

    run(story)


def test_a_changed_camera_is_opened_anew_and_a_removed_one_closed() -> None:
    async def story() -> None:
        room = WallRoom()
        room.wall.set_tile_size(100, 100)
        room.wall.assign(0, "c1")
        room.wall.assign(1, "c2")
        room.cameras["c1"] = replace(room.cameras["c1"], main_url="rtsp://other")
        del room.cameras["c2"]
        room.wall.select(0)
        assert room.pool.calls[2:] == ["close c2", "close c1", "open c1"]
        assert room.wall.camera_at(1) is None
        assert room.wall.view(1).state is TileState.IDLE

    run(story)


def test_filling_leaves_what_is_there_and_the_selection() -> None:
    async def story() -> None:
        room = WallRoom()
        room.wall.assign(3, "c1")
        room.wall.fill(3, "c2")
        room.wall.fill(0, "c1")
        assert (room.wall.tiles[:4], room.wall.selected) == (["", "", "", "c1"], 3)
        room.wall.fill(1, "c2")
        assert (room.wall.tiles[:4], room.wall.selected) == (["", "c2", "", "c1"], 3)

    run(story)


def test_a_virtual_camera_is_cut_where_it_looks() -> None:
    async def story() -> None:
        room = WallRoom()
        room.pannable = True
        room.wall.set_tile_size(100, 100)
        room.wall.look("c1", Position(0.1, 0.2, 0.3))
        assert room.pool.looks == []
        room.wall.assign(0, "c1")
        assert room.pool.looks == [("c1", 0.1, 0.2, 0.3)]
        room.wall.look("c1", Position(0.4, 0.2, 0.3))
        assert room.pool.looks[-1] == ("c1", 0.4, 0.2, 0.3)

    run(story)
