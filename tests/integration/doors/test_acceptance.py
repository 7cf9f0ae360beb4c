"""A unit accepts what it received and tells the petitioner in writing; under 31(6) the 60 days run from then."""

from datetime import timedelta

import pytest

from shared.clocks.deadline import HERE
from shared.db import utc_now
from tests.integration.doors.clocks import clocks
from tests.integration.doors.test_handing_on import broken
from tests.integration.doors.test_objections import ELSEWHERE, at, forwarded, matter
from tests.integration.doors.test_referrals import answers, reply
from tests.integration.doors.town import ON_ONE_DATABASE
from tests.integration.doors.visitor import fields_of
from tests.support.matters import a_claim

__all__ = ["forwarded"]
pytestmark = ON_ONE_DATABASE

ACCEPTED = {"path": "PETITION", "words": "由曹桥司法所办理，先组织调解。"}


@pytest.fixture
def signed(town, forwarded):
    town.visitor("caoqiao").post(at(forwarded, "signatures"), json={})
    return forwarded


@pytest.fixture
def of_two(town):
    """An order over two claims, signed for."""
    claims = [a_claim(category="land"), a_claim(category="environment", text="对面的猪场夜里排污。")]
    made = town.referral(by="petition", channel="FORWARDED", external_no="1", claims=claims)
    town.visitor("caoqiao").post(at(made, "signatures"), json={})
    assert len(made["claims"]) == 2
    return made


def ways(referral, *paths):
    return [
        {"claim_id": claim["claim_id"], "path": path} for claim, path in zip(referral["claims"], paths, strict=True)
    ]


def accept(town, referral, **changes):
    answer = town.visitor("caoqiao").post(at(referral, "acceptances"), json={**ACCEPTED, **changes})
    assert answer.status_code == 201, answer.text
    town.deliver()
    return answer.json


def running(referral):
    return {rule for rule, clock in clocks(referral["matter_no"]).items() if clock.state == "running"}


def test_telling_ends_the_fifteen_days_and_the_window_and_starts_the_sixty(town, signed):
    told = accept(town, signed)
    assert (told["state"], told["whose_turn"]) == ("IN_PROGRESS", "caoqiao")
    assert told["accepted"]["article"] == "《信访工作条例》第三十一条第六项"
    assert running(signed) == {"opinion_31_6"}
    sixty = utc_now().astimezone(HERE).date() + timedelta(days=60)
    assert clocks(signed["matter_no"])["opinion_31_6"].due_on == sixty
    assert told["due_on"] == sixty.isoformat()


@pytest.mark.parametrize(("path", "begins"), [("PERFORM", {"perform_or_answer"}), ("ARBITRATION", set())])
def test_by_another_way_the_sixty_days_do_not_run(town, signed, path, begins):
    accept(town, signed, path=path)
    assert running(signed) == begins


def test_the_petitioner_gets_it_in_writing_and_it_stands_on_the_timeline(town, signed):
    accept(town, signed)
    notices = town.visitor("petition").get(f"/notify/api/v1/notices?matter_no={signed['matter_no']}").json["notices"]
    assert [n["recipient"] for n in notices if n["template"] == "handling_path"] == ["petitioner"]
    [told] = [entry for entry in matter(town, signed)["timeline"] if entry["type"] == "matter.accepted"]
    assert (told["facts"]["path"], told["facts"]["words"]) == ("PETITION", ACCEPTED["words"])
    page = town.visitor().signed_in("petition").open(f"/intake/matters/{signed['matter_no']}")
    assert "受理，书面告知信访人" in page.text


def test_who_accepted_is_competent_and_objects_no_more(town, signed):
    accept(town, signed)
    caoqiao = town.visitor("caoqiao")
    assert "已经书面告知" in caoqiao.refused(409, at(signed, "objections"), json=ELSEWHERE)["title"]
    caoqiao.refused(409, at(signed, "acceptances"), json=ACCEPTED)


def test_it_is_signed_for_first_and_only_its_holder_accepts(town, forwarded):
    assert "请先签收" in town.visitor("caoqiao").refused(409, at(forwarded, "acceptances"), json=ACCEPTED)["title"]
    town.visitor("zhapu").refused(404, at(forwarded, "acceptances"), json=ACCEPTED)
    town.visitor("petition").refused(403, at(forwarded, "acceptances"), json=ACCEPTED)


@pytest.mark.parametrize("path", [None, "ARBITRATION"])
def test_only_what_was_accepted_under_31_6_can_be_refused(town, signed, path):
    if path:
        accept(town, signed, path=path)
    caoqiao, body = town.visitor("caoqiao"), answers(signed, outcome="REFUSE")
    assert list(fields_of(caoqiao.refused(422, at(signed, "opinions"), json=body))) == ["answers.0.outcome"]


def test_accepted_under_31_6_a_claim_may_be_refused_and_the_clock_ends(town, signed):
    accept(town, signed)
    assert reply(town, signed, **answers(signed, outcome="REFUSE"))["state"] == "ANSWERED"
    assert running(signed) == {"serve_reply"}


@pytest.mark.parametrize("remedy", [None, "", "   "])
def test_accepted_under_31_6_no_opinion_leaves_without_its_remedy(town, signed, remedy):
    accept(town, signed)
    caoqiao, body = town.visitor("caoqiao"), {**answers(signed), "remedy": remedy}
    assert list(fields_of(caoqiao.refused(422, at(signed, "opinions"), json=body))) == ["remedy"]
    draft = caoqiao.post(at(signed, "opinion-drafts"), json={"answers": answers(signed)["answers"]})
    assert draft.status_code == 201, "a draft may still be without one"


def test_by_another_way_the_remedy_may_be_left_out(town, signed):
    accept(town, signed, path="PERFORM")
    assert reply(town, signed, remedy=None)["state"] == "ANSWERED"


def test_a_remedy_that_was_cleared_on_the_page_is_asked_for(town, signed):
    accept(town, signed)
    caoqiao, here = town.visitor().signed_in("caoqiao"), f"/routing/referrals/{signed['referral_id']}"
    page = caoqiao.open(here)
    typed = {"outcome": "EXPLAIN", "facts": "已核实。", "legal_basis": "《民法典》第二百九十一条"}
    typed["claim_id"] = signed["claims"][0]["claim_id"]
    typed = {f"answers.0.{name}": value for name, value in typed.items()} | {"law_explained": "通道不能堵。"}
    again = caoqiao.refused(422, f"{here}/opinions", data=page.form({**typed, "remedy": ""}))
    assert "请求复查的期限和途径" in again.said("remedy-error")


def test_who_was_told_of_no_way_is_told_with_the_reply_and_may_ask_for_review(town, signed):
    caoqiao, untold = town.visitor("caoqiao"), answers(signed, path=None)
    assert fields_of(caoqiao.refused(422, at(signed, "opinions"), json=untold)) == {"answers.0.path": "请填写"}
    assert caoqiao.post(at(signed, "opinion-drafts"), json=untold).status_code == 201, "a draft may lack it"
    said = {**answers(signed, path="PETITION", outcome="REFUSE"), "remedy": "可以在三十日内请求复查。"}
    silent = {**said, "remedy": None}
    assert list(fields_of(caoqiao.refused(422, at(signed, "opinions"), json=silent))) == ["remedy"]
    assert reply(town, signed, **said)["answers"][0]["path"] == "PETITION"
    town.deliver()
    paper = caoqiao.open(f"/routing/referrals/{signed['referral_id']}/opinion").text
    assert "信访处理意见书" in paper
    assert "第三十一条第六项" in paper
    petition = town.visitor("petition")
    rows = petition.get(f"/notify/api/v1/notices?matter_no={signed['matter_no']}").json["notices"]
    letter = next(row["notice_id"] for row in rows if row["template"] == "reply")
    assert "处理途径" in petition.open(f"/notify/notices/{letter}").text
    assert "处理途径：按照信访程序处理" in petition.open(f"/intake/matters/{signed['matter_no']}").text
    proof = {"means": "HANDED", "served_on": utc_now().astimezone(HERE).date().isoformat(), "receiver": "本人"}
    assert caoqiao.post(at(signed, "services"), json=proof).status_code == 201
    assert clocks(signed["matter_no"])["ask_review"].state == "running"
    assert broken() == set()


def test_a_way_that_was_told_is_not_asked_for_again(town, signed):
    accept(town, signed, path="ARBITRATION")
    assert reply(town, signed, **answers(signed, path="PETITION"))["answers"][0]["path"] is None
    paper = town.visitor("caoqiao").open(f"/routing/referrals/{signed['referral_id']}/opinion").text
    assert "信访事项答复书" in paper


def test_a_request_for_help_goes_none_of_these_ways(town):
    asked = town.referral(kind="HELP")
    town.visitor("caoqiao").post(at(asked, "signatures"), json={})
    assert reply(town, asked, **answers(asked, path=None))["state"] == "ANSWERED"


def test_the_page_asks_for_the_way_until_it_was_told(town, signed):
    caoqiao, here = town.visitor().signed_in("caoqiao"), f"/routing/referrals/{signed['referral_id']}"
    page = caoqiao.open(here)
    said = {"answers.0.claim_id": page.value("answers.0.claim_id"), "answers.0.outcome": "EXPLAIN"}
    said |= {"answers.0.facts": "已核实。", "answers.0.legal_basis": "《民法典》", "law_explained": "通道不能堵。"}
    again = caoqiao.refused(422, f"{here}/opinions", data=page.form(said))
    assert again.said("answers.0.path-error") == "请填写"
    accept(town, signed, path="ARBITRATION")
    page = caoqiao.open(here)
    assert 'name="answers.0.path"' not in page.source
    assert caoqiao.post(f"{here}/opinions", data=page.form(said)).status_code == 303


def test_the_page_says_what_it_will_cause_and_keeps_what_was_typed(town, signed):
    caoqiao, here = town.visitor().signed_in("caoqiao"), f"/routing/referrals/{signed['referral_id']}"
    page = caoqiao.open(here)
    assert "60 日内办结" in page.text
    again = caoqiao.refused(422, f"{here}/acceptances", data=page.form({"words": "先调解。", "path": ""}))
    assert "先调解。" in again.text
    assert caoqiao.post(f"{here}/acceptances", data=page.form(ACCEPTED)).status_code == 303
    assert ACCEPTED["words"] in caoqiao.open(here).text


def test_each_claim_goes_its_own_way_and_the_strictest_sets_the_clock(town, of_two):
    told = accept(town, of_two, path="ARBITRATION", ways=ways(of_two, "ARBITRATION", "PETITION"))
    assert [way["path"] for way in told["accepted"]["ways"]] == ["ARBITRATION", "PETITION"]
    assert told["accepted"]["path"] == "PETITION"
    assert running(of_two) == {"opinion_31_6"}
    assert broken() == set()


def test_the_first_day_of_several_is_the_one_that_is_told(town, of_two):
    told = accept(town, of_two, ways=ways(of_two, "PERFORM", "PETITION"))
    assert running(of_two) == {"opinion_31_6", "perform_or_answer"}
    due = {rule: clock.due_on for rule, clock in clocks(of_two["matter_no"]).items() if clock.state == "running"}
    assert told["due_on"] == min(due.values()).isoformat()
    assert broken() == set()


def test_where_no_claim_goes_by_31_6_no_sixty_days_run(town, of_two):
    accept(town, of_two, path="LITIGATION", ways=ways(of_two, "ARBITRATION", None))
    assert running(of_two) == set()


def test_one_way_for_all_is_told_as_before(town, of_two):
    told = accept(town, of_two)
    assert [way["path"] for way in told["accepted"]["ways"]] == ["PETITION", "PETITION"]


def test_a_claim_is_refused_only_where_its_own_way_is_31_6(town, of_two):
    accept(town, of_two, ways=ways(of_two, "ARBITRATION", "PETITION"))
    caoqiao, refuses = town.visitor("caoqiao"), answers(of_two, outcome="REFUSE")
    assert list(fields_of(caoqiao.refused(422, at(of_two, "opinions"), json=refuses))) == ["answers.0.outcome"]
    refuses["answers"][0]["outcome"] = "EXPLAIN"
    assert reply(town, of_two, **refuses)["state"] == "ANSWERED"


def test_ways_for_claims_of_another_order_or_twice_are_refused(town, of_two):
    caoqiao, [first, second] = town.visitor("caoqiao"), ways(of_two, "ARBITRATION", "PETITION")
    for wrong in ([first, first], [first, {**second, "claim_id": of_two["referral_id"]}]):
        problem = caoqiao.refused(422, at(of_two, "acceptances"), json={**ACCEPTED, "ways": wrong})
        assert list(fields_of(problem)) == ["ways.1.claim_id"]
    assert "matter.accepted" not in {entry["type"] for entry in matter(town, of_two)["timeline"]}


def test_letter_and_timeline_say_the_way_of_each_claim(town, of_two):
    accept(town, of_two, ways=ways(of_two, "ARBITRATION", "PETITION"))
    rows = town.visitor("petition").get(f"/notify/api/v1/notices?matter_no={of_two['matter_no']}").json["notices"]
    [notice] = [row for row in rows if row["template"] == "handling_path"]
    letter = town.visitor().signed_in("petition").open(f"/notify/notices/{notice['notice_id']}").text
    assert "第三十一条第二项" in letter
    assert "第三十一条第六项" in letter
    page = town.visitor().signed_in("petition").open(f"/intake/matters/{of_two['matter_no']}").text
    assert "诉求 1 导入仲裁程序；诉求 2 按照信访程序处理" in page


def test_the_page_asks_for_the_way_of_each_claim_and_offers_the_same(town, of_two):
    caoqiao, here = town.visitor().signed_in("caoqiao"), f"/routing/referrals/{of_two['referral_id']}"
    page = caoqiao.open(here)
    assert "与诉求 1 相同" in page.text
    claim = {"ways.0.claim_id": of_two["claims"][1]["claim_id"]}
    different = page.form({**ACCEPTED, **claim, "path": "ARBITRATION", "ways.0.path": "PETITION"})
    assert caoqiao.post(f"{here}/acceptances", data=different).status_code == 303
    page = caoqiao.open(here)
    assert "第三十一条第二项" in page.text
    [first, second] = (
        page.source.split(f'name="answers.{number}.outcome"')[1].split("</select>")[0] for number in "01"
    )
    assert ("REFUSE" in first, "REFUSE" in second) == (False, True)


def test_left_as_it_was_every_claim_goes_the_same_way(town, of_two):
    caoqiao, here = town.visitor().signed_in("caoqiao"), f"/routing/referrals/{of_two['referral_id']}"
    page = caoqiao.open(here)
    same = {**ACCEPTED, "ways.0.claim_id": of_two["claims"][1]["claim_id"], "ways.0.path": ""}
    assert caoqiao.post(f"{here}/acceptances", data=page.form(same)).status_code == 303
    told = town.visitor("caoqiao").get(f"/routing/api/v1/referrals?matter_no={of_two['matter_no']}").json
    assert [way["path"] for way in told["referrals"][0]["accepted"]["ways"]] == ["PETITION", "PETITION"]
