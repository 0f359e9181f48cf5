"""From feeds to alarms: batches cross from the feeds' threads to the UI's, and are acknowledged after the commit."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from console.config import FeedConfig, WebhookFeedConfig, read_password_file
from console.control.messages import Level
from console.core.errors import WorldError
from console.feeds.batch import FeedBatch, FeedState
from console.feeds.mqtt import MqttFeed
from console.feeds.replay import ReplayFeed
from console.feeds.webhook import WebhookFeed

if TYPE_CHECKING:
    from console.app.compose import Composition

Feed = MqttFeed | WebhookFeed | ReplayFeed


class EventSources:
    """Run the configured feeds."""

    def __init__(self, room: Composition) -> None:
        self._room = room
        self._loop = asyncio.get_running_loop()
        self._feeds: list[Feed] = []
        self._closed = False

    def start(self) -> None:
        """Start every feed; one that cannot start is said, and the others go on."""
        for config in self._room.setting.config.feeds:
            self._room.tasks.spawn(self._start(config), f"feed {config.name}")
        if self._room.setting.replay is not None:
            self._replay(self._room.setting.replay)

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

    async def _start(self, config: FeedConfig) -> None:
        try:
            secret = await asyncio.to_thread(self._secret, config)
            if not self._closed:
                self._run(self._feed(config, secret))
        except WorldError as fault:
            self._room.messages.say(Level.ERROR, fault.text)

    def _run(self, feed: Feed) -> None:
        self._feeds.append(feed)
        feed.start()

    def _feed(self, config: FeedConfig, secret: str | None) -> Feed:
        clock = self._room.setting.clock
        if isinstance(config, WebhookFeedConfig):
            return WebhookFeed(config, secret or "", self.deliver, self.report, clock)
        return MqttFeed(config, secret, self.deliver, self.report, clock)

    def _replay(self, file: Path) -> None:
        setting, say = self._room.setting, self._room.messages.say
        try:
            self._run(ReplayFeed(
                file, self.deliver, self.report, setting.clock, speed=setting.replay_speed,
                ended=lambda sentence: self._on_loop(say, Level.INFO, sentence),
            ))  # fmt: skip
        except WorldError as fault:
            say(Level.ERROR, fault.text)

    def _secret(self, config: FeedConfig) -> str | None:
        if isinstance(config, WebhookFeedConfig):
            return read_password_file(Path(config.token_file))
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
