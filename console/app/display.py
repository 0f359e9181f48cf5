"""Is there a screen to open a window on? Asked before Qt is, which would abort the process."""

from __future__ import annotations

import os
import sys

from console.core.errors import ConfigError


def require_display() -> None:
    """Raise ConfigError, saying how to get one, where no display is set (Linux)."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return
    if not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
        raise ConfigError(
            "There is no display to open a window on. Start a desktop session, or a virtual one: "
            "xvfb-run -s '-screen 0 1920x1080x24' .venv/bin/python main.py …"
        )
