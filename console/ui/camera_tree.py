"""The tree of sites and cameras as a Qt model; built from plain lists, so that 6,000 cameras cost nothing to show."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractItemModel, QMimeData, QModelIndex, QPersistentModelIndex, Qt

from console.core.camera import Camera
from console.ui.language import tr
from console.ui.wall_view import CAMERA_MIME

Index = QModelIndex | QPersistentModelIndex
NO_PARENT = QModelIndex()
CAMERA_ROLE = Qt.ItemDataRole.UserRole
MARK_ROLE = Qt.ItemDataRole.UserRole + 1


def by_site(cameras: Sequence[Camera]) -> list[tuple[str, list[Camera]]]:
    """Group cameras by site, in the order in which sites first come."""
    groups: dict[str, list[Camera]] = {}
    for camera in cameras:
        groups.setdefault(camera.site, []).append(camera)
    return list(groups.items())


class CameraTreeModel(QAbstractItemModel):
    """Two levels: sites, and their cameras. mark_of tells a camera's alarm shape or lost sign, `""` for none."""

    def __init__(self, mark_of: Callable[[str], str]) -> None:
        super().__init__()
        self._mark_of = mark_of
        self._groups: list[tuple[str, list[Camera]]] = []

    def show(self, cameras: Sequence[Camera]) -> None:
        """Show these cameras and no others."""
        self.beginResetModel()
        self._groups = by_site(cameras)
        self.endResetModel()

    def camera(self, index: Index) -> Camera | None:
        """Return the camera of a row, None for a site."""
        return self._groups[index.internalId() - 1][1][index.row()] if index.isValid() and index.internalId() else None

    def first_camera(self) -> QModelIndex:
        """Return the first camera's row."""
        return self.index(0, 0, self.index(0, 0)) if self._groups else QModelIndex()

    def index(self, row: int, column: int, parent: Index = NO_PARENT) -> QModelIndex:
        """Make an index: internal id 0 is a site, n+1 a camera of site n."""
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, child: Index = NO_PARENT) -> QModelIndex:  # type: ignore[override]
        """Return the site of a camera."""
        if not child.isValid() or not child.internalId():
            return QModelIndex()
        return self.createIndex(child.internalId() - 1, 0, 0)

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        """Count sites, or a site's cameras."""
        if not parent.isValid():
            return len(self._groups)
        return 0 if parent.internalId() else len(self._groups[parent.row()][1])

    def columnCount(self, _parent: Index = NO_PARENT) -> int:
        """Return 1."""
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return names as plain text."""
        camera = self.camera(index)
        if camera is None:
            if not index.isValid():
                return None
            site, cameras = self._groups[index.row()]
            if role == Qt.ItemDataRole.DisplayRole:
                return site or tr("no site")
            return str(len(cameras)) if role == MARK_ROLE else None
        if role == Qt.ItemDataRole.DisplayRole:
            return camera.name
        if role == MARK_ROLE:
            return " ".join(filter(None, (self._mark_of(camera.id), "⟲" if camera.rotating else "")))
        return camera if role == CAMERA_ROLE else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let cameras be dragged to the wall."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsDragEnabled if self.camera(index) else flags

    def mimeTypes(self) -> list[str]:
        """Name what a dragged camera is."""
        return [CAMERA_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Carry the dragged camera's id."""
        data = QMimeData()
        camera = self.camera(indexes[0]) if indexes else None
        if camera is not None:
            data.setData(CAMERA_MIME, camera.id.encode())
        return data
