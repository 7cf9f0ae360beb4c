"""A walk through a city: people do what they may, try what they may not, two at once; units close, days pass."""

from __future__ import annotations

from collections import Counter
from contextlib import ExitStack
from datetime import timedelta
from random import Random
from threading import Barrier, Thread
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import select

from services.notify.clock import send_what_is_queued
from services.routing import clock
from services.routing.service import Routing
from shared.clocks.climbing import climb_what_is_due
from shared.db import database, utc_now
from shared.messaging.audit import audit
from shared.messaging.tables import Outbox
from tests.faults.walking import standing
from tests.faults.walking.entering import ABOVE, BESIDE, ENTERED, UNITS
from tests.integration.doors.clocks import KEEPERS
from tests.integration.doors.town import Town
from tests.support.matters import a_claim

REFUSED = (403, 404, 409, 422)
ALWAYS = ("barred", "not-found", "not-your-step")
NOT_YET_OLD = timedelta(minutes=-30)
CHANCE = st.integers(0, 2**32).map(Random)
STAY_OPEN = 4
PLACES = (*["曹桥街道", "乍浦镇", "新仓镇", "林埭镇"] * 3, None)
CATEGORIES = ("land", "land", "environment", "environment", "debt", "legal_aid", "wages")
ALL_IN = 10
OFTEN = (
    *["somebody_does_what_they_may"] * 9,
    *["two_do_the_same_at_once"] * 5,
    *["somebody_tries_anything"] * 3,
    *["somebody_presses"] * 3,
    *["somebody_decides_by_hand"] * 2,
    *["register"] * 2,
    "somebody_withdraws",
    "the_petitioner_withdraws",
    "a_unit_is_closed",
    "days_pass",
)


class Walk(RuleBasedStateMachine):
    """One city from its first day on. `new_town` opens it; `done` and `told` count over all walks."""

    new_town: Any
    done: Counter[str]
    told: set[str]

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.town: Town
        self.town, self.time = self.stack.enter_context(type(self).new_town())
        self.closed: set[str] = set()
        self.steps = 0

    def teardown(self) -> None:
        with self.stack:
            self.all_is_well()
            with database("routing").reading() as session:
                type(self).told.update(session.scalars(select(Outbox.type).distinct()))

    @initialize(data=st.data(), chance=CHANCE)
    def the_first_matters(self, data: Any, chance: Random) -> None:
        for _ in range(2):
            self.register(data, chance)

    @rule(what=st.sampled_from(OFTEN), data=st.data(), chance=CHANCE)
    def something_happens(self, what: str, data: Any, chance: Random) -> None:
        getattr(self, what)(data, chance)

    def register(self, data: Any, chance: Random) -> None:
        place = chance.choice(PLACES)
        categories = chance.sample(CATEGORIES, chance.randint(1, 2))
        told: dict[str, Any] = {"place": place, "claims": [a_claim(category=category) for category in categories]}
        if chance.random() < 0.5:
            told |= {"by": "petition", "channel": "FORWARDED", "external_no": "1"}
            told |= {"reply_by": "2099-01-01"} if chance.random() < 0.5 else {}
        if chance.random() > 0.9:
            told |= {"kind": "REPORT", "accused_party": {"unit": chance.choice(UNITS)}}
            told["claims"] = [a_claim(category="conduct")]
        self.town.register(**told)
        self.count("register")

    def somebody_does_what_they_may(self, data: Any, chance: Random) -> None:
        if not (possible := standing.possible_now()):
            return self.register(data, chance)
        act = data.draw(st.sampled_from(sorted({one.act for one in possible})))
        one = data.draw(st.sampled_from([one for one in possible if one.act == act]))
        return self.attempt(one.referral_id, act, one.username, chance)

    def somebody_tries_anything(self, data: Any, chance: Random) -> None:
        if made := standing.referrals():
            people = sorted(standing.staff())
            draw = (st.sampled_from(made), st.sampled_from(sorted(ENTERED)), st.sampled_from(people))
            self.attempt(*(data.draw(each) for each in draw), chance)

    def somebody_presses(self, data: Any, chance: Random) -> None:
        if made := standing.referrals():
            seen = standing.seen(data.draw(st.sampled_from(made)))
            name = data.draw(
                st.sampled_from(sorted(n for n, how in BESIDE.items() if seen["urgings"] or not how.later))
            )
            of_the_unit = [name for name, one in standing.staff().items() if one.unit == seen["unit"]]
            username = data.draw(st.sampled_from(["petition", "leader", "operator", *of_the_unit]))
            self.post(name, username, BESIDE[name].door(seen), BESIDE[name].body(seen, chance))

    def two_do_the_same_at_once(self, data: Any, chance: Random) -> None:
        possible = [one for one in standing.possible_now() if not ENTERED[one.act].again]
        if not possible:
            return self.register(data, chance)
        act = data.draw(st.sampled_from(sorted({one.act for one in possible})))
        one = data.draw(st.sampled_from([one for one in possible if one.act == act]))
        theirs = [each for each in possible if each[:2] == one[:2]]
        other = data.draw(st.sampled_from(theirs))
        seen, entering = standing.seen(one.referral_id), ENTERED[act]
        body = entering.body(seen, chance)
        answers = self.at_once([one.username, other.username], entering.door(seen), body)
        made = [answer for answer in answers if answer.status_code == 201]
        refused = [answer for answer in answers if answer.status_code != 201]
        assert all(answer.status_code in REFUSED for answer in refused), said(answers)
        if made:
            assert len(made) == 1, f"two at once could {act}: {said(answers)}"
            assert refused[0].json["title"], said(answers)
            self.count(act, "two at once")
        else:
            assert all(name_of(answer) in (*entering.unless, *ALWAYS) for answer in answers), said(answers)
        return None

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
            one = {"claim_id": chance.choice(seen["claims"])["claim_id"]} if chance.random() < 0.7 else {}
            body = {"told_by": "petitioner", "channel": "PHONE", "words": "不再要求处理。", **one}
            self.post(
                "a petitioner withdraws", "petition", f"/intake/api/v1/matters/{seen['matter_no']}/withdrawals", body
            )
            self.town.deliver()

    def a_unit_is_closed(self, data: Any, chance: Random) -> None:
        open_ones = [unit for unit in (*UNITS, "hotline") if unit not in self.closed]
        if len(open_ones) <= STAY_OPEN:
            return
        unit = data.draw(st.sampled_from(open_ones))
        successor = data.draw(st.sampled_from([None, *(one for one in open_ones if one != unit)]))
        path = f"/console/api/v1/units/{unit}/closings"
        self.post("close a unit", "admin", path, {"words": "机构改革", "successor": successor})
        self.closed.add(unit)
        self.settle()

    def days_pass(self, data: Any, chance: Random) -> None:
        self.time.forward(timedelta(days=data.draw(st.integers(1, 6) | st.just(35))))
        self.settle()

    @invariant()
    def nothing_is_wrong(self) -> None:
        """After every act what routing watches over itself; now and then the post goes, and all is asked."""
        self.steps += 1
        with database("routing").reading() as session:
            before = utc_now() - NOT_YET_OLD
            found = [(check.__name__, ids) for check in Routing.invariants if (ids := list(check(session, before)))]
        assert not found, found
        if self.steps % ALL_IN == 0:
            self.all_is_well()

    def all_is_well(self) -> None:
        self.town.deliver()
        found = audit(NOT_YET_OLD)
        assert not found, "\n".join(map(str, found))

    def attempt(self, referral_id: str, act: str, username: str, chance: Random) -> None:
        """Somebody does an act: what the table does not allow is refused and changes nothing, what it allows leads
        where the table says."""
        state, to = standing.leads_to(referral_id, act, username)
        seen, entering = standing.seen(referral_id), ENTERED[act]
        answer = self.post(act, username, entering.door(seen), entering.body(seen, chance))
        where = f"{username}: {act} in {state}: {said([answer])}"
        if answer.status_code == 201:
            assert to is not None, f"the table does not allow it. {where}"
            assert standing.state_of(referral_id) == to, where
        else:
            assert to is None or name_of(answer) in (*entering.unless, *ALWAYS), f"the table allows it. {where}"

    def post(self, what: str, username: str, path: str, body: dict[str, Any]) -> Any:
        """At a door; a refusal must have changed nothing."""
        before = standing.fingerprint(self.town)
        answer = self.town.visitor(username).post(path, json=body)
        self.count(what, *([] if answer.status_code == 201 else ["refused"]))
        if answer.status_code != 201:
            assert answer.status_code in REFUSED, said([answer])
            assert standing.fingerprint(self.town) == before, f"refused, and yet changed: {said([answer])}"
        return answer

    def at_once(self, usernames: list[str], path: str, body: dict[str, Any]) -> list[Any]:
        together, answers = Barrier(len(usernames)), []

        def ask(username: str) -> None:
            visitor = self.town.visitor(username)
            together.wait()
            answers.append(visitor.post(path, json=body))

        threads = [Thread(target=ask, args=(username,)) for username in usernames]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(answers) == len(usernames), "one of them got no answer"
        return answers

    def settle(self) -> None:
        """What every replica's timers do."""
        for _ in range(2):
            self.town.deliver()
            clock.hand_over_what_closed_units_hold()
        clock.supervise_what_stands_still()
        for service, keeper in KEEPERS.items():
            climb_what_is_due(database(service), keeper)
        self.town.deliver()
        clock.finalise_what_lapsed()
        self.town.deliver()
        send_what_is_queued()

    def count(self, what: str, *more: str) -> None:
        type(self).done.update([what if not more else f"{what}, {', '.join(more)}", "acts"])


def said(answers: list[Any]) -> str:
    return "; ".join(f"{answer.status_code} {answer.text[:300]}" for answer in answers)


def name_of(answer: Any) -> str:
    return str(answer.json["type"].rsplit(":", 1)[-1])
