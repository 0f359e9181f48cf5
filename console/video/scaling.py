"""Decoded picture to tile: cut, scale and convert to BGRA straight into shared memory. Runs in the decoding child.

The way taken is the cheapest of those measured in tests/benchmarks/README.md: planes are scaled first, as 8-bit greys,
and only the tile's own pixels are converted, by OpenCV. What it cannot convert right (BT.709, 4:2:2, 10 bits) goes
through libswscale, which costs somewhat more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import cv2
import numpy as np
from av.video.reformatter import VideoReformatter
from numpy.typing import NDArray

from console.core.viewport import viewport
from console.video.fitting import fit

if TYPE_CHECKING:
    from av import VideoFrame

Bytes = NDArray[np.uint8]
Look = tuple[float, float, float]
PLANAR = ("yuv420p", "yuvj420p")
BT709, FULL_RANGE = 1, 2  # AVCOL_SPC_BT709, AVCOL_RANGE_JPEG


def tile_size(frame: VideoFrame, aspect: float, box: tuple[int, int], look: Look | None) -> tuple[int, int]:
    """Return the width and height a picture gets in a box; `aspect` is of one of its pixels."""
    width, height = frame.width, frame.height
    if look is not None:
        _, _, width, height = viewport(*look, width, height)
    return fit(width, height, aspect, *box)


class Scaler:
    """Turn pictures of one stream into BGRA of a box's size. Not to be shared by threads."""

    def __init__(self) -> None:
        self._planes: Bytes = np.empty((3, 2), np.uint8)
        self._reformatter = VideoReformatter()

    def paint(self, frame: VideoFrame, out: Bytes, look: Look | None) -> None:
        """Fill `out` (height, width, 4; BGRA) with a picture, or with the part of it that is looked at."""
        if look is None and (frame.format.name not in PLANAR or frame.colorspace == BT709):
            self._convert(frame, out)
            return
        planes = self._planar(frame)
        x, y, width, height = 0, 0, frame.width, frame.height
        if look is not None:
            x, y, width, height = viewport(*look, width, height)
        rows, columns = out.shape[:2]
        if self._planes.shape != (rows * 3 // 2, columns):
            self._planes = np.empty((rows * 3 // 2, columns), np.uint8)
        chroma = self._planes[rows:].reshape(2, rows // 2, columns // 2)
        targets = (self._planes[:rows], chroma[0], chroma[1])
        for plane, target, part in zip(planes, targets, (1, 2, 2), strict=True):
            source = plane[y // part : (y + height + part - 1) // part, x // part : (x + width + part - 1) // part]
            resize(source, target)
        if frame.color_range == FULL_RANGE:
            narrow(*targets)
        cv2.cvtColor(self._planes, cv2.COLOR_YUV2BGRA_I420, dst=out)

    def _convert(self, frame: VideoFrame, out: Bytes) -> None:
        """Scale and convert with libswscale, which knows every format and colour matrix."""
        rows, columns = out.shape[:2]
        flags = "AREA" if frame.width >= 2 * columns else "BILINEAR"
        done = self._reformatter.reformat(frame, columns, rows, "bgra", interpolation=flags, threads=1)
        plane = done.planes[0]
        np.copyto(out, np.frombuffer(memoryview(plane), np.uint8).reshape(rows, plane.line_size // 4, 4)[:, :columns])

    def _planar(self, frame: VideoFrame) -> list[Bytes]:
        """Return luma and both chroma planes, as views where the decoder gives just that."""
        if frame.format.name not in PLANAR:
            frame = self._reformatter.reformat(frame, format=PLANAR[0], threads=1)
        return [
            np.frombuffer(memoryview(plane), np.uint8).reshape(plane.height, plane.line_size)[:, : plane.width]
            for plane in frame.planes
        ]


def narrow(luma: Bytes, *chroma: Bytes) -> None:
    """Bring full-range planes to the limited range that the conversion expects (ITU-T H.273 8.3), in place."""
    cv2.convertScaleAbs(luma, dst=luma, alpha=219 / 255, beta=16)
    for plane in chroma:
        cv2.convertScaleAbs(plane, dst=plane, alpha=224 / 255, beta=128 - 128 * 224 / 255)


def resize(source: Bytes, target: Bytes) -> None:
    """Scale a plane: halved by averaging while twice too large, so that nothing flickers, then linear."""
    rows, columns = target.shape
    while source.shape[0] >= 2 * rows and source.shape[1] >= 2 * columns:
        half = (source.shape[1] // 2, source.shape[0] // 2)
        if half == (columns, rows):
            cv2.resize(source[: half[1] * 2, : half[0] * 2], half, dst=target, interpolation=cv2.INTER_AREA)
            return
        source = cast(Bytes, cv2.resize(source[: half[1] * 2, : half[0] * 2], half, interpolation=cv2.INTER_AREA))
    if source.shape == target.shape:
        np.copyto(target, source)
    else:
        cv2.resize(source, (columns, rows), dst=target, interpolation=cv2.INTER_LINEAR)
