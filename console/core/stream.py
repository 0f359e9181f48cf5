"""What a stream's state is, and what of it a tile says. Nothing frozen ever looks live."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from console.core.text import Text

STALE_AFTER_S = 2.0
LOST_AFTER_S = 5.0


class TileState(StrEnum):
    """Name what a tile shows."""

    IDLE = "idle"
    OPENING = "opening"
    LIVE = "live"
    STALE = "stale"
    LOST = "lost"
    MASKED = "masked"


@dataclass(frozen=True, slots=True)
class StreamSource:
    """Say where pictures come from. The password is only in memory and in the pipe to the decoding child.

    url: rtsp:// or rtsps:// without credentials, or a file of the demo's own (`loop`: again and again, in real time).
    camera_id: names the stream in messages. pannable: a virtual rotating camera, cut from a larger picture.
    """

    camera_id: str
    url: str
    username: str = ""
    password: str = ""
    loop: bool = False
    pannable: bool = False

    def __repr__(self) -> str:
        return f"StreamSource({self.camera_id!r})"


@dataclass(frozen=True, slots=True)
class StreamStatus:
    """Tell how a stream does, as its decoding child last said; times are monotonic seconds of this machine.

    opened_s: when opening was first asked for. last_frame_s: when the newest picture was decoded, None before one.
    failed_s: when the connection failed, None while it stands. next_try_s: when it will be opened again.
    """

    opened_s: float
    last_frame_s: float | None = None
    failed_s: float | None = None
    next_try_s: float | None = None
    reason: Text | None = None
    codec: str = ""
    width: int = 0
    height: int = 0
    decoded_fps: float = 0.0


def tile_state(status: StreamStatus | None, now_s: float) -> TileState:
    """Return the state that is true of a stream at a monotonic time; None is a tile without a camera."""
    if status is None:
        return TileState.IDLE
    if status.failed_s is not None:
        return TileState.LOST
    if status.last_frame_s is None:
        return TileState.OPENING if now_s - status.opened_s < LOST_AFTER_S else TileState.LOST
    age_s = now_s - status.last_frame_s
    if age_s < STALE_AFTER_S:
        return TileState.LIVE
    return TileState.STALE if age_s < LOST_AFTER_S else TileState.LOST
