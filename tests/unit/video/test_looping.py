"""A file played as a camera would send it, on a clock turned by hand."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from threading import Event

import av
import pytest

from console.video.looping import duration_s, paced


class Turned(Event):
    """Be a stop event whose waiting turns a clock instead."""

    def __init__(self, now_s: float) -> None:
        super().__init__()
        self.now_s = now_s

    def now(self) -> float:
        return self.now_s

    def wait(self, timeout: float | None = None) -> bool:
        self.now_s += timeout or 0.0
        return self.is_set()


def play(clip: Path, clock: Turned, count: int, loop: bool = True) -> list[tuple[float, float, bool]]:
    """Return when each picture was shown, its place in the clip, and whether it was to be shown."""
    shown: list[tuple[float, float, bool]] = []
    with av.open(str(clip)) as container:
        for packet, wanted in paced(container, container.streams.video[0], loop, clock, clock.now):
            shown += [(clock.now_s, float(frame.time), wanted) for frame in packet.decode()]
            if len(shown) >= count:
                break
    return shown


def test_goes_round_without_a_seam(clip: Path) -> None:
    shown = play(clip, Turned(1000.0), 95)
    gaps = [b[0] - a[0] for a, b in pairwise(shown)]
    assert gaps == pytest.approx([1 / 15] * 94, abs=2e-3)
    assert [s[1] for s in shown[:62]] == pytest.approx([i % 30 / 15 for i in range(62)], abs=1e-3)


@pytest.mark.parametrize("start_s", [1000.0, 1000.4, 1001.3, 1001.99])
def test_everybody_sees_the_same_moment(clip: Path, start_s: float) -> None:
    wanted = [s for s in play(clip, Turned(start_s), 60) if s[2]]
    assert wanted[0][0] - start_s < 2 / 15
    for at_s, place_s, _ in wanted:
        assert at_s % 2.0 == pytest.approx(place_s, abs=2e-3)


def test_catches_up_after_a_sleep(clip: Path) -> None:
    clock = Turned(1000.0)
    with av.open(str(clip)) as container:
        places: list[tuple[float, float]] = []
        for packet, wanted in paced(container, container.streams.video[0], True, clock, clock.now):
            places += [(clock.now_s, float(frame.time)) for frame in packet.decode() if wanted]
            if len(places) == 10 and clock.now_s < 1001.0:
                clock.now_s += 3600.9
            if len(places) >= 40:
                break
    for at_s, place_s in places[11:]:
        assert at_s % 2.0 == pytest.approx(place_s, abs=2e-3)


def test_once_is_once(clip: Path) -> None:
    shown = play(clip, Turned(1000.7), 1000, loop=False)
    assert len(shown) == 30
    assert shown[0][0] == 1000.7


def test_stops_when_told(clip: Path) -> None:
    clock = Turned(1000.0)
    clock.set()
    assert play(clip, clock, 1) == []


def test_knows_how_long_a_clip_is(clip: Path) -> None:
    with av.open(str(clip)) as container:
        assert duration_s(container, container.streams.video[0]) == pytest.approx(2.0, abs=0.01)
