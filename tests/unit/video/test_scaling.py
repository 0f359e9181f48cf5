"""Decoded picture to tile: shape, place and colour."""

from __future__ import annotations

import av
import numpy as np
import pytest

from console.video.scaling import Bytes, Scaler, resize, tile_size

Colour = tuple[int, int, int]
RED, GREY = (200, 40, 30), (128, 128, 128)
BT601, BT709 = (0.299, 0.114), (0.2126, 0.0722)
LIMITED, FULL = 1, 2


def yuv(colour: Colour, weights: tuple[float, float], limited: bool) -> tuple[int, int, int]:
    """Convert as ITU-T H.273 8.3 says."""
    r, g, b = (c / 255 for c in colour)
    kr, kb = weights
    y = kr * r + (1 - kr - kb) * g + kb * b
    u, v = (b - y) / (2 * (1 - kb)), (r - y) / (2 * (1 - kr))
    if limited:
        return round(16 + 219 * y), round(128 + 224 * u), round(128 + 224 * v)
    return round(255 * y), round(128 + 255 * u), round(128 + 255 * v)


def frame_of(planes: list[Bytes], name: str = "yuv420p") -> av.VideoFrame:
    frame = av.VideoFrame(planes[0].shape[1], planes[0].shape[0], name)
    for plane, values in zip(frame.planes, planes, strict=True):
        padded = np.zeros((plane.height, plane.line_size), np.uint8)
        padded[:, : values.shape[1]] = values
        plane.update(padded.tobytes())
    return frame


def plain(colour: tuple[int, int, int], name: str = "yuv420p", size: tuple[int, int] = (64, 48)) -> av.VideoFrame:
    width, height = size
    return frame_of(
        [
            np.full((height, width), colour[0], np.uint8),
            np.full(((height + 1) // 2, (width + 1) // 2), colour[1], np.uint8),
            np.full(((height + 1) // 2, (width + 1) // 2), colour[2], np.uint8),
        ],
        name,
    )


def painted(frame: av.VideoFrame, size: tuple[int, int], look: tuple[float, float, float] | None = None) -> Bytes:
    out = np.zeros((size[1], size[0], 4), np.uint8)
    Scaler().paint(frame, out, look)
    return out


@pytest.mark.parametrize("colour", [RED, GREY, (250, 250, 250), (5, 5, 5), (20, 60, 220)])
@pytest.mark.parametrize(
    ("name", "weights", "limited", "matrix"),
    [
        ("yuv420p", BT601, True, 2),
        ("yuvj420p", BT601, False, 2),
        ("yuv420p", BT709, True, 1),
        ("yuvj420p", BT709, False, 1),
    ],
)
@pytest.mark.parametrize("size", [(64, 48), (32, 24), (48, 36), (96, 72), (20, 16)])
def test_colours_are_right(
    colour: Colour, name: str, weights: tuple[float, float], limited: bool, matrix: int, size: tuple[int, int]
) -> None:
    frame = plain(yuv(colour, weights, limited), name)
    frame.colorspace = matrix
    frame.color_range = LIMITED if limited else FULL
    out = painted(frame, size)
    assert np.abs(out[..., 2::-1].astype(int) - colour).max() <= 4
    assert out[..., 3].min() == 255


def test_other_formats_are_shown_too() -> None:
    frame = plain(yuv(RED, BT601, True)).reformat(format="yuv422p10le")
    assert np.abs(painted(frame, (32, 24))[..., 2::-1].astype(int) - RED).max() <= 4


@pytest.mark.parametrize("size", [(63, 47), (65, 49), (62, 46)])
def test_odd_sizes(size: tuple[int, int]) -> None:
    out = painted(plain(yuv(RED, BT601, True), size=size), (32, 24))
    assert np.abs(out[..., 2::-1].astype(int) - RED).max() <= 4


def test_left_is_left_and_top_is_top() -> None:
    luma = np.full((96, 128), 16, np.uint8)
    luma[:48, :64] = 235
    frame = frame_of([luma, *(np.full((48, 64), 128, np.uint8) for _ in range(2))])
    for size in ((128, 96), (64, 48), (60, 44), (30, 22)):
        out = painted(frame, size)[..., 1]
        assert out[2, 2] > 250
        assert out[2, -3] < 5
        assert out[-3, 2] < 5


def test_a_virtual_camera_sees_its_part() -> None:
    luma = np.full((360, 640), 16, np.uint8)
    luma[:, 320:] = 235
    frame = frame_of([luma, *(np.full((180, 320), 128, np.uint8) for _ in range(2))])
    assert painted(frame, (160, 90), (-1.0, 0.0, 0.3))[..., 1].max() < 5
    assert painted(frame, (160, 90), (1.0, 0.0, 0.3))[..., 1].min() > 250
    middle = painted(frame, (160, 90), (0.0, 0.0, 1.0))[..., 1]
    assert middle[45, 10] < 5
    assert middle[45, -10] > 250


def test_fine_lines_do_not_flicker_when_made_small() -> None:
    stripes = np.zeros((256, 256), np.uint8)
    stripes[::2] = 200
    target = np.empty((32, 32), np.uint8)
    resize(stripes, target)
    assert np.ptp(target) == 0
    assert abs(int(target[0, 0]) - 100) <= 1


def test_the_picture_keeps_its_shape() -> None:
    frame = plain(GREY, size=(704, 480))
    assert tile_size(frame, 1.0, (480, 270), None) == (396, 270)
    assert tile_size(frame, 40 / 33, (480, 270), None) == (480, 270)
    assert tile_size(frame, 1.0, (480, 270), (0.0, 0.0, 0.0)) == (394, 270)
