"""One stream in a decoding child: open, decode, paint, and try again until told to stop. One thread each."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Iterator
from threading import Event, Thread
from typing import TYPE_CHECKING

import av
import av.error
import numpy as np

from console.core.errors import StreamError
from console.core.stream import StreamSource
from console.core.text import Text, text
from console.video.backoff import Backoff
from console.video.looping import paced
from console.video.opening import READ_TIMEOUT_S, check_size, open_stream, stream_error
from console.video.scaling import Scaler, tile_size
from console.video.slots import Slots
from console.video.wire import Line, text_line

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.packet import Packet
    from av.video.stream import VideoStream

OPEN_AT_MOST_S = 25.0
SILENT_AT_MOST_S = READ_TIMEOUT_S + 2.0
UNDECODED_AT_MOST_S = 10.0
REFUSED = "Camera {camera} refused the user name or the password."

Say = Callable[[Line], None]


class Target:
    """Name the shared memory that pictures go to, and the number of the next one."""

    def __init__(self, slots: Slots, first: int) -> None:
        self.slots, self.next = slots, first
        self.decoded = 0


class Worker(Thread):
    """Play one stream until `stop`. `target` may be replaced at any time: a resized tile."""

    def __init__(self, stream_id: str, source: StreamSource, target: Target, say: Say, backoff: Backoff) -> None:
        super().__init__(name=f"stream {stream_id}", daemon=True)
        self.stream_id, self.source, self.target, self.backoff = stream_id, source, target, backoff
        self.deadline_s = float("inf")
        self._say = say
        self._stop_now = Event()
        self._scaler = Scaler()
        self._shown_since_s: float | None = None

    def stop(self) -> None:
        """Ask the thread to end; it does so after the packet or the timeout it waits for."""
        self._stop_now.set()

    @property
    def stopping(self) -> bool:
        """Tell whether it was asked to end."""
        return self._stop_now.is_set()

    def run(self) -> None:
        """Try again and again; report each failure with when the next try is."""
        while not self.stopping:
            self._shown_since_s = None
            try:
                self._run_once()
                reason = text("Camera {camera} ended its stream.", camera=self.source.camera_id)
            except StreamError as fault:
                reason = fault.text
            except Exception as fault:  # noqa: BLE001 - ours: reported with its place, and the other streams go on
                reason = self._our_fault(fault)
            self.deadline_s = float("inf")
            if not self.stopping:
                self._stop_now.wait(self.report_failure(reason))

    def report_failure(self, reason: Text) -> float:
        """Tell the console that the stream failed; return the seconds until the next try."""
        now_s = time.monotonic()
        played_s = now_s - self._shown_since_s if self._shown_since_s is not None else 0.0
        wait_s = self.backoff.failed(played_s, refused=reason.template == REFUSED)
        line = {"say": "failed", "id": self.stream_id, "reason": text_line(reason)}
        self._say(line | {"at_s": now_s, "next_s": now_s + wait_s})
        return wait_s

    def _run_once(self) -> None:
        """Play from connecting to the end. Raises StreamError."""
        self.deadline_s = time.monotonic() + OPEN_AT_MOST_S
        with open_stream(self.source) as container:
            if not container.streams.video:
                raise StreamError("Camera {camera} sends nothing that can be shown.", camera=self.source.camera_id)
            stream = container.streams.video[0]
            check_size(self.source, stream.codec_context.width, stream.codec_context.height)
            stream.codec_context.thread_count = 1
            try:
                self._play(container, stream)
            except (av.error.FFmpegError, OSError) as fault:
                raise stream_error(self.source, fault) from None

    def _play(self, container: InputContainer, stream: VideoStream) -> None:
        good_s = time.monotonic()
        for packet, shown in self._packets(container, stream):
            if self.stopping:
                return
            now_s = time.monotonic()
            self.deadline_s = now_s + SILENT_AT_MOST_S
            newest: av.VideoFrame | None = None
            try:
                for frame in packet.decode():
                    self.target.decoded += 1
                    if not frame.is_corrupt:
                        newest = frame
            except av.error.InvalidDataError:
                newest = None
            if newest is not None:
                good_s = now_s
                if shown:
                    self._show(newest, stream)
            elif now_s - good_s > UNDECODED_AT_MOST_S:
                raise StreamError("Camera {camera} sends nothing that can be shown.", camera=self.source.camera_id)

    def _packets(self, container: InputContainer, stream: VideoStream) -> Iterator[tuple[Packet[VideoStream], bool]]:
        if "://" not in self.source.url:
            yield from paced(container, stream, self.source.loop, self._stop_now)
            return
        for packet in container.demux(stream):
            yield packet, True

    def _show(self, frame: av.VideoFrame, stream: VideoStream) -> None:
        """Paint a picture into the next slot."""
        check_size(self.source, frame.width, frame.height)
        target = self.target
        slots = target.slots
        look = slots.viewport() if self.source.pannable else None
        aspect = float(stream.codec_context.sample_aspect_ratio or 1)
        width, height = tile_size(frame, aspect, (slots.width, slots.height), look)
        captured_s, captured_utc = time.monotonic(), time.time()
        room = slots.begin(target.next, width * height * 4)
        self._scaler.paint(frame, np.frombuffer(room, np.uint8).reshape(height, width, 4), look)
        slots.commit(target.next, width, height, captured_s, captured_utc)
        slots.count(target.decoded)
        target.next += 1
        if self._shown_since_s is None:
            self._shown_since_s = captured_s
            codec = stream.codec_context.name
            line = {"say": "playing", "id": self.stream_id, "codec": codec, "at_s": captured_s}
            self._say(line | {"width": frame.width, "height": frame.height})

    def _our_fault(self, fault: Exception) -> Text:
        """Report a fault of the console's own with its place, but not with words that may hold an address."""
        places = "".join(traceback.format_list(traceback.extract_tb(fault.__traceback__)))
        line = {"say": "fault", "id": self.stream_id, "camera": self.source.camera_id}
        self._say(line | {"fault": type(fault).__name__, "trace": places})
        return text("Camera {camera} cannot be shown: a fault of the console.", camera=self.source.camera_id)
