"""Listeners are told in order; one that fails stops none and is not swallowed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from console.core.hook import Hook


def test_listeners_are_told_in_the_order_of_joining() -> None:
    hook: Hook[[int]] = Hook()
    told: list[str] = []
    hook.join(lambda n: told.append(f"a{n}"))
    leave = hook.join(lambda n: told.append(f"b{n}"))
    hook(1)
    leave()
    leave()
    hook(2)
    assert told == ["a1", "b1", "a2"]


def test_one_that_fails_stops_no_other_and_is_raised() -> None:
    hook: Hook[[]] = Hook()
    told: list[str] = []

    def fail() -> None:
        raise ValueError("x")

    hook.join(fail)
    hook.join(lambda: told.append("b"))
    with pytest.raises(ExceptionGroup) as group:
        hook()
    assert told == ["b"]
    assert [type(fault) for fault in group.value.exceptions] == [ValueError]


def test_one_may_leave_while_being_told() -> None:
    hook: Hook[[]] = Hook()
    told: list[str] = []
    leaves: list[Callable[[], None]] = []

    def once() -> None:
        told.append("once")
        leaves[0]()

    leaves.append(hook.join(once))
    hook.join(lambda: told.append("always"))
    hook()
    hook()
    assert told == ["once", "always", "always"]
