"""Streams of a real RTSP server and of files, through real children."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import psutil
import pytest

from console.core.stream import StreamSource, TileState, tile_state
from console.core.text import Text
from console.video.pool import Picture, VideoPool
from tests.peers.rtsp_server import RtspServer
from tests.unit.video.conftest import PASSWORD, USER, make_clip
from tests.unit.video.until import grows, sequence, until

EMPTY = Picture(0, 0, 0, 0, memoryview(b""), 0.0, 0.0)


def camera(server: RtspServer, i: int, password: str = PASSWORD) -> StreamSource:
    return StreamSource(f"cam-{i}", server.url(i), USER, password)


def reason(pool: VideoPool, stream: str) -> str:
    status = pool.status(stream)
    assert status is not None
    return str(status.reason or "")


def rate(pool: VideoPool, stream: str) -> float:
    status = pool.status(stream)
    return status.decoded_fps if status is not None else 0.0


def test_h264_and_h265_become_live(server: RtspServer, pool: VideoPool, faults: list[Text]) -> None:
    for i in range(2):
        pool.open(f"s{i}", camera(server, i), 480, 270)
    until(pool, grows(pool, "s0", "s1", by=20), "both streams play")
    until(pool, lambda: 13 < rate(pool, "s0") < 17, "15 frames/s are counted")
    for i, codec in enumerate(("h264", "hevc")):
        status = pool.status(f"s{i}")
        assert status is not None
        assert (status.codec, status.width, status.height) == (codec, 640, 360)
        assert status.failed_s is None
        assert tile_state(status, time.monotonic()) is TileState.LIVE
        picture = pool.picture(f"s{i}")
        assert picture is not None
        assert (picture.width, picture.height, picture.stride) == (480, 270, 1920)
        assert len(picture.data) == picture.stride * picture.height
        assert abs(picture.captured_utc - time.time()) < 60
        assert len(set(bytes(picture.data[: 1920 * 200]))) > 50, "a real picture has many values"
    assert len(pool.pids()) == 2, "streams are spread"
    assert faults == []


def test_wrong_password_is_said_and_told_nobody(
    server: RtspServer, pool: VideoPool, capfd: pytest.CaptureFixture[str]
) -> None:
    pool.open("s", camera(server, 0, "not-" + PASSWORD), 480, 270)
    until(pool, lambda: reason(pool, "s"), "the refusal")
    assert reason(pool, "s") == "Camera cam-0 refused the user name or the password."
    status = pool.status("s")
    assert status is not None
    assert status.failed_s is not None
    assert status.next_try_s is not None
    assert status.next_try_s - status.failed_s > 20, "an account must not be locked by trying"
    assert PASSWORD not in repr(status)
    for pid in pool.pids():
        process = psutil.Process(pid)
        assert PASSWORD not in " ".join([*process.cmdline(), *process.environ().values()])
    assert PASSWORD not in "".join(capfd.readouterr())


def test_unknown_path(server: RtspServer, pool: VideoPool) -> None:
    pool.open("s", StreamSource("cam-9", server.url(99), USER, PASSWORD), 480, 270)
    until(pool, lambda: reason(pool, "s"), "the refusal")
    assert reason(pool, "s") == "Camera cam-9 does not know this stream address."


def test_nobody_listens(pool: VideoPool) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    pool.open("s", StreamSource("cam-9", f"rtsp://127.0.0.1:{port}/x"), 480, 270)
    until(pool, lambda: reason(pool, "s"), "the refusal")
    assert reason(pool, "s") == "Camera cam-9 refused the connection."


@pytest.mark.parametrize("content", [b"", b"\0" * 10_000, bytes(range(256)) * 400, b"#EXTM3U\n/etc/passwd\n"])
def test_garbage_file(tmp_path: Path, pool: VideoPool, content: bytes) -> None:
    path = tmp_path / "x.mp4"
    path.write_bytes(content)
    pool.open("s", StreamSource("cam-9", str(path), loop=True), 480, 270)
    until(pool, lambda: reason(pool, "s"), "the refusal")
    assert reason(pool, "s").startswith("Camera cam-9 ")
    assert pool.picture("s") is None


def test_missing_file(pool: VideoPool) -> None:
    pool.open("s", StreamSource("cam-9", "/nowhere/x.mp4", loop=True), 480, 270)
    until(pool, lambda: reason(pool, "s"), "the refusal")
    assert reason(pool, "s") == "The file of camera cam-9 cannot be read."


def test_too_large_pictures_are_refused(tmp_path: Path, pool: VideoPool) -> None:
    path = make_clip(tmp_path / "huge.avi", "color=size=8448x64:rate=1:duration=1", "-c:v", "mjpeg")
    pool.open("s", StreamSource("cam-9", str(path)), 480, 270)
    until(pool, lambda: reason(pool, "s"), "the refusal")
    assert "8448 × 64" in reason(pool, "s")


def test_a_loop_goes_on(clip: Path, pool: VideoPool) -> None:
    pool.open("s", StreamSource("demo-1", str(clip), loop=True), 320, 180)
    until(pool, grows(pool, "s", by=40), "more pictures than the clip has")
    assert reason(pool, "s") == ""


def test_a_file_ends(clip: Path, pool: VideoPool) -> None:
    pool.open("s", StreamSource("demo-1", str(clip)), 320, 180)
    until(pool, lambda: reason(pool, "s"), "the end")
    assert reason(pool, "s") == "Camera demo-1 ended its stream."
    assert sequence(pool, "s") >= 28


def test_a_virtual_camera_turns(tmp_path: Path, pool: VideoPool) -> None:
    halves = "color=red:size=640x360:rate=15:duration=2,drawbox=x=320:y=0:w=320:h=360:color=blue:t=fill"
    path = make_clip(tmp_path / "wide.mp4", halves, "-pix_fmt", "yuv420p", "-bf", "0")
    pool.open("s", StreamSource("demo-1", str(path), loop=True, pannable=True), 320, 180)

    def all_of(channel: int) -> bool:
        picture = pool.picture("s")
        if picture is None:
            return False
        rows = bytes(picture.data)
        return min(rows[channel::4]) > 200 and max(rows[2 - channel :: 4]) < 60

    pool.set_viewport("s", -1.0, 0.0, 0.5)
    until(pool, lambda: all_of(2), "it looks left, at red")
    pool.set_viewport("s", 1.0, 0.0, 1.0)
    until(pool, lambda: all_of(0), "it looks right, at blue")
    pool.resize("s", 160, 90)
    until(pool, grows(pool, "s"), "the new size")
    assert all_of(0), "it still looks right"


def test_another_size_is_never_black(server: RtspServer, pool: VideoPool) -> None:
    pool.open("s", camera(server, 0), 480, 270)
    until(pool, grows(pool, "s"), "it plays")
    before = sequence(pool, "s")
    held = pool.picture("s")
    pool.resize("s", 241, 137)
    seen = pool.picture("s")
    assert seen is not None
    assert seen.width == 480

    def small() -> bool:
        picture = pool.picture("s")
        return picture is not None and (picture.width, picture.height) == (240, 134)

    until(pool, small, "the new size")
    assert sequence(pool, "s") > before
    assert held is not None
    assert len(bytes(held.data)) == held.stride * held.height, "a picture that is held stays readable"
    pool.resize("s", 10**6, 0)
    until(pool, grows(pool, "s"), "it goes on at the largest size")


def test_resized_many_times_at_once(server: RtspServer, pool: VideoPool) -> None:
    pool.open("s", camera(server, 0), 480, 270)
    until(pool, grows(pool, "s"), "it plays")
    for width in range(100, 400, 10):
        pool.resize("s", width, width)

    def last() -> bool:
        picture = pool.picture("s")
        return picture is not None and picture.width == 390

    until(pool, last, "the last size")


def test_resized_before_the_child_knew_it(server: RtspServer) -> None:
    pool = VideoPool(1)
    pool.start()
    try:
        pool.open("s", camera(server, 0), 480, 270)
        pool.resize("s", 320, 180)
        until(pool, lambda: (pool.picture("s") or EMPTY).width == 320, "the size asked for last")
    finally:
        pool.close()


def test_a_closed_stream_is_gone(server: RtspServer, pool: VideoPool) -> None:
    pool.open("s", camera(server, 0), 480, 270)
    until(pool, grows(pool, "s"), "it plays")
    pool.close_stream("s")
    pool.close_stream("s")
    assert pool.status("s") is None
    assert pool.picture("s") is None
    pool.open("s", camera(server, 1), 480, 270)
    until(pool, grows(pool, "s"), "another plays under its name")
    status = pool.status("s")
    assert status is not None
    assert status.codec == "hevc"


def test_opened_in_another_directory(clip: Path, pool: VideoPool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(clip.parent)
    pool.open("s", StreamSource("demo-1", clip.name, loop=True), 320, 180)
    until(pool, grows(pool, "s"), "a relative path plays")


def test_closing_leaves_nothing(server: RtspServer) -> None:
    before = set(threading.enumerate())
    pool = VideoPool(2)
    pool.open("early", camera(server, 0), 480, 270)
    assert pool.pids() == []
    pool.start()
    until(pool, grows(pool, "early"), "what was opened before the start plays")
    pids = pool.pids()
    pool.close()
    assert not any(psutil.pid_exists(pid) for pid in pids)
    assert set(threading.enumerate()) <= before
    pool.poll()
    assert pool.pids() == []


def test_the_console_imports_no_decoder() -> None:
    code = "import sys, console.video.pool, console.video.probe; print({'av', 'cv2', 'numpy'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_a_child_imports_no_qt() -> None:
    code = "import sys, console.video.child; print([m for m in sys.modules if m.startswith('PySide6')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
