"""Tell one alarm's whole story as a list of facts, and find its evidence: pure functions over journal entries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from console.core.entry import Entry
from console.core.event import Box
from console.core.text import Text, text
from console.ui.story_words import NameOf, entry_sentence, figure

STORY_MAX_LINES = 150


@dataclass(frozen=True, slots=True)
class StoryLine:
    """Hold one fact of a story; `seqs` are the entries it stands for, `weight` is true where a person decided."""

    at_utc: datetime
    sentence: Text
    seqs: tuple[int, ...]
    weight: bool = False


def story_lines(entries: Sequence[Entry], name_of: NameOf) -> list[StoryLine]:
    """Tell a whole alarm, oldest first.

    A run of mere updates becomes one line; a very long story is cut in its middle, and says so.
    """
    lines: list[StoryLine] = []
    run: list[Entry] = []
    for entry in entries:
        if _is_update(entry):
            run.append(entry)
            continue
        lines += _told_run(run, name_of)
        run = []
        decided = entry.kind.startswith("alarm.") and entry.kind not in ("alarm.raised", "alarm.folded")
        lines.append(StoryLine(entry.at_utc, entry_sentence(entry, name_of), (entry.seq,), decided))
    lines += _told_run(run, name_of)
    if len(lines) <= STORY_MAX_LINES:
        return lines
    half = STORY_MAX_LINES // 2
    left_out = lines[half : len(lines) - half]
    gap = text("{count} more facts lie in between; search for the alarm to list them.", count=len(left_out))
    seqs = tuple(seq for line in left_out for seq in line.seqs)
    return [*lines[:half], StoryLine(left_out[0].at_utc, gap, seqs), *lines[-half:]]


def pictured_report(entries: Sequence[Entry]) -> Entry | None:
    """Return the newest report that brought a picture."""
    for entry in reversed(entries):
        if entry.kind == "event.received" and isinstance(entry.body.get("snapshot"), str):
            return entry
    return None


def box_of(report: Entry) -> Box | None:
    """Return the box of a report in the native form, None where it has none."""
    box = report.body.get("box")
    if isinstance(box, list) and len(box) == 4 and all(isinstance(v, (int, float)) for v in box):
        x, y, w, h = (min(1.0, max(0.0, float(v))) for v in box)
        return Box(x, y, min(w, 1.0 - x), min(h, 1.0 - y))
    return None


def evidence_box(entries: Sequence[Entry]) -> Box | None:
    """Return the box that belongs to the newest report with a picture, None where it has none."""
    report = pictured_report(entries)
    return box_of(report) if report is not None else None


def alarm_priority(entries: Sequence[Entry]) -> int | None:
    """Return the priority the newest of these entries gives its alarm, None where none tells it."""
    for entry in reversed(entries):
        shape = entry.body.get("alarm")
        priority = shape.get("priority") if isinstance(shape, dict) else None
        if isinstance(priority, int) and 1 <= priority <= 4:
            return priority
    return None


def alarm_kind(entries: Sequence[Entry]) -> str:
    """Return the kind of event the alarm is about, empty where none of these entries tells it."""
    for entry in entries:
        shape = entry.body.get("alarm")
        kind = shape.get("kind") if isinstance(shape, dict) else None
        if kind is None and entry.kind == "event.received":
            kind = entry.body.get("kind")
        if isinstance(kind, str) and kind:
            return kind
    return ""


def _is_update(entry: Entry) -> bool:
    return entry.kind == "event.received" and entry.body.get("phase") == "update"


def _told_run(run: list[Entry], name_of: NameOf) -> list[StoryLine]:
    if not run:
        return []
    if len(run) == 1:
        return [StoryLine(run[0].at_utc, entry_sentence(run[0], name_of), (run[0].seq,))]
    scores = [score for e in run if isinstance(score := e.body.get("score"), (int, float))]
    sentence = (
        text("{count} further reports, score up to {score}", count=len(run), score=figure(max(scores), 2))
        if scores
        else text("{count} further reports", count=len(run))
    )
    return [StoryLine(run[0].at_utc, sentence, tuple(e.seq for e in run))]
