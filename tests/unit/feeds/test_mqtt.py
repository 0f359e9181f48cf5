"""The MQTT feed against a real broker: delivery, acknowledgement, what it says when something is wrong."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from console.core.event import MAX_EVENT_BYTES
from console.feeds import connection
from tests.peers.mosquitto import Mosquitto, publish
from tests.unit.feeds.listener import TOPIC, Listener, payloads, report, subscribe_once, wait_until


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[Mosquitto]:
    with Mosquitto(tmp_path / "broker") as running:
        yield running


def test_events_come_in_order_and_are_gone_once_settled(broker: Mosquitto) -> None:
    with Listener(broker) as listener:
        listener.connected()
        broker.publish(payloads(range(50)))
        listener.received(range(50))
        assert listener.ids == [f"e{number}" for number in range(50)]
    with Listener(broker) as again:
        broker.publish(payloads([99]))
        again.received([99])
        assert again.ids == ["e99"]


def test_what_was_not_settled_comes_again(broker: Mosquitto) -> None:
    with Listener(broker, settle=None) as listener:
        listener.connected()
        broker.publish(payloads(range(3)))
        listener.received(range(3))
    assert "PUBACK from console" not in broker.log()
    with Listener(broker) as again:
        again.received(range(3))
        wait_until(lambda: broker.log().count("PUBACK from console") == 3)


def test_messages_that_wait_are_merged_and_settled_together(broker: Mosquitto) -> None:
    subscribe_once(broker)
    broker.publish(payloads(range(150)))
    with Listener(broker, settle=None) as listener:
        listener.received(range(150))
        assert len(listener.batches) < 75
        first, *others = listener.batches
        for batch in reversed(others):
            batch.done(True)
        first.done(True)
    wait_until(lambda: broker.log().count("PUBACK from console") == 150)
    sent = re.findall(r"Sending PUBLISH to console \(d\d, q1, r0, m(\d+)", broker.log())
    acknowledged = re.findall(r"PUBACK from console \(Mid: (\d+)", broker.log())
    assert len(sent) == 150
    assert acknowledged == sent


def test_only_what_was_settled_of_merged_batches_is_acknowledged(broker: Mosquitto) -> None:
    subscribe_once(broker)
    with Listener(broker, settle=None) as listener:
        for number in range(4):
            broker.publish(payloads([number]))
            listener.received([number])
        for batch in (listener.batches[0], listener.batches[1], listener.batches[3]):
            batch.done(True)
    with Listener(broker) as again:
        again.received([2])
        broker.publish(payloads([9]))
        again.received([9])
        assert "e0" not in again.ids
        assert "e1" not in again.ids


def test_a_batch_that_the_journal_refused_is_asked_for_again(broker: Mosquitto) -> None:
    with Listener(broker, settle=False) as listener:
        listener.connected()
        broker.publish(payloads(range(2)))
        wait_until(lambda: listener.ids.count("e0") >= 2)
        assert "The journal could not take events of test" in str(
            next(state.reason for state in listener.states if not state.connected)
        )
        listener.settle = True
        wait_until(lambda: broker.log().count("PUBACK from console") >= 2)
        listener.connected()


def test_settling_twice_or_after_the_end_is_harmless(broker: Mosquitto) -> None:
    with Listener(broker, settle=None) as listener:
        listener.connected()
        broker.publish(payloads([1]))
        listener.received([1])
        batch = listener.batches[0]
        batch.done(True)
        wait_until(lambda: "PUBACK from console" in broker.log())
        broker.publish(payloads([2]))
        listener.received([2])
        batch.done(True)
        batch.done(False)
    listener.batches[1].done(True)
    with Listener(broker) as again:
        again.received([2])


def test_a_late_settling_never_acknowledges_another_message(broker: Mosquitto) -> None:
    """The broker forgets its session: the next message has the packet identifier of the one still unsettled."""
    with Listener(broker, settle=None) as listener:
        listener.connected()
        broker.publish(payloads([1]))
        listener.received([1])
        broker.kill()
        (broker.folder / "store" / "mosquitto.db").unlink()
        listener.reason()
        broker.restart()
        listener.connected()
        broker.publish(payloads([2]))
        listener.received([2])
        sent = re.findall(r"Sending PUBLISH to console \(d\d, q1, r0, m(\d+)", broker.log())
        assert sent[0] == sent[-1], "both have the same packet identifier, or the test shows nothing"
        listener.batches[0].done(True)
    assert "PUBACK from console" not in broker.log()
    with Listener(broker) as again:
        again.received([2])


def test_settling_from_many_threads(broker: Mosquitto) -> None:
    subscribe_once(broker)
    with Listener(broker, settle=None) as listener:
        for start in range(0, 400, 20):
            broker.publish(payloads(range(start, start + 20)))
        listener.received(range(100))
        settled: set[int] = set()

        def settle(part: int) -> None:
            while len(settled) < 400:
                for index, batch in enumerate(list(listener.batches)):
                    if index % 4 == part:
                        batch.done(True)
                        settled.update(int(event.id[1:]) for event in batch.events)

        threads = [threading.Thread(target=settle, args=(part,)) for part in range(4)]
        for thread in threads:
            thread.start()
        listener.received(range(400))
        for thread in threads:
            thread.join()
        wait_until(lambda: broker.log().count("PUBACK from console") == 400)


def test_retained_messages_are_marked_and_come_once(broker: Mosquitto) -> None:
    broker.publish(payloads([1]), retain=True)
    with Listener(broker) as listener:
        wait_until(lambda: listener.batches)
        assert [(batch.retained, batch.events[0].id) for batch in listener.batches] == [(True, "e1")]
        broker.publish(payloads([2]), retain=True)
        listener.received([2])
    with Listener(broker) as again:
        again.connected()
        broker.publish(payloads([3]))
        again.received([3])
        assert [batch.retained for batch in again.batches] == [False]


def test_bad_messages_are_handed_on_and_the_feed_goes_on(broker: Mosquitto) -> None:
    too_large = json.dumps(report(0, snapshot="x" * (2 * MAX_EVENT_BYTES))).encode()
    hostile = [b"", b"{", b"\0\xff", b"[" * 200_000, too_large, json.dumps([report(1), 7, report(2, kind="")]).encode()]
    with Listener(broker) as listener:
        listener.connected()
        broker.publish([*hostile, *payloads([3])])
        listener.received([1, 3])
        bad = [refusal for batch in listener.batches for refusal in batch.bad]
        assert [refusal.size_bytes for refusal in bad][:5] == [len(payload) for payload in hostile[:5]]
        assert len(bad) == 7
        wait_until(lambda: listener.states[-1].bad == 7 and listener.states[-1].received == 2)
        wait_until(lambda: broker.log().count("PUBACK from console") == 7)
        assert all(state.connected for state in listener.states)


def test_arrays_of_a_thousand(broker: Mosquitto) -> None:
    with Listener(broker) as listener:
        listener.connected()
        arrays = [[report(start * 1000 + i) for i in range(1000)] for start in range(5)]
        broker.publish([*(json.dumps(array).encode() for array in arrays), b"[]"])
        listener.received(range(5000))
        assert len(listener.ids) == 5000
        wait_until(lambda: broker.log().count("PUBACK from console") == 6)
        wait_until(lambda: listener.states[-1].received == 5000)


def test_gaps_in_a_sources_counting_are_told(broker: Mosquitto) -> None:
    with Listener(broker) as listener:
        listener.connected()
        broker.publish(payloads([1, 2, 6, 7]))
        wait_until(lambda: listener.states[-1].missing == 3)


def test_closing_leaves_the_session_and_can_be_repeated(broker: Mosquitto) -> None:
    listener = Listener(broker)
    listener.feed.close()
    with Listener(broker) as listener:
        listener.connected()
    listener.feed.close()
    assert not [thread for thread in threading.enumerate() if thread.name == "feed test"]
    publish(broker, payloads([1]), TOPIC)
    with Listener(broker) as again:
        again.received([1])


def test_a_message_at_qos_0_is_taken(broker: Mosquitto) -> None:
    with Listener(broker) as listener:
        listener.connected()
        publish(broker, payloads([1]), TOPIC, qos=0)
        listener.received([1])


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_fault_of_our_own_is_told_and_not_swallowed(broker: Mosquitto, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    monkeypatch.setattr(threading, "excepthook", lambda args: seen.append(str(args.exc_value)))
    with Listener(broker) as listener:
        listener.connected()

        def broken(_batch: object) -> None:
            raise RuntimeError("broken")

        monkeypatch.setattr(listener.feed, "_deliver", broken)
        broker.publish(payloads([1]))
        assert "stopped by a fault of the console" in listener.reason()
    assert seen == ["broken"]


def test_what_is_in_flight_is_bounded(broker: Mosquitto, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "RECEIVE_MAXIMUM", 10)
    with Listener(broker, settle=None) as listener:
        listener.connected()
        broker.publish(payloads(range(50)))
        listener.received(range(10))
        assert len(listener.ids) == 10
        listener.settle = True
        for batch in list(listener.batches):
            batch.done(True)
        listener.received(range(50))
