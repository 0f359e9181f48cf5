"""An alarm's evidence in the review: the event's picture with its box."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from console.core.event import Box
from console.ui.language import tr
from console.ui.theme import Tokens, color


class EvidencePicture(QWidget):
    """Show the event's picture with its box, as wide as the panel."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._tokens = tokens
        self._picture: QImage | None = None
        self._box: Box | None = None
        self._priority = 4
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(tr("Picture of the event"))
        self.hide()

    def show_picture(self, picture: QImage | None, box: Box | None, priority: int | None) -> None:
        """Show a picture, or nothing."""
        self._picture, self._box, self._priority = picture, box, priority or 4
        self.setVisible(picture is not None)
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """Tell the layout that the height follows the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height that keeps the picture's aspect, at most 300 px."""
        if self._picture is None:
            return 0
        return min(300, max(60, width * self._picture.height() // max(1, self._picture.width())))

    def sizeHint(self) -> QSize:
        """Return the size in the present width."""
        return QSize(320, self.heightForWidth(self.width()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the picture fitted in, then the box."""
        if self._picture is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        size = self._picture.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        area = QRectF((self.width() - size.width()) / 2, 0, size.width(), size.height())
        painter.fillRect(self.rect(), color(self._tokens.ground))
        painter.drawImage(area, self._picture)
        if self._box is not None:
            painter.setPen(QPen(color(self._tokens.frame[self._priority]), 2))
            painter.drawRect(
                QRectF(
                    area.x() + self._box.x * area.width(), area.y() + self._box.y * area.height(),
                    self._box.w * area.width(), self._box.h * area.height(),
                )
            )  # fmt: skip
        painter.end()
