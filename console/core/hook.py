"""A list of callbacks: how a service tells views, on the thread that owns both."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, ParamSpec

P = ParamSpec("P")


class Hook(Generic[P]):
    """Call each listener in the order of joining; one that raises stops neither the others nor is it swallowed."""

    def __init__(self) -> None:
        self._listeners: list[Callable[P, object]] = []

    def join(self, listener: Callable[P, object]) -> Callable[[], None]:
        """Add a listener; call what is returned to leave."""
        self._listeners.append(listener)

        def leave() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return leave

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> None:
        faults: list[Exception] = []
        for listener in tuple(self._listeners):
            try:
                listener(*args, **kwargs)
            except Exception as fault:  # noqa: BLE001 - raised again below, after the others were told
                faults.append(fault)
        if faults:
            raise ExceptionGroup("listeners failed", faults)
