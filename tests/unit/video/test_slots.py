"""Pictures in shared memory."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.video.memory import FILE, MEMFD, SharedMemory, attach
from console.video.slots import SLOTS, Slots, memory_bytes

BOX = (32, 16)
KINDS = [FILE, *([MEMFD] if sys.platform == "linux" else [])]


def slots() -> Slots:
    return Slots(memoryview(bytearray(memory_bytes(*BOX))), *BOX)


def write(to: Slots, sequence: int, width: int = 8, height: int = 4) -> None:
    to.begin(sequence, width * height * 4)[:] = bytes([sequence % 256]) * (width * height * 4)
    to.commit(sequence, width, height, sequence + 0.5, sequence + 1e9)


def test_shows_nothing_before_the_first() -> None:
    assert slots().newest() is None


@settings(deadline=None)
@given(st.integers(1, 2**40), st.integers(1, 12), st.integers(1, 16), st.integers(1, 8))
def test_shows_the_newest(first: int, count: int, width: int, height: int) -> None:
    shared = slots()
    for sequence in range(first, first + count):
        write(shared, sequence, width * 2, height * 2)
    picture = shared.newest()
    assert picture is not None
    assert (picture.sequence, picture.width, picture.height) == (first + count - 1, width * 2, height * 2)
    assert bytes(picture.data) == bytes([picture.sequence % 256]) * picture.stride * picture.height
    assert picture.captured_s == picture.sequence + 0.5
    assert picture.intact()


def test_a_picture_stays_whole_for_two_more() -> None:
    shared = slots()
    write(shared, 1)
    picture = shared.newest()
    assert picture is not None
    for sequence in range(2, SLOTS + 1):
        write(shared, sequence)
        assert picture.intact()
    shared.begin(SLOTS + 1, 4)
    assert not picture.intact()


def test_a_half_written_picture_is_not_shown() -> None:
    shared = slots()
    for sequence in range(1, SLOTS + 1):
        write(shared, sequence)
    shared.begin(SLOTS, 4)
    assert shared.newest() is None


def test_carries_the_viewport_and_the_count() -> None:
    shared = slots()
    shared.look(-0.5, 0.25, 1.0)
    shared.count(77)
    assert shared.viewport() == (-0.5, 0.25, 1.0)
    assert shared.decoded == 77


@pytest.mark.parametrize("kind", KINDS)
def test_two_sides_share_one_memory(kind: str) -> None:
    ours = SharedMemory(memory_bytes(*BOX), kind)
    theirs = attach(ours.address, ours.size)
    ours.attached()
    write(Slots(theirs, *BOX), 9)
    picture = Slots(ours.view, *BOX).newest()
    assert picture is not None
    assert picture.sequence == 9


@pytest.mark.parametrize("kind", KINDS)
def test_nobody_else_gets_in_afterwards(kind: str) -> None:
    ours = SharedMemory(memory_bytes(*BOX), kind)
    ours.attached()
    with pytest.raises(OSError, match=r".+"):
        attach(ours.address, ours.size)


@pytest.mark.skipif(sys.platform != "linux", reason="only there a descriptor's number can come back as another file")
def test_a_number_used_again_is_not_mistaken() -> None:
    ours = SharedMemory(memory_bytes(*BOX), MEMFD)
    ours.attached()
    again = [SharedMemory(memory_bytes(*BOX), MEMFD) for _ in range(3)]
    assert ours.address.rpartition("/")[2] in {other.address.rpartition("/")[2] for other in again}
    with pytest.raises(OSError, match="gone"):
        attach(ours.address, ours.size)
    for other in again:
        other.attached()
