"""From feeds to alarms: batches cross from the feeds' threads to the UI's, and are acknowledged after the commit."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from console.config import MqttFeedConfig, read_password_file
from console.control.messages import Level
from console.core.errors import WorldError
from console.feeds.batch import FeedBatch, FeedState
from console.feeds.mqtt import MqttFeed

if TYPE_CHECKING:
    from console.app.compose import Composition


class EventSources:
    """Run the configured feeds."""

    def __init__(self, room: Composition) -> None:
        self._room = room
        self._loop = asyncio.get_running_loop()
        self._feeds: list[MqttFeed] = []
        self._closed = False

    def start(self) -> None:
        """Start every feed; one that cannot start is said, and the others go on."""
        for config in self._room.setting.config.feeds:
            self._room.tasks.spawn(self._start(config), f"feed {config.name}")

    def close(self) -> None:
        """Leave the brokers; what was not committed stays with them."""
        self._closed = True
        for feed in self._feeds:
            feed.close()
        self._feeds = []

    def deliver(self, batch: FeedBatch) -> None:
        """Take a batch from a feed's thread."""
        self._on_loop(self._take, batch)

    def report(self, state: FeedState) -> None:
        """Take a feed's state from its thread."""
        self._on_loop(self._room.health.report, state)

    async def _start(self, config: MqttFeedConfig) -> None:
        try:
            password = await asyncio.to_thread(self._password, config)
        except WorldError as fault:
            self._room.messages.say(Level.ERROR, fault.text)
            return
        if not self._closed:
            feed = MqttFeed(config, password, self.deliver, self.report, self._room.setting.clock)
            self._feeds.append(feed)
            feed.start()

    def _password(self, config: MqttFeedConfig) -> str | None:
        if config.password_file:
            return read_password_file(Path(config.password_file))
        return self._room.secrets.get(f"feed:{config.name}") if config.username else None

    def _take(self, batch: FeedBatch) -> None:
        if not self._closed:
            self._room.tasks.spawn(self._receive(batch), f"events of {batch.feed}")

    async def _receive(self, batch: FeedBatch) -> None:
        committed = False
        try:
            committed = await self._room.alarms.receive(batch)
        finally:
            batch.done(committed)

    def _on_loop(self, function: object, *args: object) -> None:
        try:
            self._loop.call_soon_threadsafe(function, *args)  # type: ignore[arg-type]
        except RuntimeError:
            # The loop has ended: what was not committed is not acknowledged, so the broker keeps it.
            if not self._loop.is_closed():
                raise
