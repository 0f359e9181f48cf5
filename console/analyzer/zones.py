"""What the analyzer is told about a camera: where to look for what. Plain data, standard library only."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from console.core.ptz import Position
from console.core.stream import StreamSource

Point = tuple[float, float]


class Zone(Protocol):
    """Say what to look for where; polygon in fractions of the picture, y down.

    kind: intrusion, loitering, abandonment, crowd or fall. seconds: how long it must last, 0 the kind's own measure.
    people: how many make a crowd.
    """

    @property
    def name(self) -> str: ...
    @property
    def rule(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def polygon(self) -> tuple[Point, ...]: ...
    @property
    def seconds(self) -> float: ...
    @property
    def people(self) -> int: ...


@dataclass(frozen=True, slots=True)
class PlainZone:
    """Hold a zone as it came through the pipe."""

    name: str
    rule: str
    kind: str
    polygon: tuple[Point, ...]
    seconds: float = 0.0
    people: int = 0


@dataclass(frozen=True, slots=True)
class AnalyzedCamera:
    """Name a camera to look at; a pannable source is looked at only while it stands at `home`."""

    id: str
    source: StreamSource
    zones: Sequence[Zone]
    home: Position = field(default=Position(0.0, 0.0, 0.0))


def to_json(camera: AnalyzedCamera) -> dict[str, Any]:
    """Write a camera for the child's standard input, password included: never for a log."""
    source, home = camera.source, camera.home
    return {
        "id": camera.id, "url": source.url, "username": source.username, "password": source.password,
        "loop": source.loop, "pannable": source.pannable, "home": [home.pan, home.tilt, home.zoom],
        "zones": [
            {"name": z.name, "rule": z.rule, "kind": z.kind, "polygon": [list(p) for p in z.polygon],
             "seconds": z.seconds, "people": z.people}
            for z in camera.zones
        ],
    }  # fmt: skip


def from_json(row: Mapping[str, Any]) -> AnalyzedCamera:
    """Read what `to_json` wrote."""
    source = StreamSource(
        row["id"], row["url"], row["username"], row["password"], loop=row["loop"], pannable=row["pannable"]
    )
    zones = tuple(
        PlainZone(z["name"], z["rule"], z["kind"], tuple((p[0], p[1]) for p in z["polygon"]), z["seconds"], z["people"])
        for z in row["zones"]
    )
    return AnalyzedCamera(row["id"], source, zones, Position(*row["home"]))


def inside(polygon: Sequence[Point], point: Point) -> bool:
    """Tell whether a point lies in a polygon (even-odd rule); a point on the border may count either way."""
    x, y = point
    odd = False
    for (x0, y0), (x1, y1) in zip(polygon, (*polygon[1:], polygon[0]), strict=True):
        if (y0 > y) != (y1 > y) and x < x0 + (y - y0) / (y1 - y0) * (x1 - x0):
            odd = not odd
    return odd


def far_from(here: Position, home: Position) -> bool:
    """Tell whether a camera looks elsewhere than home; what is smaller than a hand's tremble does not count."""
    return math.dist((here.pan, here.tilt, here.zoom), (home.pan, home.tilt, home.zoom)) > 0.01
