"""Qt without a screen, an event loop turned by hand; a test that leaves something behind or warns fails."""

from __future__ import annotations

import asyncio
import gc
import time
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QTimer, QTranslator
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from console.ui.theme import Tokens, apply_theme

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
HERE = Path(__file__).resolve().parent
# The offscreen plugin says so of what only a real screen can do; it is no fault of ours.
OFFSCREEN_NOISE = "This plugin does not support"
PATIENCE_S = 20.0


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let any Qt warning fail a test of this folder."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.qt_log_level_fail("WARNING"))
            item.add_marker(pytest.mark.qt_log_ignore(OFFSCREEN_NOISE, extend=True))


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """Draw to memory, without telling other processes of the run by the environment."""
    return ["gwanje", "-platform", "offscreen"]


@pytest.fixture
def tokens(qapp: QApplication) -> Iterator[Tokens]:
    """Dress the application as the console is dressed, in English; undo a language that the test put in force."""
    yield apply_theme(qapp, RESOURCES / "theme")
    for translator in qapp.findChildren(QTranslator):
        qapp.removeTranslator(translator)
        translator.deleteLater()


class HandTurnedLoop:
    """Turn Qt's and asyncio's events in the test's own thread; a coroutine's exception fails the test."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.tasks: list[asyncio.Task[None]] = []

    def spawn(self, coroutine: Coroutine[Any, Any, None]) -> None:
        """Run a coroutine as the application's task group would."""
        self.tasks.append(self.loop.create_task(coroutine))

    def turn(self) -> None:
        """Handle what is due now."""
        QCoreApplication.processEvents()
        self.loop.call_soon(self.loop.stop)
        self.loop.run_forever()
        for task in [task for task in self.tasks if task.done()]:
            self.tasks.remove(task)
            task.result()

    def until(self, condition: Callable[[], object], what: str = "the condition") -> None:
        """Turn until something holds."""
        deadline = time.monotonic() + PATIENCE_S
        while not condition():
            assert time.monotonic() < deadline, f"{what} did not come"
            self.turn()
            time.sleep(0.002)

    def settle(self) -> None:
        """Turn until no task is left and no timer of the page is about to start one."""
        self.until(lambda: not self.tasks and not any(timer.isActive() for timer in live_timers()), "rest")
        self.turn()

    def close(self) -> None:
        """End what is left."""
        for task in self.tasks:
            task.cancel()
        if self.tasks:
            self.loop.run_until_complete(asyncio.wait(self.tasks))
        self.loop.run_until_complete(self.loop.shutdown_default_executor())
        self.loop.close()


@pytest.fixture
def turning(qapp: QApplication) -> Iterator[HandTurnedLoop]:
    """Provide the loop for services' coroutines."""
    made = HandTurnedLoop()
    yield made
    made.close()


def live_timers() -> list[QTimer]:
    """Return every running timer that Python made."""
    found = [thing for thing in gc.get_objects() if isinstance(thing, QTimer)]
    return [timer for timer in found if isValid(timer) and timer.isActive()]


@pytest.fixture(autouse=True)
def nothing_left_behind(qapp: QApplication) -> Iterator[None]:
    """Fail a test that leaves a window open or a timer running."""
    before = set(map(id, qapp.topLevelWidgets()))
    yield
    for _ in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        qapp.processEvents()
        gc.collect()
    left = [widget for widget in qapp.topLevelWidgets() if id(widget) not in before and widget.isVisible()]
    timers = live_timers()
    for widget in left:
        widget.close()
    assert not left, f"windows left open: {left}"
    assert not timers, f"timers left running: {timers}"
