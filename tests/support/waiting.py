"""Waiting is a retry with a deadline."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def eventually(truth: Callable[[], T], seconds: float = 20) -> T:
    """Asks until the answer is true and gives it; on the way an AssertionError counts as a no.

    Without an answer in time the last AssertionError is raised, or one that names the question.
    """
    deadline = time.monotonic() + seconds
    while True:
        failure = AssertionError(f"not true within {seconds} s: {truth.__qualname__}")
        try:
            if answer := truth():
                return answer
        except AssertionError as complaint:
            failure = complaint
        if time.monotonic() > deadline:
            raise failure
        time.sleep(0.02)
