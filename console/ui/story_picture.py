"""An alarm's evidence in the review: the event's picture with its box, and the priority badge."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from console.core.event import Box
from console.ui.alarm_words import BADGE_HEIGHT, BADGE_WIDTH, paint_badge
from console.ui.language import tr
from console.ui.theme import Tokens, color

PICTURE_MAX_PX = 4096


def read_picture(jpeg: bytes, width: int) -> QImage | None:
    """Decode an untrusted JPEG, scaled down to about a width; None where it is none, or larger than any camera's.

    Any thread.
    """
    buffer = QBuffer()
    buffer.setData(QByteArray(jpeg))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(b"jpeg"))
    size = reader.size()
    if not size.isValid() or max(size.width(), size.height()) > PICTURE_MAX_PX:
        return None
    if size.width() > width:
        reader.setScaledSize(size.scaled(QSize(width, PICTURE_MAX_PX), Qt.AspectRatioMode.KeepAspectRatio))
    picture = reader.read()
    return None if picture.isNull() else picture


class Badge(QWidget):
    """Show a priority as shape, number and colour."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._tokens, self._priority = tokens, 4
        self.setFixedSize(BADGE_WIDTH, BADGE_HEIGHT)

    def set_priority(self, priority: int | None) -> None:
        """Show a priority 1 to 4; hide where there is none."""
        self._priority = priority or 4
        self.setVisible(priority is not None)
        self.setAccessibleName(tr("Priority {priority}", priority=priority) if priority else "")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the badge."""
        painter = QPainter(self)
        paint_badge(painter, QRectF(self.rect()), self._priority, self._tokens)
        painter.end()


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
