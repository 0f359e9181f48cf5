"""What `cameras probe` learns of a stream."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.core.errors import StreamError
from console.core.stream import StreamSource
from console.video.probe import probe_stream
from tests.peers.rtsp_server import RtspServer
from tests.unit.video.conftest import PASSWORD, USER


def test_tells_codec_size_and_rate(server: RtspServer) -> None:
    for i, codec in enumerate(("h264", "hevc")):
        facts = probe_stream(StreamSource("cam-1", server.url(i, "main"), USER, PASSWORD))
        assert (facts.codec, facts.width, facts.height, facts.fps) == (codec, 1280, 720, 15.0)


def test_tells_why_not(server: RtspServer, tmp_path: Path) -> None:
    with pytest.raises(StreamError, match=r"Camera cam-1 refused the user name or the password\."):
        probe_stream(StreamSource("cam-1", server.url(0), USER, "wrong"))
    with pytest.raises(StreamError, match=r"Camera cam-1 asks for a user name"):
        probe_stream(StreamSource("cam-1", server.url(0)))
    empty = tmp_path / "empty"
    empty.touch()
    with pytest.raises(StreamError, match=r"Camera cam-1 sends nothing"):
        probe_stream(StreamSource("cam-1", str(empty)))


def test_does_not_wait_for_ever(server: RtspServer) -> None:
    with pytest.raises(StreamError, match=r"Camera cam-1 does not answer"):
        probe_stream(StreamSource("cam-1", server.url(0), USER, PASSWORD), timeout_s=0.01)
