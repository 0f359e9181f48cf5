"""Ask a stream once what it is, in a process of its own: for `cameras probe`. Imports no decoder."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass

from console.core.errors import StreamError
from console.core.stream import StreamSource
from console.core.text import Text
from console.video import wire
from console.video.process import NO_WINDOW, ROOT, absolute

TIMEOUT_S = 20.0


@dataclass(frozen=True, slots=True)
class StreamFacts:
    """Tell what a stream was found to carry; fps is 0 when it came too slowly to tell."""

    codec: str
    width: int
    height: int
    fps: float


def probe_stream(source: StreamSource, timeout_s: float = TIMEOUT_S) -> StreamFacts:
    """Open a stream and decode its first picture. Blocks, so never on the UI thread. Raises StreamError."""
    command = [sys.executable, "-m", "console.video.probe_child"]
    order = wire.encode(wire.source_line(absolute(source)))
    try:
        done = subprocess.run(
            command,
            input=order,
            stdout=subprocess.PIPE,
            timeout=timeout_s,
            cwd=ROOT,
            creationflags=NO_WINDOW,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise StreamError("Camera {camera} does not answer.", camera=source.camera_id) from None
    if done.returncode != 0:
        raise StreamError("Camera {camera} could not be examined: the decoder ended.", camera=source.camera_id)
    answer = wire.decode(done.stdout)
    if "reason" in answer:
        reason: Text = wire.read_text(answer["reason"])
        raise StreamError(reason.template, **reason.args)
    return StreamFacts(answer["codec"], answer["width"], answer["height"], answer["fps"])
