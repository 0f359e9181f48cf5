"""Is there a screen to open a window on? Asked before Qt is, which would abort the process."""

from __future__ import annotations

import os
import re
import socket
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

from console.core.errors import ConfigError

CONNECT_S = 2.0
X_SOCKETS = "/tmp/.X11-unix"  # noqa: S108 - the place that X itself has
X_PORT = 6000
_X_NAME = re.compile(r"(?:(?:unix|tcp|inet6?|local)/)?(?P<host>[^/]*?):(?P<number>\d{1,4})(?:\.\d+)?", re.ASCII)

Address = tuple[int, str | tuple[str, int]]


def require_display() -> None:
    """Raise ConfigError, saying how to get one, where no display answers (Linux). Blocks a few seconds at the most."""
    if not sys.platform.startswith("linux"):
        return
    wanted = os.environ.get("QT_QPA_PLATFORM", "").partition(";")[0].partition(":")[0]
    x_name, wayland_name = os.environ.get("DISPLAY", ""), os.environ.get("WAYLAND_DISPLAY", "")
    if wanted and wanted != "xcb" and not wanted.startswith("wayland"):
        return
    if not wanted.startswith("wayland") and x_name and _answers(x_addresses(x_name)):
        return
    if wanted != "xcb" and wayland_name and _answers(wayland_addresses(wayland_name)):
        return
    named = x_name or wayland_name
    if named:
        raise ConfigError(
            "The display {display} does not answer. Start a desktop session, or a virtual one: "
            "xvfb-run -s '-screen 0 1920x1080x24' .venv/bin/python main.py …",
            display=named,
        )
    raise ConfigError(
        "There is no display to open a window on. Start a desktop session, or a virtual one: "
        "xvfb-run -s '-screen 0 1920x1080x24' .venv/bin/python main.py …"
    )


def x_addresses(name: str) -> Iterator[Address]:
    """Return where an X server of this name listens, in the order in which xcb tries them; none for nonsense."""
    if name.startswith("/"):
        yield socket.AF_UNIX, name
        return
    found = _X_NAME.fullmatch(name)
    if found is None:
        return
    host, number = found["host"], int(found["number"])
    if host in ("", "unix"):
        yield socket.AF_UNIX, f"\0{X_SOCKETS}/X{number}"
        yield socket.AF_UNIX, f"{X_SOCKETS}/X{number}"
        host = "localhost"
    yield socket.AF_INET, (host.strip("[]"), X_PORT + number)


def wayland_addresses(name: str) -> Iterator[Address]:
    """Return where a Wayland compositor of this name listens."""
    if name.startswith("/"):
        yield socket.AF_UNIX, name
    elif folder := os.environ.get("XDG_RUNTIME_DIR"):
        yield socket.AF_UNIX, f"{folder}/{name}"


def _answers(addresses: Iterator[Address]) -> bool:
    return any(_listens(*address) for address in addresses)


def _listens(family: int, address: str | tuple[str, int]) -> bool:
    try:
        if isinstance(address, tuple):
            socket.create_connection(address, CONNECT_S).close()
            return True
        if not address.startswith("\0") and not stat.S_ISSOCK(Path(address).stat().st_mode):
            return False
        with socket.socket(family) as local:
            local.settimeout(CONNECT_S)
            local.connect(address)
    except (OSError, UnicodeError):
        # Nobody there, or a name that is none: that is the answer.
        return False
    return True
