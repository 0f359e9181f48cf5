"""Open the window, run until it is closed, shut down in order."""

from __future__ import annotations

import argparse
import asyncio
import gc
import signal
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from PySide6.QtCore import QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

import qasync  # isort: skip - PySide6 first: qasync takes the Qt binding that is there

from console.app.compose import Composition
from console.app.demo import demo_site
from console.app.display import require_display
from console.app.faults import Faults, open_log
from console.app.folder import make_data_folder
from console.app.setting import Setting, operator_name
from console.config import Config, load_config
from console.control.messages import Messages
from console.core.camera import Camera
from console.core.text import text
from console.journal.journal import Journal
from console.register.register import Register
from console.ui.language import choose_language, install_language
from console.ui.main_window import MainWindow
from console.ui.theme import apply_theme

SWITCH_S = 0.0005
NO_PASSWORDS: Mapping[str, str] = MappingProxyType({})


def open_console(options: argparse.Namespace, data: Path, resources: Path) -> int:
    """Open the console and return when its window is closed; raises WorldError for what keeps it from opening."""
    require_display()
    make_data_folder(data)
    config = read_config(getattr(options, "config", None), data)
    setting = make_setting(options, data, resources, config)
    handler = open_log(data / "logs")
    journal = Journal.open(data / "journal.db", setting.clock, config.workstation, config.journal.places())
    try:
        return run_window(setting, journal)
    finally:
        journal.close()
        handler.close()


def read_config(given: Path | None, data: Path) -> Config:
    """Read the file that was named, else the data folder's, else the defaults."""
    usual = data / "console.toml"
    return load_config(given or (usual if usual.exists() else None))


def make_setting(options: argparse.Namespace, data: Path, resources: Path, config: Config) -> Setting:
    """Gather what this run is given."""
    cameras: list[Camera]
    if options.demo:
        cameras = list(demo_site(resources).cameras)
    else:
        register = Register.open(data / "register.db")
        try:
            cameras = register.cameras()
        finally:
            register.close()
    language = choose_language(getattr(options, "lang", "") or config.language)
    return Setting(
        data=data, resources=resources, config=config, operator=operator_name(options.operator),
        room=text("Guro-gu control room (demo)") if options.demo else text("{name}", name=config.workstation),
        cameras=cameras, language=language, demo=options.demo,
        replay=options.replay, replay_speed=options.speed,
    )  # fmt: skip


def make_application(resources: Path) -> QApplication:
    """Make Qt's application, once a process."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName("gwanje")
    app.setWindowIcon(QIcon(str(resources / "icons" / "gwanje.svg")))
    app.setQuitOnLastWindowClosed(False)
    return app


def run_window(
    setting: Setting,
    journal: Journal,
    job: Callable[[Console], object] | None = None,
    passwords: Mapping[str, str] = NO_PASSWORDS,
) -> int:
    """Run a console on an open journal until its window is closed; passwords, by camera id, stay in memory."""
    app = make_application(setting.resources)
    # A thread that parses or journals gives way to a key press after half a millisecond, not after five.
    sys.setswitchinterval(SWITCH_S)
    with asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(app)) as runner:
        return runner.run(Console(app, setting, journal, passwords).run(job))


class Console:
    """Hold the window and the composition, and fill the window anew when language or theme change."""

    def __init__(self, app: QApplication, setting: Setting, journal: Journal, passwords: Mapping[str, str]) -> None:
        self._app, self.setting, self._journal, self._passwords = app, setting, journal, passwords
        self._language, self._theme = setting.language, "dark"
        self.window: MainWindow | None = None
        self.room: Composition | None = None
        self._ended = asyncio.Event()

    async def run(self, job: Callable[[Console], object] | None = None) -> int:
        """Open, wait for the end, close."""
        loop = asyncio.get_running_loop()
        messages = Messages(self.setting.clock)
        faults = Faults(messages)
        faults.install(loop)
        self.room = Composition(self.setting, self._journal, messages, faults.report, self._passwords)
        with Signals(self.end):
            self._show()
            try:
                await self.room.start()
                # What lives until the end need not be searched for garbage again and again while alarms come in.
                gc.collect()
                gc.freeze()
                if job is not None:
                    job(self)
                await self._ended.wait()
            finally:
                if self.window is not None:
                    self.window.hide()
                try:
                    await self.room.aclose()
                finally:
                    self._drop_window()
        return 0

    def end(self) -> None:
        """Ask for the orderly end."""
        self._ended.set()

    def _show(self) -> None:
        assert self.room is not None
        install_language(self._app, self.setting.resources / "translations", self._language)
        tokens = apply_theme(self._app, self.setting.resources / "theme", self._theme)
        if self.window is None:
            self.window = MainWindow()
            self.window.closed.connect(self.end)
            self.window.resize(self._app.primaryScreen().availableSize())
        self.window.show_view(self.room.services(), tokens, self._language).other.connect(self._show_other)
        if not self.window.isVisible():
            self.window.showMaximized()

    def _show_other(self, what: str) -> None:
        if what == "language":
            self._language = "en" if self._language == "ko" else "ko"
        else:
            self._theme = "light" if self._theme == "dark" else "dark"
        # Not within the old view's own key press.
        QTimer.singleShot(0, self._show)

    def _drop_window(self) -> None:
        if self.window is not None:
            self.window.end_view()
            self.window.close()
            self.window.deleteLater()
            self.window = None


class Signals:
    """End in order on SIGINT and SIGTERM; the UI's tick lets Python see them."""

    def __init__(self, end: Callable[[], None]) -> None:
        self._end = end
        self._before: dict[int, object] = {}

    def __enter__(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            self._before[number] = signal.signal(number, lambda *_: self._end())

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)  # type: ignore[arg-type]
