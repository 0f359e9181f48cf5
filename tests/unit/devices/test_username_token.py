from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

from console.devices.soap import envelope
from console.devices.username_token import DeviceClock, password_digest, username_token
from tests.peers.onvif.auth import Gate
from tests.unit.devices.conftest import TurnedClock

AT = datetime(2026, 3, 1, 12, 0, 0, 123456, tzinfo=UTC)


def test_the_example_of_the_onvif_programmers_guide() -> None:
    nonce = base64.b64decode("LKqI6G/AikKCQrN0zqZFlg==")
    assert password_digest(nonce, "2010-09-16T07:50:45Z", "userpassword") == "tuOSpGlFlIXsozq4HFNeeGeFLEI="


def test_another_implementation_accepts_the_token_once() -> None:
    gate = Gate('관제<"&>', "비밀&번호")
    sent = ElementTree.fromstring(envelope("<tptz:GetNodes/>", username_token('관제<"&>', "비밀&번호", AT)))
    assert gate.token(sent, AT)
    assert not gate.token(sent, AT), "the nonce was used"
    wrong = ElementTree.fromstring(envelope("<tptz:GetNodes/>", username_token('관제<"&>', "비밀", AT)))
    assert not gate.token(wrong, AT)


def test_the_token_carries_no_password() -> None:
    assert "s3cret" not in username_token("operator", "s3cret", AT)


def test_the_devices_time_goes_on_by_monotonic_time(clock: TurnedClock) -> None:
    device = DeviceClock(clock)
    assert device.now() == clock.utc()
    assert device.offset_s is None
    asked_ns = clock.monotonic_ns()
    clock.turn(0.4)
    told = datetime(2026, 3, 1, 13, 0, tzinfo=UTC)
    device.learn(told, asked_ns, clock.monotonic_ns())
    assert device.now() == told + timedelta(seconds=0.2)
    assert device.offset_s == 3600 - 0.2
    clock.turn(10)
    clock.wall -= timedelta(days=1)
    assert device.now() == told + timedelta(seconds=10.2), "a set wall clock of ours does not matter"
