"""Gaps in the sources' own counting: what was sent and never came."""

from __future__ import annotations

from collections import OrderedDict

MAX_SOURCES = 10_000
MAX_GAP = 100_000
MAX_AWAITED = 1000


class SequenceGaps:
    """Count the numbers each source left out; one that comes late, or again, is not missing. One thread."""

    def __init__(self) -> None:
        self.missing = 0
        self._sources: OrderedDict[str, tuple[int, set[int]]] = OrderedDict()

    def see(self, source: str, seq: int) -> None:
        """Take note of a report's number."""
        last, awaited = self._sources.pop(source, (seq, set()))
        step = seq - last
        if seq in awaited:
            awaited.discard(seq)
            self.missing -= 1
        elif 1 < step <= MAX_GAP:
            self.missing += step - 1
            # A late report is looked for only among the newest numbers: memory stays bounded.
            awaited.update(range(max(last + 1, seq - MAX_AWAITED), seq))
            if len(awaited) > MAX_AWAITED:
                awaited = set(sorted(awaited)[-MAX_AWAITED:])
        # A count that falls far back or leaps far ahead has begun anew: there is nothing to compare with.
        is_new_count = step > MAX_GAP or (step < 0 and seq <= 1)
        self._sources[source] = (seq, set()) if is_new_count else (max(seq, last), awaited)
        if len(self._sources) > MAX_SOURCES:
            self._sources.popitem(last=False)
