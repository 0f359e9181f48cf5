"""The ways the simulated camera misbehaves, each written as raw bytes on the connection."""

from __future__ import annotations

import functools
import gzip
import socket
import threading
from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "none", "slow", "never", "http_500", "garbage", "not_http", "huge", "redirect", "bomb", "external", "refuse",
    "drip", "truncated", "hang_up", "cookies", "deep", "gzip", "late_reply",
]  # fmt: skip
HUGE_BYTES = 50 * 1024 * 1024
_BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "haha">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + i, b"&%c;" % (97 + i) * 10) for i in range(9))
    + b']><s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body><a>&j;</a></s:Body></s:Envelope>'
)
_EXTERNAL = (
    b'<?xml version="1.0"?><!DOCTYPE b [<!ENTITY x SYSTEM "%s">]>'
    b'<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body><a>&x;</a></s:Body></s:Envelope>'
)


@functools.cache
def _gzip_bomb() -> bytes:
    return gzip.compress(bytes(HUGE_BYTES))


@dataclass(frozen=True)
class Fault:
    """Choose a misbehaviour; `only` limits it to some operations (empty: all), `where` is a URL to lure to.

    late_reply does what was asked at once and answers after `delay_s`; slow does both late.
    """

    kind: Kind = "none"
    delay_s: float = 0.0
    where: str = ""
    only: frozenset[str] = frozenset()

    def hits(self, operation: str) -> bool:
        """Tell whether an operation is misbehaved on."""
        return self.kind != "none" and (not self.only or operation in self.only)


def message(status: str, body: bytes, *headers: str) -> bytes:
    """Write an HTTP answer."""
    head = "".join(f"{line}\r\n" for line in (f"Content-Length: {len(body)}", *headers))
    return f"HTTP/1.1 {status}\r\nContent-Type: application/soap+xml; charset=utf-8\r\n{head}\r\n".encode() + body


def misbehave(fault: Fault, connection: socket.socket, closing: threading.Event, count: int) -> bool:
    """Answer wrongly; return whether the connection goes on. Returns early when the device closes."""
    if fault.kind == "never":
        closing.wait()
        return False
    if fault.kind == "hang_up":
        return False
    if fault.kind == "huge":
        return _huge(connection, closing)
    if fault.kind == "drip":
        return _drip(connection, closing)
    if fault.kind == "truncated":
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n<s:Envelope")
        return False
    if fault.kind == "not_http":
        connection.sendall(b"SSH-2.0-dropbear_2019.78\r\nProtocol mismatch.\r\n\r\n")
        return False
    connection.sendall(_page(fault, count))
    return True


def _page(fault: Fault, count: int) -> bytes:
    match fault.kind:
        case "http_500":
            return message("500 Internal Server Error", b"<html>Internal error</html>")
        case "redirect":
            return message("302 Found", b"", f"Location: {fault.where}")
        case "bomb":
            return message("200 OK", _BOMB)
        case "external":
            return message("200 OK", _EXTERNAL % fault.where.encode())
        case "deep":
            return message("200 OK", b"<a>" * 100_000 + b"</a>" * 100_000)
        case "gzip":
            return message("200 OK", _gzip_bomb(), "Content-Encoding: gzip")
        case "cookies":
            return message("200 OK", b"?", *(f"Set-Cookie: c{count}x{i}={'v' * 900}" for i in range(20)))
        case _:
            return message("200 OK", bytes(range(256)) * 40)


def _huge(connection: socket.socket, closing: threading.Event) -> bool:
    connection.sendall(
        b"HTTP/1.1 200 OK\r\nContent-Type: application/soap+xml\r\nContent-Length: %d\r\n\r\n" % HUGE_BYTES
    )
    block = b"<a>" + b" " * 65533
    for _ in range(HUGE_BYTES // len(block)):
        if closing.is_set():
            break
        connection.sendall(block)
    return False


def _drip(connection: socket.socket, closing: threading.Event) -> bool:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
    while not closing.wait(0.02):
        connection.sendall(b" ")
    return False
