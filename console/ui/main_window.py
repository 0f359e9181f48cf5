"""The console's window: a shell whose content is made anew when the language or the theme changes."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow

from console.ui.console_view import ConsoleView
from console.ui.language import say, tr
from console.ui.services import Services
from console.ui.theme import Tokens

# Half of 1920×1080: a screen at 200 %.
MINIMUM_PX = (940, 500)


class MainWindow(QMainWindow):
    """Keep its place, size and focus whatever view stands in it."""

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumSize(*MINIMUM_PX)
        self.view: ConsoleView | None = None

    def show_view(self, services: Services, tokens: Tokens, language: str) -> ConsoleView:
        """Make a view, and take the old one down."""
        before = self.view.memory() if self.view is not None else None
        self.end_view()
        self.setWindowTitle(tr("Gwanje · {room}", room=say(services.room)))
        self.view = ConsoleView(services, tokens, language, self)
        self.setCentralWidget(self.view)
        self.view.begin(before)
        return self.view

    def end_view(self) -> None:
        """Take the view down."""
        if self.view is not None:
            self.view.end()
            self.view.deleteLater()
            self.view = None

    def changeEvent(self, event: QEvent) -> None:
        """Let go of every held key when the window is no longer the one that is typed into."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.ActivationChange and not self.isActiveWindow() and self.view is not None:
            self.view.let_go()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Say so; the application stops cameras, ends the session and then itself."""
        super().closeEvent(event)
        self.closed.emit()
