"""What the UI thread knows of one steered camera, and of each hold of a key on it."""

from __future__ import annotations

import concurrent.futures
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from console.core.entry import Draft
from console.core.ptz import Position, Preset, PtzAbilities, Velocity
from console.core.text import Text

if TYPE_CHECKING:
    from console.control.steering import Steering
    from console.core.camera import Camera


@dataclass(slots=True)
class Hold:
    """Hold one press of a key, from its begin to its confirmed Stop; without a velocity it is a Stop alone.

    Times are monotonic seconds. start: where the camera looked, None when it did not tell, or has not yet told.
    """

    no: int
    velocity: Velocity | None
    began_s: float
    alarm_id: str
    purpose: str
    operator: str
    start: Position | None
    ended_s: float | None = None

    def draft(self, camera_id: str, end: Position | None) -> Draft:
        """Return the journal's entry of the move."""
        velocity = self.velocity or Velocity()
        body: dict[str, object] = {
            "pan": velocity.pan, "tilt": velocity.tilt, "zoom": velocity.zoom,
            "held_s": round((self.ended_s or self.began_s) - self.began_s, 3),
            "from": position_body(self.start), "to": position_body(end),
        }  # fmt: skip
        if self.purpose:
            body["purpose"] = self.purpose
        return Draft("ptz.moved", body, self.operator, self.alarm_id, camera_id)


@dataclass(slots=True)
class Seat:
    """Keep a camera's steering and what it last told; why: why it cannot be steered now. Owned by the UI thread.

    holds: those whose Stop is not confirmed yet. life: ends when the steering has ended.
    """

    camera: Camera
    steering: Steering
    life: concurrent.futures.Future[None]
    why: Text | None
    abilities: PtzAbilities | None = None
    presets: tuple[Preset, ...] = ()
    position: Position | None = None
    holds: list[Hold] = field(default_factory=list)
    overdue: bool = False

    def finished(self, no: int | None) -> list[Hold]:
        """Take out the holds that a Stop has ended, numbered up to `no`; None takes all that have ended."""
        over = [hold for hold in self.holds if hold.ended_s is not None and (no is None or hold.no <= no)]
        self.holds = [hold for hold in self.holds if hold not in over]
        return over

    def began_at(self, no: int, position: Position | None) -> None:
        """Take from the report of the Stop `no` where the hold after it began."""
        following = next((hold for hold in self.holds if hold.no > no), None)
        if following is not None and following.start is None:
            following.start = position


def position_body(position: Position | None) -> dict[str, float] | None:
    """Return a position as it is journalled."""
    if position is None:
        return None
    return {"pan": round(position.pan, 4), "tilt": round(position.tilt, 4), "zoom": round(position.zoom, 4)}
