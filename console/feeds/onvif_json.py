"""ONVIF events as JSON over MQTT, Profile M (resources/schemas/onvif-ej.md)."""

from __future__ import annotations

from collections.abc import Mapping

from console.config import MqttFeedConfig
from console.core.errors import FeedError
from console.core.event import AnalyticsEvent
from console.core.kinds import CAMERA_TAMPER, EMERGENCY_BELL, INTRUSION, LOITERING, STREAM_LOST
from console.feeds.native import object_of
from console.feeds.parsing import Message, moment, scalar, table
from console.feeds.states import StateParser, without_namespaces

MARK = "onvif-ej"
USUAL: Mapping[str, str] = {
    "RuleEngine/FieldDetector": INTRUSION,
    "RuleEngine/LineDetector": INTRUSION,
    "RuleEngine/LoiteringDetector": LOITERING,
    "RuleEngine/CellMotionDetector": "motion",
    "RuleEngine/MotionRegionDetector": "motion",
    "RuleEngine/TamperDetector": CAMERA_TAMPER,
    "VideoSource/MotionAlarm": "motion",
    "VideoSource/GlobalSceneChange": CAMERA_TAMPER,
    "VideoSource/ImageTooDark": CAMERA_TAMPER,
    "VideoSource/ImageTooBright": CAMERA_TAMPER,
    "VideoSource/ImageTooBlurry": CAMERA_TAMPER,
    "VideoSource/SignalLoss": STREAM_LOST,
    "Device/Trigger/DigitalInput": EMERGENCY_BELL,
    "Device/Trigger/Relay": "",
    "Device/OperatingMode": "",
    "RecordingConfig": "",
    "Configuration": "",
    "Monitoring": "",
    "Media": "",
    "PTZController": "",
    "UserAlarm": EMERGENCY_BELL,
}
CAMERA_NAMES = ("VideoSource", "VideoSourceConfigurationToken", "VideoSourceToken", "VideoSourceConfiguration")


class OnvifParser(StateParser):
    """Read `Prefix/onvif-ej/LocalTopic/&Source…`: the prefix names the device."""

    format = "onvif-ej"

    def __init__(self, config: MqttFeedConfig) -> None:
        super().__init__(config, USUAL)
        self._known = config.cameras

    def read(self, message: Message) -> list[AnalyticsEvent]:
        """Return the events of a message, none where it is no news; raise FeedError."""
        prefix, mark, rest = f"/{message.topic}".partition(f"/{MARK}/")
        if not mark:
            return []
        if not message.payload.strip():
            return self.deleted(message)
        content = object_of(message.payload)
        device = prefix.strip("/")
        path, _, sources = f"/{rest}".partition("/&")
        local = without_namespaces(path)
        if not local or not device:
            raise FeedError("The topic {topic} names no device or no event.", topic=message.topic[:200])
        at = moment("UtcTime", content["UtcTime"]) if content.get("UtcTime") is not None else message.at
        source, keys, data = (table(content.get(name)) for name in ("Source", "Key", "Data"))
        track = scalar(keys.get("ObjectId")) or scalar(data.get("ObjectId"))
        rule = scalar(source.get("Rule"))
        parts = (device, local, sources, *(scalar(value) for value in keys.values()))
        return self.changed(
            message, content, local=local, key="/".join(parts), camera=self._camera(device, source),
            labels=[rule], data=data, begun=at, ended=at, details={"rule": rule, "zone": rule, "track": track},
        )  # fmt: skip

    def _camera(self, device: str, source: Mapping[str, object]) -> str:
        # A device with several sensors has several cameras: the configuration tells them apart.
        token = next((found for name in CAMERA_NAMES if (found := scalar(source.get(name)))), "")
        return f"{device}/{token}" if f"{device}/{token}" in self._known else device
