"""From a source's own labels to event kinds: what the room configured first, then what is usual."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from console.core import kinds

KIND_MAX_CHARS = 64
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_NO_WORD = re.compile(r"[^\w.-]+")

_WORDS: dict[str, str] = {
    kinds.LOITERING: "loitering loiter objectisloitering 배회",
    kinds.INTRUSION: "intrusion trespassing linecrossing linecrossed tripwire fieldintrusion perimeter 침입",
    kinds.ABANDONMENT: "abandonment abandonedobject objectleft leftobject unattendedobject dumping 유기",
    kinds.FIGHT: "fight fighting violence assault 싸움 폭행",
    kinds.ARSON: "arson 방화",
    kinds.FALL: "fall fallen falldetection fallenperson persondown 쓰러짐",
    kinds.DROWNING: "drowning 익수",
    kinds.MISSING_PERSON: "missingperson missingchild 실종자 실종",
    kinds.FIRE: "fire flame smoke smokedetected firedetected 화재",
    kinds.CROWD: "crowd crowding crowddensity crowddetection gathering 인파 군집",
    kinds.FLOOD: "flood flooding waterlevel 홍수 침수",
    kinds.WANTED_VEHICLE: "wantedvehicle stolenvehicle platehit 수배차량",
    kinds.EMERGENCY_BELL: "emergencybell emergency sos panic panicbutton callbutton digitalinput 비상벨",
    kinds.CAMERA_TAMPER: "cameratamper tamper tampering globalscenechange scenechange imagetoodark imagetooblurry",
    kinds.STREAM_LOST: "streamlost signalloss videoloss",
}  # fmt: skip
COMMON: Mapping[str, str] = MappingProxyType({word: kind for kind, line in _WORDS.items() for word in line.split()})
"""Words any source may use, written as `plain` does."""


class Labels:
    """Choose the kind of an event. A label that stands for an empty kind is no news."""

    def __init__(self, chosen: Mapping[str, str], usual: Mapping[str, str]) -> None:
        self._chosen = {plain(label): kind for label, kind in chosen.items()}
        self._usual = {**COMMON, **{plain(label): kind for label, kind in usual.items()}}

    def find(self, labels: Iterable[str]) -> str | None:
        """Return the kind of the first label that has one: empty is no news, None where no label is known.

        labels: from the most telling to the least; all are looked for in the room's own table before the usual one.
        """
        keys = [plain(label) for label in labels if label]
        return next((known[key] for known in (self._chosen, self._usual) for key in keys if key in known), None)

    def kind(self, labels: Iterable[str], own: str) -> str:
        """Return the kind of the first label that has one, else `own` as a kind's name; empty: no news."""
        found = self.find(labels)
        return as_kind(own) if found is None else found


def plain(label: str) -> str:
    """Return a label as it is compared: letters, digits and slashes, case left out."""
    return "".join(char for char in label.casefold() if char.isalnum() or char == "/")


def as_kind(label: str) -> str:
    """Return a label as a kind's name, `ImageTooDark` as `image_too_dark`; never empty."""
    return _NO_WORD.sub("_", _HUMP.sub("_", label)).strip("_").lower()[:KIND_MAX_CHARS] or "event"


def paths(path: str) -> list[str]:
    """Return a path, what leads to it from the longest to the shortest, then its single words from the last."""
    parts = [part for part in path.split("/") if part][:16]
    return ["/".join(parts[:length]) for length in range(len(parts), 0, -1)] + parts[::-1]
