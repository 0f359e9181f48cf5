"""Grey pictures to blobs: MOG2 background subtraction that does not learn what is being watched. Child process only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from console.analyzer.tracks import Blob, whole
from console.core.event import Box

WIDTH, HEIGHT = 320, 180
LEARN_S = 5.0
_MIN_AREA_PX = 22
_LEARN_EVERY_S = 1.0
_LEARN_RATE = 0.04
_CHANGED_SHARE = 0.45
_JOIN = cv2.getStructuringElement(cv2.MORPH_RECT, (3, 7))
Grey = npt.NDArray[Any]


class Motion:
    """Hold one camera's background; pictures are HEIGHT x WIDTH uint8. Not thread-safe."""

    def __init__(self) -> None:
        self._reset()

    @property
    def learning(self) -> bool:
        """Tell whether the background is not known yet."""
        return self._learned_s < LEARN_S

    def _reset(self) -> None:
        self._model = cv2.createBackgroundSubtractorMOG2(history=400, varThreshold=16, detectShadows=False)
        self._model.setVarMin(5)
        self._model.setVarInit(20)
        self._frames = 0
        self._learned_s = 0.0
        self._first_s: float | None = None
        self._next_learn_s = 0.0
        self._background: Grey | None = None
        self._previous: Grey | None = None
        self._changed = 0

    def step(self, picture: Grey, now_s: float, keep: Sequence[Box], absorb: Sequence[Box] = ()) -> list[Blob] | None:
        """Return what differs from the background; None while it is being learnt (at first, or the scene has changed).

        keep: boxes that must not become background. absorb: boxes that shall, at once.
        """
        if self.learning:
            self._learn_first(picture, now_s)
            return None
        mask = self._model.apply(picture, learningRate=0)
        if cv2.countNonZero(mask) > _CHANGED_SHARE * mask.size:
            self._changed += 1
            if self._changed >= 2:
                self._reset()
                self._learn_first(picture, now_s)
                return None
            return []
        self._changed = 0
        blobs = self._blobs(picture, mask)
        if now_s >= self._next_learn_s or absorb:
            self._next_learn_s = now_s + _LEARN_EVERY_S
            self._learn(picture, keep, absorb)
        self._previous = picture
        return blobs

    def removed(self, box: Box) -> bool:
        """Tell whether a patch is where something of the background has gone: the background has the stronger edges."""
        if self._background is None or self._previous is None:
            return False
        x0, y0, x1, y1 = _pixels(box, 2)
        now = cv2.Laplacian(self._previous[y0:y1, x0:x1], cv2.CV_16S)
        then = cv2.Laplacian(self._background[y0:y1, x0:x1], cv2.CV_16S)
        return float(np.abs(then).mean()) > 1.25 * float(np.abs(now).mean())

    def _learn_first(self, picture: Grey, now_s: float) -> None:
        self._first_s = now_s if self._first_s is None else self._first_s
        self._frames += 1
        self._model.apply(picture, learningRate=1.0 / self._frames)
        self._learned_s = now_s - self._first_s
        if not self.learning:
            self._background = self._model.getBackgroundImage()
        self._previous = picture

    def _learn(self, picture: Grey, keep: Sequence[Box], absorb: Sequence[Box]) -> None:
        assert self._background is not None
        teach = picture.copy()
        for box in keep:
            x0, y0, x1, y1 = _pixels(box, 3)
            teach[y0:y1, x0:x1] = self._background[y0:y1, x0:x1]
        if absorb:
            gone = self._background.copy()
            for box in absorb:
                x0, y0, x1, y1 = _pixels(box, 3)
                gone[y0:y1, x0:x1] = picture[y0:y1, x0:x1]
            for _ in range(3):
                self._model.apply(gone, learningRate=0.5)
        self._model.apply(teach, learningRate=_LEARN_RATE)
        self._background = self._model.getBackgroundImage()

    def _blobs(self, picture: Grey, mask: Grey) -> list[Blob]:
        assert self._background is not None
        assert self._previous is not None
        clean = cv2.morphologyEx(cv2.medianBlur(mask, 3), cv2.MORPH_CLOSE, _JOIN)
        count, labels, stats, _ = cv2.connectedComponentsWithStats(clean, connectivity=8)
        found = []
        for number in range(1, count):
            x, y, w, h, area = (int(v) for v in stats[number])
            if area < _MIN_AREA_PX:
                continue
            part = np.s_[y : y + h, x : x + w]
            inside = (labels[part] == number).astype(np.uint8)
            contrast = cv2.mean(cv2.absdiff(picture[part], self._background[part]), inside)[0]
            stir = cv2.mean(cv2.absdiff(picture[part], self._previous[part]), inside)[0]
            found.append(Blob(Box(x / WIDTH, y / HEIGHT, w / WIDTH, h / HEIGHT), contrast, stir))
        return whole(found)


def _pixels(box: Box, margin: int) -> tuple[int, int, int, int]:
    x0, y0 = int(box.x * WIDTH) - margin, int(box.y * HEIGHT) - margin
    x1, y1 = round((box.x + box.w) * WIDTH) + margin, round((box.y + box.h) * HEIGHT) + margin
    return max(x0, 0), max(y0, 0), min(x1, WIDTH), min(y1, HEIGHT)
