"""`cameras add | list | remove | probe`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from console.app.folder import make_data_folder
from console.cli.main import FINDING
from console.core.camera import Camera
from console.core.clock import SystemClock
from console.core.errors import RegisterError, StreamError
from console.core.stream import StreamSource
from console.core.text import Text, text
from console.devices.probe import OnvifReport, probe_onvif
from console.devices.thread import DeviceThread
from console.register.check import shown
from console.register.register import Register
from console.register.secrets import Secrets
from console.video.probe import probe_stream

PROBE_TIMEOUT_S = 10.0
MAX_PASSWORD_CHARS = 1000
Say = Callable[[Text], str]


def run(options: argparse.Namespace, data: Path, say: Say) -> int:
    """Do one of the verbs; return the exit status."""
    make_data_folder(data)
    register = Register.open(data / "register.db")
    try:
        if options.verb == "add":
            return _add(options, register, Secrets(data), say)
        if options.verb == "remove":
            return _remove(options.id, register, Secrets(data), say)
        if options.verb == "list":
            return _list(register, say)
        return _probe(_known(register, options.id), Secrets(data), say)
    finally:
        register.close()


def read_password() -> str:
    """Read one line from standard input: a password is never an argument, which other users of a machine can see."""
    password = sys.stdin.readline(MAX_PASSWORD_CHARS + 2).rstrip("\r\n")
    if not password:
        raise RegisterError("No password came on standard input.")
    return password


def _add(options: argparse.Namespace, register: Register, secrets: Secrets, say: Say) -> int:
    if options.user and not options.password_stdin:
        raise RegisterError("--user needs --password-stdin, and the password on standard input.")
    password = read_password() if options.password_stdin else ""
    camera = Camera(
        id=options.id, name=options.name, main_url=options.main, sub_url=options.sub, onvif_url=options.onvif,
        username=options.user, rotating=options.rotating, site=options.site,
    )  # fmt: skip
    register.add([camera])
    if password:
        notice = secrets.put(f"camera:{camera.id}", password)
        if notice is not None:
            print(say(notice), file=sys.stderr)
    print(say(text("Registered: {id} {name}", id=camera.id, name=camera.name)))
    return 0


def _remove(camera_id: str, register: Register, secrets: Secrets, say: Say) -> int:
    camera = _known(register, camera_id)
    register.remove(camera_id)
    secrets.remove(f"camera:{camera_id}")
    print(say(text("Removed: {id} {name}", id=camera.id, name=camera.name)))
    return 0


def _list(register: Register, say: Say) -> int:
    cameras = register.cameras()
    rotating, fixed = say(text("rotating")), say(text("fixed"))
    for camera in cameras:
        print("\t".join((camera.id, camera.name, rotating if camera.rotating else fixed, camera.site, camera.main_url)))
    if not cameras:
        print(say(text("No camera is registered yet. Add one with: main.py cameras add")), file=sys.stderr)
    return 0


def _known(register: Register, camera_id: str) -> Camera:
    camera = register.camera(camera_id)
    if camera is None:
        raise RegisterError("No camera has the number “{camera}”.", camera=shown(camera_id))
    return camera


def _probe(camera: Camera, secrets: Secrets, say: Say) -> int:
    password = (secrets.get(f"camera:{camera.id}") or "") if camera.username else ""
    good = True
    for label, url in (("main", camera.main_url), ("sub", camera.sub_url)):
        if not url:
            continue
        try:
            facts = probe_stream(StreamSource(camera.id, url, camera.username, password), PROBE_TIMEOUT_S)
        except StreamError as fault:
            good = False
            print(f"{label}: {say(fault.text)}")
        else:
            rate = say(text("{fps} frames/s", fps=f"{facts.fps:g}"))
            print(f"{label}: {facts.codec} {facts.width}×{facts.height} {rate}")
    if camera.onvif_url:
        thread = DeviceThread("probe")
        try:
            report = thread.submit(probe_onvif(camera, password, SystemClock())).result()
        finally:
            thread.close()
        good = _print_onvif(report, say) and good
    elif camera.rotating:
        good = False
        print(say(text("It is registered as rotating but has no ONVIF address, so it cannot be steered.")))
    return 0 if good else FINDING


def _print_onvif(report: OnvifReport, say: Say) -> bool:
    for fault in report.faults:
        print(f"ONVIF: {say(fault)}")
    if report.manufacturer or report.model:
        print(f"ONVIF: {report.manufacturer} {report.model} {report.firmware}".rstrip())
    for profile in report.profiles:
        size = f"{profile.width}×{profile.height}"
        print(f"  {profile.token} {profile.name}: {profile.codec} {size} {profile.fps:g}".rstrip())
    able = report.abilities
    if able is not None:
        named = (
            (text("continuous move"), able.continuous), (text("zoom"), able.zoom), (text("home position"), able.home),
            (text("presets"), able.presets), (text("position"), able.status),
        )  # fmt: skip
        has = ", ".join(say(name) for name, able_ in named if able_)
        print("PTZ: " + (has or say(text("none"))))
        for number, preset in enumerate(report.presets, 1):
            print(f"  {number} {preset.name} [{preset.token}]")
    if abs(report.clock_offset_s or 0.0) > 2.0:
        print(say(text("Its clock is {seconds} s off.", seconds=f"{report.clock_offset_s:+.0f}")))
    return not report.faults
