"""A simulated rotating ONVIF camera on loopback: in this process (a context manager) or as one of its own.

As a process: `python -m tests.peers.onvif_device --port 0 --user U --password-stdin` prints one JSON line
`{"url", "port"}` and serves until its standard input ends. The same port answers, as JSON and without a password,
`GET /_log` (PTZ commands with monotonic times), `GET /_position`, and takes `PUT /_fault` (a Fault's fields).
"""

from __future__ import annotations

import argparse
import contextlib
import json
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import asdict
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal
from urllib.request import Request, urlopen
from xml.etree import ElementTree

from console.core.camera import Camera
from tests.peers.onvif.auth import Gate
from tests.peers.onvif.faults import Fault, message, misbehave
from tests.peers.onvif.head import Axes
from tests.peers.onvif.services import FIRST_BYTE_S, NS, PRE_AUTH, Command, Declined, Services

Auth = Literal["digest", "wsse", "both", "none"]
SOAP = "http://www.w3.org/2003/05/soap-envelope"


class OnvifDevice:
    """Serve one camera. `requests` counts HTTP requests, `connections` TCP connections, `cookies` requests with one."""

    def __init__(
        self,
        *,
        auth: Auth = "digest",
        username: str = "operator",
        password: str = "",
        port: int = 0,
        fault: Fault | None = None,
        reported_host: str = "",
        algorithm: str = "MD5",
        nonce_uses: int = 0,
        tls: ssl.SSLContext | None = None,
        **services: Any,
    ) -> None:
        self.auth = auth
        self.fault = fault or Fault()
        self.gate = Gate(username, password, algorithm, nonce_uses)
        self.closing = threading.Event()
        self.requests = 0
        self.connections = 0
        self.cookies = 0
        self.sockets: set[socket.socket] = set()
        self._server = _Server(("127.0.0.1", port), _Handler, self)
        if tls is not None:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)
        self.port: int = self._server.server_address[1]
        self.url = f"{'http' if tls is None else 'https'}://127.0.0.1:{self.port}/onvif/device_service"
        self.services = Services(reported_host or f"127.0.0.1:{self.port}", **services)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), name="onvif device")

    def camera(self, camera_id: str = "cam-7") -> Camera:
        """Return this camera as a register would hold it."""
        return Camera(
            camera_id,
            "놀이터 앞",
            "rtsp://127.0.0.1/main",
            onvif_url=self.url,
            username=self.gate.username,
            rotating=True,
        )

    @property
    def log(self) -> list[Command]:
        """Return the PTZ commands so far."""
        return list(self.services.log)

    def position(self) -> Axes:
        """Return where the camera looks now."""
        return self.services.head.now()[0]

    def moving(self) -> bool:
        """Tell whether it moves now."""
        return self.services.head.now()[1]

    def __enter__(self) -> OnvifDevice:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.closing.set()
        self._server.shutdown()
        self.hang_up()
        self._server.server_close()
        self._thread.join()

    def hang_up(self) -> None:
        """Close every open connection, as a restart of the camera does."""
        for connection in tuple(self.sockets):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)


class _Server(ThreadingHTTPServer):
    daemon_threads = False
    request_queue_size = 64

    def __init__(self, address: tuple[str, int], handler: type[BaseHTTPRequestHandler], device: OnvifDevice) -> None:
        super().__init__(address, handler)
        self.device = device

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Stay quiet about clients that went away; say everything else."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Server

    def setup(self) -> None:
        super().setup()
        self.device = self.server.device
        self.device.connections += 1
        self.device.sockets.add(self.connection)

    def finish(self) -> None:
        self.device.sockets.discard(self.connection)
        super().finish()

    def log_message(self, *_: object) -> None:
        """Say nothing: tests look at the log."""

    def parse_request(self) -> bool:
        FIRST_BYTE_S.set(time.monotonic())
        return super().parse_request()

    def do_GET(self) -> None:
        pages: dict[str, object] = {
            "/_log": [asdict(command) for command in self.device.log],
            "/_position": dict(zip(("pan", "tilt", "zoom"), self.device.position(), strict=True)),
        }
        page = pages.get(self.path)
        self._send("200 OK" if page is not None else "404 Not Found", json.dumps(page).encode())

    def do_PUT(self) -> None:
        given = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.device.fault = Fault(**given | {"only": frozenset(given.get("only", ()))})
        self._send("200 OK", b"{}")

    def do_POST(self) -> None:
        device = self.device
        device.requests += 1
        device.cookies += "Cookie" in self.headers
        data = self.rfile.read(int(self.headers["Content-Length"]))
        envelope = ElementTree.fromstring(data)
        request = envelope.find(f"{{{SOAP}}}Body")
        if request is None or len(request) == 0:
            self._fault("400 Bad Request", "ter:WellFormed")
            return
        name = request[0].tag.rpartition("}")[2]
        fault = device.fault if device.fault.hits(name) else Fault()
        if fault.kind == "slow":
            device.closing.wait(fault.delay_s)
        elif fault.kind not in ("none", "refuse", "late_reply"):
            self.close_connection = not misbehave(fault, self.connection, device.closing, device.requests)
            return
        if self._admitted(name, envelope, refuse=fault.kind == "refuse"):
            self._answer(request[0], late_s=fault.delay_s if fault.kind == "late_reply" else 0.0)

    def _answer(self, request: ElementTree.Element, late_s: float) -> None:
        try:
            body = self.device.services.answer(request)
        except Declined as declined:
            self._fault("400 Bad Request", str(declined))
            return
        if late_s:
            self.device.closing.wait(late_s)
        self._soap("200 OK", body)

    def _admitted(self, name: str, envelope: ElementTree.Element, *, refuse: bool) -> bool:
        gate, auth = self.device.gate, self.device.auth
        if auth == "none" or (name in PRE_AUTH and not refuse):
            return True
        stale = False
        if auth in ("digest", "both"):
            right, stale = gate.digest(self.headers["Authorization"], self.command, self.path)
            if right and not refuse:
                return True
        if auth in ("wsse", "both") and gate.token(envelope, self.device.services.now()) and not refuse:
            return True
        if auth == "wsse":
            self._fault("400 Bad Request", "ter:NotAuthorized")
        else:
            self._send("401 Unauthorized", b"", f"WWW-Authenticate: {gate.challenge(stale=stale)}")
        return False

    def _fault(self, status: str, subcode: str) -> None:
        self._soap(
            status,
            "<s:Fault><s:Code><s:Value>s:Sender</s:Value><s:Subcode>"
            f"<s:Value>{subcode.split()[0]}</s:Value></s:Subcode></s:Code>"
            f'<s:Reason><s:Text xml:lang="en">{subcode}</s:Text></s:Reason></s:Fault>',
        )

    def _soap(self, status: str, body: str) -> None:
        names = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in {**NS, "s": SOAP}.items())
        ter = 'xmlns:ter="http://www.onvif.org/ver10/error"'
        self._send(status, f"<s:Envelope {names} {ter}><s:Body>{body}</s:Body></s:Envelope>".encode())

    def _send(self, status: str, body: bytes, *headers: str) -> None:
        self.wfile.write(message(status, body, *headers))


class DeviceProcess:
    """Talk to a simulated camera that runs as a process of its own."""

    def __init__(self, process: subprocess.Popen[str], url: str, port: int) -> None:
        self.process, self.url, self.port = process, url, port

    def log(self) -> list[dict[str, Any]]:
        """Return the PTZ commands so far."""
        return list(self._ask("GET", "/_log"))

    def position(self) -> dict[str, float]:
        """Return where it looks: pan, tilt, zoom."""
        return dict(self._ask("GET", "/_position"))

    def misbehave(self, **fault: Any) -> None:
        """Set a Fault by its fields; none ends it."""
        self._ask("PUT", "/_fault", json.dumps(fault).encode())

    def _ask(self, method: str, path: str, data: bytes | None = None) -> Any:
        request = Request(f"http://127.0.0.1:{self.port}{path}", data, method=method)
        with urlopen(request, timeout=10) as answer:
            return json.loads(answer.read())


@contextlib.contextmanager
def device_process(password: str, *arguments: str) -> Iterator[DeviceProcess]:
    """Start the simulated camera as a process; it ends with the block, or with this process."""
    command = [sys.executable, "-m", "tests.peers.onvif_device", "--password-stdin", *arguments]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(password + "\n")
        process.stdin.flush()
        ready = json.loads(process.stdout.readline())
        try:
            yield DeviceProcess(process, ready["url"], ready["port"])
        finally:
            process.stdin.close()
            process.wait(10)


def main() -> None:
    """Serve one camera until standard input ends."""
    parser = argparse.ArgumentParser(description="a simulated ONVIF camera on loopback")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--user", default="operator")
    parser.add_argument("--password-stdin", action="store_true", help="the first line of standard input")
    parser.add_argument("--auth", choices=("digest", "wsse", "both", "none"), default="digest")
    parser.add_argument("--clock-offset", type=float, default=0.0, help="seconds ahead of this machine")
    parser.add_argument("--fixed", action="store_true", help="offer no PTZ")
    given = parser.parse_args()
    password = sys.stdin.readline().rstrip("\n") if given.password_stdin else ""
    device = OnvifDevice(
        auth=given.auth, username=given.user, password=password, port=given.port,
        clock_offset_s=given.clock_offset, rotating=not given.fixed,
    )  # fmt: skip
    with device:
        print(json.dumps({"url": device.url, "port": device.port}), flush=True)
        try:
            while sys.stdin.readline():
                time.sleep(0)
        except KeyboardInterrupt:
            return


if __name__ == "__main__":
    main()
