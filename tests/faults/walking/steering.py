"""Walks that come to everything: what was done least so far is done next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

FEW = 3
DONE, TRIED = 3, 1
"""What was done counts more than what was tried and refused: neither is tried for ever."""


class Rarest:
    """`so_far` counts over all walks. `begun` keeps with how much each began, by its number: a walk that hypothesis
    walks again, to show how it failed, is the same one."""

    def __init__(self, so_far: Counter[str], begun: dict[int, Counter[str]], number: int) -> None:
        self.so_far = so_far
        self.counted = Counter(begun.setdefault(number, Counter(so_far)))

    def note(self, name: str, done: bool) -> None:
        for counter in (self.so_far, self.counted):
            counter[name] += DONE if done else TRIED

    def of(self, names: Iterable[str]) -> list[str]:
        """The few of these that were done least."""
        return sorted(set(names), key=lambda name: (self.counted[name], name))[:FEW]
