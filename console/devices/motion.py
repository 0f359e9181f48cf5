"""How a camera without inertia moves: where it is at a time, as pure functions of monotonic nanoseconds."""

from __future__ import annotations

from dataclasses import dataclass

from console.core.ptz import Position, Velocity

HOME = Position(0.0, 0.0, 0.0)
TURN_PER_S = 0.5
ZOOM_PER_S = 0.4


@dataclass(frozen=True, slots=True)
class Motion:
    """Hold one movement from `start` at `per_s` (units/s on each axis) between two monotonic times.

    target: where it ends exactly when it is a way to a place, None when it is a turn at a speed.
    """

    start: Position
    from_ns: int
    until_ns: int
    per_s: Position = HOME
    target: Position | None = None

    def at(self, now_ns: int) -> Position:
        """Return where the camera looks."""
        if self.target is not None and now_ns >= self.until_ns:
            return self.target
        elapsed_s = max(0, min(now_ns, self.until_ns) - self.from_ns) / 1e9
        return Position(
            _within(self.start.pan + self.per_s.pan * elapsed_s, -1.0),
            _within(self.start.tilt + self.per_s.tilt * elapsed_s, -1.0),
            _within(self.start.zoom + self.per_s.zoom * elapsed_s, 0.0),
        )

    def over(self, now_ns: int) -> bool:
        """Tell whether nothing moves any more."""
        return now_ns >= self.until_ns


def rest(position: Position, now_ns: int) -> Motion:
    """Return a standstill."""
    return Motion(position, now_ns, now_ns)


def turn(start: Position, velocity: Velocity, now_ns: int, timeout_s: float) -> Motion:
    """Return a turn at a speed, each axis ending at its limit."""
    per_s = Position(
        _within(velocity.pan, -1.0) * TURN_PER_S,
        _within(velocity.tilt, -1.0) * TURN_PER_S,
        _within(velocity.zoom, -1.0) * ZOOM_PER_S,
    )
    length_s = 0.0 if velocity.still else max(0.0, timeout_s)
    return Motion(start, now_ns, now_ns + round(length_s * 1e9), per_s)


def way(start: Position, target: Position, now_ns: int) -> Motion:
    """Return the straight way to a place at full speed, all axes arriving together."""
    pan, tilt, zoom = target.pan - start.pan, target.tilt - start.tilt, target.zoom - start.zoom
    length_s = max(abs(pan) / TURN_PER_S, abs(tilt) / TURN_PER_S, abs(zoom) / ZOOM_PER_S)
    if length_s == 0.0:
        return rest(target, now_ns)
    per_s = Position(pan / length_s, tilt / length_s, zoom / length_s)
    return Motion(start, now_ns, now_ns + round(length_s * 1e9), per_s, target)


def _within(value: float, low: float) -> float:
    return min(1.0, max(low, value))
