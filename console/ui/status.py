"""What the top and bottom lines say of the room: counted and worded from the services, painted by the bars."""

from __future__ import annotations

from console.core.alarm import AlarmState
from console.core.stream import TileState
from console.ui.bars import MessageBar, TopBar
from console.ui.formats import age
from console.ui.language import say, tr
from console.ui.services import Services


class Status:
    """Keep both lines true; call `leaves` when they go."""

    def __init__(self, services: Services, top: TopBar, messages: MessageBar) -> None:
        self._services, self._top, self._messages = services, top, messages
        self.leaves = [
            services.messages.said.join(messages.show_message),
            services.recorder.changed.join(self._show_journal),
            services.sealing.changed.join(self._show_journal),
            services.health.changed.join(self._show_feeds),
            services.alarms.changed.join(lambda _ids: self._show_counts()),
        ]
        if services.messages.history:
            messages.show_message(services.messages.history[-1])
        self._show_counts()
        self._show_journal()

    def tick(self) -> None:
        """Show what changes with time; twice a second."""
        self._top.tick()
        self._messages.tick()
        self._messages.show_work(*self._services.work())
        self._show_pictures()
        self._show_feeds()

    def _show_pictures(self) -> None:
        wall = self._services.wall
        views = [wall.view(tile) for tile in wall.visible() if wall.camera_at(tile) is not None]
        live = sum(view.state is TileState.LIVE for view in views)
        fps = max((view.status.decoded_fps for view in views if view.status), default=0.0)
        self._top.show_pictures(live, len(views))
        self._messages.show_figures(tr("decoding {count} × {fps} fps", count=live, fps=round(fps)))

    def _show_counts(self) -> None:
        alarms = self._services.alarms
        queue = alarms.queue()
        waiting = sum(alarm.state is not AlarmState.ACKNOWLEDGED for alarm in queue)
        self._top.show_alarms(len(queue), waiting, len(alarms.shelved()))

    def _show_feeds(self) -> None:
        feeds = self._services.health.feeds
        lost = next((feed for feed in feeds.values() if not feed.connected), None)
        if not feeds:
            self._top.show_feeds(tr("no event source configured"), False)
        elif lost is None:
            self._top.show_feeds(tr("analytics connected"), True)
        elif lost.reason is None:
            self._top.show_feeds(tr("{feed} is starting", feed=lost.feed), True)
        else:
            since_s = self._services.clock.monotonic_ns() / 1e9 - lost.since_s
            words = tr("{feed} lost {age}", feed=lost.feed, age=age(since_s))
            self._top.show_feeds(words, False, say(lost.reason))

    def _show_journal(self) -> None:
        recorder = self._services.recorder
        self._top.show_journal(recorder.fault, recorder.pending, self._services.sealing)
