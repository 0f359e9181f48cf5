"""Time the ways from a decoded picture to a tile's BGRA pixels in shared memory, beside decoding itself.

Run: `python -m tests.benchmarks.bench_pictures [--seconds 1]`: microseconds a picture on one thread, the best of five.
With `--streams 16` instead: the processor time of the children for that many streams, and of as many ffmpeg processes
that only decode, one after the other, from the same local RTSP server.
"""

from __future__ import annotations

import argparse
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, cast

import av
import cv2
import numpy as np
import psutil
from av.video.codeccontext import VideoCodecContext
from av.video.reformatter import VideoReformatter

from console.core.stream import StreamSource
from console.video.fitting import fit
from console.video.pool import VideoPool
from console.video.scaling import Bytes, Scaler
from tests.peers.rtsp_server import SIZES, Codec, RtspServer, clip

if TYPE_CHECKING:
    from av import VideoFrame

WARM_UP_S = 4.0
Way = Callable[["VideoFrame", Bytes], None]
CODECS: tuple[Codec, ...] = ("h264", "h265")
BOXES = (("sub", (480, 270)), ("sub", (640, 360)), ("sub", (320, 180)), ("sub", (960, 540)), ("main", (480, 270)))


def planes_of(frame: VideoFrame) -> list[Bytes]:
    """Return a picture's planes as views."""
    return [
        np.frombuffer(memoryview(plane), np.uint8).reshape(plane.height, plane.line_size)[:, : plane.width]
        for plane in frame.planes
    ]


def swscale(flags: str) -> Way:
    """Scale and convert with libswscale at once, then copy."""
    scaler = VideoReformatter()

    def way(frame: VideoFrame, out: Bytes) -> None:
        done = scaler.reformat(frame, out.shape[1], out.shape[0], "bgra", interpolation=flags, threads=1)
        out[:] = np.frombuffer(memoryview(done.planes[0]), np.uint8).reshape(out.shape[0], -1, 4)[:, : out.shape[1]]

    return way


def swscale_planes(flags: str) -> Way:
    """Scale planes with libswscale, convert with OpenCV."""
    scaler = VideoReformatter()

    def way(frame: VideoFrame, out: Bytes) -> None:
        done = scaler.reformat(frame, out.shape[1], out.shape[0], "yuv420p", interpolation=flags, threads=1)
        packed = np.concatenate([plane.reshape(-1) for plane in planes_of(done)])
        cv2.cvtColor(packed.reshape(-1, out.shape[1]), cv2.COLOR_YUV2BGRA_I420, dst=out)

    return way


def convert_then_scale(flags: int) -> Way:
    """Convert the whole picture with OpenCV, then scale four channels."""

    def way(frame: VideoFrame, out: Bytes) -> None:
        packed = np.concatenate([plane.reshape(-1) for plane in planes_of(frame)]).reshape(-1, frame.width)
        whole = cv2.cvtColor(packed, cv2.COLOR_YUV2BGRA_I420)
        cv2.resize(whole, (out.shape[1], out.shape[0]), dst=out, interpolation=flags)

    return way


def scale_then_convert(flags: int) -> Way:
    """Scale the three planes with OpenCV, then convert the tile's pixels."""

    def way(frame: VideoFrame, out: Bytes) -> None:
        rows, columns = out.shape[:2]
        packed = np.empty((rows * 3 // 2, columns), np.uint8)
        chroma = packed[rows:].reshape(2, rows // 2, columns // 2)
        for plane, target in zip(planes_of(frame), (packed[:rows], *chroma), strict=True):
            cv2.resize(plane, (target.shape[1], target.shape[0]), dst=target, interpolation=flags)
        cv2.cvtColor(packed, cv2.COLOR_YUV2BGRA_I420, dst=out)

    return way


def product() -> Way:
    """Do what the product does."""
    scaler = Scaler()
    return lambda frame, out: scaler.paint(frame, out, None)


WAYS: dict[str, Callable[[], Way]] = {
    "product": product,
    "cv2 planes linear, then convert": lambda: scale_then_convert(cv2.INTER_LINEAR),
    "cv2 planes nearest, then convert": lambda: scale_then_convert(cv2.INTER_NEAREST),
    "cv2 planes area, then convert": lambda: scale_then_convert(cv2.INTER_AREA),
    "cv2 convert, then linear": lambda: convert_then_scale(cv2.INTER_LINEAR),
    "cv2 convert, then area": lambda: convert_then_scale(cv2.INTER_AREA),
    "swscale planes fast bilinear, cv2 convert": lambda: swscale_planes("FAST_BILINEAR"),
    "swscale point": lambda: swscale("POINT"),
    "swscale fast bilinear": lambda: swscale("FAST_BILINEAR"),
    "swscale bilinear": lambda: swscale("BILINEAR"),
    "swscale area": lambda: swscale("AREA"),
    "swscale bicubic": lambda: swscale("BICUBIC"),
}


def pictures(path: Path, codec: Codec) -> tuple[list[VideoFrame], float]:
    """Decode a clip; return a few of its pictures and the microseconds each took."""
    with av.open(str(path), format={"h264": "h264", "h265": "hevc"}[codec]) as container:
        packets = [packet for packet in container.demux(video=0) if packet.size]
        best = float("inf")
        for _ in range(3):
            decoder = cast(VideoCodecContext, av.CodecContext.create({"h264": "h264", "h265": "hevc"}[codec], "r"))
            decoder.thread_count = 1
            start = time.perf_counter()
            frames = [frame for packet in packets for frame in decoder.decode(packet)]
            best = min(best, time.perf_counter() - start)
    return frames[:4], best / len(frames) * 1e6


def timed(way: Way, frames: list[VideoFrame], out: Bytes, seconds: float) -> float:
    """Return microseconds a picture, the best of five runs."""
    best = float("inf")
    way(frames[0], out)
    for _ in range(5):
        start, done = time.perf_counter(), 0
        while time.perf_counter() - start < seconds / 5:
            way(frames[done % len(frames)], out)
            done += 1
        best = min(best, (time.perf_counter() - start) / done)
    return best * 1e6


def spent_s(pids: list[int]) -> float:
    """Return the processor seconds of processes."""
    return sum(sum(psutil.Process(pid).cpu_times()[:2]) for pid in pids)


def load_of_ffmpeg(server: RtspServer, seconds: float) -> float:
    """Return the per cent of a core that decoding alone takes, a process each stream."""
    command = "ffmpeg -v quiet -nostdin -rtsp_transport tcp -threads 1 -i {url} -an -f null -"
    players = [subprocess.Popen(command.format(url=server.url(i)).split()) for i in range(server.streams)]
    time.sleep(WARM_UP_S)
    pids, start = [player.pid for player in players], time.monotonic()
    before = spent_s(pids)
    time.sleep(seconds)
    load = 100 * (spent_s(pids) - before) / (time.monotonic() - start)
    for player in players:
        player.kill()
        player.wait()
    return load


def load_of_children(server: RtspServer, children: int, seconds: float) -> tuple[float, float]:
    """Return the per cent of a core that the children take for 480x270 tiles, and the frames/s of a stream."""
    pool = VideoPool(children, on_fault=print)
    pool.start()
    for i in range(server.streams):
        pool.open(str(i), StreamSource(f"cam-{i}", server.url(i)), 480, 270)
    rates: list[float] = []
    before, start = 0.0, time.monotonic()
    while time.monotonic() < start + seconds + (0 if before else WARM_UP_S):
        pool.poll()
        if not before and time.monotonic() > start + WARM_UP_S:
            before, start = spent_s(pool.pids()), time.monotonic()
        time.sleep(1 / 30)
    load = 100 * (spent_s(pool.pids()) - before) / (time.monotonic() - start)
    for i in range(server.streams):
        status = pool.status(str(i))
        rates.append(status.decoded_fps if status is not None else 0.0)
    pool.close()
    return load, sum(rates) / len(rates)


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=1.0, help="for each way and size, or for each of both loads")
    parser.add_argument("--streams", type=int, default=0)
    parser.add_argument("--children", type=int, default=2)
    args = parser.parse_args()
    if args.streams:
        with RtspServer(args.streams) as server:
            floor = load_of_ffmpeg(server, args.seconds)
            ours, fps = load_of_children(server, args.children, args.seconds)
        print(f"floor {floor:.1f} %, children {ours:.1f} %, ratio {ours / floor:.2f}, {fps:.2f} frames/s a stream")
        return
    cv2.setNumThreads(1)
    decoded: dict[str, list[VideoFrame]] = {}
    for profile in SIZES:
        for codec in CODECS:
            frames, micros = pictures(clip(*SIZES[profile], codec), codec)
            print(f"decode {profile} {codec} {frames[0].width}x{frames[0].height}: {micros:.0f} µs")
            decoded[profile] = decoded.get(profile, frames)
    for profile, box in BOXES:
        frames = decoded[profile]
        width, height = fit(frames[0].width, frames[0].height, 1.0, *box)
        out = np.empty((height, width, 4), np.uint8)
        print(f"\n{frames[0].width}x{frames[0].height} → {width}x{height}")
        for name, make in WAYS.items():
            print(f"  {timed(make(), frames, out, args.seconds):7.0f} µs  {name}")


if __name__ == "__main__":
    main()
