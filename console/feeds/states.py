"""What ONVIF and Axis messages share: a topic tells a state, and whether it is so stands in one of its values."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from console.core.event import AnalyticsEvent, Phase
from console.feeds.episodes import Episode, Episodes
from console.feeds.labels import paths
from console.feeds.parsing import Message, Parser, Source, bounded_id, scalar

FLAGS = (
    "state", "active", "ismotion", "isinside", "istamper", "isloitering", "logicalstate", "alarm", "alarmstate",
    "triggered", "tampering", "value",
)  # fmt: skip
YES = frozenset({"true", "1", "active", "on"})
NO = frozenset({"false", "0", "inactive", "off"})
UNTIL_CLEARED = ("LoiteringDetector",)
"""Topics that have no flag: they are so while they exist (ONVIF Analytics Service Specification)."""


class StateParser(Parser):
    """Turn states into episodes; retained ones only tell what goes on already."""

    wants_state = True

    def __init__(self, source: Source, usual: Mapping[str, str]) -> None:
        super().__init__(source, usual)
        self._episodes = Episodes()

    def changed(
        self, message: Message, content: object, *, local: str, key: str, camera: str, labels: list[str],
        data: Mapping[str, object], begun: datetime, ended: datetime, details: dict[str, str],
    ) -> list[AnalyticsEvent]:  # fmt: skip
        """Return the event of a state. local: the topic without prefixes; key: topic, source and object together."""
        kind = self.labels.kind([*labels, *paths(local)], "_".join(local.split("/")[-2:]))
        is_so = flag(data)
        if is_so is None and any(name in local for name in UNTIL_CLEARED):
            is_so = True
        told = {"camera": camera, "kind": kind, **details}
        if not kind:
            return []
        if is_so is None:
            if message.retained:
                return []
            made = Episode(bounded_id(key, begun.isoformat()), begun, told, begun)
            return [self._told(message, content, made, Phase.END)]
        if not is_so:
            over = None if message.retained else self._episodes.end(message.topic, key, ended)
            return [self._told(message, content, over, Phase.END)] if over else []
        episode = self._episodes.begin(message.topic, key, begun, told)
        phase = Phase.START if episode.started_at == begun else Phase.UPDATE
        return [] if message.retained else [self._told(message, content, episode, phase)]

    def deleted(self, message: Message) -> list[AnalyticsEvent]:
        """Return the ends of all that went on under a topic whose state was deleted."""
        return [self._told(message, "", over, Phase.END) for over in self._episodes.clear(message.topic, message.at)]

    def _told(self, message: Message, content: object, episode: Episode, phase: Phase) -> AnalyticsEvent:
        details = dict(episode.details)
        return self.event(
            message, content, id=episode.id, source=self.feed, camera=details.pop("camera"), kind=details.pop("kind"),
            phase=phase, started_at=episode.started_at, ended_at=episode.ended_at if phase is Phase.END else None,
            **details,
        )  # fmt: skip


def flag(data: Mapping[str, object]) -> bool | None:
    """Return whether it is so; None where nothing tells. A bare number counts only under a name known for it."""
    named = {name.lower(): value for name, value in data.items()}
    for name in (*FLAGS, *named):
        value = named.get(name)
        word = str(value).lower() if isinstance(value, bool) else scalar(value).strip().lower()
        if word in ("true", "false") or (name in FLAGS and word in YES | NO):
            return word in YES
    return None


def without_namespaces(topic: str) -> str:
    """Return a topic without its prefixes, `tns1:VideoSource/tnsaxis:Tampering` as `VideoSource/Tampering`."""
    return "/".join(part.rpartition(":")[2] for part in topic.split("/") if part)
