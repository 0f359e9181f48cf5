"""One connection to a broker, from CONNECT to its end, run by the feed's thread alone.

A new one, with a new client of the library, is made for each attempt. What is still unacknowledged when it ends stays
with it, so a late acknowledgement can never name a message of the connection that came after: the broker uses the same
packet identifiers again (MQTT 5.0, 2.2.1).
"""

from __future__ import annotations

import selectors
import socket
import ssl
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from paho.mqtt.client import Client, ConnectFlags, DisconnectFlags, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion, MQTTErrorCode, MQTTProtocolVersion
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties
from paho.mqtt.reasoncodes import ReasonCode
from paho.mqtt.subscribeoptions import SubscribeOptions

from console.config import MqttFeedConfig
from console.core.clock import Clock
from console.core.errors import FeedError
from console.feeds import reasons
from console.feeds.wake import Wake

CONNECT_TIMEOUT_S = 5.0
READY_TIMEOUT_S = 10.0
CLOSE_TIMEOUT_S = 1.0
SESSION_EXPIRY_S = 7 * 24 * 3600
RECEIVE_MAXIMUM = 200
# Above what an event may be, so that too large ones come, are counted and shown; the broker drops still larger ones
# without a word (MQTT 5.0, 3.1.2.11.4).
MAXIMUM_PACKET_BYTES = 16 * 1024 * 1024
MERGE_MAX_MESSAGES = 200
MERGE_MAX_BYTES = 4 * 1024 * 1024


@dataclass(slots=True, eq=False)
class Delivery:
    """Hold one message until it is settled; `mid` is its packet identifier on this connection, 0 at QoS 0."""

    topic: str
    payload: bytes
    retained: bool
    mid: int
    settled: bool = False


class Connection:
    """Read topics at QoS 1 with a session that outlives the connection. One thread.

    also: topics beside the configured one; one that may not be read is done without. wants_state: retained messages
    come with each connection, else only with a new subscription.
    """

    def __init__(
        self,
        config: MqttFeedConfig,
        password: str | None,
        client_id: str,
        protocol: MQTTProtocolVersion,
        keepalive_s: int,
        clock: Clock,
        *,
        also: Sequence[str] = (),
        wants_state: bool = False,
    ) -> None:
        self.ready = False
        self._accepted = False
        self.refused = False
        self.acknowledged = 0
        self._config = config
        self._topics = (config.topic, *also)
        self._wants_state = wants_state
        self._is_5 = protocol is MQTTProtocolVersion.MQTTv5
        self._keepalive_s = keepalive_s
        self._clock = clock
        self._fault: FeedError | None = None
        self._arrived: list[Delivery] = []
        self._arrived_bytes = 0
        self._owed: deque[Delivery] = deque()
        self._selector = selectors.DefaultSelector()
        self._watched: socket.socket | None = None
        client = Client(
            CallbackAPIVersion.VERSION2,
            client_id=client_id,
            clean_session=None if self._is_5 else False,
            protocol=protocol,
            manual_ack=True,
            reconnect_on_failure=False,
        )
        client.connect_timeout = CONNECT_TIMEOUT_S
        if config.username:
            client.username_pw_set(config.username, password)
        client.on_connect = self._on_connect
        client.on_subscribe = self._on_subscribe
        client.on_message = self._on_message
        client.on_disconnect = self._on_disconnect
        self._client = client

    def open(self, wake: Wake) -> None:
        """Connect and send CONNECT; blocks for some seconds at most. Raises FeedError."""
        if self._config.tls:
            self._client.tls_set_context(self._tls())
        try:
            if self._is_5:
                self._client.connect(
                    self._config.host,
                    self._config.port,
                    self._keepalive_s,
                    clean_start=False,
                    properties=self._wishes(),
                )
            else:
                self._client.connect(self._config.host, self._config.port, self._keepalive_s)
        except (OSError, UnicodeError) as fault:
            raise reasons.of_connecting(fault, self._config) from fault
        self._opened_s = self._now_s()
        self._watched = self._socket()
        self._selector.register(self._watched, selectors.EVENT_READ)
        self._selector.register(wake, selectors.EVENT_READ)

    def turn(self, wake: Wake, timeout_s: float) -> list[Delivery]:
        """Wait for the network or the wake; return what came, some messages at once. Raises FeedError at the end."""
        self._wait(timeout_s)
        wake.drain()
        while self._can_read() and len(self._arrived) < MERGE_MAX_MESSAGES and self._arrived_bytes < MERGE_MAX_BYTES:
            self._client.loop_read()
        if self._client.want_write():
            self._client.loop_write()
        self._client.loop_misc()
        arrived, self._arrived, self._arrived_bytes = self._arrived, [], 0
        if not arrived:
            self._check()
        return arrived

    def acknowledge(self) -> None:
        """Tell the broker what is settled, in the order it came (MQTT 5.0, 4.6)."""
        while self._owed and self._owed[0].settled:
            if self._client.ack(self._owed.popleft().mid, 1) is MQTTErrorCode.MQTT_ERR_SUCCESS:
                self.acknowledged += 1

    def close(self) -> None:
        """Acknowledge what is settled, say goodbye where that is possible, close the socket. The session stays."""
        if self._client.socket() is not None and self._accepted:
            self._say_goodbye()
        self._selector.close()
        left = self._client.socket()
        if left is not None:
            left.close()

    def _say_goodbye(self) -> None:
        own = self._socket()
        # The library closes its socket with the last byte it sends. Only after the broker has closed its end as well
        # are the acknowledgements known to be read: a console that starts again at once would overtake them.
        with socket.fromfd(own.fileno(), own.family, own.type) as link:
            self.acknowledge()
            self._client.disconnect()
            deadline_s = self._now_s() + CLOSE_TIMEOUT_S
            while self._client.want_write() and self._client.socket() is not None and self._now_s() < deadline_s:
                self._wait(CLOSE_TIMEOUT_S / 10)
                self._client.loop_write()
            link.settimeout(CLOSE_TIMEOUT_S)
            try:
                while link.recv(65536) and self._now_s() < deadline_s:
                    pass
            except OSError:
                return  # it is gone, or too slow: what it has not read it sends again

    def _now_s(self) -> float:
        return self._clock.monotonic_ns() / 1e9

    def _socket(self) -> socket.socket:
        found = self._client.socket()
        if not isinstance(found, socket.socket):
            raise self._fault or reasons.unanswered(self._config)
        return found

    def _wait(self, timeout_s: float) -> None:
        watched = self._watched
        if watched is None or self._client.socket() is None:
            return
        interest = selectors.EVENT_READ | (selectors.EVENT_WRITE if self._client.want_write() else 0)
        if self._selector.get_key(watched).events != interest:
            self._selector.modify(watched, interest)
        self._selector.select(0 if self._pending() else timeout_s)

    def _can_read(self) -> bool:
        if self._watched is None or self._client.socket() is None:
            return False
        if self._pending():
            return True
        return any(
            key.fileobj is self._watched and mask & selectors.EVENT_READ for key, mask in self._selector.select(0)
        )

    def _pending(self) -> bool:
        return isinstance(self._watched, ssl.SSLSocket) and self._watched.pending() > 0

    def _check(self) -> None:
        if self._fault is not None:
            raise self._fault
        if self._client.socket() is None:
            raise reasons.unanswered(self._config)
        if not self.ready and self._now_s() - self._opened_s > READY_TIMEOUT_S:
            raise reasons.silent(self._config)

    def _tls(self) -> ssl.SSLContext:
        try:
            context = ssl.create_default_context(cafile=self._config.ca_file or None)
        except OSError as fault:
            raise reasons.of_ca_file(fault, self._config) from fault
        context.sslsocket_class = _TidySocket
        return context

    def _wishes(self) -> Properties:
        wishes: Any = Properties(PacketTypes.CONNECT)  # type: ignore[no-untyped-call]
        wishes.SessionExpiryInterval = SESSION_EXPIRY_S
        wishes.ReceiveMaximum = RECEIVE_MAXIMUM
        wishes.MaximumPacketSize = MAXIMUM_PACKET_BYTES
        return wishes  # type: ignore[no-any-return]

    def _on_connect(self, client: Client, _data: object, _flags: ConnectFlags, code: ReasonCode, _more: object) -> None:
        if code.is_failure:
            self._fault = reasons.of_refusal(code, self._config)
            return
        self._accepted = True
        if self._is_5:
            state = SubscribeOptions.RETAIN_SEND_ON_SUBSCRIBE
            handling = state if self._wants_state else SubscribeOptions.RETAIN_SEND_IF_NEW_SUB
            client.subscribe([(topic, SubscribeOptions(qos=1, retainHandling=handling)) for topic in self._topics])
        else:
            client.subscribe([(topic, 1) for topic in self._topics])

    def _on_subscribe(self, _client: Client, _data: object, _mid: int, codes: list[ReasonCode], _more: object) -> None:
        refusals = [code for code in codes[:1] if code.is_failure]
        if refusals:
            self._fault = reasons.of_topic(refusals[0], self._config)
        self.ready = not refusals

    def _on_message(self, _client: Client, _data: object, message: MQTTMessage) -> None:
        delivery = Delivery(
            message.topic, bytes(message.payload), bool(message.retain), message.mid if message.qos else 0
        )
        self._arrived.append(delivery)
        self._arrived_bytes += len(delivery.payload)
        if message.qos:
            self._owed.append(delivery)

    def _on_disconnect(
        self, _client: Client, _data: object, _flags: DisconnectFlags, code: ReasonCode, _more: object
    ) -> None:
        if self._fault is None:
            self._fault = reasons.of_end(code, self._config) if self.ready else reasons.unanswered(self._config)


class _TidySocket(ssl.SSLSocket):
    """Close itself when the handshake fails: the library would leave that to the garbage collector."""

    def do_handshake(self, block: bool = False) -> None:
        try:
            super().do_handshake(block)
        except BaseException:
            self.close()
            raise
