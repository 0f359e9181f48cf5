"""Clips are made once, whole or not at all, and the child goes when its parent does."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import av
import psutil
import pytest

from console.video.demo.encoding import Encoding
from console.video.demo.site import start_encoding

_TINY = """
[lens.fixed]
width = 160
height = 96
fps = 5
tall = 4.0
focal = 1.1
horizon = 0.26
"""
_CAMERA = """
[[cameras]]
id = "{id}"
name = "골목"
site = "구로1동"
scene = "lane"
lens = "fixed"
order = ["calm", "event", "calm"]
zones = [{{ name = "길", rule = "출입", kind = "intrusion", ground = [[-1, 8], [1, 8], [1, 12], [-1, 12]] }}]
acts.calm = {{ long = 4, actors = [] }}
acts.event = {{ long = 2, actors = [{{ path = [[0, -3, 9], [2, 3, 9]] }}] }}
"""


def until(condition: Callable[[], bool], seconds: float = 60.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.02)


@pytest.fixture
def resources(tmp_path: Path) -> Path:
    (tmp_path / "demo").mkdir()
    (tmp_path / "demo" / "site.toml").write_text(_TINY + _CAMERA.format(id="a") + _CAMERA.format(id="b"), "utf-8")
    return tmp_path


def finish(encoding: Encoding) -> None:
    try:
        until(lambda: encoding.poll().finished)
    finally:
        encoding.close()


def test_clips_are_made_and_play(resources: Path) -> None:
    out = resources / "cache"
    encoding = start_encoding(out, resources)
    finish(encoding)
    progress = encoding.poll()
    assert progress.fault is None
    assert progress.ready == {"a", "b"}
    assert progress.done == progress.of == 2 * 30
    clips = sorted(out.iterdir())
    assert [path.suffix for path in clips] == [".mp4", ".mp4"]
    with av.open(str(clips[0])) as container:
        stream = container.streams.video[0]
        assert (stream.codec_context.name, stream.codec_context.has_b_frames) == ("h264", False)
        frames = list(container.decode(stream))
    times = [frame.pts or 0 for frame in frames]
    assert times == sorted(set(times))
    assert len(frames) == 50
    assert not any(frame.is_corrupt for frame in frames)
    assert [number for number, frame in enumerate(frames) if frame.key_frame] == [0, 10, 20, 30, 40]


def test_finished_clips_are_not_made_again(resources: Path) -> None:
    out = resources / "cache"
    finish(start_encoding(out, resources))
    stamps = {path: path.stat().st_mtime_ns for path in out.iterdir()}
    (out / "a-old.mp4").write_bytes(b"of an earlier recipe")
    (out / "a-1.999999999.part").write_bytes(b"half")
    again = start_encoding(out, resources)
    finish(again)
    assert again.poll().ready == {"a", "b"}
    assert {path: path.stat().st_mtime_ns for path in out.iterdir()} == stamps


def test_a_place_that_cannot_be_written_is_a_sentence(resources: Path) -> None:
    blocked = resources / "file"
    blocked.write_text("")
    encoding = start_encoding(blocked / "cache", resources)
    finish(encoding)
    assert "cannot be drawn" in str(encoding.poll().fault)


def test_closing_ends_the_child_at_once_and_leaves_no_half_clip_that_counts(tmp_path: Path) -> None:
    encoding = start_encoding(tmp_path / "cache")
    until(lambda: encoding.poll().done > 0)
    child = psutil.Process(encoding.pid)
    if sys.platform != "win32":
        assert child.nice() >= 5
    encoding.close()
    assert not child.is_running()
    assert encoding.poll().fault is None
    assert list((tmp_path / "cache").glob("*.mp4")) == []


@pytest.mark.skipif(sys.platform == "win32", reason="kills its parent with a POSIX signal")
def test_the_child_goes_when_its_parent_is_killed(tmp_path: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from console.video.demo.site import start_encoding;"
        "e = start_encoding(Path(sys.argv[1])); print(e.pid, flush=True); time.sleep(600)"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        child = psutil.Process(int(parent.stdout.readline()))
        until(lambda: child.cpu_times().user > 0.3)
        os.kill(parent.pid, 9)
    until(lambda: not child.is_running() or child.status() == psutil.STATUS_ZOMBIE)
