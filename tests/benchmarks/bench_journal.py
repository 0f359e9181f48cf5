"""Appends a second, in groups and one by one, beside plain SQLite; then search and verification.

Run: `python -m tests.benchmarks.bench_journal [--entries N] [--dir DIR]`; DIR should lie on the disk in question.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import tempfile
import threading
import time
from concurrent.futures import Future
from pathlib import Path

from console.core.clock import SystemClock
from console.core.entry import Draft, Entry, EntryFilter
from console.journal import Journal

_DECISIONS = 200
_PLAIN_COMMITS = 2_000


def event(number: int) -> dict[str, object]:
    """Return a report like those of a busy site, some 300 characters."""
    return {
        "id": f"ep-{number // 3}", "source": f"va-{number % 7}", "seq": number, "camera": f"cam-{number % 6000:04}",
        "kind": ("intrusion", "loitering", "fall", "crowd")[number % 4], "phase": "start",
        "score": number % 100 / 100, "started_at": "2026-11-23T00:13:51+09:00", "zone": "정문 앞", "rule": "line-2",
        "track": f"t{number}", "box": [0.1, 0.2, 0.3, number % 10 / 20],
    }  # fmt: skip


def drafts(first: int, number: int) -> list[Draft]:
    """Return reports as the alarm service journals them."""
    return [
        Draft("event.received", event(n), alarm_id=f"A{n // 3}", camera_id=f"cam-{n % 6000:04}")
        for n in range(first, first + number)
    ]


def plain(directory: Path) -> float:
    """Return rows a second of the simplest safe log: one INSERT, one COMMIT, WAL and FULL, no index, no chain."""
    connection = sqlite3.connect(directory / "plain.db", isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE log (seq INTEGER PRIMARY KEY, body TEXT)")
    bodies = [json.dumps(event(n), ensure_ascii=False) for n in range(_PLAIN_COMMITS)]
    begun = time.perf_counter()
    for body in bodies:
        connection.execute("INSERT INTO log (body) VALUES (?)", (body,))
    took = time.perf_counter() - begun
    connection.close()
    return _PLAIN_COMMITS / took


def flood(journal: Journal, entries: int, a_request: int) -> float:
    """Return entries a second with requests always waiting."""
    requests = [drafts(first, a_request) for first in range(0, entries, a_request)]
    begun = time.perf_counter()
    waiting: list[Future[list[Entry]]] = [journal.append(request) for request in requests]
    for future in waiting:
        future.result()
    return entries / (time.perf_counter() - begun)


def decisions(journal: Journal) -> tuple[float, float]:
    """Return p50 and p99, ms, of a single decision beside 1,000 events a second."""
    over = threading.Event()

    def events() -> None:
        first = 10_000_000
        while not over.wait(0.1):
            journal.append(drafts(first, 100))
            first += 100

    beside = threading.Thread(target=events)
    beside.start()
    took: list[float] = []
    for number in range(_DECISIONS):
        begun = time.perf_counter()
        journal.append([Draft("alarm.claimed", {}, operator="kim", alarm_id=f"A{number}")]).result()
        took.append((time.perf_counter() - begun) * 1000)
        time.sleep(0.01)
    over.set()
    beside.join()
    took.sort()
    return took[len(took) // 2], took[len(took) * 99 // 100]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--entries", type=int, default=60_000)
    parser.add_argument("--dir", type=Path, default=None)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.dir) as name:
        directory = Path(name)
        peer = plain(directory)
        journal = Journal.open(directory / "journal.db", SystemClock(), "bench")
        try:
            single = flood(journal, options.entries // 2, 1)
            grouped = flood(journal, options.entries // 2, 100)
            print(f"plain SQLite, one commit a row:  {peer:9.0f} rows/s")
            print(f"journal, requests of one entry:  {single:9.0f} entries/s = {single / peer:.1f} x plain")
            print(f"journal, requests of a hundred:  {grouped:9.0f} entries/s = {grouped / peer:.1f} x plain")
            p50, p99 = decisions(journal)
            print(f"one decision beside 1,000 events/s: p50 {p50:.1f} ms, p99 {p99:.1f} ms")
            for label, wanted in (("'t5 정문'", "t5 정문"), ("'정문', two syllables", "정문"), ("no hit", "nowhere")):
                begun = time.perf_counter()
                hits = journal.entries(EntryFilter(words=wanted), 200).result()
                print(f"search {label}: {len(hits)} rows in {(time.perf_counter() - begun) * 1000:.1f} ms")
            begun = time.perf_counter()
            verdict = journal.verify().result()
            took = time.perf_counter() - begun
            print(f"verify: {verdict.entries / took:.0f} entries/s ({verdict.text})")
            size = sum(file.stat().st_size for file in directory.glob("journal.db*")) / verdict.entries
            print(f"size: {size:.0f} bytes an entry, search index included")
        finally:
            journal.close()


if __name__ == "__main__":
    main()
