"""The demo site's data: what it promises the rest of the console."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from console.core.camera import ID_PATTERN
from console.core.errors import ConfigError
from console.video.demo.recipe import Act
from console.video.demo.site import DemoSite, clip_path, default_resources, load_site


@pytest.fixture(scope="module")
def site() -> DemoSite:
    return load_site(default_resources(), Path("cache"))


def test_twelve_cameras_three_of_them_rotating(site: DemoSite) -> None:
    assert len(site.cameras) == 12
    assert sum(camera.rotating for camera in site.cameras) == 3
    assert len({camera.id for camera in site.cameras}) == 12
    assert all(ID_PATTERN.fullmatch(camera.id) for camera in site.cameras)


def test_sources_are_looping_clips_in_the_cache(site: DemoSite) -> None:
    for camera in site.cameras:
        source = site.source(camera)
        assert Path(source.url) == clip_path(Path("cache"), camera.id, site.digest)
        assert source.loop
        assert source.pannable == camera.rotating


def test_zones_lie_in_the_picture_and_are_big_enough_to_see(site: DemoSite) -> None:
    for camera in site.cameras:
        for zone in site.zones[camera.id]:
            assert all(0.0 <= v <= 1.0 for point in zone.polygon for v in point)
            across = max(x for x, _ in zone.polygon) - min(x for x, _ in zone.polygon)
            assert across > 0.1, f"{camera.id} {zone.name}"
            assert zone.kind in {"intrusion", "loitering", "abandonment", "crowd", "fall"}


def test_only_rotating_cameras_have_presets(site: DemoSite) -> None:
    for camera in site.cameras:
        assert bool(site.presets[camera.id]) == camera.rotating


def test_acts_begin_and_end_alike(site: DemoSite) -> None:
    """Who is on stage at an act's first moment stands where somebody stands at every act's last: clips have no jump."""
    for recipe in site.recipes:
        for act in recipe.acts:
            for name in {a.name for a in recipe.acts}:
                other = next(a for a in recipe.acts if a.name == name)
                assert _who(act, 0.0) == _who(other, other.long_s - 0.01), f"{recipe.camera_id} {act.name} {name}"


def _who(act: Act, at_s: float) -> set[tuple[str, int, int]]:
    places = ((actor.who, actor.place(at_s)) for actor in act.actors)
    return {(who, round(p.x), round(p.z)) for who, p in places if p is not None and p.stands}


def test_every_kind_of_event_happens_somewhere(site: DemoSite) -> None:
    happening = {
        zone.kind for r in site.recipes if any(a.name == "event" for a in r.acts) for zone in site.zones[r.camera_id]
    }
    assert happening == {"intrusion", "loitering", "abandonment", "crowd", "fall"}


def test_loading_it_imports_no_decoder() -> None:
    code = (
        "import sys; from console.video.demo.site import load_site, start_encoding, default_resources;"
        "import console.analyzer.process; load_site(default_resources());"
        "print({'cv2', 'av', 'numpy'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_unreadable_data_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"site\.toml"):
        load_site(tmp_path)
    (tmp_path / "demo").mkdir()
    (tmp_path / "demo" / "site.toml").write_text("cameras = [", encoding="utf-8")
    with pytest.raises(ConfigError, match="cannot be read"):
        load_site(tmp_path)


def test_the_digest_follows_the_data(tmp_path: Path, site: DemoSite) -> None:
    (tmp_path / "demo").mkdir()
    text = (default_resources() / "demo" / "site.toml").read_text(encoding="utf-8")
    (tmp_path / "demo" / "site.toml").write_text(text + "\n# changed\n", encoding="utf-8")
    assert load_site(tmp_path).digest != site.digest
