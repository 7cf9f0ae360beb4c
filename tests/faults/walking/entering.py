"""How each act is entered at the doors: whoever adds an act to the table of referrals adds a line here, and it is
walked with all the others."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any

from shared.clocks.deadline import HERE
from shared.contracts.words import CHECKLIST, HANDLING_PATHS, OBJECTION_REASONS
from tests.faults.walking.reviewing import (
    NONE,
    REVIEWS,
    a_hearing,
    a_request,
    asking,
    goes_on,
    its_end,
    may_be_asked_for,
    may_be_heard,
    reviewed_as,
)

Seen = Mapping[str, Any]
"""A referral as the JSON door shows it."""

UNITS = ("caoqiao", "zhapu", "xincang", "lindai", "danghu")
UNDER_31_6 = "PETITION"
ABOVE = "bureau"
"""It works on orders too, and passes them down: no unit of this city is below a township."""


def always(seen: Seen) -> bool:
    return True


@dataclass(frozen=True)
class Entering:
    """`noun` is posted to below the referral's address, or is the whole address where it begins with `/`; `body` is
    what is sent. `unless` names the refusals that may meet the act though the table allows it, by the last part of
    their `type`; `again` says that two of them may follow each other in one state; `when` whether there is what it is
    about: a walk tries it there rather than elsewhere; `of_the_unit` that whoever holds the referral does it."""

    noun: str | Callable[[Seen], str]
    body: Callable[[Seen, Random], dict[str, Any]]
    unless: tuple[str, ...] = ()
    again: bool = False
    when: Callable[[Seen], bool] = always
    of_the_unit: bool = False

    def door(self, seen: Seen) -> str:
        noun = self.noun if isinstance(self.noun, str) else self.noun(seen)
        return noun if noun.startswith("/") else f"/routing/api/v1/referrals/{seen['referral_id']}/{noun}"


def nothing_more(seen: Seen, chance: Random) -> dict[str, Any]:
    return {}


def is_new(seen: Seen) -> bool:
    return not seen["accepted"]


def a_way(seen: Seen, chance: Random) -> dict[str, Any]:
    ways = [
        {"claim_id": claim["claim_id"], "path": chance.choice([None, *HANDLING_PATHS])} for claim in seen["claims"]
    ]
    path = chance.choice([*HANDLING_PATHS, *[UNDER_31_6] * 4])
    return {"path": path, "ways": ways, "words": "由本单位受理，先行调解。"}


def never_objected(seen: Seen) -> bool:
    return is_new(seen) and not seen["objections"]


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
    refusable = {way["claim_id"] for way in (seen["accepted"] or {}).get("ways", ()) if way["path"] == UNDER_31_6}
    given = {"facts": "已核实。", "legal_basis": "《民法典》第二百九十一条"}
    if seen["kind"] in REVIEWS:
        pairs = zip(seen["claims"], reviewed_as(seen, chance), strict=True)
        reviewed = [{"claim_id": claim["claim_id"], "outcome": outcome, **given} for claim, outcome in pairs]
        return {"answers": reviewed, "law_explained": "通道不能堵。"}
    told = []
    for claim in (one["claim_id"] for one in seen["claims"]):
        outcomes = ["EXPLAIN", "SUPPORT", "REFUSE"] if claim in refusable else ["EXPLAIN", "EXPLAIN", "SUPPORT"]
        told.append({"claim_id": claim, "outcome": chance.choice(outcomes), **given})
    return {"answers": told, "law_explained": "通道不能堵。", "remedy": "可以在30日内请求复查。"}


def a_release(seen: Seen, chance: Random) -> dict[str, Any]:
    return {"released": True, "ticked": list(CHECKLIST)}


def a_sending_back(seen: Seen, chance: Random) -> dict[str, Any]:
    return {"released": False, "words": "依据要写到条、款。"}


def to_a_colleague(seen: Seen, chance: Random) -> dict[str, Any]:
    others = [name for name in (seen["unit"], f"{seen['unit']}2") if name != seen["handler"]]
    return {"handler": chance.choice(others), "words": "原经办人轮休。"}


def is_above_others(seen: Seen) -> bool:
    return is_new(seen) and seen["unit"] == ABOVE


def downwards(seen: Seen, chance: Random) -> dict[str, Any]:
    return {"unit": chance.choice(UNITS), "words": "事发地在该辖区。"}


def help_wanted(seen: Seen, chance: Random) -> dict[str, Any]:
    return {"unit": chance.choice([unit for unit in UNITS if unit != seen["unit"]]), "words": "请协助核实。"}


def a_word(seen: Seen, chance: Random) -> dict[str, Any]:
    return {"words": "已经核实。"}


def again(seen: Seen, chance: Random) -> dict[str, Any]:
    way = chance.choice(["SAME_UNIT", "BY_RULES"])
    return {"cause": "MISTAKEN", "words": "请查清再答复。", "way": way, "reply_by": "2099-01-01"}


def _asked(seen: Seen) -> list[str]:
    return [one["assistance_id"] for one in seen["assistants"] if one["ended_as"] is None]


def is_assisted(seen: Seen) -> bool:
    return bool(_asked(seen))


def of_the_assistance(noun: str) -> Callable[[Seen], str]:
    def door(seen: Seen) -> str:
        all_asked = [one["assistance_id"] for one in seen["assistants"]]
        asked = _asked(seen) or all_asked or [seen["referral_id"]]
        return f"/routing/api/v1/assistances/{asked[-1]}/{noun}"

    return door


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


def is_mediated(seen: Seen) -> bool:
    return any(one["ended_as"] is None for one in seen["mediations"])


def is_not_mediated(seen: Seen) -> bool:
    return not is_mediated(seen)


def consent(seen: Seen, chance: Random) -> dict[str, Any]:
    both = {"petitioner_consents": True, "other_consents": chance.random() < 0.9}
    began_on = day_of(seen["made_at"])
    return {"began_on": began_on, "mediator": "人民调解委员会", "other_side": "邻居", **both}


def of_the_mediation(noun: str) -> Callable[[Seen], str]:
    def door(seen: Seen) -> str:
        held = [one["mediation_id"] for one in seen["mediations"]] or [seen["referral_id"]]
        return f"/routing/api/v1/mediations/{held[-1]}/{noun}"

    return door


def a_session(seen: Seen, chance: Random) -> dict[str, Any]:
    return {"held_on": began(seen), "words": "双方各说各的理由。"}


def terms(seen: Seen, chance: Random) -> dict[str, Any]:
    return {"effective_on": began(seen), "words": "恢复原状。"}


def a_failure(seen: Seen, chance: Random) -> dict[str, Any]:
    return {"how": chance.choice(["refused", "failed"]), "words": "对方不愿再谈。"}


def away(seen: Seen, chance: Random) -> dict[str, Any]:
    return {"path": "LITIGATION", "door": "平湖市人民法院", "words": "相邻关系纠纷。"}


def has_several(seen: Seen) -> bool:
    return len(seen["claims"]) > 1


def some_again(seen: Seen, chance: Random) -> dict[str, Any]:
    return {**again(seen, chance), "claims": [_one_of_several(seen, chance)]}


def _one_of_several(seen: Seen, chance: Random) -> str:
    """Of an order over one claim there is none that others stay behind of."""
    return str(chance.choice(seen["claims"])["claim_id"] if has_several(seen) else NONE)


def one_away(seen: Seen, chance: Random) -> dict[str, Any]:
    return {**away(seen, chance), "claims": [_one_of_several(seen, chance)]}


def began(seen: Seen) -> str:
    """The day, here, on which the last mediation began."""
    return str(seen["mediations"][-1]["began_on"]) if seen["mediations"] else "2026-01-01"


def day_of(moment: str) -> str:
    """The day, here, of a moment as it is told."""
    return datetime.fromisoformat(moment).astimezone(HERE).date().isoformat()


EXTENDING = (
    "nothing-asked",
    "clock-is-over",
    "not-extendable",
    "after-its-last-day",
    "invalid-fields",
    "not-allowed",
)
ASKING = ("not-served-yet", "not-reviewable", "nobody-reviews", "review-asked-already", "asked-too-late")


def the_word_on(rules: tuple[str, ...], agreed: bool) -> Entering:
    return Entering(of_the_request(*rules), a_decision(agreed), unless=EXTENDING, when=asked_for(*rules))


def in_mediation(noun: str, body: Callable[[Seen, Random], dict[str, Any]], again: bool = False) -> Entering:
    return Entering(of_the_mediation(noun), body, unless=("mediation-over",), when=is_mediated, again=again)


def a_review(act: str) -> Entering:
    return Entering(asking(act), a_request, unless=ASKING, when=may_be_asked_for(act))


ENTERED: dict[str, Entering] = {
    "sign_for": Entering("signatures", nothing_more),
    "accept": Entering("acceptances", a_way, unless=("already-accepted",), when=is_new),
    "object": Entering(
        "objections",
        an_objection,
        unless=("already-accepted", "objection-was-refused", "objection-too-late", "pass-it-down"),
        when=never_objected,
    ),
    "return_back": Entering("objection-decisions", agreement, unless=("invalid-fields", "needs-approval")),
    "refuse_return": Entering("objection-decisions", disagreement),
    "reassign": Entering("reassignments", to_a_colleague, unless=("invalid-fields", "already-theirs")),
    "pass_down": Entering(
        "passings-down", downwards, unless=("invalid-fields", "already-accepted"), when=is_above_others
    ),
    "add_unit": Entering("assistants", help_wanted, unless=("invalid-fields", "assists-already")),
    "release_unit": Entering(of_the_assistance("releases"), a_word, unless=("assistance-over",), when=is_assisted),
    "assist": Entering(of_the_assistance("answers"), a_word, unless=("assistance-over",), when=is_assisted),
    "ask_extension": Entering(
        "extensions",
        more_time,
        unless=("invalid-fields", "asked-already", "not-extendable", "after-its-last-day"),
        when=might_ask,
    ),
    "extend_handling": the_word_on(OF_THE_LAW, agreed=True),
    "extend_order": the_word_on(OF_AN_ORDER, agreed=True),
    "refuse_to_extend_handling": the_word_on(OF_THE_LAW, agreed=False),
    "refuse_to_extend_order": the_word_on(OF_AN_ORDER, agreed=False),
    "start_mediation": Entering(
        "mediations", consent, unless=("invalid-fields", "mediated-already"), when=is_not_mediated
    ),
    "hold_session": in_mediation("sessions", a_session, again=True),
    "record_agreement": in_mediation("agreements", terms),
    "record_failure": in_mediation("failures", a_failure),
    "steer_away": Entering("steerings", away),
    "steer_claims": Entering("steerings", one_away, unless=("not-of-this-order",), when=has_several),
    "send_for_check": Entering("opinions", answers, unless=("nobody-to-check", "hearing-goes-on", "you-took-part")),
    "recall_reply": Entering("opinion-recalls", nothing_more),
    "release_reply": Entering("opinion-checks", a_release, unless=("you-drafted-it", "you-took-part")),
    "reopen": Entering("reopenings", again, unless=("report-waits", "reviewed-now", "barred", "needs-approval")),
    "reopen_claims": Entering(
        "reopenings",
        some_again,
        unless=("report-waits", "reviewed-now", "barred", "needs-approval", "not-of-this-order"),
        when=has_several,
    ),
    "ask_review": a_review("ask_review"),
    "ask_review_of_some": a_review("ask_review_of_some"),
    "ask_rereview": a_review("ask_rereview"),
    "open_hearing": Entering("hearings", a_hearing, unless=("hearing-already", "invalid-fields"), when=may_be_heard),
    "close_hearing": Entering("hearing-ends", its_end, unless=("no-hearing",), when=goes_on),
    "send_back_reply": Entering("opinion-checks", a_sending_back, unless=("you-drafted-it", "you-took-part")),
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
    "split": "the_desk_splits",
    "take_over": "a_unit_is_closed",
    "pass_objection_on": "a_unit_is_closed",
    "reopen_what_a_closed_unit_left": "a_unit_is_closed",
    "pass_check_on": "a_unit_is_closed",  # between a unit and the bureau there is none in this city
    "finalise": "days_pass",
    "review": "somebody_does_what_they_may",
    "rereview": "somebody_does_what_they_may",
    "revoke": "somebody_does_what_they_may",
}
"""What nobody does: by which step of a walk it comes about."""
