"""The formats a broker's messages may have, in one table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from console.config import MqttFeedConfig
from console.core.event import AnalyticsEvent
from console.feeds.axis import AxisParser
from console.feeds.frigate import FrigateParser
from console.feeds.native import Parsed, parse_native
from console.feeds.onvif_json import OnvifParser
from console.feeds.parsing import Message, Parser, Source


class NativeParser(Parser):
    """Read reports in the native form; a kind the room mapped has its new name, an unmapped one keeps its own."""

    format = "native"

    def __init__(self, source: Source) -> None:
        super().__init__(source, {})
        self._kinds = source.kinds

    def __call__(self, message: Message) -> Parsed:
        """Return the message's events and refusals; with neither it was no news, and is counted so."""
        events, bad = parse_native(message.payload, self.feed)
        if self._kinds or self._cameras:
            events = [renamed for event in events if (renamed := self._renamed(event)).kind]
        if not events and not bad:
            self.quiet += 1
        return events, bad

    def _renamed(self, event: AnalyticsEvent) -> AnalyticsEvent:
        return replace(
            event,
            kind=self._kinds.get(event.kind, event.kind),
            camera_id=self._cameras.get(event.camera_id, event.camera_id),
        )


PARSERS: Mapping[str, Callable[[MqttFeedConfig], Parser]] = MappingProxyType(
    {"native": NativeParser, "frigate": FrigateParser, "onvif-ej": OnvifParser, "axis": AxisParser}
)
