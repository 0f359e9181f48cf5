"""The demo site as the rest of the console sees it: cameras, zones and views. Imports neither cv2 nor av."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import platformdirs

from console.core.camera import Camera
from console.core.errors import ConfigError
from console.core.ptz import Position, Preset
from console.core.stream import StreamSource
from console.core.viewport import viewport
from console.video.demo.encoding import Encoding, Progress
from console.video.demo.lens import Lens
from console.video.demo.recipe import Act, Actor, Recipe

__all__ = [
    "HOME",
    "DemoSite",
    "DemoZone",
    "Progress",
    "clip_path",
    "default_cache",
    "default_resources",
    "load_site",
    "start_encoding",
]

HOME = Position(0.0, 0.0, 0.0)
_DRAWING = "drawing-1"
_NOISE = 0.9


@dataclass(frozen=True, slots=True)
class DemoZone:
    """Tell the analyzer what to look for: a polygon in fractions of the picture (a rotating camera's at home)."""

    name: str
    rule: str
    kind: str
    polygon: tuple[tuple[float, float], ...]
    seconds: float = 0.0
    people: int = 0


@dataclass(frozen=True, slots=True)
class DemoSite:
    """Hold what the demo is made of; `digest` changes with whatever changes a clip."""

    cameras: tuple[Camera, ...]
    zones: Mapping[str, tuple[DemoZone, ...]]
    presets: Mapping[str, tuple[tuple[Preset, Position], ...]]
    recipes: tuple[Recipe, ...]
    digest: str

    def source(self, camera: Camera) -> StreamSource:
        """Return where a demo camera's pictures come from."""
        return StreamSource(camera.id, camera.main_url, loop=True, pannable=camera.rotating)


def default_resources() -> Path:
    """Return the folder of the product's resources."""
    return Path(__file__).resolve().parents[3] / "resources"


def default_cache() -> Path:
    """Return the folder for the clips in the user's cache."""
    return Path(platformdirs.user_cache_dir("gwanje", appauthor=False)) / "demo"


def load_site(resources_dir: Path, cache_dir: Path | None = None) -> DemoSite:
    """Read the site's data; clips are (or will be) in `cache_dir`, by default the user's. Raises ConfigError."""
    cache_dir = cache_dir or default_cache()
    path = resources_dir / "demo" / "site.toml"
    try:
        raw = path.read_bytes()
        table = tomllib.loads(raw.decode())
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise ConfigError("The demo site {path} cannot be read: {reason}", path=path, reason=fault) from fault
    digest = hashlib.sha256(raw + _DRAWING.encode()).hexdigest()[:12]
    cameras, zones, presets, recipes = [], {}, {}, []
    for number, row in enumerate(table["cameras"]):
        lens_row = row["lens"] if isinstance(row["lens"], dict) else table["lens"][row["lens"]]
        lens = Lens(
            lens_row["width"], lens_row["height"], lens_row["tall"], lens_row["focal"], lens_row["horizon"]
        )  # fmt: skip
        rotating = row["lens"] == "rotating"
        clip = clip_path(cache_dir, row["id"], digest)
        cameras.append(Camera(row["id"], row["name"], str(clip), rotating=rotating, site=row["site"]))
        zones[row["id"]] = tuple(_zone(zone, lens, rotating) for zone in row["zones"])
        presets[row["id"]] = tuple(
            (Preset(str(index), preset["name"]), Position(preset["pan"], preset["tilt"], preset["zoom"]))
            for index, preset in enumerate(row.get("presets", ()), start=1)
        )
        acts = tuple(_act(name, act) for name, act in row["acts"].items())
        recipes.append(
            Recipe(row["id"], row["scene"], number + 7, lens, lens_row["fps"], _NOISE, acts, tuple(row["order"]))
        )
    return DemoSite(tuple(cameras), zones, presets, tuple(recipes), digest)


def clip_path(cache_dir: Path, camera_id: str, digest: str) -> Path:
    """Return where a camera's clip is kept."""
    return cache_dir / f"{camera_id}-{digest}.mp4"


def start_encoding(cache_dir: Path, resources_dir: Path | None = None) -> Encoding:
    """Start the child process that makes the clips that are not there yet; finished ones are left alone."""
    return Encoding(cache_dir, resources_dir or default_resources())


def _zone(row: Mapping[str, Any], lens: Lens, rotating: bool) -> DemoZone:
    points = [lens.point(x, 0.0, z) for x, z in row["ground"]]
    x0, y0, w, h = (0, 0, lens.width, lens.height)
    if rotating:
        x0, y0, w, h = viewport(HOME.pan, HOME.tilt, HOME.zoom, lens.width, lens.height)
    polygon = tuple((min(max((x - x0) / w, 0.0), 1.0), min(max((y - y0) / h, 0.0), 1.0)) for x, y in points)
    return DemoZone(row["name"], row["rule"], row["kind"], polygon, row.get("seconds", 0.0), row.get("people", 0))


def _act(name: str, row: Mapping[str, Any]) -> Act:
    return Act(name, float(row["long"]), tuple(_actor(number, actor) for number, actor in enumerate(row["actors"])))


def _actor(number: int, row: Mapping[str, Any]) -> Actor:
    path = tuple((float(t), float(x), float(z)) for t, x, z in row["path"])
    return Actor(
        number + len(path), row.get("who", "person"), path, tuple(row.get("wear", ())), row.get("size", 1.0),
        row.get("falls", 0.0), row.get("rises", 0.0), _spans(row.get("bag", ())), row.get("faces", "front"),
    )  # fmt: skip


def _spans(rows: Sequence[Sequence[float]]) -> tuple[tuple[float, float], ...]:
    return tuple((float(start), float(end)) for start, end in rows)
