"""Finding a camera: search first, then the tree; Enter or a drag puts it in a tile."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from console.core.camera import Camera
from console.ui.camera_tree import CAMERA_ROLE, MARK_ROLE, CameraTreeModel
from console.ui.language import tr
from console.ui.theme import Tokens, color, ui_font

if TYPE_CHECKING:
    from console.control.cameras import CameraService

MAX_HITS = 200


class _RowPainter(QStyledItemDelegate):
    """Paint a site or a camera in one line, its mark at the right."""

    def __init__(self, tokens: Tokens, parent: QWidget) -> None:
        super().__init__(parent)
        self._tokens = tokens

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Keep rows an easy target."""
        return QSize(120, 29)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one row; names are plain text."""
        tokens, rect = self._tokens, QRect(option.rect)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(rect, color(tokens.selection if selected else tokens.panel))
        is_site = index.data(CAMERA_ROLE) is None
        mark = str(index.data(MARK_ROLE) or "")
        painter.setFont(ui_font(13))
        width = painter.fontMetrics().horizontalAdvance(mark)
        painter.setPen(color(tokens.faint if is_site else tokens.second))
        painter.drawText(rect.adjusted(0, 0, -8, 0), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, mark)
        painter.setFont(ui_font(14))
        painter.setPen(color(tokens.second if is_site else tokens.text))
        room = rect.adjusted(4, 0, -16 - width, 0)
        name = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, name)


class Finder(QWidget):
    """Search cameras by name, number or initial consonants; `chosen` says which one is wanted in a tile."""

    chosen = Signal(str)

    def __init__(
        self, cameras: CameraService, mark_of: Callable[[str], str], tokens: Tokens, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._cameras = cameras
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Find a camera: name, number, ㄱㄹㅅ …  /"))
        self.search.setAccessibleName(tr("Find a camera"))
        self.search.setClearButtonEnabled(True)
        self.search.setMaxLength(80)
        self.search.textChanged.connect(self._on_query)
        self.search.installEventFilter(self)
        self._model = CameraTreeModel(mark_of)
        self._model.setParent(self)
        self.tree = QTreeView()
        self.tree.setModel(self._model)
        self.tree.setItemDelegate(_RowPainter(tokens, self.tree))
        self.tree.setHeaderHidden(True)
        self.tree.setUniformRowHeights(True)
        self.tree.setIndentation(16)
        self.tree.setDragEnabled(True)
        self.tree.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.tree.setAccessibleName(tr("Cameras by site"))
        self.tree.activated.connect(self._on_activated)
        self._empty = QLabel()
        self._empty.setProperty("role", "faint")
        self._empty.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 10, 10, 0)
        layout.setSpacing(8)
        layout.addWidget(self.search)
        layout.addWidget(self._empty)
        layout.addWidget(self.tree, 1)
        self.leaves = [cameras.changed.join(lambda: self._on_query(self.search.text()))]
        self._on_query("")

    def begin(self) -> None:
        """Put the cursor in the search field."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def leave(self) -> bool:
        """Empty the search; tell whether there was anything to leave."""
        busy = self.search.hasFocus() or self.tree.hasFocus() or bool(self.search.text())
        self.search.clear()
        return busy

    def marks_changed(self) -> None:
        """Paint alarm and lost marks anew."""
        self.tree.viewport().update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Down go from the search field to the list, Enter take the first hit."""
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Down:
                self.tree.setFocus(Qt.FocusReason.ShortcutFocusReason)
                self.tree.setCurrentIndex(self._model.first_camera())
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._on_activated(self._model.first_camera())
                return True
        return super().eventFilter(watched, event)

    def _on_query(self, query: str) -> None:
        query = query.strip()
        found = self._cameras.find(query, MAX_HITS) if query else self._cameras.all
        self._model.show(found)
        if query or len(found) <= MAX_HITS:
            self.tree.expandAll()
        if found:
            self._empty.hide()
        else:
            self._empty.setText(
                tr("No camera fits. Try a part of its name or its number.")
                if query
                else tr("No camera is registered yet. Add one with: main.py cameras add")
            )
            self._empty.show()

    def _on_activated(self, index: QModelIndex) -> None:
        camera: Camera | None = self._model.camera(index)
        if camera is not None:
            self.search.clear()
            self.chosen.emit(camera.id)
