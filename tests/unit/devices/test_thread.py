from __future__ import annotations

import asyncio
import threading

import pytest

from console.core.errors import DeviceError
from console.devices.thread import DeviceThread


async def _name() -> str:
    return threading.current_thread().name


async def _fails() -> None:
    raise DeviceError("Camera {camera} cannot be reached.", camera="cam-7")


def test_work_runs_on_the_threads_own_loop(thread: DeviceThread) -> None:
    assert thread.submit(_name()).result(10) == "devices"


def test_a_device_error_reaches_who_asked(thread: DeviceThread) -> None:
    with pytest.raises(DeviceError, match="cam-7 cannot be reached"):
        thread.submit(_fails()).result(10)


def test_call_soon_calls_on_the_loop(thread: DeviceThread) -> None:
    called = threading.Event()
    thread.call_soon(called.set)
    assert called.wait(10)


def test_one_that_waits_does_not_hold_up_another(thread: DeviceThread) -> None:
    waiting = thread.submit(asyncio.Event().wait())
    assert thread.submit(_name()).result(10) == "devices"
    assert not waiting.done()


def test_close_cancels_what_runs_and_leaves_no_thread() -> None:
    thread = DeviceThread("devices under test")
    waiting = thread.submit(asyncio.Event().wait())
    thread.submit(_name()).result(10)
    thread.close()
    assert waiting.cancelled()
    assert "devices under test" not in [t.name for t in threading.enumerate()]
    thread.close()


def test_nothing_is_taken_after_close() -> None:
    thread = DeviceThread()
    thread.close()
    with pytest.raises(RuntimeError, match="closed"):
        thread.submit(_name())
    with pytest.raises(RuntimeError, match="closed"):
        thread.call_soon(print)
