"""The world's faults, each with a sentence an operator understands. Our own faults are ordinary exceptions."""

from __future__ import annotations

from console.core.text import Text, text


class WorldError(Exception):
    """Say what in the world failed; `text` is shown in the message bar and written in the journal."""

    def __init__(self, template: str, **args: object) -> None:
        super().__init__(template)
        self.text: Text = text(template, **args)

    def __str__(self) -> str:
        return str(self.text)


class ConfigError(WorldError):
    """Report a wrong key or value in a configuration file, with its line."""


class DeviceError(WorldError):
    """Report a camera or other device that refused, failed or did not answer."""


class StreamError(WorldError):
    """Report a stream that cannot be opened or decoded."""


class FeedError(WorldError):
    """Report an event source that cannot be reached or sent something unusable."""


class JournalError(WorldError):
    """Report a journal that cannot be read or written; whatever was asked for is not done."""


class RegisterError(WorldError):
    """Report a register that cannot be read or written, or an entry it refuses."""


class Refused(WorldError):
    """Report an operator's action that the rules do not allow now; nothing was changed."""
