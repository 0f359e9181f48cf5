"""What is said and journalled about steering."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.control.messages import Level
from console.control.ptz_seat import Hold, Seat, position_body
from console.core.entry import Draft
from console.core.text import Text, text

if TYPE_CHECKING:
    from console.control.messages import Messages
    from console.control.recorder import Recorder
    from console.control.steering_reports import Goto, Overdue, Stopped
    from console.control.tasks import Tasks


class PtzRecord:
    """Note the moves, Stops and recalls of all cameras, on the UI thread."""

    def __init__(self, recorder: Recorder, messages: Messages, tasks: Tasks) -> None:
        self._recorder = recorder
        self._messages = messages
        self._tasks = tasks

    def recall(self, seat: Seat, goto: Goto) -> None:
        """Note that a camera took the command to turn to a stored position."""
        kind = "ptz.preset_recalled" if goto.token else "ptz.home_recalled"
        body: dict[str, object] = {"preset": goto.token, "name": goto.name} if goto.token else {}
        self._recorder.note(Draft(kind, body, goto.operator, goto.alarm_id, seat.camera.id))

    def overdue(self, seat: Seat, report: Overdue) -> None:
        """Say and note that a camera has not confirmed Stop."""
        seat.overdue = True
        self._say(
            Level.ERROR,
            text(
                "{camera} has not confirmed Stop for {seconds} s and may still be turning. It is tried on.",
                camera=seat.camera.name, seconds=round(report.waited_s),
            ),
        )  # fmt: skip
        body: dict[str, object] = {"waited_s": round(report.waited_s, 1)}
        hold = seat.holds[-1] if seat.holds else None
        self._recorder.note(
            Draft(
                "ptz.stop_unconfirmed", body, hold.operator if hold else "", hold.alarm_id if hold else "",
                seat.camera.id,
            )
        )  # fmt: skip

    def holds(self, seat: Seat, holds: list[Hold], stop: Stopped | None) -> None:
        """Note holds that are over and, where it was confirmed, their Stop."""
        moves = [hold for hold in holds if hold.velocity is not None]
        for hold in moves:
            # Where a move ended that was followed by another before its Stop, nobody saw.
            end = stop.position if stop is not None and hold is moves[-1] else None
            self._recorder.note(hold.draft(seat.camera.id, end))
        if stop is None or not holds:
            return
        body: dict[str, object] = {"confirmed_s": round(stop.confirmed_s, 3), "at": position_body(stop.position)}
        last = holds[-1]
        self._recorder.note(Draft("ptz.stopped", body, last.operator, last.alarm_id, seat.camera.id))
        if seat.overdue:
            seat.overdue = False
            self._say(Level.INFO, text("{camera} has confirmed Stop.", camera=seat.camera.name))

    def _say(self, level: Level, sentence: Text) -> None:
        self._tasks.tell(self._messages.say, level, sentence)
