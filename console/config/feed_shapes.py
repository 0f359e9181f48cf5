"""Where events come from, as it is configured: one dataclass for each type of feed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

FORMATS = ("native", "frigate", "onvif-ej", "axis")
TYPES = ("mqtt", "webhook")
MQTT_PORT = 1883
MQTT_TLS_PORT = 8883
WEBHOOK_PORT = 8765
WEBHOOK_RATE = 100.0

Names = Mapping[str, str]
Size = tuple[int, int]


def _none() -> Names:
    return MappingProxyType({})


def _no_sizes() -> Mapping[str, Size]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class MqttFeedConfig:
    """Say where a broker is and what is read from it. Its password is kept by the secrets or in `password_file`.

    kinds: the source's label → event kind, empty for "no news"; cameras: the source's name of a camera → its number in
    the register; detect: the source's name of a camera → width and height in pixels of the picture its boxes refer to.
    """

    name: str
    host: str
    topic: str
    type: str = "mqtt"
    port: int = MQTT_PORT
    format: str = "native"
    tls: bool = False
    ca_file: str = ""
    username: str = ""
    password_file: str = ""
    client_id: str = ""
    kinds: Names = field(default_factory=_none)
    cameras: Names = field(default_factory=_none)
    detect: Mapping[str, Size] = field(default_factory=_no_sizes)


@dataclass(frozen=True, slots=True)
class WebhookFeedConfig:
    """Say where reports may be posted to. Its token is the first line of `token_file`; rate: requests a second."""

    name: str
    token_file: str
    type: str = "webhook"
    host: str = "127.0.0.1"
    port: int = WEBHOOK_PORT
    rate: float = WEBHOOK_RATE
    kinds: Names = field(default_factory=_none)
    cameras: Names = field(default_factory=_none)


FeedConfig = MqttFeedConfig | WebhookFeedConfig


def session_name(workstation: str, feed: str) -> str:
    """Return a broker session's name, the same at each start; brokers may allow only ASCII letters and digits."""
    readable = re.sub(r"[^A-Za-z0-9]+", "-", f"{workstation}-{feed}").strip("-")[:40]
    digest = hashlib.sha256("\0".join((workstation, feed)).encode()).hexdigest()
    return f"gwanje-{readable}-{digest[:8]}"
