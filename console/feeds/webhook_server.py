"""The webhook's HTTP server: who may post, how much, how often, how slowly. It knows nothing of events."""

from __future__ import annotations

import hmac
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from console.core.clock import Clock
from console.core.event import MAX_EVENT_BYTES
from console.feeds.bucket import Bucket

MAX_CONNECTIONS = 32
REQUEST_TIMEOUT_S = 15.0
SILENCE_TIMEOUT_S = 10.0
PIECE_BYTES = 65536
LET_GO_BYTES = 4 * MAX_EVENT_BYTES
LET_GO_TIMEOUT_S = 1.0


@dataclass(frozen=True, slots=True)
class Answer:
    """Hold what a request is answered; `keep` false hangs up after it."""

    status: int
    sentence: str
    keep: bool = True


class WebhookServer(ThreadingHTTPServer):
    """Serve one request after the other on each of some connections: `with WebhookServer(…) as server: server.turn()`.

    take: called with a request's body and path on the connection's thread. A request that takes longer than
    REQUEST_TIMEOUT_S to arrive is cut off. Raises OSError where the address cannot be listened at.
    """

    daemon_threads = False
    block_on_close = True
    request_queue_size = 64
    # Elsewhere than on POSIX it would let two consoles share a port.
    allow_reuse_address = hasattr(socket, "AF_UNIX")

    def __init__(
        self, host: str, port: int, token: bytes, rate: Bucket, strangers: Bucket, clock: Clock,
        take: Callable[[bytes, str], Answer],
    ) -> None:  # fmt: skip
        self.token = token
        self.rate = rate
        self.strangers = strangers
        self.take = take
        self.closing = False
        self._clock = clock
        self._lock = threading.Lock()
        self._arriving: dict[socket.socket, float] = {}
        self._connections = threading.BoundedSemaphore(MAX_CONNECTIONS)
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        super().__init__((host, port), Handler)

    def turn(self, timeout_s: float) -> None:
        """Take a new connection, if one comes in time, and cut off the ones that are too slow."""
        self.timeout = timeout_s
        self.handle_request()
        now_s = self._now_s()
        with self._lock:
            for link, until_s in self._arriving.items():
                if now_s > until_s:
                    _hang_up(link)

    def server_bind(self) -> None:
        """Bind without asking the name service who this machine is, which can take long."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, int(self.allow_reuse_address))
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = str(self.server_address[0]), int(self.server_address[1])

    def server_close(self) -> None:
        """Hang up on senders that have not finished, wait for the others, close."""
        with self._lock:
            self.closing = True
            for link in self._arriving:
                _hang_up(link)
        super().server_close()

    def process_request(self, request: object, client_address: object) -> None:
        """Give a connection a thread of its own, while there are not too many."""
        assert isinstance(request, socket.socket)
        if not self._connections.acquire(blocking=False):
            self.shutdown_request(request)
            return
        try:
            super().process_request(request, client_address)
        except RuntimeError:
            self._connections.release()  # no more threads: one connection less, and on
            self.shutdown_request(request)

    def process_request_thread(self, request: object, client_address: object) -> None:
        """Serve a connection, on its thread."""
        try:
            super().process_request_thread(request, client_address)  # type: ignore[arg-type]
        finally:
            self._connections.release()

    def handle_error(self, _request: object, _client_address: object) -> None:
        """Leave our own faults to the thread's hook; a sender that went away is none."""
        raise  # noqa: PLE0704 - called while the exception is handled

    def arriving(self, link: socket.socket) -> None:
        """Begin to wait for a request on a connection."""
        with self._lock:
            self._arriving[link] = self._now_s() + REQUEST_TIMEOUT_S
            if self.closing:
                _hang_up(link)

    def arrived(self, link: socket.socket) -> None:
        """Take note that a request is here, or its connection at an end."""
        with self._lock:
            self._arriving.pop(link, None)

    def _now_s(self) -> float:
        return self._clock.monotonic_ns() / 1e9


class Handler(BaseHTTPRequestHandler):
    """Serve one connection."""

    protocol_version = "HTTP/1.1"
    server_version = "Gwanje"
    sys_version = ""
    timeout = SILENCE_TIMEOUT_S
    server: WebhookServer

    def handle(self) -> None:
        """Serve requests until the sender or the console hangs up."""
        try:
            super().handle()
        except OSError:
            self.close_connection = True  # the sender is gone: what it was not answered it sends again

    def handle_one_request(self) -> None:
        """Serve one request."""
        self.server.arriving(self.connection)
        try:
            super().handle_one_request()
        finally:
            self.server.arrived(self.connection)

    def do_POST(self) -> None:
        """Take a report."""
        refusal = self._refusal()
        if refusal is not None:
            self._answer(refusal)
            self._let_go()
            return
        payload = self._body()
        self.server.arrived(self.connection)
        self._answer(
            Answer(400, "The body is shorter than it says.", False) if payload is None else self._taken(payload)
        )

    def do_GET(self) -> None:
        """Refuse to show anything."""
        self._answer(Answer(405, "Reports are sent here with POST.", False))

    do_HEAD = do_PUT = do_DELETE = do_PATCH = do_OPTIONS = do_GET

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name for it
        """Log nothing: requests are counted by the feed, and a request line may hold a secret."""

    def send_error(self, code: int, _message: str | None = None, _explain: str | None = None) -> None:
        """Answer what is no HTTP request, in one plain sentence."""
        self._answer(Answer(int(code), "This is not a request that can be served.", False))

    def _refusal(self) -> Answer | None:
        if not self._is_known():
            if self.server.strangers.take():
                return Answer(401, "The token is missing or wrong.", False)
            return Answer(429, "Too many requests without the token.", False)
        if not self.server.rate.take():
            return Answer(429, "Too many requests. Send this again in a second.", False)
        if self.headers.get("Transfer-Encoding"):
            return Answer(411, "Say the length of the body beforehand.", False)
        length = self.headers.get("Content-Length", "")
        if not (length.isascii() and length.isdigit()):
            return Answer(411, "Say the length of the body beforehand.", False)
        if len(length) > 9 or int(length) > MAX_EVENT_BYTES:
            return Answer(413, f"The body is larger than {MAX_EVENT_BYTES} bytes.", False)
        return None

    def _is_known(self) -> bool:
        scheme, _, shown = self.headers.get("Authorization", "").partition(" ")
        sent = shown.strip().encode("utf-8", "surrogateescape")
        # Headers are read as Latin-1: a token in UTF-8 is compared by its bytes.
        raw = shown.strip().encode("latin-1", "ignore")
        same = hmac.compare_digest(sent, self.server.token) | hmac.compare_digest(raw, self.server.token)
        return scheme.lower() == "bearer" and same

    def _body(self) -> bytes | None:
        left = int(self.headers.get("Content-Length", "0"))
        pieces: list[bytes] = []
        while left > 0:
            piece = self.rfile.read1(min(left, PIECE_BYTES))
            if not piece:
                return None
            pieces.append(piece)
            left -= len(piece)
        return b"".join(pieces)

    def _let_go(self) -> None:
        # Closed while bytes still come, the connection would be reset before the sender has read its answer.
        self.connection.settimeout(LET_GO_TIMEOUT_S)
        self.connection.shutdown(socket.SHUT_WR)
        left = LET_GO_BYTES
        while left > 0 and (piece := self.rfile.read1(PIECE_BYTES)):
            left -= len(piece)

    def _taken(self, payload: bytes) -> Answer:
        return self.server.take(payload, self.path[:200])

    def _answer(self, answer: Answer) -> None:
        body = (answer.sentence + "\n").encode("utf-8", "replace")
        keep = answer.keep and not self.server.closing
        self.send_response(answer.status)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("X-Content-Type-Options", "nosniff")
        if answer.status == 401:
            self.send_header("WWW-Authenticate", "Bearer")
        if answer.status in (429, 503):
            self.send_header("Retry-After", "1")
        if not keep:
            self.close_connection = True
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


def _hang_up(link: socket.socket) -> None:
    try:
        link.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # it is gone already
