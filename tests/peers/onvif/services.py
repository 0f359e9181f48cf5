"""What the simulated camera answers: the device, media and PTZ services' operations that consoles use."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from html import escape
from xml.etree.ElementTree import Element

from tests.peers.onvif.head import Axes, Head

NS = {
    "tds": "http://www.onvif.org/ver10/device/wsdl",
    "trt": "http://www.onvif.org/ver10/media/wsdl",
    "tptz": "http://www.onvif.org/ver20/ptz/wsdl",
    "tt": "http://www.onvif.org/ver10/schema",
}
PRE_AUTH = frozenset({"GetSystemDateAndTime", "GetCapabilities", "GetServices", "GetServiceCapabilities"})
FIRST_BYTE_S: ContextVar[float] = ContextVar("FIRST_BYTE_S", default=0.0)
_SPACES = "http://www.onvif.org/ver10/tptz"


class Declined(Exception):
    """Answer with a SOAP fault; the argument is the subcode, such as `ter:NoProfile`."""


@dataclass(frozen=True)
class Command:
    """Log one PTZ command as it came; monotonic times of this machine: of its HTTP request line, and of its doing."""

    name: str
    first_byte_s: float
    at_s: float
    args: dict[str, object] = field(default_factory=dict)


@dataclass
class Services:
    """Answer operations. `host` is what XAddrs name: real cameras name hosts that only they can reach."""

    host: str
    head: Head = field(default_factory=Head)
    rotating: bool = True
    tells_status: bool = True
    has_capabilities: bool = True
    clock_offset_s: float = 0.0
    rtsp_url: str = "rtsp://127.0.0.1/sub/1"
    log: list[Command] = field(default_factory=list)

    def now(self) -> datetime:
        """Return the camera's own time."""
        return datetime.now(UTC) + timedelta(seconds=self.clock_offset_s)

    def answer(self, request: Element) -> str:
        """Return the answer's Body content; raise Declined for what this camera does not do."""
        uri, _, name = request.tag[1:].rpartition("}")
        prefix = next((p for p, u in NS.items() if u == uri), "")
        handler: Callable[[Element], str] | None = getattr(self, f"_{prefix}_{name}", None)
        if handler is None or (prefix == "tptz" and not self.rotating):
            raise Declined("ter:ActionNotSupported")
        if prefix == "tptz" and (profile := request.findtext("tptz:ProfileToken", None, NS)) not in (None, "sub"):
            raise Declined(f"ter:NoProfile {profile}")
        return f"<{prefix}:{name}Response>{handler(request)}</{prefix}:{name}Response>"

    def _note(self, name: str, **args: object) -> None:
        self.log.append(Command(name, FIRST_BYTE_S.get(), time.monotonic(), args))

    def _tds_GetSystemDateAndTime(self, _request: Element) -> str:
        at = self.now()
        return (
            "<tds:SystemDateAndTime><tt:DateTimeType>NTP</tt:DateTimeType><tt:DaylightSavings>false</tt:DaylightSavings>"
            "<tt:TimeZone><tt:TZ>KST-9</tt:TZ></tt:TimeZone><tt:UTCDateTime>"
            f"<tt:Time><tt:Hour>{at.hour}</tt:Hour><tt:Minute>{at.minute}</tt:Minute><tt:Second>{at.second}</tt:Second></tt:Time>"
            f"<tt:Date><tt:Year>{at.year}</tt:Year><tt:Month>{at.month}</tt:Month><tt:Day>{at.day}</tt:Day></tt:Date>"
            "</tt:UTCDateTime></tds:SystemDateAndTime>"
        )

    def _tds_GetDeviceInformation(self, _request: Element) -> str:
        return (
            "<tds:Manufacturer>Gwanje tests</tds:Manufacturer><tds:Model>Street 360</tds:Model>"
            "<tds:FirmwareVersion>1.0.7</tds:FirmwareVersion><tds:SerialNumber>7</tds:SerialNumber>"
            "<tds:HardwareId>1</tds:HardwareId>"
        )

    def _tds_GetCapabilities(self, _request: Element) -> str:
        if not self.has_capabilities:
            raise Declined("ter:ActionNotSupported")
        at = f"http://{self.host}/onvif"
        ptz = f"<tt:PTZ><tt:XAddr>{at}/ptz</tt:XAddr></tt:PTZ>" if self.rotating else ""
        return (
            f"<tds:Capabilities><tt:Device><tt:XAddr>{at}/device</tt:XAddr></tt:Device>"
            f"<tt:Media><tt:XAddr>{at}/media</tt:XAddr></tt:Media>{ptz}</tds:Capabilities>"
        )

    def _tds_GetServices(self, _request: Element) -> str:
        kinds = (("tds", "device"), ("trt", "media"), ("tptz", "ptz"))
        return "".join(
            f"<tds:Service><tds:Namespace>{NS[prefix]}</tds:Namespace><tds:XAddr>http://{self.host}/onvif/{path}</tds:XAddr>"
            "<tds:Version><tt:Major>2</tt:Major><tt:Minor>60</tt:Minor></tds:Version></tds:Service>"
            for prefix, path in kinds
            if prefix != "tptz" or self.rotating
        )

    def _trt_GetProfiles(self, _request: Element) -> str:
        return self._profile("main", "Main", 1920, 1080, 30, ptz=False) + self._profile(
            "sub", "Sub", 640, 360, 15, ptz=self.rotating
        )

    def _profile(self, token: str, name: str, width: int, height: int, fps: int, *, ptz: bool) -> str:
        steering = (
            '<tt:PTZConfiguration token="ptzconf"><tt:Name>PTZ</tt:Name><tt:UseCount>1</tt:UseCount>'
            "<tt:NodeToken>node</tt:NodeToken></tt:PTZConfiguration>"
        )
        return (
            f'<trt:Profiles token="{token}" fixed="true"><tt:Name>{name}</tt:Name>'
            f'<tt:VideoSourceConfiguration token="vs"><tt:Name>V</tt:Name><tt:UseCount>2</tt:UseCount>'
            f'<tt:SourceToken>src</tt:SourceToken><tt:Bounds x="0" y="0" width="1920" height="1080"/>'
            f'</tt:VideoSourceConfiguration><tt:VideoEncoderConfiguration token="ve{token}"><tt:Name>{name}</tt:Name>'
            f"<tt:UseCount>1</tt:UseCount><tt:Encoding>H264</tt:Encoding><tt:Resolution><tt:Width>{width}</tt:Width>"
            f"<tt:Height>{height}</tt:Height></tt:Resolution><tt:Quality>4</tt:Quality><tt:RateControl>"
            f"<tt:FrameRateLimit>{fps}</tt:FrameRateLimit><tt:EncodingInterval>1</tt:EncodingInterval>"
            f"<tt:BitrateLimit>2048</tt:BitrateLimit></tt:RateControl><tt:H264><tt:GovLength>{fps}</tt:GovLength>"
            f"<tt:H264Profile>Main</tt:H264Profile></tt:H264></tt:VideoEncoderConfiguration>"
            f"{steering if ptz else ''}</trt:Profiles>"
        )

    def _trt_GetStreamUri(self, _request: Element) -> str:
        return f"<trt:MediaUri><tt:Uri>{escape(self.rtsp_url)}</tt:Uri><tt:Timeout>PT60S</tt:Timeout></trt:MediaUri>"

    def _tptz_GetNode(self, request: Element) -> str:
        if request.findtext("tptz:NodeToken", "", NS) != "node":
            raise Declined("ter:NoEntity")
        return (
            '<tptz:PTZNode token="node" FixedHomePosition="false"><tt:Name>Dome</tt:Name><tt:SupportedPTZSpaces>'
            f"<tt:ContinuousPanTiltVelocitySpace><tt:URI>{_SPACES}/PanTiltSpaces/VelocityGenericSpace</tt:URI>"
            "<tt:XRange><tt:Min>-1</tt:Min><tt:Max>1</tt:Max></tt:XRange><tt:YRange><tt:Min>-1</tt:Min><tt:Max>1</tt:Max>"
            "</tt:YRange></tt:ContinuousPanTiltVelocitySpace><tt:ContinuousZoomVelocitySpace>"
            f"<tt:URI>{_SPACES}/ZoomSpaces/VelocityGenericSpace</tt:URI><tt:XRange><tt:Min>-1</tt:Min><tt:Max>1</tt:Max>"
            "</tt:XRange></tt:ContinuousZoomVelocitySpace></tt:SupportedPTZSpaces>"
            "<tt:MaximumNumberOfPresets>64</tt:MaximumNumberOfPresets><tt:HomeSupported>true</tt:HomeSupported></tptz:PTZNode>"
        )

    def _tptz_ContinuousMove(self, request: Element) -> str:
        pan_tilt = request.find("tptz:Velocity/tt:PanTilt", NS)
        zoom = request.find("tptz:Velocity/tt:Zoom", NS)
        timeout = re.fullmatch(r"PT([0-9.]+)S", request.findtext("tptz:Timeout", "PT10S", NS))
        if timeout is None:
            raise Declined("ter:InvalidArgVal")
        xy = None if pan_tilt is None else (float(pan_tilt.attrib["x"]), float(pan_tilt.attrib["y"]))
        depth = None if zoom is None else float(zoom.attrib["x"])
        if max(abs(v) for v in (*(xy or ()), depth or 0.0)) > 1.0:
            raise Declined("ter:InvalidVelocity")
        self._note("ContinuousMove", pan_tilt=xy, zoom=depth, timeout_s=float(timeout.group(1)))
        self.head.turn(xy, depth, float(timeout.group(1)))
        return ""

    def _tptz_Stop(self, _request: Element) -> str:
        self._note("Stop")
        self.head.stop()
        return ""

    def _tptz_GetPresets(self, _request: Element) -> str:
        return "".join(
            f'<tptz:Preset token="{escape(token)}"><tt:Name>{escape(name)}</tt:Name></tptz:Preset>'
            for token, (name, _at) in self.head.presets.items()
        )

    def _tptz_GotoPreset(self, request: Element) -> str:
        token = request.findtext("tptz:PresetToken", "", NS)
        if token not in self.head.presets:
            raise Declined("ter:NoToken")
        self._note("GotoPreset", preset=token)
        self.head.go(self.head.presets[token][1])
        return ""

    def _tptz_GotoHomePosition(self, _request: Element) -> str:
        self._note("GotoHomePosition")
        self.head.go(self.head.home)
        return ""

    def _tptz_GetStatus(self, _request: Element) -> str:
        at, moves = self.head.now()
        state = "MOVING" if moves else "IDLE"
        where = _position(at) if self.tells_status else ""
        return (
            f"<tptz:PTZStatus>{where}<tt:MoveStatus><tt:PanTilt>{state}</tt:PanTilt><tt:Zoom>{state}</tt:Zoom>"
            f"</tt:MoveStatus><tt:UtcTime>{self.now():%Y-%m-%dT%H:%M:%SZ}</tt:UtcTime></tptz:PTZStatus>"
        )


def _position(at: Axes) -> str:
    return (
        f'<tt:Position><tt:PanTilt x="{at[0]:.4f}" y="{at[1]:.4f}" '
        f'space="{_SPACES}/PanTiltSpaces/PositionGenericSpace"/>'
        f'<tt:Zoom x="{at[2]:.4f}" space="{_SPACES}/ZoomSpaces/PositionGenericSpace"/></tt:Position>'
    )
