"""Ask an ONVIF device who it is and what it can do, without moving it."""

from __future__ import annotations

from collections.abc import Awaitable
from dataclasses import dataclass, field
from typing import TypeVar

from console.core.camera import Camera
from console.core.clock import Clock, SystemClock
from console.core.errors import DeviceError
from console.core.ptz import Preset, PtzAbilities
from console.core.text import Text
from console.devices import messages
from console.devices.client import TIMEOUT_S, SoapClient
from console.devices.messages import Profile
from console.devices.onvif import OnvifPtz, find_services

T = TypeVar("T")


@dataclass(slots=True)
class OnvifReport:
    """Hold what was found; `faults` says what could not be, and why. clock_offset_s: device minus this machine."""

    manufacturer: str = ""
    model: str = ""
    firmware: str = ""
    profiles: list[Profile] = field(default_factory=list)
    abilities: PtzAbilities = field(default_factory=PtzAbilities)
    presets: list[Preset] = field(default_factory=list)
    clock_offset_s: float | None = None
    faults: list[Text] = field(default_factory=list)

    async def noted(self, question: Awaitable[T], otherwise: T) -> T:
        """Return a question's answer; a DeviceError becomes a fault of the report."""
        try:
            return await question
        except DeviceError as error:
            if error.text not in self.faults:
                self.faults.append(error.text)
            return otherwise


async def probe_onvif(
    camera: Camera, password: str, clock: Clock | None = None, timeout_s: float = TIMEOUT_S
) -> OnvifReport:
    """Ask everything; no DeviceError leaves it. It ends at the first question that a whole device fails on."""
    report = OnvifReport()
    clock = clock or SystemClock()
    try:
        client = SoapClient(camera, password, clock, timeout_s)
    except DeviceError as error:
        report.faults.append(error.text)
        return report
    try:
        await report.noted(client.measure_clock(), None)
        report.clock_offset_s = client.clock.offset_s
        if not report.faults:
            await _describe(client, report)
    finally:
        await client.aclose()
    steerable = camera.rotating or any(profile.steerable for profile in report.profiles)
    if steerable and not report.faults:
        await _try_steering(OnvifPtz(camera, password, clock, timeout_s), report)
    return report


async def _describe(client: SoapClient, report: OnvifReport) -> None:
    answer = await report.noted(client.call(client.device_url, messages.GET_DEVICE), None)
    if answer is not None:
        identity = messages.read_identity(answer)
        report.manufacturer, report.model, report.firmware = identity.manufacturer, identity.model, identity.firmware
    if report.faults:
        return
    services = await report.noted(find_services(client), None)
    if services is not None:
        profiles = await report.noted(client.call(services.media, messages.GET_PROFILES), None)
        report.profiles = [] if profiles is None else messages.read_profiles(profiles)


async def _try_steering(ptz: OnvifPtz, report: OnvifReport) -> None:
    try:
        report.abilities = await report.noted(ptz.abilities(), report.abilities)
        if report.abilities.presets:
            report.presets = await report.noted(ptz.presets(), report.presets)
    finally:
        await ptz.aclose()
