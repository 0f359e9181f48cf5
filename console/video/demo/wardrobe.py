"""What people wear: named by data, or chosen from a small palette by their number."""

from __future__ import annotations

from console.video.demo.figures import Wear
from console.video.demo.recipe import Actor

_TOPS = ("#c8543f", "#e8e2d4", "#4c7fc0", "#d9a93c", "#7f9f5c", "#b06a9c", "#8fb7c9", "#e08a5a", "#cfd6dc", "#6d7fd0")
_LEGS = ("#4a5568", "#8a7a62", "#39424f", "#6d7683", "#a09078", "#54606c")
_HAIR = ("#241c18", "#33261e", "#1d1a1a", "#5a4030", "#8b8680")


def dress(actor: Actor, at_s: float) -> Wear:
    """Return what an actor wears and carries at a moment of the act."""
    n = actor.number
    top = actor.wear[0] if actor.wear else _TOPS[(n * 7) % len(_TOPS)]
    legs = actor.wear[1] if len(actor.wear) > 1 else _LEGS[(n * 5) % len(_LEGS)]
    carries = "bag" if any(start <= at_s < end for start, end in actor.bag) else "pack" if n % 4 == 1 else ""
    return Wear(top, legs, _HAIR[(n * 3) % len(_HAIR)], carries=carries)
