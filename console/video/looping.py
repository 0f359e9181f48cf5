"""Play a file as a camera would send it: in real time, again and again, at the same place in every process."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from threading import Event
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.packet import Packet
    from av.video.stream import VideoStream

LATE_S = 2.0


def duration_s(container: InputContainer, stream: VideoStream) -> float:
    """Return how long a file plays; 0 when it does not say."""
    if stream.duration and stream.time_base:
        return float(stream.duration * stream.time_base)
    return (container.duration or 0) / 1_000_000


def paced(
    container: InputContainer, stream: VideoStream, loop: bool, stop: Event, now: Callable[[], float] = monotonic
) -> Iterator[tuple[Packet[VideoStream], bool]]:
    """Yield packets when they are due, each with whether its picture is to be shown.

    A loop's place follows from the monotonic clock alone, so that the wall, the analyzer and a child that was started
    again see the same moment. Packets before that place are yielded at once, only to be decoded.
    """
    length_s = duration_s(container, stream)
    if length_s <= 0:
        loop = False
    base_s = now() - now() % length_s if loop else now()
    from_s = now() - base_s
    while not stop.is_set():
        if from_s > 0 and stream.time_base:
            container.seek((stream.start_time or 0) + int(from_s / stream.time_base), stream=stream)
        late = yield from _once(container, stream, base_s, from_s, stop, now)
        if not loop:
            return
        base_s = now() - now() % length_s if late else base_s + length_s
        from_s = now() - base_s if late else 0.0
        container.seek(stream.start_time or 0, stream=stream)


def _once(
    container: InputContainer, stream: VideoStream, base_s: float, from_s: float, stop: Event, now: Callable[[], float]
) -> Generator[tuple[Packet[VideoStream], bool], None, bool]:
    """Yield one pass over the file; return whether it fell so far behind that the clock's place must be sought anew."""
    start = stream.start_time or 0
    for packet in container.demux(stream):
        when = packet.dts if packet.dts is not None else packet.pts
        if when is None or stream.time_base is None:
            yield packet, True
            continue
        at_s = float((when - start) * stream.time_base)
        wait_s = base_s + at_s - now()
        if wait_s > 0 and stop.wait(wait_s):
            return False
        if at_s >= from_s and wait_s < -LATE_S:
            return True
        yield packet, at_s >= from_s
    return False
