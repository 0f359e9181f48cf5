"""The process that `probe` starts: a source as JSON on stdin, what it carries or why not as JSON on stdout."""

from __future__ import annotations

import sys

import av.error

from console.core.errors import StreamError
from console.core.stream import StreamSource
from console.video import wire
from console.video.opening import check_size, open_stream, stream_error

WATCH_S = 1.0


def examine(source: StreamSource) -> wire.Line:
    """Decode pictures for about a second and return codec, size and rate. Raises StreamError."""
    times: list[float] = []
    codec, size = "", (0, 0)
    try:
        with open_stream(source) as container:
            for packet in container.demux(video=0):
                if packet.pts is not None and packet.time_base is not None:
                    times.append(float(packet.pts * packet.time_base))
                for frame in packet.decode():
                    check_size(source, frame.width, frame.height)
                    codec, size = packet.stream.codec_context.name, (frame.width, frame.height)
                if codec and times and max(times) - min(times) >= WATCH_S:
                    break
    except (av.error.FFmpegError, OSError) as fault:
        raise stream_error(source, fault) from None
    except IndexError:  # no video stream
        codec = ""
    if not codec:
        raise StreamError("Camera {camera} sends nothing that can be shown.", camera=source.camera_id)
    spread_s = max(times) - min(times) if times else 0.0
    fps = round((len(times) - 1) / spread_s, 2) if spread_s > 0 else 0.0
    return {"codec": codec, "width": size[0], "height": size[1], "fps": fps}


def main() -> None:
    """Read one source, write one answer."""
    source = StreamSource(**wire.decode(sys.stdin.buffer.readline()))
    try:
        answer = examine(source)
    except StreamError as fault:
        answer = {"reason": wire.text_line(fault.text)}
    sys.stdout.buffer.write(wire.encode(answer))


if __name__ == "__main__":
    main()
