"""Sixteen sub-streams on the real wall against sixteen ffmpeg decoders of the same streams, measured in the same run.

`python -m tests.benchmarks.bench_wall [TILES] [SECONDS]`; goals: every frame painted, CPU at most
1.8 times the floor's, p99 of the UI's loop at most 16 ms.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time

import psutil

from tests.end2end.desktop import REPO, Desktop
from tests.peers.rtsp_server import RtspServer

FLOOR_SETTLE_S = 5.0


def floor_cpu(urls: list[str], seconds: float) -> float:
    """Return the CPU, in percent of a core, of one ffmpeg a stream that only decodes."""
    decoders = [
        subprocess.Popen(
            [
                "ffmpeg",
                "-v",
                "error",
                "-nostdin",
                "-threads",
                "1",
                "-rtsp_transport",
                "tcp",
                "-i",
                url,
                "-f",
                "null",
                "-",
            ]
        )
        for url in urls
    ]
    try:
        time.sleep(FLOOR_SETTLE_S)
        processes = [psutil.Process(decoder.pid) for decoder in decoders]
        before, began_s = sum(sum(p.cpu_times()[:2]) for p in processes), time.monotonic()
        time.sleep(seconds)
        used_s = sum(sum(p.cpu_times()[:2]) for p in processes) - before
        return 100 * used_s / (time.monotonic() - began_s)
    finally:
        for decoder in decoders:
            decoder.kill()
            decoder.wait()


def wall_figures(server: RtspServer, tiles: int, seconds: float) -> dict[str, float]:
    """Run `bench wall` on a virtual 1920×1080 screen."""
    desktop = Desktop()
    try:
        done = subprocess.run(
            [sys.executable, "main.py", "bench", "wall", "--url", server.url(0)[:-1] + "{i}", "--tiles", str(tiles),
             "--seconds", str(seconds), "--json"],
            cwd=REPO, env=desktop.environment(), capture_output=True, text=True, check=True,
        )  # fmt: skip
    finally:
        desktop.close()
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def main(tiles: int = 16, seconds: float = 20.0) -> None:
    """Measure floor, wall, floor: the machine may change its pace in between."""
    with RtspServer(streams=tiles) as server:
        urls = [server.url(i) for i in range(tiles)]
        first = floor_cpu(urls, seconds / 2)
        figures = wall_figures(server, tiles, seconds)
        second = floor_cpu(urls, seconds / 2)
    floor = (first + second) / 2
    ratio = figures["cpu_percent"] / floor
    print(json.dumps({**figures, "floor_percent": [round(first, 1), round(second, 1)], "ratio": round(ratio, 2)}))


if __name__ == "__main__":
    main(*(kind(word) for kind, word in zip((int, float), sys.argv[1:], strict=False)))
