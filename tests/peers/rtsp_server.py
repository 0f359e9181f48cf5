"""Start Debian's GStreamer RTSP server on loopback with real H.264 and H.265, and do it harm on request.

By hand: `python -m tests.peers.rtsp_server --streams 16` prints the addresses and serves until Ctrl+C.
"""

from __future__ import annotations

import argparse
import json
import os
import secrets
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Literal

SYSTEM_PYTHON = Path("/usr/bin/python3")
CLIPS = Path(__file__).parents[2] / ".cache" / "clips"
FPS = 15
CLIP_S = 8
Codec = Literal["h264", "h265"]
SIZES = {"sub": ("640x360", "512k"), "main": ("1280x720", "2000k")}


def clip(size: str, bitrate: str, codec: Codec) -> Path:
    """Return an elementary stream of moving pictures, a key frame each second; encoded on first use."""
    path = CLIPS / f"{size}-{bitrate}-{FPS}-aud.{codec}"
    if path.exists():
        return path
    CLIPS.mkdir(parents=True, exist_ok=True)
    scratch = path.with_name(f"{secrets.token_hex(4)}.{codec}")
    muxer, *encoder = {
        "h264": ["h264", "-c:v", "libx264", "-profile:v", "main", "-x264-params", "aud=1"],
        "h265": ["hevc", "-c:v", "libx265", "-x265-params", f"aud=1:log-level=error:min-keyint={FPS}:bframes=0"],
    }[codec]
    picture = f"testsrc2=size={size}:rate={FPS}:duration={CLIP_S},noise=alls=4:allf=t,format=yuv420p"
    rate = f"-preset veryfast -bf 0 -g {FPS} -b:v {bitrate} -maxrate {bitrate} -bufsize {bitrate}".split()
    command = ["ffmpeg", "-v", "error", "-nostdin", "-f", "lavfi", "-i", picture, *encoder, *rate, "-f", muxer]
    subprocess.run([*command, str(scratch)], check=True)
    scratch.replace(path)
    return path


class RtspServer:
    """Serve `/sub/{i}` (640x360) and `/main/{i}` (1280x720), 15 frames/s, over TCP; `mixed`: odd ones are H.265."""

    def __init__(self, streams: int = 1, *, mixed: bool = False, username: str = "", password: str = "") -> None:
        self.streams, self.mixed = streams, mixed
        self.username, self.password = username, password
        self.port = 0
        self._process: subprocess.Popen[str] | None = None

    def codec(self, i: int) -> Codec:
        """Return what stream i is encoded with."""
        return "h265" if self.mixed and i % 2 else "h264"

    def url(self, i: int, profile: Literal["sub", "main"] = "sub") -> str:
        """Return the address of a stream, without credentials."""
        return f"rtsp://127.0.0.1:{self.port}/{profile}/{i}"

    @property
    def pid(self) -> int:
        """Return the server's process id."""
        assert self._process is not None
        return self._process.pid

    def start(self) -> None:
        """Start serving; the first time on a free port, later on the same."""
        mounts = {
            f"/{profile}/{i}": {"codec": self.codec(i), "clip": str(clip(*SIZES[profile], self.codec(i)))}
            for i in range(self.streams)
            for profile in SIZES
        }
        self._process = subprocess.Popen(
            [str(SYSTEM_PYTHON), str(Path(__file__).with_name("rtsp_gst.py"))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        order = {"port": self.port, "username": self.username, "password": self.password, "mounts": mounts}
        order["frame_ns"] = 1_000_000_000 // FPS
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            raise RuntimeError(f"the RTSP server ended with status {self._process.wait()}")
        self.port = json.loads(answer)["port"]

    def kill(self) -> None:
        """End the server at once, as a power cut does."""
        if self._process is None:
            return
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            with suppress(BrokenPipeError):
                pipe.close()
        self._process = None

    def restart(self) -> None:
        """Start again on the same port."""
        self.kill()
        self.start()

    def stop(self) -> None:
        """Freeze the server: connections stay up and nothing comes."""
        os.kill(self.pid, signal.SIGSTOP)

    def cont(self) -> None:
        """Let a frozen server go on."""
        os.kill(self.pid, signal.SIGCONT)

    def __enter__(self) -> RtspServer:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()


def main() -> None:
    """Serve until Ctrl+C."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--streams", type=int, default=16)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--mixed", action="store_true", help="odd streams are H.265")
    parser.add_argument("--username", default="", help="ask for digest authentication; the password is read from stdin")
    args = parser.parse_args()
    password = sys.stdin.readline().rstrip("\n") if args.username else ""
    server = RtspServer(args.streams, mixed=args.mixed, username=args.username, password=password)
    server.port = args.port
    with server:
        print(f"{server.url(0)} … {server.url(args.streams - 1)}", flush=True)
        with suppress(KeyboardInterrupt):
            signal.pause()


if __name__ == "__main__":
    main()
