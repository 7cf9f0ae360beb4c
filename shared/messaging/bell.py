"""A bell between green threads: rung any number of times, it wakes its one waiter once."""

from __future__ import annotations

from eventlet.queue import Empty, Full, LightQueue


class Bell:
    """`bell.ring()` from anywhere; `bell.wait(seconds)` returns at the ring or when the time is over."""

    def __init__(self) -> None:
        self._rung = LightQueue(maxsize=1)

    def ring(self) -> None:
        """Wake the waiter, now or as soon as it waits."""
        try:
            self._rung.put_nowait(True)
        except Full:
            return

    def wait(self, timeout: float) -> bool:
        """Wait for a ring, at most `timeout` seconds; whether it rang."""
        try:
            self._rung.get(timeout=max(timeout, 0))
        except Empty:
            return False
        return True
