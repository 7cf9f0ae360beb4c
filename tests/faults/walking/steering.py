"""Walks that come to everything: what was tried least so far is done next, and matters are led on to their end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from random import Random

FEW = 3
ASKING = ("ask_review", "ask_review_of_some", "ask_rereview")
ONWARD = (
    "sign_for",
    "accept",
    "close_hearing",
    "send_for_check",
    "release_reply",
    "serve",
    "perform",
    "report",
    "judge_report",
    *ASKING,
)
"""What leads a matter on, from its arrival to the last opinion about it, in its order."""


class Rarest:
    """`so_far` counts over all walks. `begun` keeps with how much each began, by its number: a walk that hypothesis
    walks again, to show how it failed, is the same one."""

    def __init__(self, so_far: Counter[str], begun: dict[int, Counter[str]], number: int) -> None:
        self.so_far = so_far
        self.counted = Counter(begun.setdefault(number, Counter(so_far)))

    def note(self, name: str) -> None:
        """Whether it was done or refused: what is always refused is not tried for ever."""
        for counter in (self.so_far, self.counted):
            counter[name] += 1

    def of(self, names: Iterable[str]) -> list[str]:
        """The few of these that were tried least."""
        return sorted(set(names), key=lambda name: (self.counted[name], name))[:FEW]


def onward(possible: Iterable[tuple[str, str]], chance: Random) -> tuple[str, str] | None:
    """Of (referral, act) the next of some order, rather of one that is further on; half of the petitioners are
    content with what they were told."""
    content = ASKING if chance.random() < 0.5 else ()
    nexts: dict[str, str] = {}
    for referral_id, act in sorted((one for one in possible if one[1] in ONWARD), key=_how_far):
        nexts.setdefault(referral_id, act)
    found = [one for one in nexts.items() if one[1] not in content]
    return max((chance.choice(found) for _ in range(2)), key=_how_far) if found else None


def _how_far(one: tuple[str, str]) -> int:
    return ONWARD.index(one[1])
