"""The operator's desk: finding and steering at the left, the wall, the queue and the open alarm at the right."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from console.core.alarm import Alarm
from console.core.stream import TileState
from console.ui.alarm_panel import AlarmPanel
from console.ui.alarm_words import kind_word
from console.ui.choice import Choice
from console.ui.finder import Finder
from console.ui.language import tr
from console.ui.ptz_pad import PtzPad
from console.ui.queue_view import QueueView
from console.ui.services import Services
from console.ui.theme import SHAPES, Tokens
from console.ui.wall_view import WallView

LEFT_SHARE, RIGHT_SHARE = 0.13, 0.224
LOW_PX = 640
SHELVED = "shelved"
LEFT_PX, RIGHT_PX = (218, 270), (362, 440)


class OperatorDesk(QWidget):
    """Compose the desk; decides nothing itself."""

    alarm_opened = Signal(str)

    def __init__(self, services: Services, tokens: Tokens, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._open: dict[str, Alarm] = {}
        self.wall = WallView(services.wall, services.clock, tokens, self._alarm_of, self._steered)
        self.finder = Finder(services.cameras, self._mark_of, tokens)
        self.pad = PtzPad(services.ptz)
        self.queue = QueueView(services.clock, services.cameras.get, tokens)
        self.panel = AlarmPanel(tokens, services.cameras.get, partial(self._guidance_in, language))
        self.kind_filter = Choice([(tr("all kinds"), ""), (tr("shelved"), SHELVED)], tr("Kinds shown in the queue"))
        self.kind_filter.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.kind_filter.currentIndexChanged.connect(self.refresh_queue)
        self._hidden = QLabel()
        self._hidden.setProperty("role", "warning")
        self._above = QLabel()
        self._above.setProperty("role", "warning")
        self._above.setContentsMargins(14, 0, 10, 4)
        self._above.hide()
        self.queue.above.connect(self._show_above)
        self._left = self._left_panel()
        self._right = self._right_panel()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self._left)
        row.addWidget(self.wall, 1)
        row.addWidget(self._right)
        self.queue.selected.connect(self._on_selected)
        self.leaves = [
            services.alarms.changed.join(lambda _ids: self.refresh_queue()),
            *self.wall.leaves, *self.finder.leaves, *self.pad.leaves,
        ]  # fmt: skip
        self.refresh_queue()

    def fit(self, width: int, height: int) -> None:
        """Share a window: the wall gets what the panels can spare; where it is low, pictures give way to the keys."""
        self.panel.set_low(height < LOW_PX)
        self._left.setFixedWidth(min(max(int(width * LEFT_SHARE), LEFT_PX[0]), LEFT_PX[1]))
        self._right.setFixedWidth(min(max(int(width * RIGHT_SHARE), RIGHT_PX[0]), RIGHT_PX[1]))

    def set_wall_only(self, alone: bool) -> None:
        """Give the wall the whole desk, or give the panels back."""
        self._left.setVisible(not alone)
        self._right.setVisible(not alone)
        (self.wall if alone else self.queue).setFocus(Qt.FocusReason.OtherFocusReason)

    def selected_alarm(self) -> Alarm | None:
        """Return the alarm that the panel shows, as it is now."""
        alarm_id = self.queue.current_id
        return self._services.alarms.get(alarm_id) if alarm_id else None

    def refresh_queue(self) -> None:
        """Show the queue as it is now."""
        alarms = self._services.alarms.queue()
        self._open = {}
        for alarm in alarms:
            self._open.setdefault(alarm.camera_id, alarm)
        self._refresh_kinds(alarms)
        kind = self.kind_filter.value()
        shown = [alarm for alarm in alarms if not kind or alarm.kind == kind]
        if kind == SHELVED:
            shown = self._services.alarms.shelved()
        hidden = len(alarms) - len(shown) if kind != SHELVED else len(alarms)
        self._hidden.setText(tr("{count} other alarms are hidden", count=hidden))
        self._hidden.setVisible(hidden > 0)
        self.queue.show_alarms(shown)
        self.panel.show_alarm(self.selected_alarm())
        self.finder.marks_changed()

    def tick(self) -> None:
        """Take newer pictures."""
        self.wall.tick()
        alarm = self.selected_alarm()
        if alarm is not None:
            self.panel.evidence.show_live(self._services.wall.view_of(alarm.camera_id))

    def _refresh_kinds(self, alarms: list[Alarm]) -> None:
        have = {str(self.kind_filter.itemData(i)) for i in range(self.kind_filter.count())}
        for kind in sorted({alarm.kind for alarm in alarms} - have):
            self.kind_filter.addItem(kind_word(kind), kind)

    def _on_selected(self, alarm_id: str) -> None:
        self.panel.show_alarm(self._services.alarms.get(alarm_id) if alarm_id else None)
        self.alarm_opened.emit(alarm_id)

    def _show_above(self, count: int) -> None:
        self._above.setText(tr("▲ {count} more urgent above  [N]", count=count))
        self._above.setVisible(count > 0)

    def _guidance_in(self, language: str, kind: str) -> list[str]:
        return list(self._services.guidance(kind, language))

    def _alarm_of(self, camera_id: str) -> Alarm | None:
        return self._open.get(camera_id)

    def _steered(self, camera_id: str) -> str:
        ptz = self._services.ptz
        moving = ptz.moving is not None and ptz.camera is not None and ptz.camera.id == camera_id
        return tr("steering: me") if moving else ""

    def _mark_of(self, camera_id: str) -> str:
        alarm = self._open.get(camera_id)
        if alarm is not None:
            return SHAPES[alarm.priority]
        return tr("lost") if self._services.wall.state_of(camera_id) is TileState.LOST else ""

    def _left_panel(self) -> QWidget:
        panel = QWidget()
        panel.setObjectName("leftPanel")
        panel.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(panel)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.finder, 1)
        column.addWidget(self.pad)
        return panel

    def _right_panel(self) -> QWidget:
        panel = QWidget()
        panel.setObjectName("rightPanel")
        panel.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        heading = QLabel(tr("Alarm queue"))
        heading.setProperty("role", "heading")
        head = QHBoxLayout()
        head.setContentsMargins(14, 8, 10, 6)
        head.addWidget(heading)
        head.addStretch(1)
        head.addWidget(self.kind_filter)
        column = QVBoxLayout(panel)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        self._hidden.setContentsMargins(14, 0, 10, 4)
        column.addWidget(self._hidden)
        column.addWidget(self._above)
        column.addWidget(self.queue, 1)
        column.addWidget(self.panel)
        return panel
