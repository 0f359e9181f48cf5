"""The configuration file, read into frozen dataclasses: a wrong key or value is an error that names its line."""

from console.config.feed_shapes import FeedConfig, MqttFeedConfig, WebhookFeedConfig, session_name
from console.config.load import load_config, read_password_file
from console.config.shapes import (
    AlarmConfig,
    AnalyzerConfig,
    Config,
    Guidance,
    JournalConfig,
    PtzConfig,
    WallConfig,
    state_anchor,
)

__all__ = [
    "AlarmConfig",
    "AnalyzerConfig",
    "Config",
    "FeedConfig",
    "Guidance",
    "JournalConfig",
    "MqttFeedConfig",
    "PtzConfig",
    "WallConfig",
    "WebhookFeedConfig",
    "load_config",
    "read_password_file",
    "session_name",
    "state_anchor",
]
