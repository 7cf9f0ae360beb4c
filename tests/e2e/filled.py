"""The demo city as the survey wants it: at least one thing of each sort, and where to find it."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from shared.clocks.deadline import HERE
from shared.db import utc_now
from shared.demo.fill import RELEASED
from tests.e2e.reviewed import asked, heard, opinion_to_review
from tests.support.matters import a_claim, new_phone
from tests.support.running import Liandong
from tests.support.workbooks import a_row, an_xlsx, in_lines

TO_SERVE = "answered and not yet served"


class Filled:
    """The demo city with at least one thing of each sort in it."""

    def __init__(self, liandong: Liandong) -> None:
        liandong.wait_until_filled()
        self.liandong = liandong
        self.imports: dict[str, str] = {}

    def referral(self, state: str) -> str:
        told = self.liandong.client("leader").get(f"/routing/api/v1/referrals?state={state}")
        mine = [one for one in told["referrals"] if one["unit"] == self.office]
        return f"/routing/referrals/{max(mine, key=is_to_serve)['referral_id']}"

    def ticked(self, page: str, state: str) -> str:
        return f"{page}?referral={self.referral(state).rpartition('/')[2]}"

    @cached_property
    def office(self) -> str:
        """An office with something in each state."""
        told = self.liandong.client("leader").get("/routing/api/v1/referrals")["referrals"]
        states: dict[str, set[str]] = {}
        for one in told:
            states.setdefault(one["unit"], set()).add(TO_SERVE if is_to_serve(one) else one["state"])
        wanted = {"AWAITING_SIGN", "IN_PROGRESS", "AWAITING_REVIEW", TO_SERVE}
        return next(unit for unit, there in sorted(states.items()) if wanted <= there)

    @cached_property
    def matter(self) -> str:
        """One that has been answered, so that every part of its page is there."""
        [one, *_] = self.liandong.client("leader").get("/intake/api/v1/matters?state=ANSWERED")["matters"]
        return f"/intake/matters/{one['matter_no']}"

    @cached_property
    def open_matter(self) -> str:
        """One whose petitioner came twice and asked to be careful when ringing."""
        told = self.liandong.register(petitioner={"reach": {"do_not_announce": True, "needs": ["hearing"]}})
        door = f"/intake/api/v1/matters/{told['matter_no']}/contacts"
        self.liandong.client("operator").post(door, {"channel": "VISIT", "words": "How far is it?"})
        return f"/intake/matters/{told['matter_no']}"

    @cached_property
    def corrected(self) -> str:
        """One whose telephone number was misheard, and what is asked for."""
        told = self.liandong.register()
        door, operator = f"/intake/api/v1/matters/{told['matter_no']}", self.liandong.client("operator")
        operator.post(f"{door}/corrections", {"reason": "Rung back.", "phone": new_phone()})
        claim = operator.get(door)["claims"][0]["claim_id"]
        text = {"claim_id": claim, "text": "Take the wall down", "category": "neighbours"}
        operator.post(f"{door}/corrections", {"reason": "Misheard.", **text})
        return f"/intake/matters/{told['matter_no']}"

    @cached_property
    def claim_to_correct(self) -> str:
        told = self.liandong.client("operator").get(f"/intake/api/v1{self.open_matter.removeprefix('/intake')}")
        return f"{self.open_matter}/corrections/new?claim_id={told['claims'][0]['claim_id']}"

    @cached_property
    def of_two(self) -> str:
        """One with two claims that nobody has taken up, and a third that was withdrawn."""
        told = self.liandong.register(claims=[a_claim(), a_claim(text="Clean the ditch"), a_claim(text="Mend it")])
        door = f"/intake/api/v1/matters/{told['matter_no']}"
        operator = self.liandong.client("operator")
        claims = self._once_it_may_be_split(door)
        body = {"told_by": "petitioner", "channel": "PHONE", "words": "Mended.", "claim_id": claims[2]["claim_id"]}
        operator.post(f"{door}/withdrawals", body)
        return f"/intake/matters/{told['matter_no']}"

    @cached_property
    def split(self) -> tuple[str, str]:
        """One of which a claim was split off, and the one that this became."""
        told = self.liandong.register(claims=[a_claim(), a_claim(text="Clean the ditch")])
        door = f"/intake/api/v1/matters/{told['matter_no']}"
        operator = self.liandong.client("operator")
        claims = self._once_it_may_be_split(door)
        new = operator.post(f"{door}/splits", {"claims": [claims[1]["claim_id"]], "reason": "Two things."})["new_no"]
        operator.wait_until(door, lambda answer: answer["splits"][0]["outcome"])
        operator.wait_until(f"/intake/api/v1/matters/{new}", lambda answer: len(answer["clocks"]) > 1)
        return f"/intake/matters/{told['matter_no']}", f"/intake/matters/{new}"

    def order_of(self, matter: str) -> str:
        number = matter.rpartition("/")[2]
        told = self.liandong.client("leader").get(f"/routing/api/v1/referrals?matter_no={number}")
        return f"/routing/referrals/{told['referrals'][0]['referral_id']}"

    def _once_it_may_be_split(self, door: str) -> Any:
        operator = self.liandong.client("operator")
        operator.wait_until(door, lambda answer: {c["state"] for c in answer["claims"]} == {"AWAITING_SIGN"})
        return operator.get(door)["claims"]

    @cached_property
    def withdrawn(self) -> str:
        """One of which one claim was withdrawn."""
        told = self.liandong.register(claims=[a_claim(), a_claim(text="Clean the ditch")])
        door = f"/intake/api/v1/matters/{told['matter_no']}"
        claim = self.liandong.client("operator").get(door)["claims"][0]["claim_id"]
        body = {"told_by": "petitioner", "channel": "PHONE", "words": "We agreed.", "claim_id": claim}
        self.liandong.client("operator").post(f"{door}/withdrawals", body)
        return f"/intake/matters/{told['matter_no']}"

    @cached_property
    def repeated(self) -> str:
        """One that somebody brought up before: one pair is decided, another waits for it."""
        phone, story = (
            new_phone(),
            "The lane behind the market is flooded whenever it rains, says a fictional caller.",
        )
        numbers = [
            self.liandong.register(petitioner={"phone": phone}, narrative=f"{story} {day}")["matter_no"]
            for day in ("Monday", "Tuesday", "Wednesday")
        ]
        door = f"/intake/api/v1/matters/{numbers[2]}"
        desk = self.liandong.client("operator")
        desk.wait_until(door, lambda told: len(told["related"]["asked"]) == 2)
        told = {"other_no": numbers[0], "decision": "SAME", "words": "The same lane."}
        desk.post(f"{door}/repeats", told)
        return f"/intake/matters/{numbers[2]}"

    @cached_property
    def consultation(self) -> str:
        """One that was answered on the spot."""
        answer = {"words": "You may sue.", "legal_basis": "《民事诉讼法》", "aid_explained": True}
        told = self.liandong.register(kind="CONSULT", channel="VISIT", answer=answer)
        return f"/intake/matters/{told['matter_no']}"

    @cached_property
    def decision(self) -> str:
        [one, *_] = self.liandong.client("leader").get("/routing/api/v1/triage")["matters"]
        return f"/routing/triage/{one['matter_no']}"

    @cached_property
    def barred(self) -> str:
        """One that was re-reviewed and comes again: it waits for a person to decline it."""
        told = self.liandong.register(claims=[a_claim(facts={"rereviewed": True})])
        page = f"/routing/triage/{told['matter_no']}"
        self.liandong.client("leader").wait_until(
            "/routing/api/v1/triage",
            lambda answer: told["matter_no"] in {matter["matter_no"] for matter in answer["matters"]},
        )
        return page

    @cached_property
    def to_review(self) -> str:
        """One whose opinion was served, so that review of it may be asked for."""
        return f"/routing/referrals/{opinion_to_review(self.liandong)['referral_id']}"

    @cached_property
    def reviewed(self) -> dict[str, str]:
        """Of one that was reviewed and is re-reviewed: the orders of the reply, the review and the re-review."""
        reply = opinion_to_review(self.liandong)
        review = asked(self.liandong, reply)
        made = {"reply": reply, "review": review, "rereview": heard(self.liandong, review)}
        return {what: f"/routing/referrals/{order['referral_id']}" for what, order in made.items()}

    @cached_property
    def orders(self) -> str:
        """Of one that was reviewed: that of the reply, and that of the review."""
        order = opinion_to_review(self.liandong)
        asked(self.liandong, order)
        return f"/routing/matters/{order['matter_no']}"

    @cached_property
    def under_review(self) -> str:
        """A review that waits for its opinion."""
        review = asked(self.liandong, opinion_to_review(self.liandong))
        return f"/routing/referrals/{review['referral_id']}"

    @cached_property
    def supervised(self) -> str:
        """One that was chased and is supervised; its first answer was sent back."""
        page, leader = self.referral("IN_PROGRESS"), self.liandong.client("leader")
        order = {"cause": "LATE", "words": "Today.", "reply_by": "2099-01-01"}
        leader.post(f"/routing/api/v1{page.removeprefix('/routing')}/chases", order)
        told = leader.post(f"/routing/api/v1{page.removeprefix('/routing')}/supervisions", order)
        door = f"/routing/api/v1/supervisions/{told['urgings'][-1]['order_id']}"
        self.liandong.client(self.office).post(f"{door}/answers", {"words": "In hand."})
        leader.post(f"{door}/answer-decisions", {"accepted": False, "words": "How?"})
        return page

    @cached_property
    def to_visit(self) -> str:
        """One that was answered and served: whoever sent it asks the petitioner how it went."""
        told = self.liandong.client("operator").get("/routing/api/v1/return-visits")
        return f"/routing/referrals/{told['return_visits'][0]['referral_id']}"

    @cached_property
    def served_again(self) -> str:
        """One whose first proof of service was struck out."""
        told = self.liandong.referral(self.liandong.register(place="钟埭街道")["matter_no"])
        door, office = f"/routing/api/v1/referrals/{told['referral_id']}", self.liandong.client("zhongdai")
        said = {"path": "ADMINISTRATIVE", "outcome": "EXPLAIN", "facts": "Measured.", "legal_basis": "Civil Code"}
        answers = [{"claim_id": claim["claim_id"], **said} for claim in told["claims"]]
        office.post(f"{door}/signatures", {})
        office.post(f"{door}/opinions", {"answers": answers, "law_explained": "Let pass."})
        self.liandong.client("zhongdai2").post(f"{door}/opinion-checks", RELEASED)
        proof = {"means": "HANDED", "served_on": f"{utc_now().astimezone(HERE):%Y-%m-%d}", "receiver": "Lin"}
        wrong = office.post(f"{door}/services", proof)["services"][0]["proof_id"]
        office.post(f"/routing/api/v1/proofs/{wrong}/strikes", {"words": "Another day."})
        office.post(f"{door}/services", proof)
        return f"/routing/referrals/{told['referral_id']}"

    def done_again(self, which: int) -> str:
        """The orders of a matter that was done again, the newest first."""
        client = self.liandong.client("operator")
        first = client.get("/routing/api/v1/referrals?state=REOPENED")["referrals"][0]
        orders = client.get(f"/routing/api/v1/referrals?matter_no={first['matter_no']}")["referrals"]
        return f"/routing/referrals/{orders[which]['referral_id']}"

    def import_of(self, what: str, state: str) -> str:
        """A spreadsheet that was handed in and has come to this."""
        if what not in self.imports:
            told = {"narrative": "Not paid.", "claims__0__category": "Unpaid wages", "claims__0__text": "Pay"}
            rows = [a_row(external_no=f"{what}-{n}", **told) for n in range(3)]
            if what == "bad":
                rows[1] |= {"petitioner.phone": "none", "claims.0.category": "Owed", "petitioner.name": None}
            content = an_xlsx(in_lines(rows))
            self.imports[what] = self.liandong.hand_in(content, preview=what == "good")
        path = f"/intake/api/v1/imports/{self.imports[what]}"
        self.liandong.client("petition").wait_until(path, lambda answer: answer["state"] == state)
        return f"/intake/imports/{self.imports[what]}"

    @cached_property
    def application(self) -> str:
        [one, *_] = self.liandong.client("aid").get("/legalaid/api/v1/applications?state=DRAFT")["applications"]
        return f"/legalaid/applications/{one['application_id']}"

    @cached_property
    def withdrawn_application(self) -> str:
        """One whose applicant did not want it."""
        matter_no = self.liandong.register(claims=[a_claim(category="legal_aid", text="Legal aid")])["matter_no"]
        door, aid = "/legalaid/api/v1/applications", self.liandong.client("aid")
        found = aid.wait_until(f"{door}?matter_no={matter_no}", lambda answer: answer["applications"])
        application_id = found["applications"][0]["application_id"]
        said = {"told_by": "applicant", "channel": "PHONE", "words": "I have a lawyer."}
        aid.post(f"{door}/{application_id}/withdrawals", said)
        return f"/legalaid/applications/{application_id}"

    def code(self, kind: str = "CLAIM_APPEAL") -> dict[str, str]:
        """What somebody who has called types in to see how far it is."""
        phone = new_phone()
        told = self.liandong.register(kind=kind, petitioner={"phone": phone})
        self.liandong.referral(told["matter_no"], by="operator")
        return {"query_code": told["query_code"], "last_digits": phone[-4:]}

    @cached_property
    def paper(self) -> str:
        """A notice that waits for somebody to hand it over: the petitioner left no telephone number."""
        told = self.liandong.register(petitioner={"phone": None}, claims=[a_claim(category="wages")])
        path = f"/notify/api/v1/notices?matter_no={told['matter_no']}&state=to_hand_over"
        answer = self.liandong.client("operator").wait_until(path, lambda answer: answer["notices"])
        return f"/notify/notices/{answer['notices'][0]['notice_id']}"


def is_to_serve(referral: dict[str, Any]) -> bool:
    return bool(referral["state"] == "ANSWERED" and not referral["services"])
