"""How each act is entered at the doors: whoever adds an act to the table of referrals adds a line here, and it is
walked with all the others."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any
from uuid import UUID

from shared.clocks.deadline import HERE
from shared.contracts.words import CHECKLIST, HANDLING_PATHS, OBJECTION_REASONS, SERVICE_MEANS

Seen = Mapping[str, Any]
"""A referral as the JSON door shows it."""

UNITS = ("caoqiao", "zhapu", "xincang", "lindai", "danghu")
ABOVE = "bureau"
"""It works on orders too, and passes them down: no unit of this city is below a township."""


@dataclass(frozen=True)
class Entering:
    """`noun` is posted to below the referral's address, or is the whole address where it begins with `/`; `body` is
    what is sent. `unless` names the refusals that may meet the act though the table allows it, by the last part of
    their `type`; `again` says that two of them may follow each other in one state; `later` that it needs an order of
    supervision."""

    noun: str | Callable[[Seen], str]
    body: Callable[[Seen, Random], dict[str, Any]]
    unless: tuple[str, ...] = ()
    again: bool = False
    later: bool = False

    def door(self, seen: Seen) -> str:
        noun = self.noun if isinstance(self.noun, str) else self.noun(seen)
        return noun if noun.startswith("/") else f"/routing/api/v1/referrals/{seen['referral_id']}/{noun}"


def nothing_more(seen: Seen, chance: Random) -> dict[str, Any]:
    return {}


def a_way(seen: Seen, chance: Random) -> dict[str, Any]:
    ways = [
        {"claim_id": claim["claim_id"], "path": chance.choice([None, *HANDLING_PATHS])} for claim in seen["claims"]
    ]
    return {"path": chance.choice(list(HANDLING_PATHS)), "ways": ways, "words": "由本单位受理，先行调解。"}


def an_objection(seen: Seen, chance: Random) -> dict[str, Any]:
    other = chance.choice(UNITS)
    return {
        "reason": chance.choice(list(OBJECTION_REASONS)),
        "explanation": "不属本单位职权。",
        "competent_unit": other,
    }


def agreement(seen: Seen, chance: Random) -> dict[str, Any]:
    disputed = any(one["disputed"] for one in seen["objections"] if one["decision"] is None)
    unit = chance.choice([one for one in (*UNITS, ABOVE, ABOVE) if one != seen["unit"]])
    named = {"unit": unit} if disputed or chance.random() < 0.5 else {}
    return {"agreed": True, "words": "经核实，同意退回", **named}


def disagreement(seen: Seen, chance: Random) -> dict[str, Any]:
    return {"agreed": False, "words": "属于该单位职权，不同意退回"}


def answers(seen: Seen, chance: Random) -> dict[str, Any]:
    refusable = {way["claim_id"] for way in (seen["accepted"] or {}).get("ways", ()) if way["path"] == "PETITION"}
    given = {"facts": "已核实。", "legal_basis": "《民法典》第二百九十一条"}
    told = []
    for claim in (one["claim_id"] for one in seen["claims"]):
        outcomes = ["EXPLAIN", "SUPPORT", "REFUSE"] if claim in refusable else ["EXPLAIN", "EXPLAIN", "SUPPORT"]
        told.append({"claim_id": claim, "outcome": chance.choice(outcomes), **given})
    return {"answers": told, "law_explained": "通道不能堵。"}


def a_release(seen: Seen, chance: Random) -> dict[str, Any]:
    return {"released": True, "ticked": list(CHECKLIST)}


def a_sending_back(seen: Seen, chance: Random) -> dict[str, Any]:
    return {"released": False, "words": "依据要写到条、款。"}


def to_a_colleague(seen: Seen, chance: Random) -> dict[str, Any]:
    others = [name for name in (seen["unit"], f"{seen['unit']}2") if name != seen["handler"]]
    return {"handler": chance.choice(others), "words": "原经办人轮休。"}


def downwards(seen: Seen, chance: Random) -> dict[str, Any]:
    return {"unit": chance.choice(UNITS), "words": "事发地在该辖区。"}


def help_wanted(seen: Seen, chance: Random) -> dict[str, Any]:
    return {"unit": chance.choice([unit for unit in UNITS if unit != seen["unit"]]), "words": "请协助核实。"}


def a_word(seen: Seen, chance: Random) -> dict[str, Any]:
    return {"words": "已经核实。"}


def again(seen: Seen, chance: Random) -> dict[str, Any]:
    way = chance.choice(["SAME_UNIT", "BY_RULES"])
    return {"cause": "MISTAKEN", "words": "请查清再答复。", "way": way, "reply_by": "2099-01-01"}


def of_the_assistance(noun: str) -> Callable[[Seen], str]:
    def door(seen: Seen) -> str:
        asked = [one["assistance_id"] for one in seen["assistants"]] or [seen["referral_id"]]
        return f"/routing/api/v1/assistances/{asked[-1]}/{noun}"

    return door


NONE = UUID(int=0)
OF_THE_LAW, OF_AN_ORDER = ("opinion_31_6",), ("reply_ordered", "reply_asked")


def more_time(seen: Seen, chance: Random) -> dict[str, Any]:
    run = {clock["name"] for clock in seen["clocks"] if clock["state"] == "running"}
    rules = [*OF_THE_LAW, *OF_AN_ORDER]
    rule = chance.choice([rule for rule in rules if rule in run] or rules)
    return {"rule": rule, "days": chance.randint(1, 31), "reason": "须等鉴定结论。"}


def of_the_request(*rules: str) -> Callable[[Seen], str]:
    """One door takes the word of the head and that of the sender: which of them is asked is said by the request."""

    def door(seen: Seen) -> str:
        asked = {one["rule"] for one in seen["extensions"] if one["decision"] is None}
        return (
            "extension-decisions" if asked & set(rules) else f"/routing/api/v1/referrals/{NONE}/extension-decisions"
        )

    return door


def a_decision(agreed: bool) -> Callable[[Seen, Random], dict[str, Any]]:
    return lambda seen, chance: {"agreed": agreed, "words": "已经研究。"}


def consent(seen: Seen, chance: Random) -> dict[str, Any]:
    both = {"petitioner_consents": True, "other_consents": chance.random() < 0.9}
    return {"mediator": "人民调解委员会", "other_side": "邻居", **both}


def of_the_mediation(noun: str) -> Callable[[Seen], str]:
    def door(seen: Seen) -> str:
        held = [one["mediation_id"] for one in seen["mediations"]] or [seen["referral_id"]]
        return f"/routing/api/v1/mediations/{held[-1]}/{noun}"

    return door


def a_session(seen: Seen, chance: Random) -> dict[str, Any]:
    return {"held_on": _began(seen), "words": "双方各说各的理由。"}


def terms(seen: Seen, chance: Random) -> dict[str, Any]:
    return {"effective_on": _began(seen), "words": "恢复原状。"}


def a_failure(seen: Seen, chance: Random) -> dict[str, Any]:
    return {"how": chance.choice(["refused", "failed"]), "words": "对方不愿再谈。"}


def away(seen: Seen, chance: Random) -> dict[str, Any]:
    return {"path": "LITIGATION", "door": "平湖市人民法院", "words": "相邻关系纠纷。"}


def one_away(seen: Seen, chance: Random) -> dict[str, Any]:
    """One claim of several; of an order over one there is none that others stay behind of."""
    several = len(seen["claims"]) > 1
    return {**away(seen, chance), "claims": [chance.choice(seen["claims"])["claim_id"] if several else str(NONE)]}


def _began(seen: Seen) -> str:
    """The day, here, on which the last mediation began."""
    if not seen["mediations"]:
        return "2026-01-01"
    return datetime.fromisoformat(seen["mediations"][-1]["at"]).astimezone(HERE).date().isoformat()


EXTENDING = (
    "nothing-asked",
    "clock-is-over",
    "not-extendable",
    "after-its-last-day",
    "invalid-fields",
    "not-allowed",
)
ENTERED: dict[str, Entering] = {
    "sign_for": Entering("signatures", nothing_more),
    "accept": Entering("acceptances", a_way, unless=("already-accepted",)),
    "object": Entering(
        "objections",
        an_objection,
        unless=("already-accepted", "objection-was-refused", "objection-too-late", "pass-it-down"),
    ),
    "return_back": Entering("objection-decisions", agreement, unless=("invalid-fields", "needs-approval")),
    "refuse_return": Entering("objection-decisions", disagreement),
    "reassign": Entering("reassignments", to_a_colleague, unless=("invalid-fields", "already-theirs")),
    "pass_down": Entering("passings-down", downwards, unless=("invalid-fields", "already-accepted")),
    "add_unit": Entering("assistants", help_wanted, unless=("invalid-fields", "assists-already")),
    "release_unit": Entering(of_the_assistance("releases"), a_word, unless=("assistance-over",)),
    "assist": Entering(of_the_assistance("answers"), a_word, unless=("assistance-over",)),
    "ask_extension": Entering(
        "extensions",
        more_time,
        unless=("invalid-fields", "asked-already", "not-extendable", "after-its-last-day"),
    ),
    "extend_handling": Entering(of_the_request(*OF_THE_LAW), a_decision(True), unless=EXTENDING),
    "extend_order": Entering(of_the_request(*OF_AN_ORDER), a_decision(True), unless=EXTENDING),
    "refuse_to_extend_handling": Entering(of_the_request(*OF_THE_LAW), a_decision(False), unless=EXTENDING),
    "refuse_to_extend_order": Entering(of_the_request(*OF_AN_ORDER), a_decision(False), unless=EXTENDING),
    "start_mediation": Entering("mediations", consent, unless=("invalid-fields", "mediated-already")),
    "hold_session": Entering(of_the_mediation("sessions"), a_session, unless=("mediation-over",), again=True),
    "record_agreement": Entering(of_the_mediation("agreements"), terms, unless=("mediation-over",)),
    "record_failure": Entering(of_the_mediation("failures"), a_failure, unless=("mediation-over",)),
    "steer_away": Entering("steerings", away),
    "steer_claims": Entering("steerings", one_away, unless=("not-of-this-order",)),
    "send_for_check": Entering("opinions", answers, unless=("nobody-to-check",)),
    "recall_reply": Entering("opinion-recalls", nothing_more),
    "release_reply": Entering("opinion-checks", a_release, unless=("you-drafted-it",)),
    "reopen": Entering("reopenings", again, unless=("report-waits", "barred", "needs-approval")),
    "send_back_reply": Entering("opinion-checks", a_sending_back, unless=("you-drafted-it",)),
}
"""What one of the parties does."""

HAPPENS = {
    "transfer": "register",
    "assign": "register",
    "steer": "register",
    "hand_outside": "register",
    "take_from_who_withdrew": "somebody_withdraws",
    "take_from_a_closed_unit": "a_unit_is_closed",
    "withdraw": "the_petitioner_withdraws",
    "take_over": "a_unit_is_closed",
    "pass_objection_on": "a_unit_is_closed",
    "finalise": "days_pass",
}
"""What nobody does: by which step of a walk it comes about."""


def pressing(seen: Seen, chance: Random) -> dict[str, Any]:
    listed = {"listed": True} if chance.random() < 0.3 else {}
    return {"cause": "LATE", "words": "请抓紧办理。", "reply_by": "2099-01-01", **listed}


def chasing(seen: Seen, chance: Random) -> dict[str, Any]:
    return {"cause": "LATE", "words": "请抓紧办理。"}


def of_the_supervision(noun: str) -> Callable[[Seen], str]:
    def door(seen: Seen) -> str:
        return f"/routing/api/v1/supervisions/{seen['urgings'][-1]['order_id']}/{noun}"

    return door


def what_was_done(seen: Seen, chance: Random) -> dict[str, Any]:
    return {"words": "已约谈双方。"}


def a_judgement(seen: Seen, chance: Random) -> dict[str, Any]:
    return {"accepted": chance.random() < 0.5, "words": "请附上处理结果。"}


def day_of_reply(seen: Seen) -> str:
    return str(seen["reply"]["at"][:10]) if seen["reply"] else "2026-01-01"


def a_service(seen: Seen, chance: Random) -> dict[str, Any]:
    means = chance.choice(list(SERVICE_MEANS))
    told = {"receiver": "本人", "post_number": "1234", "words": "由村干部见证。"}
    return {"means": means, "served_on": day_of_reply(seen), **told}


def a_performance(seen: Seen, chance: Random) -> dict[str, Any]:
    claim = chance.choice(seen["claims"])["claim_id"]
    return {
        "claim_id": claim,
        "done_on": day_of_reply(seen),
        "words": "已办。",
    }


def confirmation(seen: Seen, chance: Random) -> dict[str, Any]:
    return {"asked_on": _began(seen), "words": "双方共同提出。"}


BESIDE: dict[str, Entering] = {
    "serve": Entering("services", a_service),
    "perform": Entering("performances", a_performance),
    "report": Entering("completion-reports", what_was_done),
    "judge_report": Entering("completion-decisions", a_judgement),
    "chase": Entering("chases", chasing),
    "supervise": Entering("supervisions", pressing),
    "answer_supervision": Entering(of_the_supervision("answers"), what_was_done, later=True),
    "stop_supervision": Entering(of_the_supervision("stops"), what_was_done, later=True),
    "confirm_agreement": Entering(of_the_mediation("confirmations"), confirmation),
    "judge_answer": Entering(of_the_supervision("answer-decisions"), a_judgement, later=True),
}
"""What is done about a referral and moves it to no other state: not of the table."""
