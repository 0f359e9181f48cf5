"""The painters of backdrops by their names in the site's data."""

from __future__ import annotations

from collections.abc import Callable

from console.video.demo import parks, places, streets
from console.video.demo.canvas import Backdrop, Canvas
from console.video.demo.lens import Lens

PAINTERS: dict[str, Callable[[Canvas], None]] = {
    "street": streets.street, "lane": streets.lane, "alley": streets.alley, "school": streets.school_gate,
    "civic": streets.civic, "car_park": streets.car_park, "playground": parks.playground,
    "riverside": parks.riverside, "woods": parks.woods, "station": places.station, "market": places.market,
    "underpass": places.underpass,
}  # fmt: skip


def backdrop(scene: str, lens: Lens, seed: int) -> Backdrop:
    """Paint and light a scene."""
    canvas = Canvas(lens, seed)
    PAINTERS[scene](canvas)
    return canvas.develop()
