"""Of an order over several claims one is done again (重办); what was replied to the others stands."""

import pytest

from tests.integration.doors.clocks import clocks
from tests.integration.doors.test_after_the_reply import ACCEPTED, handed, today
from tests.integration.doors.test_documents import attached
from tests.integration.doors.test_handing_on import broken
from tests.integration.doors.test_objections import at, matter
from tests.integration.doors.test_referrals import answers, reply
from tests.integration.doors.test_reopening import AGAIN, orders
from tests.integration.doors.test_return_visits import owed
from tests.integration.doors.town import ON_ONE_DATABASE
from tests.support.matters import a_claim

pytestmark = [ON_ONE_DATABASE, pytest.mark.usefixtures("every_year_is_announced")]

TWO = [a_claim(), a_claim(category="environment", text="清淤")]


@pytest.fixture
def desk(town):
    return town.visitor("operator")


@pytest.fixture
def accepted(town, office):
    referral = town.referral(claims=TWO)
    assert office.post(at(referral, "signatures"), json={}).status_code == 201
    assert office.post(at(referral, "acceptances"), json=ACCEPTED).status_code == 201
    return referral


def served(town, office, referral, **changes):
    reply(town, referral, **changes)
    assert office.post(at(referral, "services"), json=handed()).status_code == 201
    town.deliver()
    return referral


def one(referral, number, **changes):
    return {**AGAIN, "claims": [referral["claims"][number]["claim_id"]], **changes}


def again(town, desk, referral, body):
    answer = desk.post(at(referral, "reopenings"), json=body)
    assert answer.status_code == 201, answer.text
    town.deliver()
    return answer.json


def claims_of(order):
    return [claim["claim_id"] for claim in order["claims"]]


def apart(town, referral):
    """The order with which the claim left, and the one by which it is done again."""
    left = [order for order in orders(town, referral) if order["parted_from"] == referral["referral_id"]]
    known = {referral["referral_id"], *(order["referral_id"] for order in left)}
    new = [order for order in orders(town, referral) if order["referral_id"] not in known]
    return left[-1], new[-1]


def test_one_claim_is_done_again_and_the_reply_to_the_other_stands(town, desk, office, accepted):
    first, second = claims_of(served(town, office, accepted))
    now = again(town, desk, accepted, one(accepted, 1))
    assert (now["state"], claims_of(now)) == ("ANSWERED", [first])
    assert {answer["claim_id"] for answer in now["answers"]} == {first, second}, "as it was issued"
    left, new = apart(town, accepted)
    assert (left["state"], left["reopened"]["cause"], claims_of(left)) == ("REOPENED", "UNSATISFIED", [second])
    assert (new["unit"], new["state"], claims_of(new)) == ("caoqiao", "AWAITING_SIGN", [second])
    seen = matter(town, accepted)
    assert [claim["state"] for claim in seen["claims"]] == ["ANSWERED", "AWAITING_SIGN"]
    assert [claim["outcome"] for claim in seen["claims"]] == ["EXPLAIN", None]
    assert clocks(accepted["matter_no"])["ask_review"].state == "running", "of what stands review may be asked"
    assert broken() == set()


def test_everybody_is_told_which_claim_it_is(town, desk, office, accepted):
    served(town, office, accepted)
    again(town, desk, accepted, one(accepted, 1))
    page = town.visitor().signed_in("operator").open(f"/intake/matters/{accepted['matter_no']}").text
    assert "第 2 项诉求重办" in page
    rows = town.visitor("leader").get(f"/notify/api/v1/notices?matter_no={accepted['matter_no']}").json["notices"]
    letters = {row["template"]: row["notice_id"] for row in rows}
    letter = town.visitor().signed_in("leader").open(f"/notify/notices/{letters['reopened']}").text
    assert TWO[1]["text"] in letter
    assert TWO[0]["text"] not in letter
    assert "其余诉求的答复和请求复查的期限不变" in letter
    assert "reopened_copy" in letters


def test_what_the_one_claim_still_asked_for_is_not_waited_for(town, desk, office, accepted):
    first, second = claims_of(accepted)
    outcomes = {first: "EXPLAIN", second: "SUPPORT"}
    told = answers(accepted)
    told["answers"] = [{**one, "outcome": outcomes[one["claim_id"]]} for one in told["answers"]]
    served(town, office, accepted, **told)
    assert accepted["matter_no"] not in owed(desk), "what was supported is not performed"
    again(town, desk, accepted, one(accepted, 1, cause="NOT_PERFORMED"))
    assert accepted["matter_no"] in owed(desk), "of the rest nothing is left"
    done = {"claim_id": second, "done_on": today(), "words": "已清。"}
    assert office.post(at(accepted, "performances"), json=done).status_code == 422
    page = town.visitor().signed_in("caoqiao").open(f"/routing/referrals/{accepted['referral_id']}").text
    assert "执行：诉求" not in page
    assert "已经重办的诉求" in page
    assert broken() == set()


def test_the_printed_opinion_is_the_one_that_was_issued(town, desk, office, accepted):
    served(town, office, accepted)
    caoqiao = town.visitor().signed_in("caoqiao")
    issued = caoqiao.open(f"/routing/referrals/{accepted['referral_id']}/opinion").text
    again(town, desk, accepted, one(accepted, 1))
    left, _ = apart(town, accepted)
    for order in (accepted, left):
        printed = caoqiao.open(f"/routing/referrals/{order['referral_id']}/opinion").text
        assert paper(printed) == paper(issued)


def paper(page):
    return page[page.index("信访处理意见书") :].split("</article>")[0]


def test_the_way_told_with_the_reply_is_read_on_the_order_of_the_claim_that_left(town, desk, office):
    referral = town.referral(claims=TWO)
    assert office.post(at(referral, "signatures"), json={}).status_code == 201
    served(town, office, referral, **answers(referral, path="PETITION"))
    now = again(town, desk, referral, one(referral, 1))
    left, new = apart(town, referral)
    assert [answer["path"] for answer in (*now["answers"], *left["answers"])] == ["PETITION"] * 3
    assert new["accepted"] is None
    assert clocks(referral["matter_no"])["ask_review"].state == "running", "of what stands review may be asked"
    assert broken() == set()


def test_it_is_read_on_the_new_order_what_was_replied_and_the_papers_go_along(town, desk, office, accepted):
    document = attached(town, "caoqiao", accepted)
    served(town, office, accepted)
    again(town, desk, accepted, one(accepted, 1))
    _, new = apart(town, accepted)
    page = town.visitor().signed_in("caoqiao").open(f"/routing/referrals/{new['referral_id']}").text
    assert "此前的答复" in page
    assert document["title"] in page
    listed = office.get(at(new, "documents")).json["documents"]
    assert [one["document_id"] for one in listed] == [document["document_id"]]


def test_no_claim_is_done_again_twice_and_the_last_one_closes_the_order(town, desk, office, accepted):
    served(town, office, accepted)
    again(town, desk, accepted, one(accepted, 1))
    refused = desk.refused(409, at(accepted, "reopenings"), json=one(accepted, 1))
    assert "可能刚才" in refused["title"]
    now = again(town, desk, accepted, one(accepted, 0))
    assert now["state"] == "REOPENED"
    assert [claim["state"] for claim in matter(town, accepted)["claims"]] == ["AWAITING_SIGN", "AWAITING_SIGN"]
    assert clocks(accepted["matter_no"])["ask_review"].state == "stopped"
    assert broken() == set()


def test_naming_every_claim_is_doing_the_order_again(town, desk, office, accepted):
    served(town, office, accepted)
    now = again(town, desk, accepted, {**AGAIN, "claims": claims_of(accepted)})
    assert now["state"] == "REOPENED"
    assert [order["state"] for order in orders(town, accepted)] == ["REOPENED", "AWAITING_SIGN"]


def test_the_page_offers_one_claim_or_all(town, office, accepted):
    served(town, office, accepted)
    desk, here = town.visitor().signed_in("operator"), f"/routing/referrals/{accepted['referral_id']}"
    chosen = desk.open(here).form({**AGAIN, "way": "SAME_UNIT", "claims": claims_of(accepted)[1]})
    assert desk.post(f"{here}/reopenings", data=chosen).status_code == 303
    page = desk.open(here).text
    assert "已经重办的诉求" in page
    assert "围墙只拆了一半，请办到底。" in page
