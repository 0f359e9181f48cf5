"""Perspective of a drawn scene: metres on the ground and above it to pixels. Pure mathematics, no cv2."""

from __future__ import annotations

from dataclasses import dataclass, replace

NEAR_M = 1.2

Point3 = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Lens:
    """See level ahead along z from `tall_m` above the origin; x is to the right, y up, all in metres.

    focal and horizon are in fractions of the picture's height; the principal point is moved (as by a shift lens), so
    that verticals stay vertical.
    """

    width: int
    height: int
    tall_m: float = 4.0
    focal: float = 1.1
    horizon: float = 0.26
    centre: float = 0.5

    def point(self, x: float, y: float, z: float) -> tuple[float, float]:
        """Project a place in metres to pixels; z is at least NEAR_M."""
        f = self.focal * self.height / z
        return self.centre * self.width + f * x, self.horizon * self.height + f * (self.tall_m - y)

    def scale(self, z: float) -> float:
        """Return pixels a metre at a depth."""
        return self.focal * self.height / z

    def bigger(self, times: int) -> Lens:
        """Return the same view in a picture `times` larger."""
        return replace(self, width=self.width * times, height=self.height * times)


def clip_near(points: list[Point3]) -> list[Point3]:
    """Cut a polygon at the near plane (Sutherland and Hodgman); what lies behind the camera goes away."""
    kept: list[Point3] = []
    for index, here in enumerate(points):
        before = points[index - 1]
        if (here[2] >= NEAR_M) != (before[2] >= NEAR_M):
            part = (NEAR_M - before[2]) / (here[2] - before[2])
            kept.append((before[0] + part * (here[0] - before[0]), before[1] + part * (here[1] - before[1]), NEAR_M))
        if here[2] >= NEAR_M:
            kept.append(here)
    return kept
