"""The [[feeds]] tables of the configuration file → feed configurations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from console.config.feed_shapes import (
    FORMATS,
    MQTT_PORT,
    MQTT_TLS_PORT,
    TYPES,
    WEBHOOK_PORT,
    WEBHOOK_RATE,
    FeedConfig,
    MqttFeedConfig,
    Names,
    Size,
    WebhookFeedConfig,
    session_name,
)
from console.config.table import Table
from console.core.errors import ConfigError

NAME_PATTERN = r"[A-Za-z0-9가-힣][A-Za-z0-9가-힣._-]{0,63}"
HOST_PATTERN = r"[A-Za-z0-9._:%-]+"
MAX_FEEDS = 32
MAX_NAMES = 20_000
MAX_PIXELS = 16_384


def read_feeds(tables: list[Table], folder: Path, workstation: str) -> tuple[FeedConfig, ...]:
    """Read every feed; relative paths start at `folder`. Raises ConfigError."""
    feeds: list[FeedConfig] = []
    for table in tables:
        kind = table.choice("type", "mqtt", TYPES)
        number = sum(feed.type == kind for feed in feeds) + 1
        name = f"{kind}-{number}" if number > 1 else kind
        feed = _webhook(table, name, folder) if kind == "webhook" else _mqtt(table, name, folder)
        if any(feed.name == other.name for other in feeds):
            raise ConfigError(
                "{file}, line {line}: {key}: another feed has the name {name} already.",
                name=feed.name,
                **table.where("name"),
            )
        if isinstance(feed, MqttFeedConfig) and not feed.client_id:
            feed = replace(feed, client_id=session_name(workstation, feed.name))
        feeds.append(feed)
    return tuple(feeds)


def is_kind(kind: str) -> bool:
    """Tell whether a word may be the name of an event kind."""
    return 0 < len(kind) <= 64 and all(c.isalnum() or c in "_.-" for c in kind)


def _mqtt(table: Table, name: str, folder: Path) -> MqttFeedConfig:
    if "password" in table.values:
        raise ConfigError(
            "{file}, line {line}: {key}: a password does not belong in this file. Use password_file.",
            **table.where("password"),
        )
    tls = table.flag("tls", False)
    feed = MqttFeedConfig(
        name=table.text("name", name, pattern=NAME_PATTERN) or name,
        host=table.text("host", None, max_chars=253, pattern=HOST_PATTERN),
        port=table.whole("port", MQTT_TLS_PORT if tls else MQTT_PORT, 1, 65535),
        topic=table.text("topic", None, max_chars=1000),
        format=table.choice("format", "native", FORMATS),
        tls=tls,
        ca_file=_beside(folder, table.text("ca_file", "", max_chars=1000)),
        username=table.text("username", ""),
        password_file=_beside(folder, table.text("password_file", "", max_chars=1000)),
        client_id=table.text("client_id", "", max_chars=64, pattern=r"[A-Za-z0-9._-]+"),
        kinds=_kinds(table.table("kinds")),
        cameras=_cameras(table.table("cameras")),
        detect=_sizes(table.table("detect")),
    )
    table.close()
    levels = feed.topic.split("/")
    if "#" in "".join(levels[:-1]) or any(wild in level and level != wild for level in levels for wild in "#+"):
        raise ConfigError("{file}, line {line}: {key} is not a topic a broker accepts.", **table.where("topic"))
    if feed.ca_file and not feed.tls:
        raise ConfigError("{file}, line {line}: {key} has no effect without tls = true.", **table.where("ca_file"))
    if feed.password_file and not feed.username:
        raise ConfigError("{file}, line {line}: {key} needs a username beside it.", **table.where("password_file"))
    if feed.detect and feed.format != "frigate":
        raise ConfigError("{file}, line {line}: {key} is for the format frigate only.", **table.where("detect"))
    return feed


def _webhook(table: Table, name: str, folder: Path) -> WebhookFeedConfig:
    if "token" in table.values:
        raise ConfigError(
            "{file}, line {line}: {key}: a token does not belong in this file. Use token_file.", **table.where("token")
        )
    feed = WebhookFeedConfig(
        name=table.text("name", name, pattern=NAME_PATTERN) or name,
        token_file=_beside(folder, table.text("token_file", None, max_chars=1000)),
        host=table.text("host", "127.0.0.1", max_chars=253, pattern=HOST_PATTERN) or "127.0.0.1",
        port=table.whole("port", WEBHOOK_PORT, 1, 65535),
        rate=table.number("rate", WEBHOOK_RATE, 0.1, 10_000),
        kinds=_kinds(table.table("kinds")),
        cameras=_cameras(table.table("cameras")),
    )
    table.close()
    return feed


def _beside(folder: Path, path: str) -> str:
    return str((folder / Path(path).expanduser()).absolute()) if path else ""


def _kinds(table: Table) -> Names:
    kinds = {label: table.text(label, "", max_chars=64) for label in _labels(table)}
    for label, kind in kinds.items():
        if kind and not is_kind(kind):
            raise ConfigError("{file}, line {line}: {key} is not a name of an event kind.", **table.where(label))
    return MappingProxyType(kinds)


def _cameras(table: Table) -> Names:
    return MappingProxyType({name: table.text(name, None) for name in _labels(table)})


def _sizes(table: Table) -> Mapping[str, Size]:
    return MappingProxyType({name: _size(table, name) for name in _labels(table)})


def _size(table: Table, name: str) -> Size:
    match table.values[name]:
        case [int(width), int(height)] if 1 < width <= MAX_PIXELS and 1 < height <= MAX_PIXELS:
            return width, height
    raise ConfigError("{file}, line {line}: {key} must be written as [width, height].", **table.where(name))


def _labels(table: Table) -> list[str]:
    if len(table.values) > MAX_NAMES:
        raise ConfigError("{file}, line {line}: {key} holds more than {limit} names.", limit=MAX_NAMES, **table.where())
    return list(table.values)
