"""A feed that others post to over HTTP: reports in the native form, or Milestone's analytics events.

A request is answered 200 only after the journal has committed what it brought, so a sender that repeats what was not
answered loses nothing. Plain HTTP: beyond this machine it belongs behind a proxy that encrypts.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from console.config import WebhookFeedConfig
from console.core.clock import Clock
from console.core.errors import ConfigError
from console.core.text import Text, text
from console.feeds.batch import FeedBatch, FeedState
from console.feeds.bucket import Bucket
from console.feeds.formats import NativeParser
from console.feeds.milestone import MilestoneParser
from console.feeds.parsing import Message
from console.feeds.standing import Standing
from console.feeds.webhook_server import Answer, WebhookServer

TOKEN_MIN_CHARS = 16
STRANGERS_A_SECOND = 5.0
COMMIT_TIMEOUT_S = 20.0
RETRY_S = 5.0
POLL_S = 0.1


class WebhookFeed:
    """Listen in a thread of its own; `deliver` and `report` are called on its threads.

    token: what a sender shows as `Authorization: Bearer …`. Raises ConfigError where it is too short to be a secret.
    """

    def __init__(
        self,
        config: WebhookFeedConfig,
        token: str,
        deliver: Callable[[FeedBatch], None],
        report: Callable[[FeedState], None],
        clock: Clock,
        *,
        retry_s: float = RETRY_S,
        commit_timeout_s: float = COMMIT_TIMEOUT_S,
    ) -> None:
        if len(token) < TOKEN_MIN_CHARS:
            raise ConfigError(
                "The token of the feed {feed} is shorter than {limit} characters.",
                feed=config.name,
                limit=TOKEN_MIN_CHARS,
            )
        self._config = config
        self._token = token.encode()
        self._deliver = deliver
        self._clock = clock
        self._retry_s = retry_s
        self._commit_timeout_s = commit_timeout_s
        self._standing = Standing(config.name, report, clock)
        self._native = NativeParser(config)
        self._milestone = MilestoneParser(config)
        self._parsing = threading.Lock()
        self._closing = threading.Event()
        self._rate = Bucket(config.rate, clock)
        self._strangers = Bucket(STRANGERS_A_SECOND, clock)
        self._server: WebhookServer | None = None
        self._thread = threading.Thread(target=self._run, name=f"feed {config.name}", daemon=True)

    @property
    def port(self) -> int:
        """Return the port it listens at, 0 while it does not."""
        return self._server.server_port if self._server is not None else 0

    @property
    def quiet(self) -> int:
        """Count the messages that were no news."""
        return self._native.quiet + self._milestone.quiet

    def start(self) -> None:
        """Begin to listen; returns at once. A port that is taken is tried again until `close`."""
        self._thread.start()

    def close(self) -> None:
        """Stop listening; requests that wait for their commit are answered 503. Blocks some seconds at most."""
        self._closing.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        try:
            while not self._closing.is_set():
                self._listen()
                self._closing.wait(self._retry_s)
        except Exception:
            reason = text("The feed {feed} stopped by a fault of the console.", feed=self._config.name)
            self._standing.say(connected=False, reason=reason)
            raise

    def _listen(self) -> None:
        try:
            server = WebhookServer(
                self._config.host, self._config.port, self._token, self._rate, self._strangers, self._clock, self._take
            )
        except (OSError, UnicodeError, OverflowError) as fault:
            self._standing.say(connected=False, reason=self._why(fault))
            return
        with server:
            self._server = server
            self._standing.say(connected=True)
            while not self._closing.is_set():
                server.turn(POLL_S)
                self._standing.say_counts()
            self._server = None

    def _why(self, fault: Exception) -> Text:
        reason = (fault.strerror if isinstance(fault, OSError) else None) or type(fault).__name__
        return text(
            "The feed {feed} cannot listen at {host}, port {port}: {reason}.",
            feed=self._config.name,
            host=self._config.host,
            port=self._config.port,
            reason=reason,
        )

    def _take(self, payload: bytes, path: str) -> Answer:
        """Take the body of one request, on its own thread."""
        parser = self._milestone if payload.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") else self._native
        with self._parsing:
            events, bad = parser(Message(path, payload, False, self._clock.utc()))
        self._standing.count(events, len(bad))
        if events or bad:
            receipt = _Receipt()
            self._deliver(FeedBatch(self._config.name, events, bad, False, receipt))
            if not self._is_committed(receipt):
                return Answer(503, "The journal could not take this now. Send it again.")
        if bad:
            return Answer(400, f"{len(events)} taken, {len(bad)} refused. {bad[0].reason}")
        return Answer(200, f"{len(events)} taken.")

    def _is_committed(self, receipt: _Receipt) -> bool:
        committed = receipt.wait(self._closing, self._commit_timeout_s, self._clock)
        if committed:
            self._standing.say(connected=True)
        elif not self._closing.is_set():
            reason = text(
                "The journal could not take events of {feed}: their sender must send them again.",
                feed=self._config.name,
            )
            self._standing.say(connected=False, reason=reason)
        return committed


class _Receipt:
    """Wait for what became of a batch."""

    def __init__(self) -> None:
        self._settled = threading.Event()
        self._committed = False

    def __call__(self, committed: bool) -> None:
        if not self._settled.is_set():
            self._committed = committed
            self._settled.set()

    def wait(self, closing: threading.Event, timeout_s: float, clock: Clock) -> bool:
        """Return whether it was committed in time."""
        until_ns = clock.monotonic_ns() + timeout_s * 1e9
        while not self._settled.wait(POLL_S) and not closing.is_set() and clock.monotonic_ns() < until_ns:
            pass
        return self._settled.is_set() and self._committed
