"""How what is done about a referral beside the table of acts is entered: it moves it to no other state."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

from services.routing.policy.serving import is_served, owes_a_report
from services.routing.policy.urging import PRESSED_IN
from shared.contracts.words import SERVICE_MEANS
from shared.db import utc_now
from tests.faults.walking.entering import Entering
from tests.faults.walking.reviewing import NONE, Seen
from tests.faults.walking.saying import began, day_of, of_the_mediation

PRESSED = {"cause": "LATE", "words": "请抓紧办理。"}


def is_in_hand(seen: Seen) -> bool:
    return seen["state"] in PRESSED_IN


def chasing(seen: Seen, chance: Random) -> dict[str, Any]:
    return PRESSED


def is_not_supervised(seen: Seen) -> bool:
    return is_in_hand(seen) and not _in_force(seen)


def pressing(seen: Seen, chance: Random) -> dict[str, Any]:
    listed = {"listed": True} if chance.random() < 0.3 else {}
    return {**PRESSED, "reply_by": "2099-01-01", **listed}


def _in_force(seen: Seen) -> list[Seen]:
    return [order for order in seen["urgings"] if order["in_force"]]


def owes_an_answer(seen: Seen) -> bool:
    return any(all(answer["decision"] for answer in order["answers"]) for order in _in_force(seen))


def has_answered(seen: Seen) -> bool:
    return any(answer["decision"] is None for order in _in_force(seen) for answer in order["answers"])


def is_automatic(seen: Seen) -> bool:
    return any(order["by"] is None for order in _in_force(seen))


def of_the_supervision(noun: str) -> Callable[[Seen], str]:
    def door(seen: Seen) -> str:
        asked = [order["order_id"] for order in _in_force(seen) or seen["urgings"]] or [seen["referral_id"]]
        return f"/routing/api/v1/supervisions/{asked[-1]}/{noun}"

    return door


def what_was_done(seen: Seen, chance: Random) -> dict[str, Any]:
    return {"words": "已约谈双方。"}


def a_judgement(seen: Seen, chance: Random) -> dict[str, Any]:
    return {"accepted": chance.random() < 0.5, "words": "请附上处理结果。"}


def day_of_reply(seen: Seen) -> str:
    return day_of(seen["reply"]["at"]) if seen["reply"] else "2026-01-01"


def _is_served(seen: Seen) -> bool:
    return any(is_served(proof["means"]) for proof in _standing(seen))


def _standing(seen: Seen) -> list[Seen]:
    return [proof for proof in seen["services"] if proof["struck_out"] is None]


def is_to_be_served(seen: Seen) -> bool:
    return seen["state"] in ("ANSWERED", "REVOKED") and not _is_served(seen)


def a_service(seen: Seen, chance: Random) -> dict[str, Any]:
    means = chance.choice(list(SERVICE_MEANS))
    told = {"receiver": "本人", "post_number": "1234", "words": "由村干部见证。"}
    return {"means": means, "served_on": day_of_reply(seen), **told}


def may_be_struck_out(seen: Seen) -> bool:
    return seen["state"] == "ANSWERED" and bool(_standing(seen))


def of_the_proof(seen: Seen) -> str:
    entered = [proof["proof_id"] for proof in _standing(seen) or seen["services"]] or [seen["referral_id"]]
    return f"/routing/api/v1/proofs/{entered[-1]}/strikes"


def _undone(seen: Seen) -> list[str]:
    return [task["claim_id"] for task in seen["to_perform"] if task["done_on"] is None]


def is_to_be_performed(seen: Seen) -> bool:
    return seen["state"] == "ANSWERED" and bool(_undone(seen))


def a_performance(seen: Seen, chance: Random) -> dict[str, Any]:
    claims = _undone(seen) or [claim["claim_id"] for claim in seen["claims"]] or [str(NONE)]
    return {"claim_id": chance.choice(claims), "done_on": day_of_reply(seen), "words": "已办。"}


def _waits(seen: Seen) -> bool:
    return any(report["decided_at"] is None for report in seen["completion_reports"])


def is_to_be_reported(seen: Seen) -> bool:
    done = seen["state"] == "ANSWERED" and _is_served(seen) and not _undone(seen)
    accepted = any(report["accepted"] for report in seen["completion_reports"])
    return bool(done and owes_a_report(seen["kind"]) and not accepted and not _waits(seen))


def is_reported(seen: Seen) -> bool:
    return seen["state"] == "ANSWERED" and _waits(seen)


def is_to_be_confirmed(seen: Seen) -> bool:
    return any(one["effective_on"] and not one["confirmation_asked_on"] for one in seen["mediations"][-1:])


def confirmation(seen: Seen, chance: Random) -> dict[str, Any]:
    return {"asked_on": began(seen), "words": "双方共同提出。"}


def is_to_be_visited(seen: Seen) -> bool:
    return any(visit["at"] is None for visit in seen["return_visits"])


def a_visit(seen: Seen, chance: Random) -> dict[str, Any]:
    told = {"visited_on": day_of(utc_now().isoformat()), "words": "电话回访。"}
    if chance.random() < 0.3:
        return {**told, "reached": False}
    return {**told, "reached": True, "satisfaction": chance.choice(["SATISFIED", "NOT_SATISFIED"])}


BESIDE: dict[str, Entering] = {
    "serve": Entering("services", a_service, when=is_to_be_served, of_the_unit=True),
    "strike_out_proof": Entering(of_the_proof, what_was_done, when=may_be_struck_out, of_the_unit=True),
    "perform": Entering("performances", a_performance, when=is_to_be_performed, of_the_unit=True),
    "report": Entering("completion-reports", what_was_done, when=is_to_be_reported, of_the_unit=True),
    "judge_report": Entering("completion-decisions", a_judgement, when=is_reported),
    "visit": Entering("return-visits", a_visit, when=is_to_be_visited),
    "chase": Entering("chases", chasing, when=is_in_hand),
    "supervise": Entering("supervisions", pressing, when=is_not_supervised),
    "answer_supervision": Entering(
        of_the_supervision("answers"), what_was_done, when=owes_an_answer, of_the_unit=True
    ),
    "judge_answer": Entering(of_the_supervision("answer-decisions"), a_judgement, when=has_answered),
    "stop_supervision": Entering(of_the_supervision("stops"), what_was_done, when=is_automatic),
    "confirm_agreement": Entering(
        of_the_mediation("confirmations"), confirmation, when=is_to_be_confirmed, of_the_unit=True
    ),
}
