"""Our own faults: written with their traceback, said in one sentence, never swallowed."""

from __future__ import annotations

import asyncio
import logging
import sys
import threading
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import Any

from console.app.folder import PRIVATE, unusable
from console.control.messages import Level, Messages
from console.core.errors import WorldError
from console.core.text import text

LOG = logging.getLogger("gwanje")
MAX_LOG_BYTES, KEPT_LOGS = 2_000_000, 3


class LogFile(RotatingFileHandler):
    """Keep the newest lines of the log. What a full disk does not take is dropped and counted."""

    def __init__(self, file: Path) -> None:
        super().__init__(
            file, maxBytes=MAX_LOG_BYTES, backupCount=KEPT_LOGS, encoding="utf-8", errors="backslashreplace",
            delay=True,
        )  # fmt: skip
        self.dropped = 0

    def handleError(self, record: logging.LogRecord) -> None:
        """Count a line that the disk refused; a line that cannot be made is our own fault and told as usual."""
        if isinstance(sys.exception(), OSError):
            self.dropped += 1
            return
        super().handleError(record)

    def close(self) -> None:
        """Close the file, though the disk may refuse its last lines."""
        try:
            super().close()
        except OSError:
            self.dropped += 1


def open_log(folder: Path) -> LogFile:
    """Write the program's log under the data folder; records carry no addresses with passwords. Raises ConfigError."""
    try:
        folder.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
    except OSError as fault:
        raise unusable(folder, fault) from fault
    handler = LogFile(folder / "console.log")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    # httpx logs each request's whole address at INFO.
    logging.getLogger("httpx").setLevel(logging.WARNING)
    return handler


class Faults:
    """Report what left a task, a slot or the interpreter: the world's faults as they are, ours with a traceback."""

    def __init__(self, messages: Messages) -> None:
        self._messages = messages

    def install(self, loop: asyncio.AbstractEventLoop) -> None:
        """Catch what nobody else does."""
        sys.excepthook = self._hook
        threading.excepthook = lambda args: self._thread_hook(loop, args)
        loop.set_exception_handler(self._loop_hook)

    def report(self, fault: BaseException, where: str) -> None:
        """Tell the operator in a sentence and the log the rest."""
        if isinstance(fault, WorldError):
            LOG.warning("%s: %s", where, fault)
            self._messages.say(Level.ERROR, fault.text)
            return
        LOG.error("fault in %s", where, exc_info=fault)
        self._messages.say(
            Level.ERROR,
            text("A fault of the console itself in {where}: {fault}. It is in the log.",
                 where=where, fault=type(fault).__name__),
        )  # fmt: skip

    def _hook(self, kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, fault, trace)
            return
        self.report(fault, "the window")

    def _thread_hook(self, loop: asyncio.AbstractEventLoop, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is None:
            return
        where = args.thread.name if args.thread is not None else "a thread"
        try:
            loop.call_soon_threadsafe(self.report, args.exc_value, where)
        except RuntimeError:
            LOG.error("fault in %s", where, exc_info=args.exc_value)

    def _loop_hook(self, _loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        fault = context.get("exception")
        if isinstance(fault, BaseException):
            self.report(fault, "the loop")
        else:
            LOG.error("loop: %s", context.get("message"))
