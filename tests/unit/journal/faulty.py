"""A connection whose statements can be made to fail."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined] # the one the journal uses


@dataclass
class Faults:
    """Say at which statement of the writer a fault comes."""

    at: int = -1
    code: int = 0
    after: bool = False
    statements: list[str] = field(default_factory=list)

    def run(self, statement: str, act: Callable[[], Any]) -> Any:
        """Run a statement, or let it fail."""
        self.statements.append(statement)
        if len(self.statements) - 1 != self.at:
            return act()
        if self.after:
            act()
        error = sqlite3.OperationalError("injected")
        error.sqlite_errorcode = self.code
        raise error


class FaultyConnection:
    """Stand before a connection and let a statement fail."""

    def __init__(self, connection: Any, faults: Faults) -> None:
        self._connection = connection
        self._faults = faults

    def execute(self, sql: str, *parameters: Any) -> Any:
        """Run one statement."""
        return self._faults.run(sql, lambda: self._connection.execute(sql, *parameters))

    def executemany(self, sql: str, rows: Any) -> Any:
        """Run a statement for each row."""
        return self._faults.run(sql, lambda: self._connection.executemany(sql, rows))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)
