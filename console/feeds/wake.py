"""A bell that one thread rings and another waits for beside its sockets."""

from __future__ import annotations

import selectors
import socket
import threading


class Wake:
    """Interrupt a wait. `ring` from any thread, also after `close`; all else by the waiting thread."""

    def __init__(self) -> None:
        self._ear, self._hammer = socket.socketpair()
        self._ear.setblocking(False)
        self._hammer.setblocking(False)
        self._closed = False
        self._lock = threading.Lock()

    def fileno(self) -> int:
        """Return what a selector watches for reading."""
        return self._ear.fileno()

    def ring(self) -> None:
        """End the present wait, or the next one."""
        with self._lock:
            if self._closed:
                return
            try:
                self._hammer.send(b"\0")
            except BlockingIOError:
                return  # it has been rung so often that its buffer is full: it wakes all the same

    def drain(self) -> None:
        """Forget the ringing so far."""
        try:
            while len(self._ear.recv(4096)) == 4096:
                pass
        except BlockingIOError:
            return

    def wait(self, timeout_s: float) -> None:
        """Wait for the bell alone."""
        with selectors.DefaultSelector() as selector:
            selector.register(self, selectors.EVENT_READ)
            selector.select(timeout_s)
        self.drain()

    def close(self) -> None:
        """Close both ends."""
        with self._lock:
            self._closed = True
            self._ear.close()
            self._hammer.close()
