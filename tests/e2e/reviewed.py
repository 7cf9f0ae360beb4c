"""An opinion that may be reviewed, its review, and its re-review with a hearing that goes on, for the survey."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from shared.clocks.deadline import HERE
from tests.support.running import Liandong

OFFICE = ("caoqiao", "caoqiao2")
BUREAU = ("leader", "leader2")
ACCEPTED = {"path": "PETITION", "words": "We look into it."}
EVERYTHING = ["FACTS", "EVIDENCE", "ARTICLE", "PROCEDURE", "REMEDIES"]


REMEDY = "Whoever does not agree may ask for review within 30 days."


def opinion_to_review(liandong: Liandong) -> dict[str, Any]:
    """Answered under article 31(6) and served."""
    told = liandong.register()
    order = liandong.referral(told["matter_no"])
    clerk = liandong.client(OFFICE[0])
    clerk.post(door(order, "signatures"), {})
    clerk.post(door(order, "acceptances"), ACCEPTED)
    return answered(liandong, order, OFFICE, "EXPLAIN")


def asked(liandong: Liandong, order: dict[str, Any]) -> dict[str, Any]:
    request = {"received_on": served_on(order), "words": "Nobody came to look."}
    return liandong.client("operator").post(door(order, "review-requests"), request)


def heard(liandong: Liandong, review: dict[str, Any]) -> dict[str, Any]:
    """The re-review of a review that was upheld, in which a hearing goes on."""
    rereview = asked(liandong, answered(liandong, review, BUREAU, "UPHELD"))
    day = rereview["review"]["asked_on"]
    hearing = {"first_on": day, "hearing_on": day, "place": "Room 101", "words": "They contradict each other."}
    return liandong.client("petition").post(door(rereview, "hearings"), hearing)


def answered(liandong: Liandong, order: dict[str, Any], people: tuple[str, str], outcome: str) -> dict[str, Any]:
    """Drafted by one, released by the other and served on the day of its release."""
    given = {"outcome": outcome, "facts": "Seen.", "legal_basis": "《民法典》第二百九十一条"}
    answers = [{"claim_id": claim["claim_id"], **given} for claim in order["claims"]]
    first, second = (liandong.client(name) for name in people)
    first.post(door(order, "opinions"), {"answers": answers, "law_explained": "A lane stays open.", "remedy": REMEDY})
    released = second.post(door(order, "opinion-checks"), {"released": True, "ticked": EVERYTHING})
    day = datetime.fromisoformat(released["reply"]["at"]).astimezone(HERE).date().isoformat()
    return first.post(door(order, "services"), {"means": "HANDED", "served_on": day, "receiver": "本人"})


def served_on(order: dict[str, Any]) -> str:
    return str(order["services"][-1]["served_on"])


def door(order: dict[str, Any], act: str) -> str:
    return f"/routing/api/v1/referrals/{order['referral_id']}/{act}"
