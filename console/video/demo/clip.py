"""One camera's clip: each act is drawn and encoded once, then its packets are repeated in the order of the recipe."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import cv2

from console.video.demo.backdrops import backdrop
from console.video.demo.recipe import Act, Recipe
from console.video.demo.stage import Stage

_GOP_S = 2
_CRF = {"fixed": "28", "large": "30"}
_REPORT_EVERY = 30


def frames_of(recipe: Recipe) -> int:
    """Return how many frames are to be drawn."""
    return sum(_frames(recipe, act) for act in recipe.acts)


def encode_clip(recipe: Recipe, path: Path) -> Iterator[int]:
    """Write the clip as MP4 with H.264, no B-frames, a key frame every 2 s; yield the number of frames drawn so far.

    An act's first frame is a key frame and looks like its last, so that acts can follow one another in any order.
    """
    cv2.setNumThreads(1)
    lens = recipe.lens
    stage = Stage(backdrop(recipe.scene, lens, recipe.seed), recipe.seed, recipe.noise)
    with av.open(str(path), "w", format="mp4") as container:
        stream = container.add_stream("libx264", rate=recipe.fps)
        stream.width, stream.height, stream.pix_fmt = lens.width, lens.height, "yuv420p"
        stream.time_base = Fraction(1, recipe.fps)
        context = stream.codec_context
        context.thread_count = 1
        context.gop_size = recipe.fps * _GOP_S
        context.max_b_frames = 0
        context.options = {
            "preset": "veryfast", "crf": _CRF["fixed" if lens.width <= 640 else "large"], "bf": "0", "forced-idr": "1",
            "x264-params": "scenecut=0:rc-lookahead=0:sync-lookahead=0:mbtree=0:aq-mode=1",
        }  # fmt: skip
        packets: dict[str, list[tuple[bytes, bool]]] = {act.name: [] for act in recipe.acts}
        owners = [act.name for act in recipe.acts for _ in range(_frames(recipe, act))]
        made = 0
        for act in recipe.acts:
            for number in range(_frames(recipe, act)):
                frame = av.VideoFrame.from_ndarray(stage.picture(act.actors, number / recipe.fps, number), "yuv420p")
                frame.pts, frame.time_base = made, stream.time_base
                if number == 0:
                    frame.pict_type = av.video.frame.PictureType.I
                for packet in stream.encode(frame):
                    packets[owners[packet.pts or 0]].append((bytes(packet), packet.is_keyframe))
                made += 1
                if made % _REPORT_EVERY == 0:
                    yield made
        for packet in stream.encode(None):
            packets[owners[packet.pts or 0]].append((bytes(packet), packet.is_keyframe))
        at = 0
        for name in recipe.order:
            for data, key in packets[name]:
                packet = av.Packet(data)
                packet.stream, packet.time_base = stream, Fraction(1, recipe.fps)
                packet.pts = packet.dts = at
                packet.duration = 1
                packet.is_keyframe = key
                container.mux(packet)
                at += 1


def _frames(recipe: Recipe, act: Act) -> int:
    return round(act.long_s * recipe.fps)
