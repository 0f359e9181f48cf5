"""Frames of a stream at a low rate: a looping clip in step with the machine's clock, or a live stream as it comes."""

from __future__ import annotations

import threading
import time
from collections.abc import Generator
from urllib.parse import quote, urlsplit, urlunsplit

import av
import av.container

from console.core.stream import StreamSource

SAMPLE_S = 0.2
_OPEN_TIMEOUT_S = 10.0
_READ_TIMEOUT_S = 5.0
_LATE_S = 2.0


def frames(source: StreamSource, stop: threading.Event) -> Generator[av.VideoFrame, None, None]:
    """Yield about five frames a second until `stop`, or a live stream's end. Raises av.FFmpegError."""
    with _open(source) as container:
        stream = container.streams.video[0]
        stream.codec_context.thread_count = 1
        stream.codec_context.options = {"skip_loop_filter": "all"}
        yield from _looping(container, stream, stop) if source.loop else _live(container, stream, stop)


def loop_position(now_s: float, long_s: float) -> float:
    """Return where a looping clip stands at a monotonic time: the same for everyone on this machine who plays it."""
    return now_s % long_s


def _open(source: StreamSource) -> av.container.InputContainer:
    options = {"rtsp_transport": "tcp", "fflags": "nobuffer"} if "://" in source.url else {}
    return av.open(_with_password(source), options=options, timeout=(_OPEN_TIMEOUT_S, _READ_TIMEOUT_S))


def _with_password(source: StreamSource) -> str:
    if not source.username:
        return source.url
    parts = urlsplit(source.url)
    login = f"{quote(source.username, safe='')}:{quote(source.password, safe='')}"
    return urlunsplit(parts._replace(netloc=f"{login}@{parts.netloc.rpartition('@')[2]}"))


def _live(
    container: av.container.InputContainer, stream: av.VideoStream, stop: threading.Event
) -> Generator[av.VideoFrame, None, None]:
    next_s = 0.0
    for packet in container.demux(stream):
        if stop.is_set():
            return
        for frame in packet.decode():
            if time.monotonic() >= next_s and not frame.is_corrupt:
                next_s = time.monotonic() + SAMPLE_S
                yield frame


def _looping(
    container: av.container.InputContainer, stream: av.VideoStream, stop: threading.Event
) -> Generator[av.VideoFrame, None, None]:
    assert stream.time_base is not None
    long_s = float((stream.duration or 1) * stream.time_base)
    at_s, packets = -1.0, iter(container.demux(stream))
    due_s = time.monotonic()
    while not stop.is_set():
        target_s = loop_position(due_s, long_s)
        if not at_s - SAMPLE_S <= target_s <= at_s + _LATE_S:
            container.seek(int(target_s / stream.time_base), stream=stream, backward=True)
            packets = iter(container.demux(stream))
        newest = None
        for packet in packets:
            for frame in packet.decode():
                newest = frame
                at_s = float((frame.pts or 0) * stream.time_base)
            if at_s >= target_s - 0.5 / 30 or packet.dts is None:
                break
        if newest is not None:
            yield newest
        due_s = max(due_s + SAMPLE_S, time.monotonic() - SAMPLE_S)
        stop.wait(max(due_s - time.monotonic(), 0.0))
