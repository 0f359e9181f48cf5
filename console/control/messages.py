"""The one message channel: sentences for the operator, shown in the message bar."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from console.core.clock import Clock
from console.core.hook import Hook
from console.core.text import Text

HISTORY = 200


class Level(StrEnum):
    """Name how much a message matters; DONE says what was committed."""

    DONE = "done"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Message:
    """Hold one sentence and when it was said (UTC)."""

    level: Level
    text: Text
    at_utc: datetime


class Messages:
    """Say sentences on the UI thread and remember the newest 200."""

    def __init__(self, clock: Clock) -> None:
        self.said: Hook[[Message]] = Hook()
        self.history: deque[Message] = deque(maxlen=HISTORY)
        self._clock = clock

    def say(self, level: Level, text: Text) -> None:
        """Show a sentence."""
        message = Message(level, text, self._clock.utc())
        self.history.append(message)
        self.said(message)

    def warn(self, text: Text) -> None:
        """Show a sentence at WARNING: the shape rooms that only know Text want."""
        self.say(Level.WARNING, text)
