"""The selected rotating camera's controls; what is off says why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from console.ui.commands import BY_NAME, shown_key
from console.ui.elided import ElidedLabel
from console.ui.language import say, tr

if TYPE_CHECKING:
    from console.control.ptz import PtzService

DIRECTIONS: dict[str, tuple[int, int, int]] = {
    "ptz.up_left": (-1, 1, 0), "ptz.up": (0, 1, 0), "ptz.up_right": (1, 1, 0),
    "ptz.left": (-1, 0, 0), "ptz.right": (1, 0, 0),
    "ptz.down_left": (-1, -1, 0), "ptz.down": (0, -1, 0), "ptz.down_right": (1, -1, 0),
    "ptz.zoom_in": (0, 0, 1), "ptz.zoom_out": (0, 0, -1),
}  # fmt: skip
ARROWS = {
    "ptz.up_left": "↖", "ptz.up": "↑", "ptz.up_right": "↗", "ptz.left": "←", "ptz.right": "→",
    "ptz.down_left": "↙", "ptz.down": "↓", "ptz.down_right": "↘",
}  # fmt: skip
PLACES = {
    "ptz.up_left": (0, 0), "ptz.up": (0, 1), "ptz.up_right": (0, 2), "ptz.left": (1, 0), "ptz.right": (1, 2),
    "ptz.down_left": (2, 0), "ptz.down": (2, 1), "ptz.down_right": (2, 2),
}  # fmt: skip
PRESETS_SHOWN = 6


class PtzPad(QWidget):
    """Hold a button to turn, let go to stop."""

    def __init__(self, ptz: PtzService, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ptz = ptz
        self._heading = ElidedLabel("section")
        self._why = QLabel()
        self._why.setProperty("role", "faint")
        self._why.setTextFormat(Qt.TextFormat.PlainText)
        self._why.setWordWrap(True)
        self._buttons: list[QPushButton] = []
        grid = QGridLayout()
        grid.setSpacing(4)
        for command, (row, column) in PLACES.items():
            grid.addWidget(self._held(ARROWS[command], command), row, column)
        stop = self._button("■", "ptz.stop")
        stop.clicked.connect(ptz.stop)
        grid.addWidget(stop, 1, 1)
        zoom = QHBoxLayout()
        zoom.setSpacing(4)
        zoom.addWidget(self._held(tr("− zoom"), "ptz.zoom_out"))
        zoom.addWidget(self._held(tr("+ zoom"), "ptz.zoom_in"))
        home = self._button(tr("Home"), "ptz.home")
        home.clicked.connect(ptz.goto_home)
        zoom.addWidget(home)
        self._presets = QGridLayout()
        self._presets.setSpacing(4)
        self._preset_buttons: list[QPushButton] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 6, 10, 10)
        layout.setSpacing(5)
        layout.addWidget(self._heading)
        layout.addWidget(self._why)
        layout.addLayout(grid)
        layout.addLayout(zoom)
        layout.addLayout(self._presets)
        self.leaves = [ptz.changed.join(self.refresh)]
        self.refresh()

    def refresh(self) -> None:
        """Show what can be steered now, and why not where it cannot."""
        ptz = self._ptz
        camera = ptz.camera
        rotating = camera is not None and camera.rotating
        self._heading.set_whole(
            tr("Steering · {camera}", camera=camera.name) if camera and rotating else tr("Rotating camera")
        )
        why = say(ptz.why_off) if ptz.why_off is not None else ""
        self._why.setText(why)
        self._why.setVisible(bool(why))
        for button in self._buttons:
            button.setEnabled(not why)
            command = str(button.property("command"))
            tip = f"{say(BY_NAME[command].label)}  [{shown_key(command)}]"
            button.setToolTip(why or tip)
        self._show_presets()

    def _show_presets(self) -> None:
        presets = self._ptz.presets[:PRESETS_SHOWN]
        labels = [f"{number}  {preset.name}" for number, preset in enumerate(presets, 1)]
        if [b.text() for b in self._preset_buttons] == labels:
            return
        for old in self._preset_buttons:
            self._presets.removeWidget(old)
            old.deleteLater()
        self._preset_buttons = []
        for place, (label, preset) in enumerate(zip(labels, presets, strict=True)):
            button = QPushButton(label.replace("&", "&&"))
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setProperty("tight", True)
            button.setToolTip(tr("Go to preset {number}  [P {number}]", number=place + 1))
            button.clicked.connect(lambda _checked=False, token=preset.token: self._ptz.goto_preset(token))
            self._presets.addWidget(button, place // 2, place % 2)
            self._preset_buttons.append(button)

    def _button(self, label: str, command: str) -> QPushButton:
        button = QPushButton(label)
        button.setProperty("command", command)
        button.setAccessibleName(say(BY_NAME[command].label))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setMinimumSize(36, 32)
        button.setProperty("tight", True)
        self._buttons.append(button)
        return button

    def _held(self, label: str, command: str) -> QPushButton:
        button = self._button(label, command)
        button.pressed.connect(lambda: self._ptz.hold(self._ptz.velocity(*DIRECTIONS[command])))
        button.released.connect(self._ptz.release)
        return button
