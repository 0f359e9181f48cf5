"""The webhook: who may post, what is answered, and that 200 means committed."""

from __future__ import annotations

import contextlib
import http.client
import json
import socket
import threading
from collections.abc import Iterator
from dataclasses import astuple
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.config import WebhookFeedConfig
from console.core.clock import SystemClock
from console.core.errors import ConfigError
from console.core.event import MAX_EVENT_BYTES, Phase
from console.feeds import webhook_server
from console.feeds.batch import FeedBatch, FeedState
from console.feeds.milestone import MilestoneParser
from console.feeds.parsing import Message
from console.feeds.webhook import WebhookFeed
from tests.peers.mosquitto import free_port
from tests.unit.feeds.listener import report, wait_until
from tests.unit.feeds.messages import CAME

TOKEN = "a-long-secret-token"
XML = """<AnalyticsEvent xmlns="urn:milestone-systems"><EventHeader><ID>1b9-guid</ID>
<Timestamp>2026-11-22T19:28:04.528+09:00</Timestamp><Type>LineCrossing</Type><Message>Line crossing</Message>
<Source><Name>10.0.0.5,0</Name></Source></EventHeader><Description>…</Description><Location>…</Location>{more}
</AnalyticsEvent>"""


class Hook:
    """Run a webhook feed that settles its batches as told: True, False, or None for never."""

    def __init__(
        self, *, settle: bool | None = True, timeout_s: float = 20.0, token: str = TOKEN, **change: Any
    ) -> None:
        self.batches: list[FeedBatch] = []
        self.states: list[FeedState] = []
        self.settle = settle
        self.port = change.setdefault("port", free_port())
        config = WebhookFeedConfig("hook", "unused", cameras={"10.0.0.5,0": "C-5"}, **change)
        self.feed = WebhookFeed(
            config, token, self._take, self.states.append, SystemClock(), retry_s=0.05, commit_timeout_s=timeout_s
        )

    def __enter__(self) -> Hook:
        self.feed.start()
        wait_until(lambda: self.states)
        return self

    def __exit__(self, *_: object) -> None:
        self.feed.close()

    def _take(self, batch: FeedBatch) -> None:
        self.batches.append(batch)
        if self.settle is not None:
            batch.done(self.settle)

    def post(self, body: bytes | object, token: str | None = TOKEN, **headers: str) -> tuple[int, str]:
        """Post a body; return the answer."""
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        headers = ({"Authorization": f"Bearer {token}"} if token is not None else {}) | headers
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)) as link:
            link.request("POST", "/", data, headers)
            answer = link.getresponse()
            return answer.status, answer.read().decode()


@pytest.fixture
def hook() -> Iterator[Hook]:
    with Hook() as running:
        yield running


def test_native_reports_are_taken_one_or_many(hook: Hook) -> None:
    assert hook.post(report(1)) == (200, "1 taken.\n")
    assert hook.post([report(2), report(3)])[0] == 200
    assert [event.id for batch in hook.batches for event in batch.events] == ["e1", "e2", "e3"]
    assert hook.post([]) == (200, "0 taken.\n")
    assert hook.feed.quiet == 1


def test_milestone_events_are_taken(hook: Hook) -> None:
    box = '<ObjectList><Object><BoundingBox Top="0.1" Left="0.2" Bottom="0.5" Right="0.4"/></Object></ObjectList>'
    assert hook.post(XML.replace("{more}", box).encode())[0] == 200
    ((event,),) = (batch.events for batch in hook.batches)
    assert (event.id, event.camera_id, event.kind, event.phase) == ("1b9-guid", "C-5", "intrusion", Phase.END)
    assert (event.rule, event.source) == ("Line crossing", "hook/milestone")
    assert event.started_at.isoformat() == "2026-11-22T10:28:04.528000+00:00"
    assert event.box is not None
    assert astuple(event.box) == pytest.approx((0.2, 0.1, 0.2, 0.4))


def test_nothing_is_answered_before_the_commit() -> None:
    with Hook(settle=None) as hook:
        answers: list[tuple[int, str]] = []
        sender = threading.Thread(target=lambda: answers.append(hook.post(report(1))))
        sender.start()
        wait_until(lambda: hook.batches)
        assert not answers
        hook.batches[0].done(True)
        sender.join()
        assert answers == [(200, "1 taken.\n")]


def test_what_the_journal_cannot_take_is_to_be_sent_again() -> None:
    with Hook(settle=False) as hook:
        assert hook.post(report(1))[0] == 503
        assert "The journal could not take events of hook" in str(hook.states[-1].reason)
        hook.settle = True
        assert hook.post(report(1))[0] == 200
        assert hook.states[-1].connected
    with Hook(settle=None, timeout_s=0.2) as hook:
        assert hook.post(report(1))[0] == 503
        hook.batches[0].done(True)


def test_bad_input_is_answered_with_a_sentence_and_quarantined(hook: Hook) -> None:
    status, sentence = hook.post([report(1), report(2, phase="soon")])
    assert (status, sentence[:22]) == (400, "1 taken, 1 refused. Th")
    assert "phase" in sentence
    assert (len(hook.batches[0].events), len(hook.batches[0].bad)) == (1, 1)
    for body in (b"", b"{", b"<a/>", b"<a", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', b"\xff"):
        assert hook.post(body)[0] == 400
    assert len(hook.batches) == 7
    bomb = '<!DOCTYPE a [<!ENTITY b "c">]>' + XML.replace("1b9-guid", "&b;")
    assert "not allowed" in hook.post(bomb.encode())[1]


@pytest.mark.parametrize("token", [None, "", "wrong", TOKEN + "x", TOKEN[:-1], "ü"])
def test_without_the_token_nothing_is_taken(hook: Hook, token: str | None) -> None:
    assert hook.post(report(1), token)[0] == 401
    assert hook.post(report(1), None, Authorization=f"Basic {TOKEN}")[0] == 401
    assert not hook.batches


def test_guessing_is_slowed_down_and_does_not_keep_others_out(hook: Hook) -> None:
    assert 429 in {hook.post(report(1), "guess")[0] for _ in range(12)}
    assert hook.post(report(1))[0] == 200


def test_the_rate_is_bounded() -> None:
    with Hook(rate=2.0) as hook:
        answers = [hook.post(report(number))[0] for number in range(12)]
        assert answers[:2] == [200, 200]
        assert 429 in answers
        assert len(hook.batches) == answers.count(200)


def test_size_and_form_are_bounded(hook: Hook) -> None:
    assert hook.post(b"x" * (MAX_EVENT_BYTES + 1))[0] == 413
    assert hook.post(b"x", **{"Content-Length": "9" * 5000})[0] == 413
    assert hook.post(b"x", **{"Content-Length": "-1"})[0] == 411
    assert hook.post(b"x", **{"Transfer-Encoding": "chunked"})[0] == 411
    assert not hook.batches
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", hook.port, timeout=30)) as link:
        link.request("GET", "/")
        assert link.getresponse().status == 405


def test_a_connection_serves_many_requests(hook: Hook) -> None:
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", hook.port, timeout=30)) as link:
        for number in range(5):
            link.request("POST", "/x", json.dumps(report(number)), {"Authorization": f"bearer {TOKEN}"})
            answer = link.getresponse()
            assert (answer.status, answer.read()) == (200, b"1 taken.\n")


def test_a_slow_sender_is_cut_off(hook: Hook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhook_server, "REQUEST_TIMEOUT_S", 0.2)
    with socket.create_connection(("127.0.0.1", hook.port), timeout=30) as link:
        link.sendall(b"POST / HTTP/1.1\r\nX: ")
        assert link.recv(100) == b""
    with socket.create_connection(("127.0.0.1", hook.port), timeout=30) as link:
        link.sendall(f"POST / HTTP/1.1\r\nAuthorization: Bearer {TOKEN}\r\nContent-Length: 9\r\n\r\n{{".encode())
        while link.recv(100):
            pass
    assert not hook.batches


def test_connections_are_bounded(hook: Hook) -> None:
    with contextlib.ExitStack() as stack:
        for _ in range(webhook_server.MAX_CONNECTIONS):
            stack.enter_context(socket.create_connection(("127.0.0.1", hook.port)))
        wait_until(lambda: threading.active_count() > webhook_server.MAX_CONNECTIONS)
        with socket.create_connection(("127.0.0.1", hook.port), timeout=30) as one_more:
            assert one_more.recv(10) == b""
    wait_until(lambda: threading.active_count() < webhook_server.MAX_CONNECTIONS)
    assert hook.post(report(1))[0] == 200


def test_closing_answers_what_waits() -> None:
    with Hook(settle=None) as hook:
        answers: list[tuple[int, str]] = []
        sender = threading.Thread(target=lambda: answers.append(hook.post(report(1))))
        sender.start()
        wait_until(lambda: hook.batches)
        hook.feed.close()
        sender.join()
        assert answers[0][0] == 503


def test_a_port_that_is_taken_is_said_and_tried_again() -> None:
    with socket.create_server(("127.0.0.1", 0)) as rival:
        hook = Hook(port=rival.getsockname()[1])
        hook.feed.start()
        wait_until(lambda: hook.states)
        assert "cannot listen at 127.0.0.1" in str(hook.states[-1].reason)
    wait_until(lambda: hook.states[-1].connected)
    hook.feed.close()


def test_a_short_token_is_none() -> None:
    with pytest.raises(ConfigError, match="shorter than 16"):
        Hook(token="short")


def test_the_token_is_nowhere_to_be_seen(hook: Hook, capfd: pytest.CaptureFixture[str]) -> None:
    hook.post(report(1))
    hook.post(b"<" + TOKEN.encode(), "no" + TOKEN)
    out, err = capfd.readouterr()
    assert TOKEN not in out + err + repr(hook.feed) + str(hook.states)


PIECES = st.sampled_from(
    ["<AnalyticsEvent>", "</AnalyticsEvent>", "<EventHeader>", "</EventHeader>", "<Type>", "</Type>", "x", "fire",
     "<Source>", "</Source>", "<Name>", "</Name>", "<BoundingBox Top='nan' Left='1' Bottom='a' Right='2'/>", "&amp;",
     "<Timestamp>", "</Timestamp>", "2026-11-22T19:28:04Z", "<?xml version='1.0' encoding='utf-32'?>", "<!DOCTYPE a>"]
)  # fmt: skip


@settings(deadline=None, max_examples=150)
@given(
    st.one_of(
        st.lists(PIECES, max_size=14).map("".join).map(str.encode),
        st.binary(max_size=60),
        st.text(max_size=30).map(lambda words: XML.replace("1b9-guid", words).encode()),
        st.integers(1, 60_000).map(lambda depth: b"<AnalyticsEvent>" + b"<a>" * depth),
    )
)
def test_any_document_is_an_event_or_a_refusal(payload: bytes) -> None:
    parser = MilestoneParser(WebhookFeedConfig("hook", "t"))
    events, bad = parser(Message("/", payload, False, CAME))
    assert len(events) + len(bad) == 1
