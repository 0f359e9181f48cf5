"""The console's side of all streams: which child decodes what, how it does, and its newest picture.

Lives on the UI thread and never blocks it. Decoders are imported by the children only.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable

from console.core.clock import Clock, SystemClock
from console.core.stream import StreamSource, StreamStatus
from console.core.text import Text, text
from console.video import wire
from console.video.process import ChildProcess, absolute
from console.video.slots import Picture
from console.video.stream import Stream

SILENT_CHILD_S = 5.0
STARTING_S = 20.0
GOOD_LIFE_S = 10.0
RESTART_FIRST_S = 0.5
RESTART_LONGEST_S = 10.0

LOG = logging.getLogger(__name__)

__all__ = ["Picture", "VideoPool"]


class _Place:
    """Hold one child's place: the process in it, or when the next one may be started."""

    def __init__(self) -> None:
        self.process: ChildProcess | None = None
        self.may_start_s = 0.0
        self.deaths = 0

    def died(self, now_s: float, lived_s: float) -> None:
        """Start the next at once, but wait longer each time when they die young."""
        self.process = None
        self.deaths = 1 if lived_s > GOOD_LIFE_S else self.deaths + 1
        wait_s = 0.0 if self.deaths == 1 else RESTART_FIRST_S * 2.0 ** min(self.deaths - 2, 10)
        self.may_start_s = now_s + min(wait_s, RESTART_LONGEST_S)


class VideoPool:
    """Decode streams in child processes. Every method is to be called on one thread, the UI's."""

    def __init__(
        self, children: int = 2, clock: Clock | None = None, on_fault: Callable[[Text], None] = lambda _: None
    ) -> None:
        self._clock = clock or SystemClock()
        self._on_fault = on_fault
        self._places = [_Place() for _ in range(max(1, children))]
        self._streams: dict[str, Stream] = {}
        self._running = False

    def start(self) -> None:
        """Allow children to be started; each is when its first stream is opened."""
        self._running = True

    def close(self) -> None:
        """End all children and free all pictures; a child that does not obey is killed within a second."""
        self._running = False
        self._streams.clear()
        for place in self._places:
            if place.process is not None:
                place.process.close()
                place.process = None

    def open(self, stream_id: str, source: StreamSource, width: int, height: int) -> None:
        """Start to decode a stream to pictures that fit in width × height pixels; one of that id is replaced."""
        if stream_id in self._streams:
            self.close_stream(stream_id)
        loads = [sum(s.place == i for s in self._streams.values()) for i in range(len(self._places))]
        stream = Stream(stream_id, absolute(source), width, height, loads.index(min(loads)), self._now_s())
        self._streams[stream_id] = stream
        place = self._places[stream.place]
        if place.process is None:
            self._start_child(stream.place)
        else:
            place.process.order(stream.open_line())

    def resize(self, stream_id: str, width: int, height: int) -> None:
        """Have a stream's pictures fit another size; the old ones stay until the first new one. Ignores unknown ids."""
        stream = self._streams.get(stream_id)
        if stream is None:
            return
        process = self._places[stream.place].process
        if stream.resize(width, height) and process is not None:
            process.order(stream.resize_line())

    def close_stream(self, stream_id: str) -> None:
        """Stop to decode a stream; unknown ids are ignored."""
        stream = self._streams.pop(stream_id, None)
        if stream is not None:
            stream.forget()
            process = self._places[stream.place].process
            if process is not None:
                process.order({"do": "close", "id": stream_id})

    def set_viewport(self, stream_id: str, pan: float, tilt: float, zoom: float) -> None:
        """Set where a pannable source looks: pan and tilt -1..1, zoom 0..1; seen in its next picture."""
        if stream_id in self._streams:
            self._streams[stream_id].look(pan, tilt, zoom)

    def poll(self) -> None:
        """Take in what children report, and replace those that died or went silent. Call at each tick; never blocks."""
        now_s = self._now_s()
        for index, place in enumerate(self._places):
            if place.process is None:
                if self._running and now_s >= place.may_start_s and self._of(index):
                    self._start_child(index)
                continue
            for line in place.process.reports(now_s):
                self._take(index, line)
            self._watch(index, place, place.process, now_s)
        for stream in self._streams.values():
            stream.measure(now_s)

    def status(self, stream_id: str) -> StreamStatus | None:
        """Tell how a stream does; None for one that is not open."""
        stream = self._streams.get(stream_id)
        return stream.status() if stream is not None else None

    def picture(self, stream_id: str) -> Picture | None:
        """Return a stream's newest picture, None before its first."""
        stream = self._streams.get(stream_id)
        return stream.picture() if stream is not None else None

    def pids(self) -> list[int]:
        """Return the children's process ids."""
        return [place.process.pid for place in self._places if place.process is not None]

    def _now_s(self) -> float:
        return self._clock.monotonic_ns() / 1e9

    def _of(self, index: int) -> list[Stream]:
        return [stream for stream in self._streams.values() if stream.place == index]

    def _start_child(self, index: int) -> None:
        place = self._places[index]
        if not self._running or self._now_s() < place.may_start_s:
            return
        try:
            place.process = ChildProcess(self._now_s())
        except OSError as fault:
            place.died(self._now_s(), 0.0)
            reason = os.strerror(fault.errno or 0)
            self._on_fault(text("A decoding process cannot be started: {reason}.", reason=reason))
            return
        for stream in self._of(index):
            stream.renew()
            place.process.order(stream.open_line())

    def _watch(self, index: int, place: _Place, process: ChildProcess, now_s: float) -> None:
        heard = process.heard_s > process.started_s
        silent_s = now_s - process.heard_s
        if process.alive and silent_s < (SILENT_CHILD_S if heard else STARTING_S):
            return
        process.kill()
        place.died(now_s, now_s - process.started_s)
        self._on_fault(
            text("A decoding process ended; it is started again. Pictures: {count}.", count=len(self._of(index)))
        )
        self._start_child(index)

    def _take(self, index: int, line: wire.Line) -> None:
        if line["say"] == "fault":
            LOG.error("%s while decoding\n%s", line["fault"], line["trace"])
            camera, fault = line["camera"], line["fault"]
            self._on_fault(text("The console failed to show camera {camera}: {fault}.", camera=camera, fault=fault))
            return
        stream = self._streams.get(str(line.get("id", "")))
        if stream is not None and stream.place == index:
            stream.take(line)
