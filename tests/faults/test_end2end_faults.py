"""The world breaks while an operator works: streams, broker, decoders and the console itself are killed."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
from pathlib import Path

import psutil

from tests.end2end.desktop import ConsoleRun, Desktop, running, wait_for
from tests.end2end.room import Room, event, payload, room

FLOOD = 2_000
A_MESSAGE = 20


def decoders(console: ConsoleRun) -> set[int]:
    """Return the process ids of the decoding children."""
    found = set()
    for child in psutil.Process(console.process.pid).children(recursive=True):
        # A child that was just killed may end while it is asked.
        with contextlib.suppress(psutil.NoSuchProcess):
            if "console.video.child" in child.cmdline():
                found.add(child.pid)
    return found


def ids(console: ConsoleRun) -> list[str]:
    """Return the ids of the events in the journal."""
    return [entry["body"]["id"] for entry in console.entries("event.received")]


def test_streams_broker_and_decoders_come_back_by_themselves(desktop: Desktop, tmp_path: Path) -> None:
    with room(tmp_path) as site, running(desktop, site.data) as console:
        wait_for("decoders", lambda: decoders(console))

        site.rtsp.kill()
        lost = wait_for("both streams lost", lambda: len(console.entries("stream.lost")) == 2)
        assert lost
        assert console.entries("stream.lost")[0]["body"]["reason"]
        site.rtsp.restart()
        wait_for("both streams back", lambda: len(console.entries("stream.restored")) == 2)

        site.broker.kill()
        wait_for("the feed lost", lambda: console.entries("feed.lost"))
        site.broker.restart()
        wait_for("the feed back", lambda: console.entries("feed.restored"))
        site.publish(payload(event(7)))
        wait_for("the event after it", lambda: "ev-7" in ids(console))

        before = decoders(console)
        os.kill(min(before), signal.SIGKILL)
        wait_for("another decoder in its place", lambda: len(decoders(console)) == len(before) and
                 min(before) not in decoders(console))  # fmt: skip
        assert console.process.poll() is None
    assert len(console.entries("stream.lost")) == 2


def test_nothing_acknowledged_or_shown_is_lost_when_the_console_is_killed(desktop: Desktop, tmp_path: Path) -> None:
    with room(tmp_path) as site:
        console = ConsoleRun(desktop, site.data).ready()
        site.publish(payload(event(0)))
        wait_for("the first alarm", lambda: console.entries("alarm.raised"))
        flood = threading.Thread(target=_flood, args=(site,))
        flood.start()
        wait_for("the flood", lambda: len(console.entries("event.received")) > FLOOD // 10)
        console.key("n", "Return")
        wait_for("a decision in the flood", lambda: console.entries("alarm.claimed"))
        console.kill()
        flood.join()
        decided = console.entries("alarm.claimed")

        with running(desktop, site.data) as again:
            wait_for("every event", lambda: len(set(ids(again))) == FLOOD + 1)
            assert again.entries("alarm.claimed")[: len(decided)] == decided
        # At least once on the wire, once in the journal.
        assert len(ids(again)) == FLOOD + 1
        assert site.journal("verify").returncode == 0


def test_children_end_with_a_killed_console(desktop: Desktop, tmp_path: Path) -> None:
    with room(tmp_path) as site:
        console = ConsoleRun(desktop, site.data).ready()
        wait_for("decoders", lambda: decoders(console))
        children = psutil.Process(console.process.pid).children(recursive=True)
        console.kill()
        wait_for("the children's end", lambda: not any(child.is_running() for child in children))


def _flood(site: Room) -> None:
    numbers = range(1, FLOOD + 1)
    site.publish(*(
        payload(*(event(n) for n in numbers[at : at + A_MESSAGE])) for at in range(0, FLOOD, A_MESSAGE)
    ))  # fmt: skip
