"""The time a console is open, as the journal tells it."""

from __future__ import annotations

from console.control.recorder import Recorder
from console.core.entry import Draft
from console.core.errors import JournalError


class Session:
    """Journal that the console was opened and closed, and by whom it says it was."""

    def __init__(self, recorder: Recorder, version: str, language: str) -> None:
        self._recorder = recorder
        self._body: dict[str, object] = {"version": version, "language": language, "operator_verified": False}

    async def open(self) -> None:
        """Write session.opened; raise JournalError when it cannot be written."""
        await self._recorder.write([Draft("session.opened", self._body)])

    async def close(self) -> None:
        """Write session.closed; a journal that fails is said by the recorder and does not keep the console open."""
        try:
            await self._recorder.write([Draft("session.closed")])
        except JournalError:
            return
