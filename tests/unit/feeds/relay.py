"""A TCP relay in front of a broker that can fall silent, or refuse MQTT 5 as a broker of 3.1.1 does."""

from __future__ import annotations

import selectors
import socket
import threading

CONNECT_LEVEL_AT = 8
REFUSED_VERSION = b"\x20\x02\x00\x01"


class Relay:
    """Pass bytes both ways in a thread: `with Relay(port) as relay`.

    silent: takes connections and bytes, passes none. old: refuses MQTT 5 (MQTT 3.1.1, 3.2.2.3).
    """

    def __init__(self, port: int, *, silent: bool = False, old: bool = False) -> None:
        self.silent = silent
        self.accepted = 0
        self._old = old
        self._target = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._peers: dict[socket.socket, socket.socket] = {}
        self._fresh: set[socket.socket] = set()
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._listener, selectors.EVENT_READ)
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name="relay")

    def __enter__(self) -> Relay:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._closing.set()
        self._thread.join()
        for end in (*self._peers, self._listener):
            end.close()
        self._selector.close()

    def _run(self) -> None:
        while not self._closing.is_set():
            for key, _ in self._selector.select(0.02):
                if key.fileobj is self._listener:
                    self._accept()
                elif isinstance(key.fileobj, socket.socket) and key.fileobj in self._peers:
                    self._pass_on(key.fileobj)

    def _accept(self) -> None:
        near, _ = self._listener.accept()
        far = socket.create_connection(("127.0.0.1", self._target))
        self.accepted += 1
        self._fresh.add(near)
        for one, other in ((near, far), (far, near)):
            self._peers[one] = other
            self._selector.register(one, selectors.EVENT_READ)

    def _pass_on(self, end: socket.socket) -> None:
        try:
            data = end.recv(65536)
            if self._old and end in self._fresh and data and data[CONNECT_LEVEL_AT] == 5:
                end.sendall(REFUSED_VERSION)
                data = b""
            self._fresh.discard(end)
            if data and not self.silent:
                self._peers[end].sendall(data)
        except OSError:
            data = b""
        if not data and self.silent:
            self._selector.unregister(end)  # a hang is told to nobody
        elif not data:
            for one in (end, self._peers[end]):
                if one in self._selector.get_map():
                    self._selector.unregister(one)
                del self._peers[one]
                one.close()
