"""How often the loop that all green threads of a process share was held up, so that nobody else had a turn."""

from __future__ import annotations

import time
from dataclasses import dataclass

STALL = 0.05
LOOK_EVERY = 0.01


@dataclass
class Stalls:
    """What a process has seen since it started: how many stalls of more than 50 ms, and the longest in seconds."""

    count: int = 0
    longest: float = 0.0

    def watch(self) -> None:
        """Never returns: as a green thread it asks for a turn again and again, and notes how late each came."""
        while True:
            asked = time.monotonic()
            time.sleep(LOOK_EVERY)
            self.note(time.monotonic() - asked - LOOK_EVERY)

    def note(self, late: float) -> None:
        """A turn came so many seconds late. A stall that began while the watch rested is seen up to 10 ms shorter."""
        self.longest = max(self.longest, late)
        self.count += late > STALL


seen = Stalls()
