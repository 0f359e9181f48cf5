"""What an MQTT feed says when a real broker refuses, is not there, or is not what it should be."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.peers.mosquitto import Mosquitto, free_port, make_certificates
from tests.unit.feeds.listener import Listener, payloads, wait_until


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[Mosquitto]:
    with Mosquitto(tmp_path / "broker") as running:
        yield running


def test_a_broker_with_a_password(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with Mosquitto(tmp_path / "broker", username="console", password="geheim") as broker:
        with Listener(broker) as listener:
            listener.connected()
        with Listener(broker, password="geheim-falsch") as listener:
            assert listener.reason() == "The broker 127.0.0.1 refused the user console or the password."
            assert "geheim" not in str(listener.states) + repr(vars(listener.feed)["_config"]) + caplog.text
        with Listener(broker, username="", password=None) as listener:
            assert listener.reason() == "The broker 127.0.0.1 wants a user name and a password."


def test_tls(tmp_path: Path) -> None:
    other = make_certificates(tmp_path / "other")
    garbage = tmp_path / "garbage.pem"
    garbage.write_text("nothing")
    with Mosquitto(tmp_path / "broker", tls=True) as broker:
        with Listener(broker) as listener:
            listener.connected()
            broker.publish(payloads([1]))
            listener.received([1])
        for change, says in (
            ({"ca_file": str(other)}, "certificate of the broker 127.0.0.1 is not accepted"),
            ({"ca_file": ""}, "certificate of the broker 127.0.0.1 is not accepted"),
            ({"ca_file": str(tmp_path / "none.pem")}, "cannot be read"),
            ({"ca_file": str(garbage)}, "holds no certificate"),
            ({"tls": False}, "is tls set as it needs?"),
        ):
            with Listener(broker, **change) as listener:
                assert says in listener.reason()


def test_a_certificate_for_another_name_is_refused(tmp_path: Path) -> None:
    with Mosquitto(tmp_path / "broker", tls=True) as broker:
        make_certificates(tmp_path / "broker" / "tls", names="DNS:elsewhere.example")
        broker.restart()
        with Listener(broker) as listener:
            assert "IP address mismatch" in listener.reason()


def test_tls_to_a_broker_without(broker: Mosquitto) -> None:
    with Listener(broker, tls=True) as listener:
        assert "No encrypted connection to the broker" in listener.reason() or "hung up" in listener.reason()


def test_where_nothing_listens_or_no_name_is(broker: Mosquitto) -> None:
    with Listener(broker, port=free_port()) as listener:
        assert "Nothing listens at 127.0.0.1" in listener.reason()
    for host in ("nowhere.invalid", "x" * 80):
        with Listener(broker, host=host) as listener:
            assert listener.reason() == f"The name {host} cannot be found in the network."


def test_a_topic_that_may_not_be_read(tmp_path: Path) -> None:
    acl = tmp_path / "acl"
    acl.write_text("topic readwrite other/#\n")
    acl.chmod(0o600)
    with (
        Mosquitto(tmp_path / "broker", extra=f"acl_file {acl}") as broker,
        Listener(broker, topic="gwanje/#") as listener,
    ):
        broker.publish(payloads([1]), topic="other/x")
        wait_until(lambda: listener.states)
        # This broker grants every subscription and filters what it sends; the feed must not claim more than it knows.
        assert listener.states[-1].connected


def test_another_console_of_the_same_name_is_named(broker: Mosquitto) -> None:
    with Listener(broker) as first:
        first.connected()
        with Listener(broker):
            wait_until(lambda: any("Does another console have" in str(state.reason) for state in first.states))
