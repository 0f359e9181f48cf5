"""One stream as the console sees it: its memory, its newest picture, how it does. UI thread; imports no decoder."""

from __future__ import annotations

from collections import deque

from console.core.stream import StreamSource, StreamStatus
from console.core.text import Text
from console.video import wire
from console.video.memory import SharedMemory
from console.video.slots import Picture, Slots, memory_bytes

SMALLEST, LARGEST = 16, 4096
RATE_OVER_S = 2.0


class Stream:
    """Follow one stream across sizes and across children; picture numbers only grow."""

    def __init__(self, stream_id: str, source: StreamSource, width: int, height: int, place: int, now_s: float) -> None:
        self.id, self.source, self.place = stream_id, source, place
        self._box = _box(width, height)
        self._look = (0.0, 0.0, 0.0)
        self._opened_s = now_s
        self._failed_s: float | None = None
        self._next_try_s: float | None = None
        self._reason: Text | None = None
        self._codec, self._width, self._height = "", 0, 0
        self._last: Picture | None = None
        self._first = 1
        self._counts: deque[tuple[float, int]] = deque()
        self._decoded_before = 0
        self._known = False
        self._share()

    def resize(self, width: int, height: int) -> bool:
        """Take memory of another size; tell whether it is another."""
        if _box(width, height) == self._box:
            return False
        self._box = _box(width, height)
        self.renew()
        return True

    def renew(self) -> None:
        """Take fresh memory, as for a fresh child; the last picture stays until the first new one."""
        self._last = self.picture()
        self._first = max(self._first, self._slots.sequence + 1)
        self._decoded_before += self._slots.decoded
        self.forget()
        self._share()

    def forget(self) -> None:
        """Take the way into the memory away from a child that has not used it."""
        self._memory.attached()

    def look(self, pan: float, tilt: float, zoom: float) -> None:
        """Set where a pannable source looks."""
        self._look = (pan, tilt, zoom)
        self._slots.look(pan, tilt, zoom)

    def open_line(self) -> wire.Line:
        """Return the order that opens it in a child."""
        self._known = False
        return self._memory_line() | {"do": "open", "source": wire.source_line(self.source)}

    def resize_line(self) -> wire.Line:
        """Return the order that gives it its new memory; the child may have come too late for any before."""
        return self._memory_line() | {"do": "resize"} if self._known else self.open_line()

    def take(self, line: wire.Line) -> None:
        """Take in what the child reports of it."""
        match line["say"]:
            case "attached":
                self._known = True
                if line["memory"] == self._memory.address:
                    self.forget()
            case "playing":
                self._failed_s = self._next_try_s = self._reason = None
                self._codec, self._width, self._height = line["codec"], line["width"], line["height"]
            case "failed":
                self._failed_s, self._next_try_s = line["at_s"], line["next_s"]
                self._reason = wire.read_text(line["reason"])

    def picture(self) -> Picture | None:
        """Return the newest picture."""
        newest = self._slots.newest()
        if newest is not None:
            self._last = newest
        return self._last

    def status(self) -> StreamStatus:
        """Tell how it does."""
        last = self.picture()
        return StreamStatus(
            self._opened_s,
            last.captured_s if last is not None else None,
            self._failed_s,
            self._next_try_s,
            self._reason,
            self._codec,
            self._width,
            self._height,
            self._rate(),
        )

    def measure(self, now_s: float) -> None:
        """Note how many pictures have been decoded so far."""
        self._counts.append((now_s, self._decoded_before + self._slots.decoded))
        while len(self._counts) > 2 and self._counts[1][0] < now_s - RATE_OVER_S:
            self._counts.popleft()

    def _rate(self) -> float:
        if len(self._counts) < 2:
            return 0.0
        (from_s, before), (to_s, after) = self._counts[0], self._counts[-1]
        return (after - before) / (to_s - from_s) if to_s > from_s else 0.0

    def _memory_line(self) -> wire.Line:
        width, height = self._box
        line = {"id": self.id, "memory": self._memory.address, "first": self._first}
        return line | {"width": width, "height": height}

    def _share(self) -> None:
        width, height = self._box
        self._memory = SharedMemory(memory_bytes(width, height))
        self._slots = Slots(self._memory.view, width, height)
        self._slots.look(*self._look)


def _box(width: int, height: int) -> tuple[int, int]:
    return min(max(width, SMALLEST), LARGEST), min(max(height, SMALLEST), LARGEST)
