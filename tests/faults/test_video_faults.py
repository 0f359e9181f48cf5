"""Sources, children and consoles that are stopped, killed or pretend: what is shown stays true, and all comes back."""

from __future__ import annotations

import base64
import json
import os
import random
import re
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from console.core.stream import StreamSource, StreamStatus, TileState, tile_state
from console.core.text import Text
from console.video.pool import VideoPool
from tests.peers.rtsp_server import SIZES, RtspServer, clip
from tests.unit.video.until import grows, sequence, until

ROOT = Path(__file__).parents[2]
START_CODE = rb"\x00{2,3}\x01"


@pytest.fixture
def faults() -> list[Text]:
    """Collect what the pool complains of."""
    return []


@pytest.fixture
def pool(faults: list[Text]) -> Iterator[VideoPool]:
    """Run a pool of two children."""
    running = VideoPool(2, on_fault=faults.append)
    running.start()
    yield running
    running.close()


@pytest.fixture
def silent() -> Iterator[int]:
    """Listen, accept and never answer; return the port."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


@pytest.fixture
def pretender() -> Iterator[int]:
    """Send two pictures, then keep the session up by reports alone, as if its encoder hung; return the port."""
    listener, ended = socket.create_server(("127.0.0.1", 0)), threading.Event()
    thread = threading.Thread(target=pretend, args=(listener, ended))
    thread.start()
    yield listener.getsockname()[1]
    ended.set()
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()
    thread.join()


def pretend(listener: socket.socket, ended: threading.Event) -> None:
    """Serve one client after the other, each until it leaves (RFC 2326)."""
    units = re.split(START_CODE, clip(*SIZES["sub"], "h264").read_bytes())[1:]
    picture = units[: 1 + next(i for i, unit in enumerate(units) if unit[0] & 31 == 5)]
    parameters = ",".join(base64.b64encode(unit).decode() for unit in picture if unit[0] & 31 in (7, 8))
    sdp = "v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=x\r\nt=0 0\r\nm=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\n"
    sdp += f"a=fmtp:96 packetization-mode=1;sprop-parameter-sets={parameters}\r\na=control:track\r\n"
    answers = {
        "OPTIONS": "Public: DESCRIBE, SETUP, PLAY\r\n\r\n",
        "DESCRIBE": f"Content-Type: application/sdp\r\nContent-Length: {len(sdp)}\r\n\r\n{sdp}",
        "SETUP": "Transport: RTP/AVP/TCP;unicast;interleaved=0-1\r\nSession: 1\r\n\r\n",
        "PLAY": "Session: 1\r\n\r\n",
    }
    while True:
        try:
            client = listener.accept()[0]
        except OSError:
            return
        with client, suppress(OSError):
            converse(client, answers, picture, ended)


def converse(client: socket.socket, answers: dict[str, str], picture: list[bytes], ended: threading.Event) -> None:
    """Answer until PLAY, send the picture twice (RFC 6184 5.6), then only sender reports (RFC 3550 6.4.1)."""
    lines = client.makefile("rb")
    method = ""
    while method != "PLAY":
        method, cseq = lines.readline().split()[0].decode(), ""
        while line := lines.readline().decode().strip():
            cseq = line if line.lower().startswith("cseq") else cseq
        client.sendall(f"RTSP/1.0 200 OK\r\n{cseq}\r\n{answers[method]}".encode())
    for number, unit in enumerate(picture * 2):
        time_stamp, place = divmod(number, len(picture))
        marker = 0x80 if place == len(picture) - 1 else 0
        packet = struct.pack(">BBHII", 0x80, marker | 96, number, time_stamp * 6000, 1) + unit
        client.sendall(b"$\0" + struct.pack(">H", len(packet)) + packet)
    while not ended.wait(0.2):
        report = struct.pack(">BBHIQIII", 0x80, 200, 6, 1, 0, 0, 0, 0)
        client.sendall(b"$\1" + struct.pack(">H", len(report)) + report)


def status(pool: VideoPool, stream: str) -> StreamStatus:
    """Return how an open stream does."""
    known = pool.status(stream)
    assert known is not None
    return known


def said(pool: VideoPool, stream: str) -> str:
    """Return the reason of a stream's failure, or nothing."""
    return str(status(pool, stream).reason or "")


def state(pool: VideoPool, stream: str, wanted: TileState) -> Callable[[], bool]:
    """Return a check of what a tile would say now."""
    return lambda: tile_state(pool.status(stream), time.monotonic()) is wanted


def test_three_ways_of_silence(pool: VideoPool, silent: int, pretender: int) -> None:
    with RtspServer() as server:
        pool.open("frozen", StreamSource("cam-frozen", server.url(0)), 480, 270)
        pool.open("silent", StreamSource("cam-silent", f"rtsp://127.0.0.1:{silent}/x"), 480, 270)
        pool.open("pretender", StreamSource("cam-pretender", f"rtsp://127.0.0.1:{pretender}/x"), 480, 270)
        until(pool, grows(pool, "frozen"), "the camera plays")
        until(pool, lambda: pool.picture("pretender"), "the pretender's only pictures")
        server.stop()
        until(pool, state(pool, "frozen", TileState.STALE), "frozen: stale")
        last = sequence(pool, "frozen")
        assert status(pool, "frozen").failed_s is None, "its connection stands"
        until(pool, state(pool, "frozen", TileState.LOST), "frozen: lost")
        assert sequence(pool, "frozen") == last
        until(pool, lambda: said(pool, "frozen"), "frozen: given up")
        assert said(pool, "frozen") == "Camera cam-frozen does not answer."
        server.cont()
        until(pool, lambda: said(pool, "silent"), "silent: given up")
        until(pool, lambda: said(pool, "pretender"), "pretender: given up")
        assert said(pool, "silent") == "Camera cam-silent does not answer."
        assert said(pool, "pretender") == "Camera cam-pretender is connected but sends no pictures."
        until(pool, grows(pool, "frozen"), "frozen: comes back by itself")
        assert state(pool, "frozen", TileState.LIVE)()
        assert said(pool, "frozen") == ""


def test_the_source_is_killed_and_comes_back(pool: VideoPool, faults: list[Text]) -> None:
    with RtspServer(2, mixed=True) as server:
        for i in range(2):
            pool.open(f"s{i}", StreamSource(f"cam-{i}", server.url(i)), 480, 270)
        until(pool, grows(pool, "s0", "s1"), "both play")
        server.kill()
        until(pool, lambda: all(status(pool, s).failed_s is not None for s in ("s0", "s1")), "both are lost")
        for i in range(2):
            known = status(pool, f"s{i}")
            assert known.next_try_s is not None
            assert known.failed_s is not None
            assert known.next_try_s > known.failed_s
            assert str(known.reason).startswith(f"Camera cam-{i} ")
        server.restart()
        until(pool, grows(pool, "s0", "s1"), "both come back by themselves")
        assert all(status(pool, s).failed_s is None for s in ("s0", "s1"))
    assert faults == []


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_child_is_killed_then_hangs(pool: VideoPool, faults: list[Text]) -> None:
    with RtspServer(2) as server:
        for i in range(2):
            pool.open(f"s{i}", StreamSource(f"cam-{i}", server.url(i)), 480, 270)
        until(pool, grows(pool, "s0", "s1"), "both play")
        first, second = pool.pids()
        files = psutil.Process().num_fds()
        for blow, count in ((signal.SIGKILL, 1), (signal.SIGSTOP, 2)):
            shown = sequence(pool, "s0")
            os.kill(pool.pids()[0], blow)
            until(pool, lambda count=count: len(faults) == count, "the pool says so")  # type: ignore[misc]
            assert sequence(pool, "s0") >= shown, "the last picture stays, with its age"
            until(pool, grows(pool, "s0"), "its stream is live again")
            assert pool.pids()[1] == second, "the other child is left alone"
            assert sequence(pool, "s1") > 0
            assert status(pool, "s1").failed_s is None
        assert pool.pids()[0] != first
        assert not psutil.pid_exists(first)
        assert "decoding process ended" in str(faults[0])
        until(pool, lambda: psutil.Process().num_fds() <= files, "nothing is left open")


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_the_console_is_killed() -> None:
    code = """
import json, sys, time
from console.core.stream import StreamSource
from console.video.pool import VideoPool
pool = VideoPool(2)
pool.start()
for i, url in enumerate(sys.argv[1:]):
    pool.open(str(i), StreamSource(f"cam-{i}", url), 480, 270)
while not all(pool.picture(str(i)) for i in range(len(sys.argv) - 1)):
    pool.poll()
    time.sleep(0.02)
print(json.dumps(pool.pids()), flush=True)
time.sleep(600)
"""
    shared = Path("/dev/shm")
    before = set(shared.iterdir()) if shared.exists() else set()
    with RtspServer(2) as server:
        console = subprocess.Popen(
            [sys.executable, "-c", code, server.url(0), server.url(1)], stdout=subprocess.PIPE, cwd=ROOT
        )
        assert console.stdout is not None
        with console.stdout as pipe:
            children = [psutil.Process(pid) for pid in json.loads(pipe.readline())]
        assert len(children) == 2
        console.kill()
        console.wait()
        gone, alive = psutil.wait_procs(children, timeout=30)
        assert len(gone) == 2
        assert not alive
    assert (set(shared.iterdir()) if shared.exists() else set()) <= before


def test_damaged_pictures_harm_nobody(pool: VideoPool, tmp_path: Path, faults: list[Text]) -> None:
    chance = random.Random(7)
    for codec in ("h264", "h265"):
        data = bytearray(clip(*SIZES["sub"], codec).read_bytes())
        for _ in range(400):
            data[chance.randrange(3000, len(data))] = chance.randrange(256)
        (tmp_path / f"damaged.{codec}").write_bytes(data)
    (tmp_path / "cut.h264").write_bytes(clip(*SIZES["sub"], "h264").read_bytes()[:5000])
    with RtspServer() as server:
        pool.open("good", StreamSource("cam-good", server.url(0)), 480, 270)
        for name in ("damaged.h264", "damaged.h265", "cut.h264"):
            pool.open(name, StreamSource(name, str(tmp_path / name)), 480, 270)
        until(pool, lambda: all(said(pool, n) for n in ("damaged.h264", "damaged.h265", "cut.h264")), "their ends")
        until(pool, grows(pool, "good"), "the good one plays on")
    assert faults == []
