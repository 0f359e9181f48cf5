"""Measure key press → first byte at the camera: `python -m tests.benchmarks.bench_ptz [--presses N] [--json]`.

Another thread presses through DeviceThread.submit against the simulated camera, which is a process of its own and
notes when the request's first line was there. The floor is a ready-made request, sent by a bare socket through the
same thread. `busy` repeats both while one more thread of this process works in Python without a pause.
"""

from __future__ import annotations

import argparse
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

from console.core.camera import Camera
from console.core.clock import SystemClock
from console.core.ptz import Velocity
from console.devices import messages
from console.devices.messages import Node
from console.devices.onvif import OnvifPtz
from console.devices.soap import envelope
from console.devices.thread import DeviceThread
from tests.peers.onvif_device import DeviceProcess, device_process

PAUSE_S = 0.02


def percentile(values: list[float], share: float) -> float:
    """Return a percentile by nearest rank."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def delays_ms(device: DeviceProcess, press: Callable[[], object], presses: int, command: str) -> dict[str, float]:
    """Press and compare with the camera's log."""
    before = len(device.log())
    pressed_s = []
    for _ in range(presses):
        pressed_s.append(time.monotonic())
        press()
        time.sleep(PAUSE_S)
    logged = [entry for entry in device.log()[before:] if entry["name"] == command]
    assert len(logged) == presses, (len(logged), presses)
    delays = [(entry["first_byte_s"] - at_s) * 1000 for entry, at_s in zip(logged, pressed_s, strict=True)]
    return {"p50_ms": round(percentile(delays, 0.5), 2), "p99_ms": round(percentile(delays, 0.99), 2)}


@contextmanager
def work(on: bool) -> Iterator[None]:
    """Keep one thread of this process busy in Python."""
    over = threading.Event()

    def toil() -> None:
        while not over.is_set():
            json.loads(json.dumps({"boxes": [[0.1, 0.2, 0.3, 0.4]] * 50}))

    thread = threading.Thread(target=toil)
    if on:
        thread.start()
    yield
    over.set()
    if on:
        thread.join()


def floor(thread: DeviceThread, device: DeviceProcess, presses: int) -> dict[str, float]:
    """Send a ready-made request by a bare socket from the devices thread."""
    body = envelope(messages.continuous_move("sub", Velocity(0.1), 0.1, Node()))
    head = f"POST /onvif/ptz HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {len(body)}\r\n\r\n"
    with closing(socket.create_connection(("127.0.0.1", device.port))) as line:
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

        def press() -> None:
            thread.call_soon(line.sendall, head.encode() + body)
            line.recv(65536)

        return delays_ms(device, press, presses, "ContinuousMove")


def console(thread: DeviceThread, device: DeviceProcess, password: str, presses: int) -> dict[str, dict[str, float]]:
    """Press and release through the console's own driver."""
    camera = Camera("bench", "bench", "rtsp://127.0.0.1/", onvif_url=device.url, username="operator", rotating=True)
    ptz = OnvifPtz(camera, password, SystemClock())
    thread.submit(ptz.abilities()).result()
    time.sleep(0.5)
    try:
        return {
            "move": delays_ms(
                device, lambda: thread.submit(ptz.move(Velocity(0.1), 0.1)).result(), presses, "ContinuousMove"
            ),
            "stop": delays_ms(device, lambda: thread.submit(ptz.stop()).result(), presses, "Stop"),
        }
    finally:
        thread.submit(ptz.aclose()).result()


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--presses", type=int, default=300)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    thread = DeviceThread()
    report: dict[str, dict[str, float]] = {}
    try:
        for busy in (False, True):
            label = " busy" if busy else ""
            with device_process("", "--auth", "none") as device, work(busy):
                report[f"bare socket{label}"] = floor(thread, device, given.presses)
            for auth in ("digest", "wsse"):
                with device_process("bench", "--auth", auth) as device, work(busy):
                    for verb, figures in console(thread, device, "bench", given.presses).items():
                        report[f"{auth} {verb}{label}"] = figures
    finally:
        thread.close()
    if given.json:
        print(json.dumps(report))
        return
    for name, figures in report.items():
        print(f"{name:24} p50 {figures['p50_ms']:7.2f} ms   p99 {figures['p99_ms']:7.2f} ms")


if __name__ == "__main__":
    main()
