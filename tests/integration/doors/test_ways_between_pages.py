"""From every page one gets to the next thing to do: from a matter to its orders, from an order to its form."""

import pytest

from tests.integration.doors.reviewing import answered_and_served, asked, decided
from tests.integration.doors.test_after_the_reply import handed
from tests.integration.doors.test_non_acceptance import PETITIONER, brought_again
from tests.integration.doors.test_referrals import at, reply
from tests.integration.doors.town import ON_ONE_DATABASE
from tests.support.city import staff

pytestmark = ON_ONE_DATABASE


def page_of(told):
    return f"/routing/referrals/{told['referral_id']}"


def way(told):
    return f"/routing/matters/{told['matter_no']}"


@pytest.mark.parametrize("username", ["operator", "leader", "caoqiao"])
def test_a_matter_leads_to_its_order(town, username):
    referral = town.referral()
    reader = town.visitor(username)
    assert way(referral) in reader.open(f"/intake/matters/{referral['matter_no']}").links
    answer = reader.get(way(referral))
    assert (answer.status_code, answer.location) == (303, page_of(referral))


def test_several_orders_of_a_matter_are_listed_the_newest_first(town):
    referral = answered_and_served(town)
    review = asked(town, referral)
    page = town.visitor("leader").open(way(referral))
    orders = [link for link in page.links if link.startswith("/routing/referrals/")]
    assert orders == [page_of(review), page_of(referral)]


def test_what_waits_for_a_person_leads_to_the_decision(town):
    first = town.register(by="petition", petitioner=PETITIONER)
    again = brought_again(town, first)
    answer = town.visitor("petition").get(way(again))
    assert (answer.status_code, answer.location) == (303, f"/routing/triage/{again['matter_no']}")


def test_a_report_and_a_number_that_nobody_has_look_alike_to_who_may_not_know(town):
    report = town.register(kind="REPORT", accused_party={"unit": "caoqiao"})
    nothing = {"matter_no": "LD-20200101-0001"}
    for username in ("caoqiao", "leader"):
        pages = [town.visitor(username).open(way(told)).text for told in (report, nothing)]
        assert "在这里看不到" in pages[0]
        assert pages[0] == pages[1]


def test_an_order_says_what_its_reader_does_now_and_leads_to_the_form(town):
    referral = town.referral()
    office = town.visitor("caoqiao")
    first = office.open(page_of(referral))
    assert "现在要办：签收" in first.text
    assert "#do-sign" in first.links
    assert 'id="do-sign"' in first.source
    office.post(at(referral, "signatures"), json={})
    assert "现在要办：书面告知信访人" in office.open(page_of(referral)).text
    sender = town.visitor("operator").open(page_of(referral)).text
    assert "现在要办" not in sender
    assert "轮到曹桥" in sender


def test_a_review_is_printed_as_a_review(town):
    referral, desk = answered_and_served(town), town.visitor("leader")
    assert "打印答复意见书" in town.visitor("caoqiao").open(page_of(referral)).text
    review = asked(town, referral)
    assert "现在要办：起草复查意见，送审" in desk.open(page_of(review)).text
    decided(town, review)
    assert "打印复查意见书" in desk.open(page_of(review)).text
    assert desk.open(f"{page_of(review)}/opinion").h1 == "复查意见书"


def test_notices_lead_to_their_matter(town):
    referral = town.referral()
    listed = town.visitor("operator").open(f"/notify/notices?matter_no={referral['matter_no']}")
    assert f"/intake/matters/{referral['matter_no']}" in listed.links
    [notice, *_] = [link for link in listed.links if link.startswith("/notify/notices/")]
    assert f"/intake/matters/{referral['matter_no']}" in town.visitor("operator").open(notice).links
    assert way(referral) in town.visitor("caoqiao").open(f"/notify/notices?matter_no={referral['matter_no']}").links


def test_who_approves_is_chosen_by_name(town):
    first = town.register(by="petition", petitioner=PETITIONER)
    again = brought_again(town, first)
    page = town.visitor("petition").open(f"/routing/triage/{again['matter_no']}")
    assert '<select id="approver"' in page.source
    assert f'<option value="leader">{staff()["leader"]["name"]}</option>' in page.source
    assert '<option value="caoqiao2"' not in page.source


def test_time_limits_that_are_over_are_folded_away_and_a_window_was_not_done(town):
    referral = town.referral()
    office = town.visitor("caoqiao")
    assert "已经结束的期限" not in office.open(page_of(referral)).text
    office.post(at(referral, "signatures"), json={})
    reply(town, referral)
    page = office.open(page_of(referral))
    over = page.text[page.text.index("已经结束的期限") :]
    assert "签收期限已办结" in over
    assert "异议期不再计算" in over
    assert "<dt>反馈期限</dt>" not in page.source, "nothing is said of a day that nobody set"


def test_a_proof_that_was_struck_out_stands_apart_from_the_one_that_counts(town):
    referral = answered_and_served(town)
    office = town.visitor("caoqiao")
    [proof] = office.get(f"/routing/api/v1{page_of(referral).removeprefix('/routing')}").json["services"]
    struck = office.post(f"/routing/api/v1/proofs/{proof['proof_id']}/strikes", json={"words": "日期写错。"})
    assert struck.status_code == 201, struck.text
    office.post(at(referral, "services"), json=handed())
    told = office.open(page_of(referral)).text
    assert told.count("直接送达 已作废") == 1
    assert told.index("日期写错。") < told.rindex("直接送达")
