"""Cameras that misbehave: one sentence naming the camera, no hang, no memory, no password, the others unharmed."""

from __future__ import annotations

import logging
import ssl
import subprocess
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from console.core.camera import Camera
from console.core.clock import SystemClock
from console.core.errors import DeviceError
from console.core.ptz import Velocity
from console.devices.onvif import OnvifPtz
from console.devices.probe import probe_onvif
from console.devices.thread import DeviceThread
from tests.peers.onvif.faults import Fault, Kind
from tests.peers.onvif_device import OnvifDevice, device_process

PASSWORD = "hunter2-Geheim"
SENTENCES: list[tuple[Kind, str]] = [
    ("never", "Camera cam-7 did not answer within 0.5 s."),
    ("drip", "Camera cam-7 did not answer within 0.5 s."),
    ("slow", "Camera cam-7 did not answer within 0.5 s."),
    ("http_500", "Camera cam-7 answered with error 500."),
    ("garbage", "Camera cam-7 gave an answer that is not ONVIF."),
    ("not_http", "Camera cam-7 gave an answer that is not ONVIF."),
    ("truncated", "Camera cam-7 gave an answer that is not ONVIF."),
    ("bomb", "Camera cam-7 gave an answer that is not ONVIF."),
    ("external", "Camera cam-7 gave an answer that is not ONVIF."),
    ("deep", "Camera cam-7 gave an answer that is not ONVIF."),
    ("gzip", "Camera cam-7 gave an answer that is not ONVIF."),
    ("cookies", "Camera cam-7 gave an answer that is not ONVIF."),
    ("huge", "Camera cam-7 sent an answer that is too long."),
    ("redirect", "Camera cam-7 points to another address, which is not followed."),
    ("hang_up", "The connection to camera cam-7 broke off."),
    ("refuse", "Camera cam-7 refused the user name or the password."),
]


@pytest.fixture
def thread() -> Iterator[DeviceThread]:
    thread = DeviceThread()
    yield thread
    thread.close()


def until(true: Callable[[], bool], timeout_s: float = 20.0) -> None:
    deadline = time.monotonic() + timeout_s
    while not true():
        assert time.monotonic() < deadline, "it did not come true"
        time.sleep(0.005)


def steer(camera: Camera, password: str = PASSWORD, timeout_s: float = 0.5) -> OnvifPtz:
    return OnvifPtz(camera, password, SystemClock(), timeout_s)


@pytest.mark.parametrize(("kind", "sentence"), SENTENCES)
@pytest.mark.parametrize("only", [frozenset(), frozenset({"ContinuousMove"})], ids=["from the start", "once known"])
def test_each_fault_is_one_sentence(
    thread: DeviceThread, caplog: pytest.LogCaptureFixture, kind: Kind, sentence: str, only: frozenset[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    with OnvifDevice() as lure, OnvifDevice(password=PASSWORD) as device:
        device.fault = Fault(kind, delay_s=60.0, where=f"{lure.url}?stolen", only=only)
        ptz = steer(device.camera())
        with pytest.raises(DeviceError) as caught:
            thread.submit(ptz.move(Velocity(1.0), 1.0)).result(20)
        assert str(caught.value) == sentence
        device.fault = Fault()
        if kind != "refuse":
            thread.submit(ptz.stop()).result(20)
            assert device.log[-1].name == "Stop"
        assert device.cookies == 0
        assert lure.connections == 0, "the camera led the console elsewhere"
        told = "".join(traceback.format_exception(caught.value)) + caplog.text + repr(ptz) + repr(vars(ptz))
        assert PASSWORD not in told
        thread.submit(ptz.aclose()).result(20)


@pytest.mark.parametrize("kind", ["never", "garbage", "bomb", "huge", "http_500", "redirect", "hang_up"])
def test_the_probe_says_what_was_wrong_and_ends(thread: DeviceThread, kind: Kind) -> None:
    with OnvifDevice(password=PASSWORD) as device:
        device.fault = Fault(kind, where="http://127.0.0.1:9/", only=frozenset({"GetDeviceInformation"}))
        report = thread.submit(probe_onvif(device.camera(), PASSWORD, timeout_s=0.5)).result(30)
        assert len(report.faults) == 1
        assert "cam-7" in str(report.faults[0])
        assert report.clock_offset_s is not None


@pytest.mark.parametrize("auth", ["digest", "wsse", "both"])
def test_a_wrong_password_is_not_tried_until_the_account_is_locked(thread: DeviceThread, auth: str) -> None:
    with OnvifDevice(auth=auth, password="right") as device:  # type: ignore[arg-type]
        ptz = steer(device.camera())
        for _ in range(10):
            with pytest.raises(DeviceError, match="cam-7 refused the user name or the password"):
                thread.submit(ptz.move(Velocity(1.0), 1.0)).result(20)
        assert 1 <= device.gate.refusals <= 2
        assert not device.log
        thread.submit(ptz.aclose()).result(20)


def test_a_camera_without_a_user_name_in_the_register_says_so(thread: DeviceThread) -> None:
    with OnvifDevice(password=PASSWORD) as device:
        camera = Camera("cam-7", "n", "rtsp://h/", onvif_url=device.url, rotating=True)
        ptz = steer(camera, "")
        with pytest.raises(DeviceError, match="cam-7 wants a user name and a password"):
            thread.submit(ptz.move(Velocity(1.0), 1.0)).result(20)
        thread.submit(ptz.aclose()).result(20)


def test_a_redirect_or_wrong_service_address_takes_no_credentials_elsewhere(thread: DeviceThread) -> None:
    with OnvifDevice() as lure, OnvifDevice(password=PASSWORD, reported_host=f"localhost:{lure.port}") as device:
        ptz = steer(device.camera())
        thread.submit(ptz.stop()).result(20)
        assert lure.connections == 0
        thread.submit(ptz.aclose()).result(20)


def test_a_certificate_nobody_vouches_for_is_not_taken(thread: DeviceThread, tmp_path: Path) -> None:
    subject = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    files = ["-keyout", str(tmp_path / "key.pem"), "-out", str(tmp_path / "cert.pem")]
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", *subject, *files]
    subprocess.run(command, check=True, capture_output=True)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(tmp_path / "cert.pem", tmp_path / "key.pem")
    with OnvifDevice(password=PASSWORD, tls=tls) as device:
        ptz = steer(device.camera(), timeout_s=20)
        with pytest.raises(DeviceError, match="The certificate of camera cam-7 is not trusted"):
            thread.submit(ptz.stop()).result(30)
        assert device.requests == 0
        thread.submit(ptz.aclose()).result(20)


def test_many_timeouts_use_no_connection_up(thread: DeviceThread) -> None:
    with OnvifDevice(password=PASSWORD) as device:
        ptz = steer(device.camera(), timeout_s=20)
        thread.submit(ptz.stop()).result(20)
        device.fault = Fault("never")
        for _ in range(30):
            before = device.requests
            asked = thread.submit(ptz.goto_home())
            until(lambda before=before: device.requests > before)  # type: ignore[misc]
            asked.cancel()
        device.fault = Fault()
        thread.submit(ptz.stop()).result(20)
        thread.submit(ptz.aclose()).result(20)


def test_a_camera_that_never_answers_does_not_hold_up_the_others(thread: DeviceThread) -> None:
    with OnvifDevice(password=PASSWORD) as dead, OnvifDevice(password=PASSWORD) as well:
        dead.fault = Fault("never")
        hung, good = steer(dead.camera("cam-dead"), timeout_s=60), steer(well.camera("cam-well"), timeout_s=60)
        waiting = [thread.submit(hung.stop()) for _ in range(20)]
        for _ in range(10):
            thread.submit(good.move(Velocity(1.0), 1.0)).result(20)
        thread.submit(good.stop()).result(20)
        assert not any(future.done() for future in waiting)
        thread.submit(good.aclose()).result(20)
        for future in waiting:
            future.cancel()
        thread.submit(hung.aclose()).result(20)


@pytest.mark.parametrize("kind", ["slow", "late_reply"])
def test_stop_overtakes_a_move_that_hangs_and_wins_over_it(thread: DeviceThread, kind: Kind) -> None:
    with OnvifDevice(password=PASSWORD) as device:
        ptz = steer(device.camera(), timeout_s=20)
        thread.submit(ptz.abilities()).result(20)
        device.fault = Fault(kind, delay_s=0.6, only=frozenset({"ContinuousMove"}))
        before = device.requests
        move = thread.submit(ptz.move(Velocity(1.0), 30.0))
        until(lambda: device.requests > before)
        move.cancel()
        thread.submit(ptz.stop()).result(20)
        names = [command.name for command in device.log]
        assert names == (["Stop", "ContinuousMove", "Stop"] if kind == "slow" else ["ContinuousMove", "Stop", "Stop"])
        assert not device.moving()
        thread.submit(ptz.aclose()).result(20)


def test_a_stop_does_not_end_a_move_that_was_asked_for_after_it(thread: DeviceThread) -> None:
    with OnvifDevice(password=PASSWORD) as device:
        ptz = steer(device.camera(), timeout_s=20)
        thread.submit(ptz.abilities()).result(20)
        device.fault = Fault("late_reply", delay_s=0.6, only=frozenset({"ContinuousMove"}))
        thread.submit(ptz.move(Velocity(1.0), 30.0))
        until(lambda: len(device.log) == 1)
        stop = thread.submit(ptz.stop())
        until(lambda: len(device.log) == 2)
        device.fault = Fault()
        thread.submit(ptz.move(Velocity(-1.0), 30.0)).result(20)
        stop.result(20)
        assert [command.name for command in device.log] == ["ContinuousMove", "Stop", "ContinuousMove"]
        assert device.moving()
        thread.submit(ptz.aclose()).result(20)


def test_moves_do_not_pile_up_on_a_camera_that_does_not_answer(thread: DeviceThread) -> None:
    with OnvifDevice(password=PASSWORD) as device:
        ptz = steer(device.camera(), timeout_s=20)
        thread.submit(ptz.abilities()).result(20)
        device.fault = Fault("never", only=frozenset({"ContinuousMove"}))
        moves = [thread.submit(ptz.move(Velocity(1.0), 1.0)) for _ in range(10)]
        with pytest.raises(DeviceError, match="cam-7 has not answered the moves before this one"):
            moves[-1].result(20)
        assert sum(not move.done() for move in moves) == 4
        thread.submit(ptz.aclose()).result(20)


def test_hostile_answers_take_no_memory(thread: DeviceThread) -> None:
    with device_process(PASSWORD) as device:
        camera = Camera("cam-7", "n", "rtsp://h/", onvif_url=device.url, username="operator", rotating=True)
        ptz = steer(camera, timeout_s=10)
        thread.submit(ptz.stop()).result(20)

        def provoke(kinds: tuple[Kind, ...], rounds: int) -> None:
            for kind in kinds:
                device.misbehave(kind=kind, where="http://127.0.0.1:9/", only=["Stop"])
                for _ in range(rounds):
                    with pytest.raises(DeviceError, match="cam-7"):
                        thread.submit(ptz.stop()).result(20)

        hostile: tuple[Kind, ...] = ("huge", "gzip", "bomb", "external", "deep", "cookies", "garbage")
        provoke(hostile, 2)
        before = psutil.Process().memory_info().rss
        provoke(hostile, 10)
        assert psutil.Process().memory_info().rss - before < 16 * 1024 * 1024
        device.misbehave()
        thread.submit(ptz.stop()).result(20)
        thread.submit(ptz.aclose()).result(20)
