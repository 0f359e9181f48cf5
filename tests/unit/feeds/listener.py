"""What stands behind a feed in the tests: it keeps what was delivered, and settles it at once or when told to."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

from console.config import MqttFeedConfig
from console.core.clock import SystemClock
from console.feeds.batch import FeedBatch, FeedState
from console.feeds.mqtt import MqttFeed
from tests.peers.mosquitto import Mosquitto

TOPIC = "gwanje/events/test"
TIMEOUT_S = 30.0


def wait_until(what: Callable[[], object], timeout_s: float = TIMEOUT_S) -> None:
    """Poll until it is true; fail when it never is."""
    deadline_s = time.monotonic() + timeout_s
    while not what():
        assert time.monotonic() < deadline_s, "it did not happen in time"
        time.sleep(0.005)


def report(number: int, **change: Any) -> dict[str, Any]:
    """Return a valid native report."""
    return {
        "id": f"e{number}", "source": "s", "seq": number, "camera": "C1", "kind": "fire", "phase": "start",
        "started_at": "2026-11-23T09:13:51+09:00", **change,
    }  # fmt: skip


def payloads(numbers: Iterable[int]) -> list[bytes]:
    """Return one message for each number."""
    return [json.dumps(report(number)).encode() for number in numbers]


class Listener:
    """Run a feed: `with Listener(broker) as listener`. `settle=None` leaves batches unsettled."""

    def __init__(self, broker: Mosquitto, *, settle: bool | None = True, **change: Any) -> None:
        self.batches: list[FeedBatch] = []
        self.states: list[FeedState] = []
        self.settle = settle
        self._lock = threading.Lock()
        keepalive_s = change.pop("keepalive_s", 15)
        password = change.pop("password", broker.password or None)
        usual: dict[str, Any] = {
            "name": "test", "host": broker.host, "port": broker.port, "topic": "gwanje/events/#",
            "username": broker.username, "tls": bool(broker.ca_file), "ca_file": broker.ca_file, "client_id": "console",
        }  # fmt: skip
        config = MqttFeedConfig(**usual | change)
        self.feed = MqttFeed(
            config, password, self._take, self._hear, SystemClock(), first_retry_s=0.05, keepalive_s=keepalive_s
        )

    def __enter__(self) -> Listener:
        self.feed.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.feed.close()

    def _take(self, batch: FeedBatch) -> None:
        with self._lock:
            self.batches.append(batch)
        if self.settle is not None:
            batch.done(self.settle)

    def _hear(self, state: FeedState) -> None:
        with self._lock:
            self.states.append(state)

    @property
    def ids(self) -> list[str]:
        """Return the ids of the live events so far, in order, repeats included."""
        with self._lock:
            return [event.id for batch in self.batches if not batch.retained for event in batch.events]

    def connected(self) -> None:
        """Wait until it is."""
        wait_until(lambda: self.states and self.states[-1].connected)

    def reason(self) -> str:
        """Wait until it is not connected; return why."""
        wait_until(lambda: self.states and not self.states[-1].connected)
        return str(self.states[-1].reason)

    def received(self, numbers: Iterable[int]) -> None:
        """Wait until the events of all numbers came."""
        wanted = {f"e{number}" for number in numbers}
        wait_until(lambda: wanted <= set(self.ids))


def subscribe_once(broker: Mosquitto) -> None:
    """Make the session at the broker, so that it keeps what is published from now on."""
    with Listener(broker) as first:
        first.connected()
