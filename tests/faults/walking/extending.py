"""How more time is asked for, given and refused at the doors."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

from tests.faults.walking.reviewing import NONE, Seen

OF_THE_LAW, OF_AN_ORDER = ("opinion_31_6",), ("reply_ordered", "reply_asked")
EXTENDABLE = (*OF_THE_LAW, *OF_AN_ORDER)


def _running(seen: Seen) -> list[str]:
    run = {clock["name"] for clock in seen["clocks"] if clock["state"] == "running"}
    return [rule for rule in EXTENDABLE if rule in run]


def _open_requests(seen: Seen) -> set[str]:
    return {one["rule"] for one in seen["extensions"] if one["decision"] is None}


def might_ask(seen: Seen) -> bool:
    return bool(_running(seen)) and not _open_requests(seen)


def asked_for(*rules: str) -> Callable[[Seen], bool]:
    return lambda seen: bool(_open_requests(seen) & set(rules))


def more_time(seen: Seen, chance: Random) -> dict[str, Any]:
    rule = chance.choice(_running(seen) or EXTENDABLE)
    return {"rule": rule, "days": chance.choice([5, 10, 31]), "reason": "须等鉴定结论。"}


def of_the_request(*rules: str) -> Callable[[Seen], str]:
    """One door takes the word of the head and that of the sender: which of them is asked is said by the request."""

    def door(seen: Seen) -> str:
        is_asked = asked_for(*rules)(seen)
        return "extension-decisions" if is_asked else f"/routing/api/v1/referrals/{NONE}/extension-decisions"

    return door


def a_decision(agreed: bool) -> Callable[[Seen, Random], dict[str, Any]]:
    return lambda seen, chance: {"agreed": agreed, "words": "已经研究。"}
