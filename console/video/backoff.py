"""When to try again."""

from __future__ import annotations

import random

FIRST_S = 1.0
LONGEST_S = 30.0
GOOD_S = 10.0


class Backoff:
    """Wait longer after each failure, from 1 to 30 s, each by chance up to a quarter less: not all cameras at once."""

    def __init__(self, chance: random.Random | None = None) -> None:
        self._chance = chance or random.Random()  # noqa: S311 - spreads load, hides nothing
        self._next_s = FIRST_S

    def failed(self, played_s: float, refused: bool = False) -> float:
        """Return the seconds to wait after a failure; `played_s` of good playing before it forget the failures before.

        refused: the password was wrong; asking often would lock the account.
        """
        if played_s >= GOOD_S:
            self._next_s = FIRST_S
        wait_s = LONGEST_S if refused else self._next_s
        self._next_s = min(self._next_s * 2, LONGEST_S)
        return max(FIRST_S, wait_s * self._chance.uniform(0.75, 1.0))
