"""What happens to a feed when the broker, the network or the console itself dies: nothing acknowledged is lost."""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap
import threading
from collections.abc import Iterator
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import pytest

from console.feeds import connection
from console.feeds.batch import FeedBatch
from tests.peers.mosquitto import Mosquitto, free_port
from tests.unit.feeds.listener import Listener, payloads, subscribe_once, wait_until
from tests.unit.feeds.relay import Relay
from tests.unit.feeds.test_frigate import REVIEW

ROOT = Path(__file__).parents[2]


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[Mosquitto]:
    with Mosquitto(tmp_path / "broker") as running:
        yield running


def test_a_killed_broker_is_found_again_and_nothing_it_took_is_lost(broker: Mosquitto) -> None:
    with Listener(broker) as listener:
        listener.connected()
        broker.publish(payloads(range(200)))
        broker.wait_saved()
        broker.kill()
        assert "127.0.0.1" in listener.reason()
        broker.restart()
        listener.connected()
        broker.publish(payloads(range(200, 300)))
        listener.received(range(300))


def test_a_broker_that_is_not_there_yet_is_waited_for(tmp_path: Path) -> None:
    broker = Mosquitto(tmp_path / "broker", port=free_port())
    with Listener(broker) as listener:
        assert "Nothing listens" in listener.reason()
        with broker:
            listener.connected()
            broker.publish(payloads([1]))
            listener.received([1])
        assert "127.0.0.1" in listener.reason()


CONSOLE = """
    import sys, time
    from console.config import MqttFeedConfig
    from console.core.clock import SystemClock
    from console.feeds.mqtt import MqttFeed

    def take(batch):
        for event in batch.events:
            print(event.id, flush=True)

    config = MqttFeedConfig("test", "127.0.0.1", "gwanje/events/#", port=int(sys.argv[1]), client_id="console")
    MqttFeed(config, None, take, lambda state: None, SystemClock()).start()
    print("started", flush=True)
    time.sleep(120)
"""


def test_a_console_killed_before_the_commit_gets_its_events_again(broker: Mosquitto) -> None:
    subscribe_once(broker)
    command = [sys.executable, "-c", textwrap.dedent(CONSOLE), str(broker.port)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as console:
        assert console.stdout is not None
        assert console.stdout.readline() == "started\n"
        broker.publish(payloads(range(5)))
        came = {console.stdout.readline().strip() for _ in range(5)}
        console.kill()
    assert came == {f"e{number}" for number in range(5)}
    with Listener(broker) as again:
        again.received(range(5))


def test_a_flood_with_late_settling_and_a_dying_broker(broker: Mosquitto) -> None:
    """What the publisher was told is taken must be committed at least once, whatever dies in between."""
    waiting: SimpleQueue[FeedBatch | None] = SimpleQueue()
    committed: set[str] = set()
    turn = 0

    def commit() -> None:
        nonlocal turn
        while (batch := waiting.get()) is not None:
            turn += 1
            is_taken = turn % 7 != 0
            if is_taken:
                committed.update(event.id for event in batch.events)
            batch.done(is_taken)

    writer = threading.Thread(target=commit)
    writer.start()
    listener = Listener(broker, settle=None)
    listener.feed._deliver = waiting.put
    with listener:
        listener.connected()
        for start in range(0, 600, 100):
            broker.publish(payloads(range(start, start + 100)))
            broker.wait_saved()
            if start in (200, 400):
                broker.kill()
                broker.restart()
        wait_until(lambda: len(committed) == 600)
    waiting.put(None)
    writer.join()


def test_a_connection_that_hangs_is_noticed_and_replaced(broker: Mosquitto) -> None:
    with Relay(broker.port) as relay, Listener(broker, port=relay.port, keepalive_s=1) as listener:
        listener.connected()
        relay.silent = True
        assert "lost" in listener.reason()
        broker.publish(payloads([1]))
        relay.silent = False
        listener.received([1])
        assert relay.accepted >= 2


def test_settling_after_the_connection_was_replaced_reaches_nobody(broker: Mosquitto) -> None:
    with Relay(broker.port) as relay, Listener(broker, port=relay.port, keepalive_s=1, settle=None) as listener:
        listener.connected()
        broker.publish(payloads([1]))
        listener.received([1])
        first = listener.batches[0]
        relay.silent = True
        listener.reason()
        relay.silent = False
        wait_until(lambda: listener.ids == ["e1", "e1"])
        first.done(True)
        listener.feed.close()
    assert "PUBACK from console" not in broker.log()
    with Listener(broker) as again:
        again.received([1])


def test_a_peer_that_takes_connections_and_says_nothing(broker: Mosquitto, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "READY_TIMEOUT_S", 0.2)
    monkeypatch.setattr(connection, "CONNECT_TIMEOUT_S", 0.2)
    monkeypatch.setattr("console.feeds.mqtt.TURN_S", 0.05)
    with Relay(broker.port, silent=True) as relay:
        for tls in (False, True):
            with Listener(broker, port=relay.port, tls=tls) as listener:
                assert "does not answer" in listener.reason()


def test_a_broker_of_mqtt_3_is_spoken_to_in_its_own_version(broker: Mosquitto) -> None:
    with Relay(broker.port, old=True) as relay:
        with Listener(broker, port=relay.port, settle=None) as listener:
            listener.connected()
            assert not [state for state in listener.states if not state.connected]
            broker.publish(payloads([1]))
            listener.received([1])
            assert "as console (p2, c0" in broker.log()
        with Listener(broker, port=relay.port) as again:
            again.received([1])
            wait_until(lambda: "PUBACK from console" in broker.log())


def test_frigate_that_went_away_is_shown_as_lost_also_to_a_console_that_starts_later(broker: Mosquitto) -> None:
    with Listener(broker, format="frigate", topic="frigate/reviews") as listener:
        listener.connected()
        broker.publish([b"offline"], "frigate/available", retain=True)
        assert "says that it is offline" in listener.reason()
    broker.restart()
    with Listener(broker, format="frigate", topic="frigate/reviews") as listener:
        assert "says that it is offline" in listener.reason()
        broker.publish([json.dumps(REVIEW).encode()], "frigate/reviews")
        wait_until(lambda: listener.ids == [REVIEW["after"]["id"]])
        broker.publish([b"online"], "frigate/available", retain=True)
        listener.connected()


BELL = "pole/onvif-ej/Device/Trigger/DigitalInput/&1"


def pressed(value: str, second: int) -> bytes:
    return json.dumps({"UtcTime": f"2026-11-23T09:00:{second:02}Z", "Data": {"LogicalState": value}}).encode()


def test_an_end_after_a_restart_of_the_console_finds_its_beginning(broker: Mosquitto) -> None:
    change: dict[str, Any] = {"format": "onvif-ej", "topic": "+/onvif-ej/#"}
    with Listener(broker, **change) as listener:
        listener.connected()
        broker.publish([pressed("true", 1)], BELL, retain=True)
        wait_until(lambda: listener.ids)
        (begun,) = listener.ids
    with Listener(broker, **change) as again:
        again.connected()
        wait_until(lambda: again.feed.quiet == 1)
        assert again.ids == [], "what is retained is state, not news"
        broker.publish([pressed("false", 5)], BELL, retain=True)
        wait_until(lambda: again.ids == [begun])
        broker.publish([b""], BELL, retain=True)
        broker.publish([pressed("true", 9)], BELL)
        wait_until(lambda: len(again.ids) == 2)
        assert again.ids[1] != begun


def test_an_end_that_the_journal_refused_is_told_again(broker: Mosquitto) -> None:
    with Listener(broker, format="onvif-ej", topic="+/onvif-ej/#") as listener:
        listener.connected()
        broker.publish([pressed("true", 1)], BELL)
        wait_until(lambda: listener.ids)
        listener.settle = False
        broker.publish([pressed("false", 5)], BELL)
        wait_until(lambda: len(listener.ids) >= 3)
        listener.settle = True
        wait_until(lambda: broker.log().count("PUBACK from console") >= 2)
        assert len(set(listener.ids)) == 1


def test_what_is_no_news_is_acknowledged(broker: Mosquitto) -> None:
    with Listener(broker, format="frigate", topic="frigate/#") as listener:
        listener.connected()
        broker.publish([b"\xff\xd8\xff" * 1000] * 20, "frigate/door/person/snapshot")
        wait_until(lambda: broker.log().count("PUBACK from console") == 20)
        assert listener.feed.quiet == 20
        assert not listener.batches
