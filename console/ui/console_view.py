"""What fills the window: top line, desk or review, bottom line; runs the UI's two ticks and the command table."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from console.control.wall import LAYOUTS
from console.core.alarm import Alarm
from console.core.errors import WorldError
from console.ui.bars import MessageBar, TopBar
from console.ui.commands import COMMANDS, GROUP_LABELS, KEYMAP, Command, written_key
from console.ui.desk import OperatorDesk
from console.ui.help_sheet import HelpSheet
from console.ui.keys import KeyDispatcher
from console.ui.language import say
from console.ui.message_sheet import MessageSheet
from console.ui.operator_actions import OperatorActions
from console.ui.ptz_pad import DIRECTIONS
from console.ui.review_page import ReviewPage
from console.ui.services import Services
from console.ui.snapshot import read_picture
from console.ui.status import Status
from console.ui.story_facts import pictured_report
from console.ui.theme import Tokens
from console.ui.wall_view import TICK_MS

LAYOUT_COMMANDS = {f"wall.layout.{n}": n for n in LAYOUTS}
SNAPSHOT_PX = 640
SETTLE_MS = 60
STEPS = {"wall.left": (-1, 0), "wall.right": (1, 0), "wall.up": (0, -1), "wall.down": (0, 1)}


@dataclass(frozen=True, slots=True)
class Memory:
    """Hold what a view hands to the one that takes its place."""

    alarm_id: str
    last_closed: Alarm | None
    reviewing: bool


class ConsoleView(QWidget):
    """Hold both desks in one language and theme; `other` asks for another ("language" or "theme"): a view made anew.

    window: the shell that this view stands in; it may outlive the view.
    """

    other = Signal(str)

    def __init__(self, services: Services, tokens: Tokens, language: str, window: QMainWindow) -> None:
        super().__init__(window)
        self._services, self._shell = services, window
        self.desk = OperatorDesk(services, tokens, language)
        self.actions_ = OperatorActions(services, self.desk)
        self.review = ReviewPage(services.review, services.cameras, services.alarms, self._spawn_review, tokens)
        self.top = TopBar(say(services.room), services.recorder.operator, services.clock)
        self.messages = MessageBar(services.clock)
        self._status = Status(services, self.top, self.messages)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.desk)
        self._pages.addWidget(self.review)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top)
        column.addWidget(self._pages, 1)
        column.addWidget(self.messages)
        self._help: HelpSheet | None = None
        self._blink = self._ended = False
        self._handlers = self._make_handlers()
        self._keys = KeyDispatcher(window, KEYMAP, self._pressed, self._released, self._digit)
        self._connect()
        self._tick = QTimer(self, interval=TICK_MS, timerType=Qt.TimerType.PreciseTimer)
        self._tick.timeout.connect(self._on_tick)
        self._tick.start()
        self._second = QTimer(self, interval=500)
        self._second.timeout.connect(self._on_half_second)
        self._second.start()
        self._settle = QTimer(self, interval=SETTLE_MS, singleShot=True)
        self._settle.timeout.connect(self._load_evidence)
        self._on_half_second()

    def begin(self, before: Memory | None = None) -> None:
        """Take the keyboard, and show what is open already; called once the view stands in its window.

        before: what an older view left, so that no other alarm comes under the keys by changing the language.
        """
        if before is not None:
            self.actions_.last_closed = before.last_closed
            self.desk.queue.focus_alarm(before.alarm_id)
            if before.reviewing:
                self._pages.setCurrentWidget(self.review)
        self._on_alarm_opened(self.desk.queue.current_id)
        self.desk.queue.setFocus(Qt.FocusReason.OtherFocusReason)

    def _connect(self) -> None:
        services = self._services
        self._leaves = [
            services.wall.changed.join(self.actions_.follow_tile),
            services.alarms.changed.join(self._on_alarms_changed),
            services.wall.changed.join(self.desk.finder.marks_changed),
            *self._status.leaves,
            *self.desk.leaves,
        ]
        self.desk.finder.chosen.connect(self._on_camera_chosen)
        self.desk.wall.tile_chosen.connect(self.actions_.choose_tile)
        self.desk.wall.tile_enlarged.connect(self._enlarge)
        self.desk.alarm_opened.connect(self._on_alarm_opened)
        self.review.left.connect(self._leave_review)
        self.top.review_asked.connect(self._search_journal)

    def _make_handlers(self) -> dict[str, Callable[[], object]]:
        queue, acts, wall = self.desk.queue, self.actions_, self._services.wall
        handlers: dict[str, Callable[[], object]] = {
            "queue.next": lambda: queue.step(1),
            "queue.previous": lambda: queue.step(-1),
            "queue.most_urgent": self._most_urgent,
            "wall.enlarge": lambda: self._enlarge(wall.selected),
            "wall.clear": lambda: wall.clear(wall.selected),
            "ptz.stop": acts.stop,
            "ptz.home": acts.home,
            "ptz.preset": acts.expect_preset,
            "find.camera": self._find_camera,
            "find.journal": self._search_journal,
            "view.help": self._show_help,
            "view.messages": self._show_messages,
            "view.full_screen": self._full_screen,
            "view.language": lambda: self.other.emit("language"),
            "view.theme": lambda: self.other.emit("theme"),
            "view.back": self._back,
        }
        handlers |= {name: partial(wall.set_layout, count) for name, count in LAYOUT_COMMANDS.items() if count > 1}
        handlers["wall.layout.1"] = lambda: wall.enlarge(wall.selected)
        handlers |= {name: partial(self.desk.wall.step, *step) for name, step in STEPS.items()}
        return handlers

    def _pressed(self, command: Command) -> None:
        if command.name != "ptz.preset":
            self.actions_.forget_preset()
        on_desk = self._pages.currentWidget() is self.desk
        if command.name in DIRECTIONS:
            if on_desk:
                self.actions_.steer(command.name)
        elif command.name.startswith("alarm."):
            if on_desk:
                self.actions_.alarm(command.name)
        elif on_desk or command.name.startswith(("view.", "find.")):
            self._handlers[command.name]()

    def _released(self, _command: Command) -> None:
        self.actions_.let_go()

    def _digit(self, number: int) -> bool:
        return self._pages.currentWidget() is self.desk and self.actions_.digit(number)

    def _on_tick(self) -> None:
        self._services.wall.tick()
        if self._pages.currentWidget() is self.desk and not self._shell.isMinimized():
            self.desk.tick()

    def _on_half_second(self) -> None:
        self._blink = not self._blink
        self.desk.queue.tick(self._blink)
        self._status.tick()

    def _on_alarm_opened(self, _alarm_id: str) -> None:
        # Not for each row that a held arrow key passes over.
        self._settle.start()

    def _on_alarms_changed(self, alarm_ids: frozenset[str]) -> None:
        if self.desk.queue.current_id in alarm_ids and not self.desk.panel.evidence.has_picture:
            self._settle.start()

    def _load_evidence(self) -> None:
        alarm_id = self.desk.queue.current_id
        if alarm_id:
            self._services.spawn(self._load_snapshot(alarm_id), "snapshot")

    async def _load_snapshot(self, alarm_id: str) -> None:
        alarms = self._services.alarms
        try:
            jpeg = await alarms.snapshot(alarm_id)
            image = await asyncio.to_thread(read_picture, jpeg, SNAPSHOT_PX) if jpeg else None
            # The box of the report that brought the picture: the alarm's own has moved on since.
            pictured = pictured_report(await alarms.story(alarm_id)) if image is not None else None
        except WorldError as fault:
            self._services.messages.warn(fault.text)
            return
        if not self._ended:
            self.desk.panel.evidence.show_snapshot(alarm_id, image, pictured)

    def _most_urgent(self) -> None:
        queue = self._services.alarms.queue()
        unclaimed = [alarm for alarm in queue if not alarm.claimed_by] or queue
        if unclaimed:
            self.desk.queue.focus_alarm(unclaimed[0].id)

    def _on_camera_chosen(self, camera_id: str) -> None:
        self.actions_.put_in_tile(camera_id)
        self._back_to_queue()

    def _enlarge(self, tile: int) -> None:
        wall = self._services.wall
        if wall.enlarged is None:
            wall.enlarge(tile)
        else:
            wall.shrink()
        self.actions_.follow_tile()

    def _find_camera(self) -> None:
        self._pages.setCurrentWidget(self.desk)
        self.desk.set_wall_only(False)
        self.desk.finder.begin()

    def _search_journal(self) -> None:
        self._pages.setCurrentWidget(self.review)
        self.review.begin()

    def _leave_review(self) -> None:
        self._pages.setCurrentWidget(self.desk)
        self._back_to_queue()

    def _back_to_queue(self) -> None:
        self.desk.queue.setFocus(Qt.FocusReason.OtherFocusReason)

    def _back(self) -> None:
        if self._pages.currentWidget() is self.review:
            self._leave_review()
        elif self.desk.finder.leave():
            self._back_to_queue()
        elif self._services.wall.enlarged is not None:
            self._services.wall.shrink()
        elif self._shell.isFullScreen():
            self._full_screen()
        else:
            self._back_to_queue()

    def _full_screen(self) -> None:
        alone = not self._shell.isFullScreen()
        self._shell.setWindowState(self._shell.windowState() ^ Qt.WindowState.WindowFullScreen)
        self.desk.set_wall_only(alone)

    def _show_help(self) -> None:
        rows = [
            (
                say(GROUP_LABELS[group]),
                [("  ".join(map(written_key, c.keys[:2])), say(c.label)) for c in COMMANDS if c.group is group],
            )
            for group in GROUP_LABELS
        ]
        self._help = HelpSheet(rows, self._shell)
        self._help.open()

    def _show_messages(self) -> None:
        MessageSheet(self._services.messages.history, self._shell).open()

    def _spawn_review(self, coroutine: object) -> None:
        self._services.spawn(coroutine, "review")  # type: ignore[arg-type]

    def memory(self) -> Memory:
        """Return what the next view goes on with."""
        reviewing = self._pages.currentWidget() is self.review
        return Memory(self.desk.queue.current_id, self.actions_.last_closed, reviewing)

    def let_go(self) -> None:
        """Stop what is held: the window is no longer the one that is typed into."""
        self._keys.let_go()
        self.actions_.let_go()

    def end(self) -> None:
        """Hear and show nothing any more: another view takes over, or the console closes."""
        self._ended = True
        self._tick.stop()
        self._second.stop()
        self._settle.stop()
        self.let_go()
        self._keys.end()
        for leave in self._leaves:
            leave()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width anew."""
        super().resizeEvent(event)
        self.desk.fit(self.width(), self.height())
