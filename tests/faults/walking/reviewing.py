"""How a review, a re-review and the hearing in one are entered at the doors."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random
from typing import Any
from uuid import UUID

Seen = Mapping[str, Any]
NONE = UUID(int=0)
REVIEWS = ("REVIEW", "REREVIEW")


def asking(act: str) -> Callable[[Seen], str]:
    """One door takes every request: what is asked for is said by the order, and of a reply by the ways of its
    claims."""

    def door(seen: Seen) -> str:
        return "review-requests" if act == _asked(seen) else f"/routing/api/v1/referrals/{NONE}/review-requests"

    return door


def a_request(seen: Seen, chance: Random) -> dict[str, Any]:
    served = [proof["served_on"] for proof in seen["services"] if proof["means"] != "NOT_SERVED"]
    return {"received_on": served[-1] if served else "2026-01-01", "words": "没有到现场看过。"}


def may_be_asked_for(act: str) -> Callable[[Seen], bool]:
    """Served, in time so far, and nobody asked yet."""
    period = "ask_rereview" if act == "ask_rereview" else "ask_review"

    def when(seen: Seen) -> bool:
        runs = any(clock["name"] == period and clock["state"] == "running" for clock in seen["clocks"])
        return runs and act == _asked(seen) and not seen["reviewed_by"]

    return when


def may_be_heard(seen: Seen) -> bool:
    return seen["kind"] == "REREVIEW" and not seen["review"]["hearings"]


def goes_on(seen: Seen) -> bool:
    return seen["kind"] == "REREVIEW" and any(one["last_on"] is None for one in seen["review"]["hearings"])


def a_hearing(seen: Seen, chance: Random) -> dict[str, Any]:
    day = seen["review"]["asked_on"] if seen["review"] else "2026-01-01"
    return {"first_on": day, "hearing_on": day, "place": "信访局听证室", "words": "双方说法不一。"}


def its_end(seen: Seen, chance: Random) -> dict[str, Any]:
    held = seen["review"]["hearings"] if seen["review"] else []
    return {"last_on": held[-1]["first_on"] if held else "2026-01-01", "words": "双方都到场。"}


def reviewed_as(seen: Seen, chance: Random) -> list[str]:
    """Of each claim of a review; revoked are all or none."""
    if chance.random() < 0.3:
        return ["REVOKED"] * len(seen["claims"])
    return [chance.choice(["UPHELD", "TO_SUPPORT", "TO_EXPLAIN", "TO_REFUSE"]) for _ in seen["claims"]]


def _asked(seen: Seen) -> str:
    if seen["kind"] == "REVIEW":
        return "ask_rereview"
    told = (seen["accepted"] or {}).get("ways") or seen["answers"]
    ways = {way["claim_id"]: way.get("path") for way in told}
    others = [claim for claim in seen["claims"] if ways.get(claim["claim_id"]) != "PETITION"]
    return "ask_review_of_some" if others and len(others) < len(seen["claims"]) else "ask_review"
