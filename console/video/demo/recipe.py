"""What a demo scene is made of, as plain data: actors with paths in metres, acts, and how acts follow one another."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from console.video.demo.lens import Lens


@dataclass(frozen=True, slots=True)
class Place:
    """Say where an actor is: metres, distance gone, and whether it is seen from "side", "front" or "back"."""

    x: float
    z: float
    gone_m: float
    heading: str
    right: bool
    stands: bool


@dataclass(frozen=True, slots=True)
class Actor:
    """Describe who moves through an act. path: (t seconds, x, z) in metres; absent before its first and after its last.

    who: person, cyclist, car or bag. falls, rises: seconds, 0 never. bag: spans of seconds in which a bag is carried.
    """

    number: int
    who: str
    path: tuple[tuple[float, float, float], ...]
    wear: tuple[str, ...] = ()
    size: float = 1.0
    falls: float = 0.0
    rises: float = 0.0
    bag: tuple[tuple[float, float], ...] = ()
    faces: str = "front"

    def place(self, at_s: float) -> Place | None:
        """Return the place at a moment, None while off stage."""
        times = [point[0] for point in self.path]
        if not times[0] <= at_s < times[-1]:
            return None
        leg = bisect_right(times, at_s) - 1
        gone = sum(_far(a, b) for a, b in zip(self.path[:leg], self.path[1 : leg + 1], strict=True))
        (t0, x0, z0), (t1, x1, z1) = self.path[leg], self.path[leg + 1]
        part = (at_s - t0) / (t1 - t0)
        far = _far(self.path[leg], self.path[leg + 1])
        dx, dz = x1 - x0, z1 - z0
        stands = far < 0.05
        heading = self.faces if stands else "side" if abs(dx) > 0.6 * abs(dz) else "front" if dz < 0 else "back"
        return Place(x0 + dx * part, z0 + dz * part, gone + far * part, heading, dx >= 0, stands)


@dataclass(frozen=True, slots=True)
class Act:
    """Hold some seconds of a scene that begin and end with the same picture."""

    name: str
    long_s: float
    actors: tuple[Actor, ...]


@dataclass(frozen=True, slots=True)
class Recipe:
    """Describe one camera's clip: its backdrop, its acts and the order in which they follow one another."""

    camera_id: str
    scene: str
    seed: int
    lens: Lens
    fps: int
    noise: float
    acts: tuple[Act, ...]
    order: tuple[str, ...]

    @property
    def long_s(self) -> float:
        """Return the clip's length in seconds."""
        long = {act.name: act.long_s for act in self.acts}
        return sum(long[name] for name in self.order)


def _far(a: tuple[float, float, float], b: tuple[float, float, float]) -> float:
    return float(((a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2) ** 0.5)
