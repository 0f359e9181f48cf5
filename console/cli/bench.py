"""`bench wall`: open the real wall on real streams and say what it costs; the user's sizing tool too."""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from console.cli.cameras import read_password
from console.cli.main import FINDING, RESOURCES
from console.config import Config, JournalConfig, WallConfig
from console.control.wall import LAYOUTS
from console.core.camera import Camera
from console.core.errors import ConfigError
from console.core.text import Text, text

MAX_SECONDS = 24 * 3600.0


def run(options: argparse.Namespace, _data: Path, say: Callable[[Text], str]) -> int:
    """Measure; the data folder is a temporary one, the room's own is not touched."""
    if not 1 <= options.seconds <= MAX_SECONDS:
        raise ConfigError("--seconds must lie between 1 and {limit}.", limit=int(MAX_SECONDS))
    if not 1 <= options.tiles <= max(LAYOUTS):
        raise ConfigError("--tiles must lie between 1 and {limit}.", limit=max(LAYOUTS))
    password = read_password() if options.password_stdin else ""
    # Qt is imported here: the other commands do without it.
    from console.app.bench import measure_wall

    cameras = [
        Camera(f"bench-{i}", f"{options.url.replace('{i}', str(i))}", options.url.replace("{i}", str(i)),
               username=options.user)
        for i in range(options.tiles)
    ]  # fmt: skip
    config = replace(
        Config(), wall=WallConfig(layout=min(n for n in LAYOUTS if n >= options.tiles)), journal=JournalConfig(())
    )
    with tempfile.TemporaryDirectory(prefix="gwanje-bench-") as folder:
        figures = measure_wall(cameras, password, options.seconds, Path(folder), RESOURCES, config)
    if options.json:
        print(json.dumps(figures))
    else:
        for name, value in figures.items():
            print(f"{name:<16} {value}")
    if not figures["decoded_fps"]:
        print(say(text("No picture was decoded: is the address right?")))
        return FINDING
    return 0
