from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from console.core.camera import Camera
from console.core.clock import SystemClock
from console.core.errors import DeviceError
from console.core.ptz import Position, Velocity
from console.devices.drivers import open_ptz
from console.devices.onvif import OnvifPtz
from console.devices.probe import probe_onvif
from console.devices.thread import DeviceThread
from tests.peers.onvif_device import Auth, OnvifDevice, device_process

PASSWORD = 'pa:ss"w\\örd<&>'
AUTHS: tuple[Auth, ...] = ("digest", "wsse", "both", "none")


def until(true: Callable[[], bool], timeout_s: float = 20.0) -> None:
    deadline = time.monotonic() + timeout_s
    while not true():
        assert time.monotonic() < deadline, "it did not come true"
        time.sleep(0.005)


@contextmanager
def opened(
    thread: DeviceThread, camera: Camera, password: str = PASSWORD, timeout_s: float = 5.0
) -> Iterator[OnvifPtz]:
    ptz = OnvifPtz(camera, password, SystemClock(), timeout_s)
    try:
        yield ptz
    finally:
        thread.submit(ptz.aclose()).result(20)


@pytest.mark.parametrize("auth", AUTHS)
def test_a_held_key_moves_the_camera_and_release_stops_it(thread: DeviceThread, auth: Auth) -> None:
    with (
        OnvifDevice(auth=auth, password=PASSWORD, clock_offset_s=3600) as device,
        opened(thread, device.camera()) as ptz,
    ):
        for _ in range(3):
            thread.submit(ptz.move(Velocity(1.0, -0.5, 0.5), 30.0)).result(20)
        until(lambda: device.position()[0] > 0.05)
        assert device.position()[1] < 0 < device.position()[2]
        thread.submit(ptz.stop()).result(20)
        assert not device.moving()
        stood = device.position()
        told = thread.submit(ptz.position()).result(20)
        assert told == Position(*(round(value, 4) for value in stood))
        assert [command.name for command in device.log] == ["ContinuousMove"] * 3 + ["Stop"]
        assert device.log[0].args == {"pan_tilt": (1.0, -0.5), "zoom": 0.5, "timeout_s": 30.0}
        assert device.gate.refusals == 0


def test_a_move_ends_by_itself_when_nobody_renews_it(thread: DeviceThread) -> None:
    with OnvifDevice(password=PASSWORD) as device, opened(thread, device.camera()) as ptz:
        thread.submit(ptz.move(Velocity(1.0), 0.2)).result(20)
        until(lambda: not device.moving())
        assert device.position()[0] == pytest.approx(0.1, abs=0.01)


def test_presets_and_home(thread: DeviceThread) -> None:
    with OnvifDevice(password=PASSWORD) as device, opened(thread, device.camera()) as ptz:
        presets = thread.submit(ptz.presets()).result(20)
        assert [preset.name for preset in presets] == ["입구", "골목", "놀이터"]
        thread.submit(ptz.goto_preset(presets[2].token)).result(20)
        until(lambda: device.position() == (0.1, 0.3, 0.0))
        thread.submit(ptz.goto_home()).result(20)
        until(lambda: device.position() == (0.0, 0.0, 0.0))
        with pytest.raises(DeviceError, match="cam-7 declined: ter:NoToken"):
            thread.submit(ptz.goto_preset("gone")).result(20)


def test_abilities_are_what_the_camera_was_found_able_to_do(thread: DeviceThread) -> None:
    with OnvifDevice(password=PASSWORD, tells_status=False) as device, opened(thread, device.camera()) as ptz:
        abilities = thread.submit(ptz.abilities()).result(20)
        assert abilities.continuous
        assert abilities.home
        assert abilities.presets
        assert abilities.max_presets == 64
        assert not abilities.status
        assert thread.submit(ptz.position()).result(20) is None


def test_wrong_hosts_in_answers_are_not_believed(thread: DeviceThread) -> None:
    with (
        OnvifDevice(password=PASSWORD, reported_host="192.0.2.1:8000") as device,
        opened(thread, device.camera()) as ptz,
    ):
        thread.submit(ptz.move(Velocity(1.0), 0.1)).result(20)
        assert device.log


def test_a_device_without_get_capabilities_is_asked_for_its_services(thread: DeviceThread) -> None:
    with OnvifDevice(password=PASSWORD, has_capabilities=False) as device, opened(thread, device.camera()) as ptz:
        thread.submit(ptz.stop()).result(20)
        assert [command.name for command in device.log] == ["Stop"]


def test_after_the_first_a_command_is_one_request_on_a_kept_connection(thread: DeviceThread) -> None:
    with OnvifDevice(password=PASSWORD) as device, opened(thread, device.camera()) as ptz:
        thread.submit(ptz.abilities()).result(20)
        asked_before_it_is_warm = 9
        until(lambda: device.requests == asked_before_it_is_warm)
        before, connections = device.requests, device.connections
        for _ in range(5):
            thread.submit(ptz.move(Velocity(0.1), 0.1)).result(20)
        assert device.requests == before + 5
        assert device.connections == connections


@pytest.mark.parametrize("algorithm", ["MD5", "SHA-256"])
def test_nonces_that_run_out_are_renewed(thread: DeviceThread, algorithm: str) -> None:
    with (
        OnvifDevice(password=PASSWORD, nonce_uses=2, algorithm=algorithm) as device,
        opened(thread, device.camera()) as ptz,
    ):
        for _ in range(5):
            thread.submit(ptz.move(Velocity(0.1), 0.1)).result(20)
        device.gate.forget_nonces()
        thread.submit(ptz.stop()).result(20)
        assert device.gate.refusals == 0
        assert len(device.log) == 6


def test_a_camera_whose_clock_is_set_is_asked_its_time_again(thread: DeviceThread) -> None:
    with OnvifDevice(auth="wsse", password=PASSWORD) as device, opened(thread, device.camera()) as ptz:
        thread.submit(ptz.stop()).result(20)
        asked_once_it_is_warm = 8
        until(lambda: device.requests == asked_once_it_is_warm)
        device.services.clock_offset_s = -86400.0
        thread.submit(ptz.stop()).result(20)
        assert len(device.log) == 2


def test_a_camera_that_closed_its_connections_is_reached_again(thread: DeviceThread) -> None:
    with OnvifDevice(password=PASSWORD) as device, opened(thread, device.camera()) as ptz:
        for _ in range(3):
            thread.submit(ptz.stop()).result(20)
            device.hang_up()
        assert len(device.log) == 3


def test_addresses_that_cannot_be_used_are_refused_at_once() -> None:
    camera = Camera("cam-7", "n", "rtsp://h/", rotating=True)
    for url in ("ftp://h/onvif", "http://", "http://[::1", "nonsense"):
        with pytest.raises(DeviceError, match="address of camera cam-7 is not valid"):
            open_ptz(replace(camera, onvif_url=url), PASSWORD, SystemClock())
    with pytest.raises(DeviceError, match="cam-7 has no ONVIF address"):
        open_ptz(camera, PASSWORD, SystemClock())
    with pytest.raises(DeviceError, match="cam-7 is a fixed camera"):
        open_ptz(replace(camera, rotating=False), PASSWORD, SystemClock())


def test_a_fixed_camera_says_that_it_has_no_ptz(thread: DeviceThread) -> None:
    with (
        OnvifDevice(password=PASSWORD, rotating=False) as device,
        opened(thread, device.camera()) as ptz,
        pytest.raises(DeviceError, match="cam-7 offers no PTZ service"),
    ):
        thread.submit(ptz.abilities()).result(20)


@pytest.mark.parametrize("auth", AUTHS)
def test_the_probe_tells_what_was_found(thread: DeviceThread, auth: Auth) -> None:
    with OnvifDevice(auth=auth, password=PASSWORD, clock_offset_s=3600) as device:
        report = thread.submit(probe_onvif(device.camera(), PASSWORD)).result(20)
        assert (report.manufacturer, report.model, report.firmware) == ("Gwanje tests", "Street 360", "1.0.7")
        assert [(p.token, p.codec, p.width, p.height, p.fps) for p in report.profiles] == [
            ("main", "H264", 1920, 1080, 30.0),
            ("sub", "H264", 640, 360, 15.0),
        ]
        assert report.abilities.continuous
        assert len(report.presets) == 3
        assert report.clock_offset_s == pytest.approx(3600, abs=5)
        assert report.faults == []
        assert not device.log


def test_the_probe_of_a_fixed_camera_finds_no_steering_and_no_fault(thread: DeviceThread) -> None:
    with OnvifDevice(password=PASSWORD, rotating=False) as device:
        report = thread.submit(probe_onvif(replace(device.camera(), rotating=False), PASSWORD)).result(20)
        assert not report.abilities.continuous
        assert len(report.profiles) == 2
        assert report.faults == []


def test_the_probe_reports_what_failed(thread: DeviceThread) -> None:
    with OnvifDevice(password="another") as device:
        report = thread.submit(probe_onvif(device.camera(), PASSWORD)).result(20)
        assert [str(fault) for fault in report.faults] == ["Camera cam-7 refused the user name or the password."]
    report = thread.submit(probe_onvif(device.camera(), PASSWORD)).result(20)
    assert [str(fault) for fault in report.faults] == ["Camera cam-7 cannot be reached."]


def test_the_simulated_camera_runs_as_a_process_too(thread: DeviceThread) -> None:
    with device_process(PASSWORD, "--auth", "wsse", "--user", "관제", "--clock-offset", "-3600") as device:
        camera = Camera("cam-8", "n", "rtsp://h/", onvif_url=device.url, username="관제", rotating=True)
        with opened(thread, camera) as ptz:
            thread.submit(ptz.move(Velocity(pan=-1.0), 5.0)).result(20)
            until(lambda: device.position()["pan"] < -0.05)
            thread.submit(ptz.stop()).result(20)
            assert [command["name"] for command in device.log()] == ["ContinuousMove", "Stop"]
