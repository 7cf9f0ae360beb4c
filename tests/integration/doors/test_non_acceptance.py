"""What the law bars is held for a person, who alone may decline it, and whoever brought it is told in writing."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from services.routing import due
from services.routing.actions.triage import NothingToDecide, decide_by_hand
from services.routing.audit import INVARIANTS
from services.routing.forms.acts import DecisionForm
from services.routing.models import Clock, NonAcceptance
from services.routing.queries import matter_awaiting
from shared.db import database, utc_now
from tests.integration.doors.test_referrals import reply
from tests.integration.doors.visitor import fields_of
from tests.support.city import staff
from tests.support.matters import a_claim, a_matter, new_phone

WORDS = {"words": "经核实，与先前登记的是同一件事。"}
REREVIEWED = a_claim(facts={"rereviewed": True})


class Undone(Exception):
    """Let the transaction of a sabotage end without effect."""


def at(told, act):
    return f"/routing/api/v1/triage/{told['matter_no']}/{act}"


def matter(town, told):
    return town.visitor("petition").get(f"/intake/api/v1/matters/{told['matter_no']}").json


def broken(session):
    return [found for invariant in INVARIANTS for found in invariant(session, utc_now())]


def running_clocks(told):
    with database("routing").reading() as session:
        return session.query(Clock).filter_by(matter_no=told["matter_no"], state="running").count()


PETITIONER = {"name": "钱某", "phone": new_phone()}


@pytest.fixture
def in_hand(town):
    return town.register(by="petition", petitioner=PETITIONER)


@pytest.fixture
def again(town, in_hand):
    return brought_again(town, in_hand)


def brought_again(town, earlier, by="petition", **changes):
    return town.register(by=by, petitioner=PETITIONER, same_as=earlier["matter_no"], **changes)


def test_the_same_matter_waits_for_a_person_who_declines_it_in_writing(town, in_hand, again):
    assert matter(town, again)["state"] == "AWAITING_TRIAGE"
    petition = town.visitor("petition")
    assert petition.post(at(again, "non-acceptances"), json=WORDS).status_code == 201
    town.deliver()

    seen = matter(town, again)
    assert (seen["state"], seen["whose_turn"], seen["same_as"]) == ("DECLINED", None, in_hand["matter_no"])
    assert matter(town, in_hand)["state"] == "AWAITING_SIGN", "the one in hand goes on"
    [told] = [entry for entry in seen["timeline"] if entry["type"] == "claim.declined"]
    assert told["facts"]["article"] == "《信访工作条例》第十九条第三款"
    assert told["facts"]["words"] == WORDS["words"]
    notices = petition.get(f"/notify/api/v1/notices?matter_no={again['matter_no']}").json["notices"]
    assert ("non_acceptance", "petitioner") in {(n["template"], n["recipient"]) for n in notices}
    assert running_clocks(again) == 0
    with database("routing").reading() as session:
        assert broken(session) == []


def test_it_is_ended_once(town, again):
    petition = town.visitor("petition")
    petition.post(at(again, "non-acceptances"), json=WORDS)
    petition.refused(404, at(again, "non-acceptances"), json=WORDS)
    petition.refused(404, at(again, "decisions"), json={"unit": "caoqiao", "reason": "属地"})


def test_a_person_who_finds_it_is_another_one_sends_it_on_with_a_named_approver(town, again):
    petition = town.visitor("petition")
    decision = {"unit": "caoqiao", "reason": "经核实不是同一件事"}
    refused = petition.refused(422, at(again, "decisions"), json=decision)
    assert "批准人" in refused["title"]
    for nobody in ("xindai2", "petition", "ops"):
        refused = petition.refused(422, at(again, "decisions"), json={**decision, "approver": nobody})
        assert list(fields_of(refused)) == ["approver"]
    assert petition.post(at(again, "decisions"), json={**decision, "approver": "leader"}).status_code == 201
    town.deliver()
    assert matter(town, again)["state"] == "AWAITING_SIGN"


@pytest.mark.parametrize(("rule", "state"), [("receiver_tells", "AWAITING_SIGN"), ("sign_for", "AWAITING_TRIAGE")])
def test_once_the_period_of_the_law_is_over_the_second_may_not_be_refused(town, in_hand, rule, state):
    with database("routing").transaction() as session:
        for clock in session.query(Clock).filter_by(matter_no=in_hand["matter_no"], rule=rule):
            clock.due_on -= timedelta(days=60)
            due.moved(session, clock)
    assert matter(town, brought_again(town, in_hand))["state"] == state


def test_only_the_organ_above_need_not_accept_it(town, in_hand):
    """Whoever is not above the unit that works on it registers it like any other."""
    assert matter(town, brought_again(town, in_hand, by="operator"))["state"] == "AWAITING_SIGN"


def test_a_claim_that_is_not_in_hand_there_goes_its_own_way(town, in_hand):
    told = brought_again(town, in_hand, claims=[a_claim(), a_claim(category="environment", text="停止排放")])
    assert [claim["state"] for claim in matter(town, told)["claims"]] == ["AWAITING_TRIAGE", "AWAITING_SIGN"]


def test_after_rereview_nothing_new_is_accepted_no_further(town):
    told = town.register(by="petition", claims=[REREVIEWED])
    town.visitor("petition").post(at(told, "non-acceptances"), json={"words": "复核意见已经送达。"})
    town.deliver()
    assert matter(town, told)["state"] == "BARRED"


def test_one_claim_is_barred_and_the_other_goes_its_way(town):
    told = town.register(by="petition", claims=[REREVIEWED, a_claim()])
    town.visitor("petition").post(at(told, "non-acceptances"), json=WORDS)
    town.deliver()
    seen = matter(town, told)
    assert [claim["state"] for claim in seen["claims"]] == ["BARRED", "AWAITING_SIGN"]
    assert (seen["state"], seen["whose_turn"]) == ("AWAITING_SIGN", "caoqiao")


def test_nothing_else_can_be_declined(town):
    told = town.register(by="petition", place=None)
    refused = town.visitor("petition").refused(422, at(told, "non-acceptances"), json=WORDS)
    assert "没有不予受理" in refused["title"]


STRANGE = ("LD-20200101-0001", "a report", "a report of one's own", "answered", "another's")


@pytest.mark.parametrize("same_as", STRANGE)
def test_only_a_matter_of_theirs_in_hand_can_be_brought_up_again(town, same_as):
    operator = town.visitor("operator")
    if "report" in same_as:
        by = "operator" if "own" in same_as else "petition"
        same_as = town.register(by=by, kind="REPORT", petitioner=PETITIONER)["matter_no"]
    if same_as == "another's":
        same_as = town.register()["matter_no"]
    if same_as == "answered":
        referral = town.referral(petitioner=PETITIONER)
        caoqiao = town.visitor("caoqiao")
        caoqiao.post(f"/routing/api/v1/referrals/{referral['referral_id']}/signatures", json={})
        reply(town, referral)
        town.deliver()
        same_as = referral["matter_no"]
    problem = operator.refused(422, "/intake/api/v1/matters", json=a_matter(same_as=same_as, petitioner=PETITIONER))
    assert list(fields_of(problem)) == ["same_as"]


def test_the_call_form_asks_for_both(town, in_hand):
    desk = town.visitor().signed_in("petition")
    form = desk.open("/intake/matters/new").form(
        {
            "petitioner.name": "钱某",
            "petitioner.phone": PETITIONER["phone"],
            "place": "曹桥街道野马村",
            "narrative": "邻居砌墙。",
            "claims.0.category": "land",
            "claims.0.text": "拆除围墙",
            "claims.0.facts.rereviewed": "1",
            "same_as": in_hand["matter_no"],
            "kind": "CLAIM_APPEAL",
            "channel": "VISIT",
        }
    )
    matter_no = desk.post("/intake/matters", data=form).headers["Location"].rpartition("/")[2]
    town.deliver()
    page = desk.open(f"/routing/triage/{matter_no}")
    assert "不再受理" in page.source, "who was re-reviewed is judged first"
    posted = desk.post(f"/routing/triage/{matter_no}/non-acceptances", data=page.form({"words": ""}))
    assert posted.status_code == 422
    posted = desk.post(f"/routing/triage/{matter_no}/non-acceptances", data=page.form(WORDS))
    assert posted.status_code == 303
    town.deliver()
    assert "不再受理" in desk.open(f"/intake/matters/{matter_no}").text


def test_a_claim_that_nobody_holds_and_nobody_declined_is_found(town, again):
    town.visitor("petition").post(at(again, "non-acceptances"), json=WORDS)
    town.deliver()
    with pytest.raises(Undone), database("routing").transaction() as session:
        session.query(NonAcceptance).delete()
        assert broken(session)
        raise Undone


@pytest.mark.parametrize("town", ["postgresql"], indirect=True)
def test_of_two_who_have_the_page_open_one_decides(town, again):
    """Each has looked before either pressed: the second finds it decided, whatever its session remembers."""
    by, decision = SimpleNamespace(**staff()["petition"], units=()), DecisionForm(unit="caoqiao", reason="属地")
    with database("routing").transaction() as session:
        remembered = matter_awaiting(session, again["matter_no"], by)
        assert town.visitor("petition").post(at(again, "non-acceptances"), json=WORDS).status_code == 201
        with pytest.raises(NothingToDecide):
            decide_by_hand(session, again["matter_no"], decision, by=by, now=utc_now())
        assert remembered.claims[0].triage_holder is None
