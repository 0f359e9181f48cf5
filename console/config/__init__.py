"""The configuration file, read into frozen dataclasses: a wrong key or value is an error that names its line."""

from console.config.load import load_config, read_password_file
from console.config.shapes import (
    AlarmConfig,
    AnalyzerConfig,
    Config,
    Guidance,
    MqttFeedConfig,
    PtzConfig,
    WallConfig,
    session_name,
)

__all__ = [
    "AlarmConfig",
    "AnalyzerConfig",
    "Config",
    "Guidance",
    "MqttFeedConfig",
    "PtzConfig",
    "WallConfig",
    "load_config",
    "read_password_file",
    "session_name",
]
