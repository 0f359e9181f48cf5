"""An MQTT feed: reads a broker's topic for as long as the console runs, and acknowledges after the commit.

MQTT 5, falling back to 3.1.1 where the broker refuses it: 5 bounds what is in flight (Receive Maximum), keeps the
session for a stated time and says why it refuses or hangs up.
"""

from __future__ import annotations

import platform
import random
import threading
from collections.abc import Callable, Iterator

from paho.mqtt.enums import MQTTProtocolVersion

from console.config import MqttFeedConfig, session_name
from console.core.clock import Clock
from console.core.errors import FeedError
from console.core.event import AnalyticsEvent, BadEvent
from console.core.text import Text, text
from console.feeds import reasons
from console.feeds.batch import FeedBatch, FeedState
from console.feeds.connection import Connection, Delivery
from console.feeds.formats import PARSERS
from console.feeds.parsing import Message
from console.feeds.standing import Standing
from console.feeds.wake import Wake

TURN_S = 1.0
LAST_RETRY_S = 30.0
PROVEN_AFTER_S = 10.0
CONTESTED_AFTER = 3
CLOSE_TIMEOUT_S = 15.0


class MqttFeed:
    """Read one broker in a thread of its own; `deliver` and `report` are called on it."""

    def __init__(
        self,
        config: MqttFeedConfig,
        password: str | None,
        deliver: Callable[[FeedBatch], None],
        report: Callable[[FeedState], None],
        clock: Clock,
        *,
        first_retry_s: float = 1.0,
        keepalive_s: int = 15,
    ) -> None:
        self._config = config
        self._password = password
        self._deliver = deliver
        self._clock = clock
        self._first_retry_s = first_retry_s
        self._keepalive_s = keepalive_s
        self._client_id = config.client_id or session_name(platform.node(), config.name)
        self._protocol = MQTTProtocolVersion.MQTTv5
        self._parse = PARSERS[config.format](config)
        self._standing = Standing(config.name, report, clock)
        self._cut_off = 0
        self._wake = Wake()
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"feed {config.name}", daemon=True)

    @property
    def quiet(self) -> int:
        """Count the messages that were no news: a state that is known, a picture, what the room does not want."""
        return self._parse.quiet

    def start(self) -> None:
        """Begin to read; returns at once."""
        self._thread.start()

    def close(self) -> None:
        """Stop reading: acknowledge what is settled, leave the rest with the broker. Blocks some seconds at most."""
        self._closing.set()
        self._wake.ring()
        if self._thread.is_alive():
            self._thread.join(CLOSE_TIMEOUT_S)
        if not self._thread.is_alive():
            self._wake.close()

    def _run(self) -> None:
        try:
            retry_s = self._first_retry_s
            while not self._closing.is_set():
                if self._run_once():
                    retry_s = self._first_retry_s
                self._wait(retry_s * random.uniform(1.0, 1.25))  # noqa: S311 - spreads consoles out, no secret
                retry_s = min(retry_s * 2, LAST_RETRY_S / 1.25)
        except Exception:
            reason = text("The feed {feed} stopped by a fault of the console.", feed=self._config.name)
            self._standing.say(connected=False, reason=reason)
            raise

    def _run_once(self) -> bool:
        """Read until the connection ends; return whether it was a good one, so that the next is tried soon."""
        began_s = self._now_s()
        connection = Connection(
            self._config,
            self._password,
            self._client_id,
            self._protocol,
            self._keepalive_s,
            self._clock,
            also=self._parse.also,
            wants_state=self._parse.wants_state,
        )
        try:
            connection.open(self._wake)
            while not self._closing.is_set():
                for batch in self._batches(connection, connection.turn(self._wake, TURN_S)):
                    self._deliver(batch)
                connection.acknowledge()
                if connection.refused:
                    raise reasons.not_committed(self._config)
                if connection.ready:
                    self._standing.say(connected=self._parse.away is None, reason=self._parse.away)
                self._standing.say_counts()
        except FeedError as fault:
            lasted = self._now_s() - began_s > PROVEN_AFTER_S
            cut_off = connection.ready and not connection.refused and not lasted
            self._cut_off = self._cut_off + 1 if cut_off else 0
            self._standing.say(connected=False, reason=self._explain(fault))
            return (lasted or connection.acknowledged > 0) and self._cut_off < CONTESTED_AFTER
        finally:
            connection.close()
        return True

    def _explain(self, fault: FeedError) -> Text | None:
        if isinstance(fault, reasons.OldBrokerError) and self._protocol is MQTTProtocolVersion.MQTTv5:
            self._protocol = MQTTProtocolVersion.MQTTv311
            return self._standing.state.reason
        if self._cut_off >= CONTESTED_AFTER:
            return reasons.contested(self._config).text
        return fault.text

    def _batches(self, connection: Connection, deliveries: list[Delivery]) -> Iterator[FeedBatch]:
        for retained in (False, True):
            chosen = [delivery for delivery in deliveries if delivery.retained is retained]
            events: list[AnalyticsEvent] = []
            bad: list[BadEvent] = []
            for delivery in chosen:
                message = Message(delivery.topic, delivery.payload, retained, self._clock.utc())
                good, refused = self._parse(message)
                delivery.payload = b""
                events += good
                bad += refused
            self._standing.count(events, len(bad), retained=retained)
            receipt = _Receipt(connection, chosen, self._wake)
            if events or bad:
                yield FeedBatch(self._config.name, events, bad, retained, receipt)
            elif chosen:
                receipt(True)

    def _wait(self, duration_s: float) -> None:
        until_s = self._now_s() + duration_s
        while not self._closing.is_set() and (left_s := until_s - self._now_s()) > 0:
            self._wake.wait(left_s)

    def _now_s(self) -> float:
        return self._clock.monotonic_ns() / 1e9


class _Receipt:
    """Settle the messages of a batch, once; from any thread. Their connection's own thread tells the broker."""

    def __init__(self, connection: Connection, deliveries: list[Delivery], wake: Wake) -> None:
        self._connection = connection
        self._deliveries = deliveries
        self._wake = wake

    def __call__(self, committed: bool) -> None:
        deliveries, self._deliveries = self._deliveries, []
        if committed:
            for delivery in deliveries:
                delivery.settled = True
        elif deliveries:
            self._connection.refused = True
        self._wake.ring()
