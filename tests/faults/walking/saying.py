"""What is said with each act at the doors, and when there is what it is about."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from random import Random
from typing import Any

from services.routing.policy.referral_acts import roles_for
from shared.clocks.deadline import HERE
from shared.contracts.words import CHECKLIST, HANDLING_PATHS, OBJECTION_REASONS
from tests.faults.walking.reviewing import NONE, REVIEWS, Seen, reviewed_as
from tests.support.city import staff

UNITS = ("caoqiao", "zhapu", "xincang", "lindai", "danghu")
UNDER_31_6 = "PETITION"
ABOVE = "bureau"
"""It works on orders too, and passes them down: no unit of this city is below a township."""


def nothing_more(seen: Seen, chance: Random) -> dict[str, Any]:
    return {}


def is_new(seen: Seen) -> bool:
    return not seen["accepted"]


def a_way(seen: Seen, chance: Random) -> dict[str, Any]:
    several = [*[None] * 6, *HANDLING_PATHS]
    ways = [{"claim_id": claim["claim_id"], "path": chance.choice(several)} for claim in seen["claims"]]
    path = chance.choice([*HANDLING_PATHS, *[UNDER_31_6] * 8])
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
    accepted = {way["claim_id"]: way["path"] for way in (seen["accepted"] or {}).get("ways", ())}
    given = {"facts": "已核实。", "legal_basis": "《民法典》第二百九十一条"}
    if seen["kind"] in REVIEWS:
        pairs = zip(seen["claims"], reviewed_as(seen, chance), strict=True)
        reviewed = [{"claim_id": claim["claim_id"], "outcome": outcome, **given} for claim, outcome in pairs]
        return {"answers": reviewed, "law_explained": "通道不能堵。", "remedy": "可以在30日内请求复核。"}
    told = []
    for claim in seen["claims"]:
        path = chance.choice([*HANDLING_PATHS, UNDER_31_6, UNDER_31_6])
        goes = accepted.get(claim["claim_id"]) if seen["accepted"] else goes_a_way(claim) and path
        outcomes = ["EXPLAIN", "SUPPORT", "REFUSE"] if goes == UNDER_31_6 else ["EXPLAIN", "EXPLAIN", "SUPPORT"]
        told.append({"claim_id": claim["claim_id"], "outcome": chance.choice(outcomes), "path": path, **given})
    return {"answers": told, "law_explained": "通道不能堵。", "remedy": "可以在30日内请求复查。"}


def goes_a_way(claim: Mapping[str, Any]) -> bool:
    """Of a report no way is named; these walks report conduct only."""
    return bool(claim["category"] != "conduct")


def a_release(seen: Seen, chance: Random) -> dict[str, Any]:
    return {"released": True, "ticked": list(CHECKLIST)}


def a_sending_back(seen: Seen, chance: Random) -> dict[str, Any]:
    return {"released": False, "words": "依据要写到条、款。"}


def to_a_colleague(seen: Seen, chance: Random) -> dict[str, Any]:
    able = roles_for("reassign", seen["kind"])
    here = [name for name, one in staff().items() if one["unit"] == seen["unit"] and one["role"] in able]
    others = [name for name in here if name != seen["handler"]]
    return {"handler": chance.choice(others or ["petition"]), "words": "原经办人轮休。"}


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
