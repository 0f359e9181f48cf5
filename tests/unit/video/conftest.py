"""A real RTSP server and clips for the video room's tests."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from console.core.text import Text
from console.video.pool import VideoPool
from tests.peers.rtsp_server import RtspServer

USER, PASSWORD = "viewer", "p@ss:w/ö#d %41"

_environment = dict(os.environ)
import cv2  # noqa: E402, F401 - on import it points Qt to plugins of its own, which other rooms' tests must not inherit

os.environ.clear()
os.environ.update(_environment)


@pytest.fixture(scope="session")
def server() -> Iterator[RtspServer]:
    """Serve two streams, the second in H.265, for one user."""
    with RtspServer(2, mixed=True, username=USER, password=PASSWORD) as running:
        yield running


@pytest.fixture(scope="module")
def faults() -> list[Text]:
    """Collect what the module's pool complains of."""
    return []


@pytest.fixture(scope="module")
def children(faults: list[Text]) -> Iterator[VideoPool]:
    """Run a pool of two children for the whole module."""
    running = VideoPool(2, on_fault=faults.append)
    running.start()
    yield running
    running.close()


@pytest.fixture
def pool(children: VideoPool) -> Iterator[VideoPool]:
    """Lend the module's pool; give it back without streams."""
    yield children
    for stream in ("s", "s0", "s1"):
        children.close_stream(stream)


def make_clip(path: Path, picture: str, *arguments: str) -> Path:
    """Encode a clip with ffmpeg from one of its test pictures."""
    command = ["ffmpeg", "-v", "error", "-nostdin", "-y", "-f", "lavfi", "-i", picture, "-g", "15", *arguments]
    subprocess.run([*command, str(path)], check=True)
    return path


@pytest.fixture(scope="session")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a clip of two seconds, 640x360, 15 frames/s."""
    path = tmp_path_factory.mktemp("clips") / "street.mp4"
    return make_clip(path, "testsrc2=size=640x360:rate=15:duration=2", "-bf", "0", "-pix_fmt", "yuv420p")
