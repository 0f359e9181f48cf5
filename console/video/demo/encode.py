"""Draw and encode the demo site's clips: `python -m console.video.demo.encode --out DIR`. A child process of its own.

Each finished clip is put in place by a rename; clips that are there already are not made again. Reports on standard
output, one JSON object a line: {"camera", "done", "of", "all_done", "all_of"} in frames, or {"fault"}. Ends when
standard input, if it is a pipe, does: whoever asked for the clips is gone.
"""

from __future__ import annotations

import argparse
import json
import os
import stat
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

import psutil

from console.video.demo.clip import encode_clip, frames_of
from console.video.demo.site import clip_path, default_resources, load_site

_NICE = 10


def main(arguments: Sequence[str]) -> int:
    """Make what is missing; return the exit status."""
    parser = argparse.ArgumentParser(prog="console.video.demo.encode", description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--resources", type=Path, default=default_resources())
    parser.add_argument("--camera", action="append", default=[], help="only these cameras")
    options = parser.parse_args(arguments)
    _be_modest()
    out: Path = options.out
    try:
        out.mkdir(parents=True, exist_ok=True)
        site = load_site(options.resources, out)
        recipes = [r for r in site.recipes if not options.camera or r.camera_id in options.camera]
        recipes.sort(key=lambda r: r.lens.width * r.lens.height)
        done, of = 0, sum(frames_of(r) for r in recipes)
        _forget_halves(out)
        for recipe in recipes:
            path = clip_path(out, recipe.camera_id, site.digest)
            count = frames_of(recipe)
            if not path.exists():
                part = path.with_suffix(f".{os.getpid()}.part")
                for number in encode_clip(recipe, part):
                    _say(camera=recipe.camera_id, done=number, of=count + 1, all_done=done + number, all_of=of)
                part.replace(path)
            done += count
            _say(camera=recipe.camera_id, done=count + 1, of=count + 1, all_done=done, all_of=of)
    except OSError as fault:
        _say(fault=str(fault))
        return 1
    _forget_old(out, {clip_path(out, r.camera_id, site.digest) for r in site.recipes})
    return 0


def _say(**report: object) -> None:
    print(json.dumps(report), flush=True)


def _forget_halves(out: Path) -> None:
    """Remove what encoders that are gone left unfinished."""
    for path in out.glob("*.part"):
        owner = path.suffixes[-2].removeprefix(".") if len(path.suffixes) > 1 else ""
        if not (owner.isdigit() and psutil.pid_exists(int(owner))):
            path.unlink(missing_ok=True)


def _forget_old(out: Path, current: set[Path]) -> None:
    """Remove clips of earlier recipes."""
    for path in out.glob("*.mp4"):
        if path not in current:
            path.unlink(missing_ok=True)


def _be_modest() -> None:
    process = psutil.Process()
    if sys.platform == "win32":
        process.nice(psutil.BELOW_NORMAL_PRIORITY_CLASS)
    else:
        process.nice(_NICE)
    if stat.S_ISFIFO(os.fstat(sys.stdin.fileno()).st_mode):
        threading.Thread(target=_end_with_parent, name="parent-watch", daemon=True).start()


def _end_with_parent() -> None:
    while os.read(sys.stdin.fileno(), 4096):
        pass
    os._exit(0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
