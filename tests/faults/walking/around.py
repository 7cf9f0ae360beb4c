"""What happens around the orders of a walk: matters arrive, people withdraw, units close, days pass."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Any

from hypothesis import strategies as st

from tests.faults.walking import standing
from tests.faults.walking.doing import Doing
from tests.faults.walking.reviewing import NONE, Seen
from tests.faults.walking.saying import ABOVE, UNITS
from tests.support.city_clock import CityClock
from tests.support.matters import a_claim

CLOSABLE = (*UNITS, "hotline")
STAY_OPEN = 4
PLACES = (*["曹桥街道", "乍浦镇", "新仓镇", "林埭镇"] * 3, None, None)
WHATEVER = 0.15
"""How often what is done is not chosen for what it may come to."""
CATEGORIES = ("land", "land", "environment", "environment", "debt", "legal_aid", "wages")


class Around(Doing):
    """`closed` are the units that are there no more."""

    time: CityClock
    closed: set[str]

    def register(self, data: Any, chance: Random) -> None:
        place = chance.choice(PLACES)
        categories = chance.sample(CATEGORIES, chance.randint(1, 3))
        told: dict[str, Any] = {"place": place, "claims": [a_claim(category=category) for category in categories]}
        if chance.random() < 0.5:
            told |= {"by": "petition", "channel": "FORWARDED", "external_no": "1"}
            told |= {"reply_by": "2099-01-01"} if chance.random() < 0.5 else {}
        if chance.random() > 0.9:
            told |= {"kind": "REPORT", "accused_party": {"unit": chance.choice(UNITS)}}
            told["claims"] = [a_claim(category="conduct")]
        self.town.register(**told)
        self.changed = True
        self.count("register")

    def somebody_decides_by_hand(self, data: Any, chance: Random) -> None:
        waiting = self.town.visitor("petition").get("/routing/api/v1/triage").json["matters"]
        waiting += self.town.visitor("leader").get("/routing/api/v1/triage").json["matters"]
        if waiting:
            matter_no = data.draw(st.sampled_from(sorted({one["matter_no"] for one in waiting})))
            username = data.draw(st.sampled_from(["petition", "leader"]))
            claims = self.town.visitor("leader").get(f"/intake/api/v1/matters/{matter_no}").json.get("claims", [])
            named = {"claim_id": data.draw(st.sampled_from(claims))["claim_id"]} if claims else {}
            body = {"unit": data.draw(st.sampled_from((*UNITS, ABOVE, ABOVE))), "reason": "电话核实", **named}
            self.post("decide by hand", username, f"/routing/api/v1/triage/{matter_no}/decisions", body)

    def somebody_withdraws(self, data: Any, chance: Random) -> None:
        if made := standing.referrals():
            seen = standing.seen(data.draw(st.sampled_from(made)))
            here = [name for name, one in sorted(standing.staff().items()) if one.unit == seen["unit"]]
            for username in here if data.draw(st.booleans()) else here[:1]:
                path = f"/routing/api/v1/matters/{seen['matter_no']}/recusals"
                self.post("withdraw", username, path, {"interest": "当事人是我的表兄"})

    def the_petitioner_withdraws(self, data: Any, chance: Random) -> None:
        if made := standing.referrals():
            seen = standing.seen(data.draw(st.sampled_from(made)))
            one = {"claim_id": _one_of(seen, chance)} if chance.random() < 0.7 else {}
            body = {"told_by": "petitioner", "channel": "PHONE", "words": "不再要求处理。", **one}
            self.post(
                "a petitioner withdraws", "petition", f"/intake/api/v1/matters/{seen['matter_no']}/withdrawals", body
            )
            self.deliver()

    def the_desk_splits(self, data: Any, chance: Random) -> None:
        """A claim of what the petition office or the operator registered, rather of an order that nobody touched."""
        untouched = standing.referrals("AWAITING_SIGN") if chance.random() > WHATEVER else []
        if made := untouched or standing.referrals():
            seen = standing.seen(data.draw(st.sampled_from(made)))
            username = data.draw(st.sampled_from(["petition", "operator"]))
            body = {"claims": [_one_of(seen, chance)], "reason": "两件事，分别办理。"}
            self.post("split", username, f"/intake/api/v1/matters/{seen['matter_no']}/splits", body)
            self.deliver()

    def a_unit_is_closed(self, data: Any, chance: Random) -> None:
        self.one_is_closed(self.open_ones(), data)

    def who_decides_an_objection_is_closed(self, data: Any, chance: Random) -> None:
        self.one_is_closed(sorted(standing.deciders().intersection(self.open_ones())), data)

    def one_is_closed(self, among: list[str], data: Any) -> None:
        open_ones = self.open_ones()
        if not among or len(open_ones) <= STAY_OPEN:
            return
        unit = data.draw(st.sampled_from(among))
        successor = data.draw(st.sampled_from([None, *(one for one in open_ones if one != unit)]))
        path = f"/console/api/v1/units/{unit}/closings"
        self.post("close a unit", "admin", path, {"words": "机构改革", "successor": successor})
        self.closed.add(unit)
        self.settle()

    def open_ones(self) -> list[str]:
        return [unit for unit in CLOSABLE if unit not in self.closed]

    def days_pass(self, data: Any, chance: Random) -> None:
        self.time.forward(timedelta(days=data.draw(st.integers(1, 6) | st.just(35))))
        self.settle()

    def nobody_asks_for_review(self, data: Any, chance: Random) -> None:
        if standing.may_become_final():
            self.time.forward(timedelta(days=35))
            self.settle()


def _one_of(seen: Seen, chance: Random) -> str:
    """An order may hold no claim any more."""
    return str(chance.choice(seen["claims"])["claim_id"] if seen["claims"] else NONE)
