"""From an event at the console's MQTT client to its row painted, at 50 events/s, while nine tiles play.

`python -m tests.benchmarks.bench_events [PER_SECOND] [SECONDS]`; goal: p99 at most 250 ms. The floor, measured beside
it: what one commit of the journal takes. It wants a display: `python -m tests.benchmarks` gives it one.
"""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtGui import QPaintEvent

from console.app.events import EventSources
from console.app.run import Console, run_window
from console.app.setting import Setting
from console.cli.main import RESOURCES
from console.config import Config, JournalConfig, MqttFeedConfig, WallConfig
from console.core.camera import Camera
from console.core.clock import SystemClock
from console.core.entry import Draft
from console.core.text import text
from console.feeds.batch import FeedBatch
from console.journal.journal import Journal
from console.ui.queue_view import ALARM_ROLE, QueueView
from tests.end2end.room import event, payload
from tests.peers.mosquitto import Mosquitto
from tests.peers.rtsp_server import RtspServer

TILES = 9
SETTLE_S = 6.0


class Stopwatch:
    """Note when each event came to the feed's thread, and when a row with its alarm was first painted."""

    def __init__(self) -> None:
        self.received_s: dict[str, float] = {}
        self.painted_s: dict[str, float] = {}

    def install(self) -> None:
        """Listen at both ends of the way."""
        deliver, paint = EventSources.deliver, QueueView.paintEvent

        def heard(sources: EventSources, batch: FeedBatch) -> None:
            now_s = time.monotonic()
            self.received_s.update({e.id: now_s for e in batch.events})
            deliver(sources, batch)

        def painted(view: QueueView, painting: QPaintEvent) -> None:
            paint(view, painting)
            now_s = time.monotonic()
            model = view.model()
            for row in range(model.rowCount()):
                for _source, episode in model.index(row, 0).data(ALARM_ROLE).episodes:
                    self.painted_s.setdefault(episode, now_s)

        EventSources.deliver = heard  # type: ignore[method-assign,assignment]
        QueueView.paintEvent = painted  # type: ignore[method-assign,assignment]

    def ways_ms(self) -> list[float]:
        """Return each event's time from end to end, shortest first."""
        return sorted(1e3 * (self.painted_s[e] - s) for e, s in self.received_s.items() if e in self.painted_s)


def publish(port: int, folder: str, per_second: int, seconds: float) -> None:
    """Publish single events at an even pace, in a process of its own."""
    time.sleep(SETTLE_S)
    broker = Mosquitto(Path(folder), port=port)
    began_s = time.monotonic()
    for number in range(int(per_second * seconds)):
        time.sleep(max(0.0, began_s + number / per_second - time.monotonic()))
        broker.publish([payload(event(number, camera=f"C{number % TILES}"))])


def commits_ms(folder: Path, count: int = 200) -> list[float]:
    """Return what one commit after the other takes on this disk."""
    journal = Journal.open(folder / "floor.db", SystemClock(), "floor")
    ways = []
    for _ in range(count):
        began_s = time.monotonic()
        journal.append([Draft("floor.written", {"n": 1})]).result()
        ways.append(1e3 * (time.monotonic() - began_s))
    journal.close()
    return sorted(ways)


def main(per_second: int = 50, seconds: float = 20.0) -> None:
    """Run a console on real streams and a real broker, and print the figures."""
    watch = Stopwatch()
    watch.install()
    with (
        tempfile.TemporaryDirectory() as name,
        RtspServer(streams=TILES) as rtsp,
        Mosquitto(Path(name) / "b") as broker,
    ):
        folder = Path(name)
        feed = MqttFeedConfig("bench", "127.0.0.1", "gwanje/events/#", port=broker.port, client_id="bench")
        config = replace(Config(), journal=JournalConfig(()), feeds=(feed,), wall=WallConfig(layout=TILES))
        cameras = [Camera(f"C{n}", f"camera {n}", rtsp.url(n)) for n in range(TILES)]
        setting = Setting(folder, RESOURCES, config, "bench", text("bench"), cameras, language="ko")
        journal = Journal.open(folder / "journal.db", SystemClock(), "bench")
        publisher = multiprocessing.get_context("spawn").Process(
            target=publish, args=(broker.port, str(folder / "p"), per_second, seconds)
        )
        publisher.start()

        def job(console: Console) -> None:
            async def wait() -> None:
                await asyncio.sleep(SETTLE_S + seconds + 4.0)
                console.end()

            assert console.room is not None
            console.room.tasks.spawn(wait(), "bench")

        run_window(setting, journal, job)
        publisher.join(10)
        floor = commits_ms(folder)
    _print(watch.ways_ms(), floor, len(watch.received_s), per_second)


def _print(ways: list[float], floor: list[float], received: int, per_second: int) -> None:
    def at(values: list[float], share: float) -> float:
        return round(values[min(len(values) - 1, int(len(values) * share))], 1) if values else float("nan")

    figures: dict[str, Any] = {
        "per_second": per_second, "received": received, "painted": len(ways), "p50_ms": at(ways, 0.5),
        "p99_ms": at(ways, 0.99), "max_ms": at(ways, 1.0), "commit_p50_ms": at(floor, 0.5),
        "commit_p99_ms": at(floor, 0.99), "ratio_p50": round(at(ways, 0.5) / at(floor, 0.5), 1),
    }  # fmt: skip
    print(json.dumps(figures))


if __name__ == "__main__":
    main(*(kind(word) for kind, word in zip((int, float), sys.argv[1:], strict=False)))
