"""Frigate over MQTT (resources/schemas/frigate.md): review items, tracked objects, and whether it runs."""

from __future__ import annotations

from collections.abc import Mapping

from paho.mqtt.client import topic_matches_sub

from console.config import MqttFeedConfig
from console.core.errors import FeedError
from console.core.event import AnalyticsEvent, Phase
from console.core.kinds import FIRE, INTRUSION, STREAM_LOST, default_priority
from console.core.text import text
from console.feeds.episodes import Episodes
from console.feeds.native import object_of
from console.feeds.parsing import Message, Parser, fraction, moment, scalar, table, words

USUAL: Mapping[str, str] = {
    "alert/person": INTRUSION,
    "event/person": INTRUSION,
    "fire_alarm": FIRE,
    "status/detect": STREAM_LOST,
    "status/record": "",
    "status/audio": "",
}
REVIEW_PHASES = {"new": Phase.START, "update": Phase.UPDATE, "end": Phase.END}
VERIFIED = "-verified"


class FrigateParser(Parser):
    """Read review items; tracked objects only where the feed's topic brings no reviews, which bundle them."""

    format = "frigate"
    wants_state = True

    def __init__(self, config: MqttFeedConfig) -> None:
        super().__init__(config, USUAL)
        self._filter = config.topic
        self._detect = config.detect
        self._objects = Episodes()
        self._streams = Episodes()
        prefix, _, last = config.topic.rpartition("/")
        if last in ("reviews", "events") and not set("+#") & set(prefix):
            self.also = (f"{prefix}/available",)

    def read(self, message: Message) -> list[AnalyticsEvent]:
        """Return the events of a message, none where it is no news; raise FeedError."""
        prefix, _, last = message.topic.rpartition("/")
        if last == "available":
            self._note_availability(prefix, message.payload)
            return []
        if message.retained:
            return []
        if last == "reviews":
            return self._review(message, prefix)
        if last == "events":
            return [] if topic_matches_sub(self._filter, f"{prefix}/reviews") else self._object(message, prefix)
        levels = message.topic.split("/")
        if len(levels) >= 4 and levels[-2] == "status":
            return self._status(message, "/".join(levels[:-3]), levels[-3], last)
        return []

    def _note_availability(self, prefix: str, payload: bytes) -> None:
        word = payload[:20].decode("utf-8", "replace").strip().lower()
        if word == "online":
            self.away = None
        elif word in ("offline", "stopped"):
            self.away = text(
                "Frigate ({source}) says that it is {word}: nothing is watched there.", source=prefix, word=word
            )

    def _review(self, message: Message, prefix: str) -> list[AnalyticsEvent]:
        content = object_of(message.payload)
        phase, after = _phase(content), table(content.get("after"))
        data = table(after.get("data"))
        severity = scalar(after.get("severity")) or "detection"
        objects = [name.removesuffix(VERIFIED) for name in words(data.get("objects"))]
        kind = self._gravest(severity, words(data.get("sub_labels")), objects, severity)
        if not kind:
            return []
        ended = after.get("end_time")
        found = self.event(
            message, content, id=_id(after), source=self._source(prefix), camera=scalar(after.get("camera")),
            kind=kind, phase=Phase.END if ended is not None else phase,
            started_at=moment("start_time", after.get("start_time")),
            ended_at=moment("end_time", ended) if ended is not None else None,
            rule=severity, zone=_first(data.get("zones")), track=_first(data.get("detections")),
        )  # fmt: skip
        return [found]

    def _object(self, message: Message, prefix: str) -> list[AnalyticsEvent]:
        content = object_of(message.payload)
        phase, after, before = _phase(content), table(content.get("after")), table(content.get("before"))
        object_id, camera = _id(after), scalar(after.get("camera"))
        label = scalar(after.get("label")).removesuffix(VERIFIED)
        kind = self._gravest("event", words(after.get("sub_label"))[:1], [label] if label else [], "object")
        if not kind:
            return []
        at = moment("frame_time", after.get("frame_time") or after.get("start_time"))
        first = moment("start_time", after.get("start_time"))
        key = f"{prefix}/{object_id}"
        is_known = self._objects.knows(key, object_id)
        if phase is not Phase.END and _is_live(after):
            # One that stood still and moves again is a second episode; one of unknown past began when Frigate says.
            going = self._objects.begin(key, object_id, at if is_known and phase is Phase.UPDATE else first)
            phase = Phase.START if phase is Phase.START or (is_known and going.started_at == at) else Phase.UPDATE
        elif ended := self._objects.end(key, object_id, at):
            going, phase = ended, Phase.END
        elif not is_known and (_is_live(before) or _is_live(after)):
            # It began before this console listened: it ends all the same.
            going, phase = self._objects.begin(key, object_id, first), Phase.END
            going.finish(at)
        else:
            return []
        entered = _first(after.get("entered_zones")) or _first(after.get("current_zones"))
        found = self.event(
            message, content, id=object_id if going.started_at <= first else going.id, source=self._source(prefix),
            camera=camera, kind=kind, phase=phase, started_at=going.started_at, ended_at=going.ended_at
            if phase is Phase.END else None, score=fraction(after.get("top_score")), zone=entered, track=object_id,
            box=self._box(camera, after.get("box")),
        )  # fmt: skip
        return [found]

    def _status(self, message: Message, prefix: str, camera: str, role: str) -> list[AnalyticsEvent]:
        word = message.payload[:20].decode("utf-8", "replace").strip().lower()
        kind = self.labels.find([f"status/{role}"])
        if not kind or word not in ("offline", "online", "disabled"):
            return []
        key = f"{camera} {role}"
        if word == "offline":
            going = self._streams.begin(message.topic, key, message.at)
            phase = Phase.START if going.started_at == message.at else Phase.UPDATE
        else:
            gone = self._streams.clear(message.topic, message.at)
            if not gone:
                return []
            going, phase = gone[0], Phase.END
        found = self.event(
            message, word, id=going.id, source=self._source(prefix), camera=camera, kind=kind, phase=phase,
            started_at=going.started_at, ended_at=going.ended_at if phase is Phase.END else None, rule=f"status/{role}",
        )  # fmt: skip
        return [found]

    def _gravest(self, severity: str, names: list[str], objects: list[str], own: str) -> str:
        # A name (a face, a plate) is no kind of event unless the room says so; an object nobody mapped is its own.
        found = [self.labels.find([f"{severity}/{name}", name]) for name in names]
        found += [self.labels.kind([f"{severity}/{label}", label], label) for label in objects]
        if not objects:
            found.append(self.labels.kind([severity], own))
        return min((kind for kind in found if kind), key=default_priority, default="")

    def _source(self, prefix: str) -> str:
        return f"{self.feed}/{prefix}"[:200]

    def _box(self, camera: str, value: object) -> list[float] | None:
        size = self._detect.get(camera)
        if size is None:
            return None
        match value:
            case [int() | float() as x1, int() | float() as y1, int() | float() as x2, int() | float() as y2]:
                width, height = size
                left, right = sorted(min(max(x / width, 0.0), 1.0) for x in (x1, x2))
                top, bottom = sorted(min(max(y / height, 0.0), 1.0) for y in (y1, y2))
                return [left, top, right - left, bottom - top]
        return None


def _phase(content: Mapping[str, object]) -> Phase:
    phase = REVIEW_PHASES.get(scalar(content.get("type")))
    if phase is None:
        raise FeedError(
            "The message's {field} is not one of: {choices}.", field="type", choices=", ".join(REVIEW_PHASES)
        )
    return phase


def _id(after: Mapping[str, object]) -> str:
    found = scalar(after.get("id"))
    if not found:
        raise FeedError("The message has no {field}.", field="after.id")
    return found


def _is_live(state: Mapping[str, object]) -> bool:
    return bool(state) and state.get("false_positive") is not True and state.get("stationary") is not True


def _first(value: object) -> str:
    return next(iter(words(value)), "")
