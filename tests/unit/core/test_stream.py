"""Nothing frozen ever looks live."""

from __future__ import annotations

import pytest

from console.core.stream import StreamSource, StreamStatus, TileState, tile_state


@pytest.mark.parametrize(
    ("status", "now_s", "state"),
    [
        (None, 0.0, TileState.IDLE),
        (StreamStatus(100.0), 100.0, TileState.OPENING),
        (StreamStatus(100.0), 104.99, TileState.OPENING),
        (StreamStatus(100.0), 105.0, TileState.LOST),
        (StreamStatus(100.0, last_frame_s=110.0), 110.0, TileState.LIVE),
        (StreamStatus(100.0, last_frame_s=110.0), 111.99, TileState.LIVE),
        (StreamStatus(100.0, last_frame_s=110.0), 112.0, TileState.STALE),
        (StreamStatus(100.0, last_frame_s=110.0), 114.99, TileState.STALE),
        (StreamStatus(100.0, last_frame_s=110.0), 115.0, TileState.LOST),
        (StreamStatus(100.0, last_frame_s=110.0, failed_s=110.1), 110.1, TileState.LOST),
        (StreamStatus(100.0, failed_s=100.5), 100.6, TileState.LOST),
    ],
)
def test_a_tile_tells_the_truth(status: StreamStatus | None, now_s: float, state: TileState) -> None:
    assert tile_state(status, now_s) is state


def test_a_source_never_shows_its_password() -> None:
    source = StreamSource("c1", "rtsp://cam/1", "admin", "hunter2")
    assert "hunter2" not in repr(source) + str(source)
