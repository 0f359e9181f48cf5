"""Processes that write a journal until they are killed, or while the system hinders them; run by the fault tests."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from concurrent.futures import Future
from pathlib import Path

from console.core.clock import SystemClock
from console.core.entry import Draft, Entry
from console.core.errors import JournalError
from console.journal import Journal

LIST_SIZES = (1, 2, 3)


def in_child(role: str, *arguments: object) -> subprocess.Popen[bytes]:
    """Start a process that writes."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.Popen(
        [sys.executable, "-m", "tests.unit.journal.flood", role, *map(str, arguments)],
        stdout=subprocess.PIPE, env=environment,
    )  # fmt: skip


def a_list(name: str, size: int, weight: int = 0) -> list[Draft]:
    """Return drafts that say to which list they belong."""
    return [Draft("test.written", {"list": name, "size": size, "weight": "x" * weight})] * size


def came_true(future: Future[list[Entry]]) -> bool:
    """Return whether a list was acknowledged; any other fault than the world's fails the test."""
    fault = future.exception(30)
    assert fault is None or isinstance(fault, JournalError), fault
    return fault is None


def flood(path: Path, run: str) -> None:
    """Append for ever from four threads and print the name of each list when it is acknowledged."""
    journal = Journal.open(path, SystemClock(), "ws1")

    def write(thread: int) -> None:
        waiting: list[Future[list[Entry]]] = []
        for n in range(1_000_000):
            name = f"{run}-{thread}-{n}"
            future = journal.append(a_list(name, LIST_SIZES[n % 3], n % 500))
            future.add_done_callback(lambda _future, name=name: os.write(1, f"{name}\n".encode()))  # type: ignore[misc]
            waiting.append(future)
            if len(waiting) > 20:
                waiting.pop(0).result()

    for thread in range(4):
        threading.Thread(target=write, args=[thread]).start()


def limited(path: Path) -> None:
    """Append while the system lets no file grow beyond a limit, which is moved; print what came of each list."""
    import resource
    import signal

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    journal = Journal.open(path, SystemClock(), "ws1")
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    for turn in range(40):
        grown = max(file.stat().st_size for file in path.parent.iterdir())
        resource.setrlimit(resource.RLIMIT_FSIZE, (grown + 1 + turn * 977 % 20_000, hard))
        futures = {f"{turn}-{n}": journal.append(a_list(f"{turn}-{n}", LIST_SIZES[n % 3], 2000)) for n in range(12)}
        said = [f"{'+' if came_true(future) else '-'}{name}\n" for name, future in futures.items()]
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, hard))
        said.append(f"{'+' if came_true(journal.append(a_list(f'{turn}-free', 1))) else '-'}{turn}-free\n")
        os.write(1, "".join(said).encode())
    journal.close()


if __name__ == "__main__":
    role, path, *rest = sys.argv[1:]
    if role == "flood":
        flood(Path(path), *rest)
    else:
        limited(Path(path))
