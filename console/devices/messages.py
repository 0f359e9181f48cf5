"""ONVIF's requests written and its answers read as plain data. No I/O; answers are untrusted.

Source: ONVIF Core, Media and PTZ Service Specifications, 23.12 (the bodies' names are the operations').
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from xml.etree.ElementTree import Element

from console.core.ptz import Position, Preset, PtzAbilities, Velocity
from console.devices.soap import NAMESPACES, clean, number, words_at

GET_TIME = "<tds:GetSystemDateAndTime/>"
GET_CAPABILITIES = "<tds:GetCapabilities><tds:Category>All</tds:Category></tds:GetCapabilities>"
GET_SERVICES = "<tds:GetServices><tds:IncludeCapability>false</tds:IncludeCapability></tds:GetServices>"
GET_DEVICE = "<tds:GetDeviceInformation/>"
GET_PROFILES = "<trt:GetProfiles/>"

_VELOCITY_SPACES = ("ContinuousPanTiltVelocitySpace", "ContinuousZoomVelocitySpace")
_TOKEN_MAX_CHARS = 64
_SLACK = 0.01


@dataclass(frozen=True, slots=True)
class Profile:
    """Describe a media profile; `ptz_node` is empty where it cannot be steered. frames/s is 0 where not told."""

    token: str
    name: str = ""
    codec: str = ""
    width: int = 0
    height: int = 0
    fps: float = 0.0
    ptz_node: str = ""
    steerable: bool = False


@dataclass(frozen=True, slots=True)
class Node:
    """Tell what a PTZ node says it can do."""

    pan_tilt: bool = True
    zoom: bool = True
    home: bool = False
    max_presets: int = 0

    def abilities(self, *, presets: bool, status: bool) -> PtzAbilities:
        """Join what the node says with what was tried."""
        return PtzAbilities(
            continuous=self.pan_tilt or self.zoom, zoom=self.zoom, home=self.home, presets=presets, status=status,
            max_presets=self.max_presets,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Identity:
    """Name a device as it names itself."""

    manufacturer: str
    model: str
    firmware: str


def _ptz(operation: str, profile: str, inside: str = "") -> str:
    token = f"<tptz:ProfileToken>{escape(profile)}</tptz:ProfileToken>"
    return f"<tptz:{operation}>{token}{inside}</tptz:{operation}>"


def continuous_move(profile: str, velocity: Velocity, timeout_s: float, node: Node) -> str:
    """Ask to turn; the axes the node lacks are left out, for a strict device declines them."""
    parts = ""
    if node.pan_tilt:
        parts += f'<tt:PanTilt x="{velocity.pan:.3f}" y="{velocity.tilt:.3f}"/>'
    if node.zoom:
        parts += f'<tt:Zoom x="{velocity.zoom:.3f}"/>'
    timeout = f"{timeout_s:.3f}".rstrip("0").rstrip(".")
    return _ptz(
        "ContinuousMove", profile, f"<tptz:Velocity>{parts}</tptz:Velocity><tptz:Timeout>PT{timeout}S</tptz:Timeout>"
    )


def stop(profile: str) -> str:
    """Ask to end every movement."""
    return _ptz("Stop", profile, "<tptz:PanTilt>true</tptz:PanTilt><tptz:Zoom>true</tptz:Zoom>")


def goto_preset(profile: str, token: str) -> str:
    """Ask to turn to a stored position."""
    return _ptz("GotoPreset", profile, f"<tptz:PresetToken>{escape(clean(token))}</tptz:PresetToken>")


def goto_home(profile: str) -> str:
    """Ask to turn home."""
    return _ptz("GotoHomePosition", profile)


def get_presets(profile: str) -> str:
    """Ask for the stored positions."""
    return _ptz("GetPresets", profile)


def get_status(profile: str) -> str:
    """Ask where the camera looks."""
    return _ptz("GetStatus", profile)


def get_node(token: str) -> str:
    """Ask what a PTZ node can do."""
    return f"<tptz:GetNode><tptz:NodeToken>{escape(token)}</tptz:NodeToken></tptz:GetNode>"


def read_time(answer: Element) -> datetime | None:
    """Return the device's UTC time (whole seconds), None where it tells none that makes sense."""
    utc = answer.find(".//tt:UTCDateTime", NAMESPACES)
    if utc is None:
        return None
    names = ("tt:Date/tt:Year", "tt:Date/tt:Month", "tt:Date/tt:Day",
             "tt:Time/tt:Hour", "tt:Time/tt:Minute", "tt:Time/tt:Second")  # fmt: skip
    parts = [number(utc.findtext(name, None, NAMESPACES)) for name in names]
    whole = [int(part) for part in parts if part is not None]
    if len(whole) != len(names) or not 1970 <= whole[0] <= 2100:
        return None
    year, month, day, hour, minute, second = whole
    try:
        return datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def read_addresses(answer: Element) -> dict[str, str]:
    """Return the service addresses of a GetCapabilities or GetServices answer by prefix of NAMESPACES."""
    found = {}
    for prefix, section in (("trt", "Media"), ("tptz", "PTZ")):
        address = words_at(answer, f".//tt:{section}/tt:XAddr", 400)
        if address:
            found[prefix] = address
    for service in answer.iterfind(".//tds:Service", NAMESPACES):
        for prefix in ("trt", "tptz"):
            if words_at(service, "tds:Namespace") == NAMESPACES[prefix]:
                found.setdefault(prefix, words_at(service, "tds:XAddr", 400))
    return found


def read_profiles(answer: Element) -> list[Profile]:
    """Return the profiles that have a token."""
    return [_profile(element) for element in answer.iterfind("trt:Profiles", NAMESPACES) if _token(element.attrib)]


def _profile(element: Element) -> Profile:
    encoder = "tt:VideoEncoderConfiguration"
    return Profile(
        token=_token(element.attrib),
        name=words_at(element, "tt:Name", 64),
        codec=words_at(element, f"{encoder}/tt:Encoding", 16),
        width=_count(element.findtext(f"{encoder}/tt:Resolution/tt:Width", None, NAMESPACES)),
        height=_count(element.findtext(f"{encoder}/tt:Resolution/tt:Height", None, NAMESPACES)),
        fps=number(element.findtext(f"{encoder}/tt:RateControl/tt:FrameRateLimit", None, NAMESPACES)) or 0.0,
        ptz_node=words_at(element, "tt:PTZConfiguration/tt:NodeToken", _TOKEN_MAX_CHARS),
        steerable=element.find("tt:PTZConfiguration", NAMESPACES) is not None,
    )


def read_node(answer: Element) -> Node:
    """Return what a GetNode answer says."""
    spaces = [answer.find(f".//tt:SupportedPTZSpaces/tt:{space}", NAMESPACES) for space in _VELOCITY_SPACES]
    return Node(
        pan_tilt=spaces[0] is not None,
        zoom=spaces[1] is not None,
        home=words_at(answer, ".//tt:HomeSupported").lower() in ("true", "1"),
        max_presets=_count(answer.findtext(".//tt:MaximumNumberOfPresets", None, NAMESPACES)),
    )


def read_presets(answer: Element) -> list[Preset]:
    """Return the presets that have a token; one without a name is shown by its token."""
    presets = []
    for element in answer.iterfind("tptz:Preset", NAMESPACES):
        token = _token(element.attrib)
        if token:
            presets.append(Preset(token, words_at(element, "tt:Name", 64) or token))
    return presets


def read_position(answer: Element) -> Position | None:
    """Return where the camera says it looks, None where that is left out or not in the generic spaces."""
    pan_tilt = answer.find(".//tt:Position/tt:PanTilt", NAMESPACES)
    if pan_tilt is None:
        return None
    zoom = answer.find(".//tt:Position/tt:Zoom", NAMESPACES)
    pan, tilt = number(pan_tilt.get("x")), number(pan_tilt.get("y"))
    depth = 0.0 if zoom is None else number(zoom.get("x"))
    if pan is None or tilt is None or depth is None:
        return None
    if max(abs(pan), abs(tilt), abs(2 * depth - 1)) > 1 + _SLACK:
        return None
    return Position(min(1.0, max(-1.0, pan)), min(1.0, max(-1.0, tilt)), min(1.0, max(0.0, depth)))


def read_identity(answer: Element) -> Identity:
    """Return who made the device."""
    return Identity(
        words_at(answer, "tds:Manufacturer", 64),
        words_at(answer, "tds:Model", 64),
        words_at(answer, "tds:FirmwareVersion", 64),
    )


def _token(attributes: Mapping[str, str]) -> str:
    token = attributes.get("token", "")
    return token if token == clean(token, _TOKEN_MAX_CHARS) else ""


def _count(written: str | None) -> int:
    value = number(written)
    return 0 if value is None else math.trunc(min(1e6, max(0.0, value)))
