"""Pictures in shared memory: a few slots in rotation, one writer, one reader, no lock and no queue.

A slot's sequence number is 0 while it is written. The reader takes the newest and may look again later whether it is
still whole (a seqlock). Header words are 8 bytes, aligned, so that each is stored at once.
"""

from __future__ import annotations

from dataclasses import dataclass

SLOTS = 4
WORD = 8
HEADER_WORDS = 16
SLOT_WORDS = 8
DATA_AT = 4096
NEWEST, DECODED, PAN, TILT, ZOOM = 0, 1, 4, 5, 6
SEQUENCE, WIDTH, HEIGHT, STRIDE, CAPTURED_S, CAPTURED_UTC = range(6)


def slot_bytes(width: int, height: int) -> int:
    """Return the room for one BGRA picture of a tile's size, in whole pages."""
    return (width * height * 4 + DATA_AT - 1) // DATA_AT * DATA_AT


def memory_bytes(width: int, height: int) -> int:
    """Return the room for all slots and the header."""
    return DATA_AT + SLOTS * slot_bytes(width, height)


@dataclass(frozen=True, slots=True)
class Picture:
    """Show one decoded picture in place: BGRA, 8 bits each, rows top down (QImage.Format_RGB32).

    data: into shared memory, valid until about two further pictures. captured_s: monotonic seconds when it was decoded;
    captured_utc: the same as seconds since 1970.
    """

    sequence: int
    width: int
    height: int
    stride: int
    data: memoryview
    captured_s: float
    captured_utc: float
    _words: memoryview | None = None
    _at: int = 0

    def intact(self) -> bool:
        """Tell whether the writer has left it alone since it was taken; a picture nobody writes to always is."""
        return self._words is None or bool(self._words[self._at] == self.sequence)


class Slots:
    """Share one stream's pictures, for boxes of one size."""

    def __init__(self, memory: memoryview, width: int, height: int) -> None:
        self.width, self.height = width, height
        self._memory = memory
        self._words = memory[:DATA_AT].cast("Q")
        self._numbers = memory[:DATA_AT].cast("d")
        self._slot_bytes = slot_bytes(width, height)

    # The writer's side: the decoding child.

    def begin(self, sequence: int, size: int) -> memoryview:
        """Give the place for a picture of a number of bytes; what was there stops being intact."""
        self._words[self._at(sequence)] = 0
        start = DATA_AT + sequence % SLOTS * self._slot_bytes
        return self._memory[start : start + size]

    def commit(self, sequence: int, width: int, height: int, captured_s: float, captured_utc: float) -> None:
        """Show what was written since `begin` as the newest picture."""
        at = self._at(sequence)
        self._words[at + WIDTH], self._words[at + HEIGHT], self._words[at + STRIDE] = width, height, width * 4
        self._numbers[at + CAPTURED_S], self._numbers[at + CAPTURED_UTC] = captured_s, captured_utc
        self._words[at + SEQUENCE] = sequence
        self._words[NEWEST] = sequence

    def count(self, decoded: int) -> None:
        """Say how many pictures the child has decoded."""
        self._words[DECODED] = decoded

    def viewport(self) -> tuple[float, float, float]:
        """Return pan, tilt and zoom as the reader last set them."""
        return self._numbers[PAN], self._numbers[TILT], self._numbers[ZOOM]

    # The reader's side: the console.

    def newest(self) -> Picture | None:
        """Return the newest whole picture, None before the first."""
        sequence = self._words[NEWEST]
        if not sequence:
            return None
        at = self._at(sequence)
        width, height, stride = self._words[at + WIDTH], self._words[at + HEIGHT], self._words[at + STRIDE]
        captured_s, captured_utc = self._numbers[at + CAPTURED_S], self._numbers[at + CAPTURED_UTC]
        if self._words[at] != sequence or not 0 < stride * height <= self._slot_bytes or stride < width * 4:
            return None
        start = DATA_AT + sequence % SLOTS * self._slot_bytes
        data = self._memory[start : start + stride * height]
        return Picture(sequence, width, height, stride, data, captured_s, captured_utc, self._words, at)

    @property
    def sequence(self) -> int:
        """Return the newest picture's number, 0 before the first."""
        return int(self._words[NEWEST])

    @property
    def decoded(self) -> int:
        """Return how many pictures the child has decoded into this memory."""
        return int(self._words[DECODED])

    def look(self, pan: float, tilt: float, zoom: float) -> None:
        """Set what a virtual rotating camera sees from its next picture on."""
        self._numbers[PAN], self._numbers[TILT], self._numbers[ZOOM] = pan, tilt, zoom

    @staticmethod
    def _at(sequence: int) -> int:
        return HEADER_WORDS + sequence % SLOTS * SLOT_WORDS
