"""Pictures that came with events: untrusted, bounded, decoded on a worker thread."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

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
