"""Where a test run may kill this process or make it slow, to prove that nothing is lost there."""

from __future__ import annotations

import os
import signal
import time
from collections import Counter

from shared.config import settings

POINTS = (
    "after_insert",
    "before_commit",
    "after_commit",
    "before_publish",
    "after_publish",
    "before_mark",
    "after_receive",
    "after_settlement",
    "before_consumer_commit",
    "before_ack",
)
IN_LONG_WORK = ("amid_an_import",)
"""Points that a matter on its way does not pass."""
_hits: Counter[str] = Counter()


def crash_point(name: str) -> None:
    """End this process by SIGKILL if `LIANDONG_CRASH_AT=name` or `name:n` says so (at the n-th passing), or let this
    green thread dawdle if `LIANDONG_SLOW_AT=name:seconds` does.

    Honoured only with `LIANDONG_TESTING=1`. Name one of `POINTS` or `IN_LONG_WORK`.
    """
    if not settings().testing:
        return
    point, _, count = settings().crash_at.partition(":")
    if point and point not in (*POINTS, *IN_LONG_WORK):
        raise ValueError(f"LIANDONG_CRASH_AT names {point!r}: there are {', '.join((*POINTS, *IN_LONG_WORK))}")
    if point == name:
        _hits[name] += 1
        if _hits[name] >= int(count or 1):
            os.kill(os.getpid(), signal.SIGKILL)
    point, _, seconds = settings().slow_at.partition(":")
    if point == name:
        time.sleep(float(seconds or 1))
