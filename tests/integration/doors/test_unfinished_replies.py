"""A unit is closed after its reply: the one that followed finishes it, and the opinion stays that of who gave it."""

from tests.integration.doors.reviewing import asked
from tests.integration.doors.test_after_the_reply import ACCEPTED, handed
from tests.integration.doors.test_nobody_is_left_with_it import close, tick, village, wrong
from tests.integration.doors.test_nobody_is_left_with_it import handed as given
from tests.integration.doors.test_objections import at
from tests.integration.doors.test_referrals import RELEASED, answers

__all__ = ["village"]


def test_the_paper_is_signed_by_whose_opinion_it_is_and_says_who_followed(town, village):
    unit, clerk = village
    referral = given(town, unit)
    assert clerk.post(at(referral, "signatures"), json={}).status_code == 201
    assert clerk.post(at(referral, "opinions"), json=answers(referral)).status_code == 201
    assert town.visitor("leader").post(at(referral, "opinion-checks"), json=RELEASED).status_code == 201
    petition, here = town.visitor().signed_in("petition"), f"/routing/referrals/{referral['referral_id']}"
    paper = petition.open(f"{here}/opinion").text
    assert "村点" in paper
    assert "已经撤销" not in paper
    close(town, unit, "zhapu")
    tick(town)
    now = town.visitor("petition").get(at(referral, "")[:-1]).json
    assert (now["unit"], now["reply"]["unit"]) == ("zhapu", unit)
    assert "村点已经撤销，送达、执行等后续事项由乍浦司法所继续办理" in petition.open(f"{here}/opinion").text
    assert "作出单位" in petition.open(here).text
    assert town.visitor("zhapu").post(at(referral, "services"), json=handed()).status_code == 201
    assert wrong() == set()


def test_who_reviews_it_reads_whose_opinion_it_was_and_not_who_served_it(town, village):
    unit, clerk = village
    referral = given(town, unit)
    assert clerk.post(at(referral, "signatures"), json={}).status_code == 201
    assert clerk.post(at(referral, "acceptances"), json=ACCEPTED).status_code == 201
    assert clerk.post(at(referral, "opinions"), json=answers(referral)).status_code == 201
    assert town.visitor("leader").post(at(referral, "opinion-checks"), json=RELEASED).status_code == 201
    close(town, unit, "xincang")
    tick(town)
    assert town.visitor("xincang").post(at(referral, "services"), json=handed()).status_code == 201
    review = asked(town, referral, by="petition")
    page = town.visitor().signed_in("leader2").open(f"/routing/referrals/{review['referral_id']}").text
    assert "村点" in page.split("原处理意见")[1].split("已核实")[0]
