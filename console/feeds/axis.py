"""Axis device events over MQTT (resources/schemas/axis.md)."""

from __future__ import annotations

from collections.abc import Mapping

from console.config import MqttFeedConfig
from console.core.errors import FeedError
from console.core.event import AnalyticsEvent
from console.core.kinds import CAMERA_TAMPER, EMERGENCY_BELL, INTRUSION, LOITERING, STREAM_LOST
from console.feeds.native import object_of
from console.feeds.parsing import Message, moment, scalar, table
from console.feeds.states import StateParser, without_namespaces

MARK = "event"
USUAL: Mapping[str, str] = {
    "CameraApplicationPlatform/ObjectAnalytics": INTRUSION,
    "CameraApplicationPlatform/FenceGuard": INTRUSION,
    "CameraApplicationPlatform/LoiteringGuard": LOITERING,
    "CameraApplicationPlatform/MotionGuard": "motion",
    "CameraApplicationPlatform/VMD": "motion",
    "RuleEngine/VMD3": "motion",
    "VideoSource/MotionAlarm": "motion",
    "VideoSource/Tampering": CAMERA_TAMPER,
    "VideoSource/ABR": "",
    "VideoSource/DayNightVision": "",
    "VideoSource/LiveStreamAccessed": "",
    "Device/IO/VirtualInput": EMERGENCY_BELL,
    "Device/IO/Port": EMERGENCY_BELL,
    "Device/IO/OutputPort": "",
    "Device/Trigger/DigitalInput": EMERGENCY_BELL,
    "Device/Trigger/Relay": "",
    "Device/Network/Lost": STREAM_LOST,
    "Device/Casing/Open": CAMERA_TAMPER,
    "Device/Status": "",
    "Media": "",
    "PTZController": "",
    "Light": "",
}


class AxisParser(StateParser):
    """Read `axis/<serial>/event/…`: the serial number names the camera."""

    format = "axis"

    def __init__(self, config: MqttFeedConfig) -> None:
        super().__init__(config, USUAL)

    def read(self, message: Message) -> list[AnalyticsEvent]:
        """Return the events of a message, none where it is no news; raise FeedError."""
        head, mark, path = f"/{message.topic}".partition(f"/{MARK}/")
        if not mark:
            return []
        if not message.payload.strip():
            return self.deleted(message)
        content = object_of(message.payload)
        inner = table(content.get("message"))
        source, keys, data = (table(inner.get(name)) for name in ("source", "key", "data"))
        serial = scalar(content.get("serial")) or head.rpartition("/")[2]
        local = without_namespaces(scalar(content.get("topic")) or path)
        if not local:
            raise FeedError("The topic {topic} names no device or no event.", topic=message.topic[:200])
        sent = content.get("timestamp")
        told = data.get("triggerTime")
        ended = moment("timestamp", sent) if sent is not None else None
        begun = moment("triggerTime", told) if told is not None else None
        which = [scalar(value) for value in (*source.values(), *keys.values())]
        rule = local.rpartition("/")[2]
        return self.changed(
            message, content, local=local, key="/".join((serial, local, *which)), camera=serial, labels=[rule],
            data=data, begun=begun or ended or message.at, ended=ended or begun or message.at,
            details={"rule": rule, "zone": rule, "track": scalar(data.get("objectId"))},
        )  # fmt: skip
