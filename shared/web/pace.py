"""How often one asker may ask at a public door, counted in this process, in bounded memory."""

from __future__ import annotations

import math
import time
from collections import OrderedDict

REMEMBERED = 10_000


class Pace:
    """At most `most` questions of one asker in any stretch of `seconds`: a bucket that fills again evenly.

    `wait = pace.ask("203.0.113.7")` is 0 where the asker may go on, else the whole seconds until the next question.
    Of many askers those that asked longest ago are forgotten. Each process counts for itself.
    """

    def __init__(self, most: int, seconds: float, remembered: int = REMEMBERED) -> None:
        self.most = most
        self.refill = most / seconds
        self.remembered = remembered
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def ask(self, asker: str, now: float | None = None) -> int:
        """Count a question of this asker, unless it comes too soon."""
        moment = time.monotonic() if now is None else now
        left, at = self._left.pop(asker, (float(self.most), moment))
        left = min(self.most, left + (moment - at) * self.refill)
        wait = 0 if left >= 1 else math.ceil((1 - left) / self.refill)
        self._left[asker] = (left if wait else left - 1, moment)
        while len(self._left) > self.remembered:
            self._left.popitem(last=False)
        return wait
