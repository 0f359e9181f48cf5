"""How times, ages and durations are written on screen."""

from __future__ import annotations

from datetime import datetime

from console.ui.language import tr


def clock(moment: datetime) -> str:
    """Write a moment as local HH:MM:SS."""
    return moment.astimezone().strftime("%H:%M:%S")


def day_and_clock(moment: datetime) -> str:
    """Write a moment as local date and time to the second."""
    return moment.astimezone().strftime("%Y-%m-%d %H:%M:%S")


def age(seconds: float) -> str:
    """Write a waiting time as MM:SS, or H:MM:SS from an hour on."""
    whole = max(0, int(seconds))
    hours, rest = divmod(whole, 3600)
    minutes, left = divmod(rest, 60)
    return f"{hours}:{minutes:02d}:{left:02d}" if hours else f"{minutes:02d}:{left:02d}"


def seconds(value: float) -> str:
    """Write a short duration with a tenth of a second, a long one as a waiting time."""
    return tr("{seconds} s", seconds=f"{value:.1f}") if value < 60 else age(value)
