"""Who does not agree with an opinion asks the unit above for a review (复查), within thirty days of its receipt."""

import pytest
from sqlalchemy import select, update

from services.notify.models import Notice
from services.routing import clock
from services.routing.models import Clock
from shared.db import database
from tests.integration.doors.clocks import after, clocks, look
from tests.integration.doors.reviewing import answered_and_served, asked, decided, letters, request, served
from tests.integration.doors.test_after_the_reply import ACCEPTED, handed, tab, today
from tests.integration.doors.test_handing_on import broken
from tests.integration.doors.test_objections import at, matter
from tests.integration.doors.test_referrals import RELEASED, answers, reply
from tests.integration.doors.test_reopening import AGAIN, orders
from tests.integration.doors.test_two_people import leave_alone
from tests.integration.doors.test_urging import LATE
from tests.integration.doors.town import ON_ONE_DATABASE
from tests.integration.doors.visitor import fields_of
from tests.support.matters import a_claim

pytestmark = [ON_ONE_DATABASE, pytest.mark.usefixtures("every_year_is_announced")]


@pytest.fixture
def desk(town):
    return town.visitor("operator")


@pytest.fixture
def referral(town):
    return answered_and_served(town)


@pytest.fixture
def review(town, referral):
    return asked(town, referral)


def test_the_unit_above_reviews_it_within_thirty_days_of_the_request(town, referral, review):
    told = (review["kind"], review["unit"], review["state"], review["whose_turn"])
    assert told == ("REVIEW", "bureau", "IN_PROGRESS", "bureau")
    assert (review["review"]["reviewed"], review["review"]["words"]) == (referral["referral_id"], request()["words"])
    periods = clocks(referral["matter_no"])
    assert (periods["ask_review"].state, periods["answer_review"].unit) == ("stopped", "bureau")
    assert periods["answer_review"].due_on.isoformat() == today(30)
    first = orders(town, referral)[0]
    assert (first["state"], first["reviewed_by"], bool(first["answers"])) == ("REVIEWED", review["referral_id"], True)
    seen = matter(town, referral)
    assert (seen["state"], seen["whose_turn"]) == ("UNDER_REVIEW", "bureau")
    assert "review.requested" in [entry["type"] for entry in seen["timeline"]]


def test_the_petitioner_the_unit_that_reviews_and_the_one_that_answered_are_told(town, review):
    assert {
        ("review_received", "petitioner", None),
        ("review_order", "unit", "bureau"),
        ("review_asked", "unit", "caoqiao"),
    } <= letters(town, review)


def test_it_is_taken_down_by_its_sender_or_by_the_unit_that_was_asked(town, referral):
    town.visitor("caoqiao").refused(403, at(referral, "review-requests"), json=request())
    town.visitor("petition").refused(404, at(referral, "review-requests"), json=request())
    forwarded = answered_and_served(
        town, by="petition", channel="FORWARDED", external_no="平信转〔2026〕31号", reply_by="2099-01-01"
    )
    assert asked(town, forwarded, by="leader")["unit"] == "bureau"


def test_not_before_it_was_answered_and_served(town, desk):
    fresh = town.referral()
    assert "还没有答复" in desk.refused(409, at(fresh, "review-requests"), json=request())["title"]
    office = town.visitor("caoqiao")
    office.post(at(fresh, "signatures"), json={})
    assert office.post(at(fresh, "acceptances"), json=ACCEPTED).status_code == 201
    reply(town, fresh)
    assert "还没有送达证明" in desk.refused(409, at(fresh, "review-requests"), json=request())["title"]


def test_only_of_what_was_accepted_under_31_6(town, desk):
    performed = answered_and_served(town, accepted={"path": "PERFORM", "words": "依法履行。"})
    refused = desk.refused(409, at(performed, "review-requests"), json=request())
    assert "第三十一条第六项" in refused["title"]


def test_not_out_of_time_and_no_day_that_cannot_be(town, desk, referral):
    to_come = desk.refused(422, at(referral, "review-requests"), json=request(received_on=today(1)))
    assert list(fields_of(to_come)) == ["received_on"]
    early = desk.refused(422, at(referral, "review-requests"), json=request(received_on=today(-1)))
    assert list(fields_of(early)) == ["received_on"]
    with database("routing").transaction() as session:
        late = update(Clock).where(Clock.rule == "ask_review", Clock.matter_no == referral["matter_no"])
        session.execute(late.values(due_on=after(clocks(referral["matter_no"])["ask_review"].due_on, -40)))
    refused = desk.refused(409, at(referral, "review-requests"), json=request())
    assert "届满" in refused["title"]
    assert "第三十五条" in refused["title"]
    assert matter(town, referral)["state"] == "ANSWERED"


def test_what_was_asked_for_in_time_and_taken_down_later_is_still_reviewed(town, referral):
    look(after(clocks(referral["matter_no"])["ask_review"].due_on, 2))
    clock.finalise_what_lapsed()
    town.deliver()
    assert matter(town, referral)["state"] == "FINALISED"
    asked(town, referral)
    assert matter(town, referral)["state"] == "UNDER_REVIEW"


def test_it_is_asked_for_once_and_its_sender_does_not_have_it_done_again_meanwhile(town, desk, referral, review):
    assert "已经" in desk.refused(409, at(referral, "review-requests"), json=request())["title"]
    assert "请求复查" in desk.refused(409, at(referral, "reopenings"), json=AGAIN)["title"]
    assert len(orders(town, referral)) == 2
    leader = town.visitor("leader")
    refused = leader.refused(409, at(review, "review-requests"), json=request())
    assert "还没有答复" in refused["title"]


def test_upheld_the_first_answer_stands_and_re_review_may_be_asked_for_until_it_is_final(town, referral, review):
    decided(town, review)
    seen = matter(town, referral)
    assert (seen["state"], {claim["outcome"] for claim in seen["claims"]}) == ("ANSWERED", {"EXPLAIN"})
    assert {
        ("review_opinion", "petitioner", None),
        ("review_opinion_copy", "unit", "hotline"),
        ("review_result", "unit", "caoqiao"),
    } <= letters(town, review)
    served(town, review)
    period = clocks(referral["matter_no"])["ask_rereview"]
    assert (period.state, period.kind) == ("running", "right")
    look(after(period.due_on, 2))
    clock.finalise_what_lapsed()
    town.deliver()
    assert matter(town, referral)["state"] == "FINALISED"


@pytest.mark.parametrize("outcome", ["UPHELD", "TO_EXPLAIN"])
def test_a_review_says_how_re_review_is_asked_for(town, review, outcome):
    leader, silent = town.visitor("leader"), {**answers(review, outcome=outcome), "remedy": None}
    refused = fields_of(leader.refused(422, at(review, "opinions"), json=silent))
    assert list(refused) == ["remedy"]
    assert "请求复核" in refused["remedy"]


def test_what_it_revokes_is_answered_anew_and_needs_no_remedy(town, review):
    silent = {**answers(review, outcome="REVOKED"), "remedy": None}
    assert town.visitor("leader").post(at(review, "opinions"), json=silent).status_code == 201


def test_a_proof_that_the_reviewing_unit_entered_wrongly_is_struck_out_by_it(town, referral, review):
    decided(town, review)
    proof = served(town, review)["services"][0]["proof_id"]
    leader, here = town.visitor().signed_in("leader"), f"/routing/referrals/{review['referral_id']}"
    form = leader.open(here).form({"words": "日期登记错了。"})
    town.visitor("caoqiao").refused(404, f"/routing/api/v1/proofs/{proof}/strikes", json={"words": "错了。"})
    assert leader.post(f"/routing/proofs/{proof}/strikes", data=form).status_code == 303
    assert clocks(referral["matter_no"])["ask_rereview"].state == "void"
    assert f"{here}/services" in leader.open(here).source, "it is to be served again"
    served(town, review)
    assert clocks(referral["matter_no"])["ask_rereview"].state == "running"
    assert broken() == set()


def test_changed_the_new_answer_stands_and_what_it_supports_is_performed(town, referral, review):
    told = decided(town, review, "TO_SUPPORT")
    assert [task["done_on"] for task in told["to_perform"]] == [None]
    assert {claim["outcome"] for claim in matter(town, referral)["claims"]} == {"SUPPORT"}
    served(town, review)
    done = {"claim_id": review["claims"][0]["claim_id"], "done_on": today(), "words": "已督促拆除。"}
    assert town.visitor("leader").post(at(review, "performances"), json=done).status_code == 201


@pytest.mark.parametrize(("outcome", "left"), [("UPHELD", 1), ("TO_SUPPORT", 0), ("TO_EXPLAIN", 0)])
def test_only_what_a_review_upholds_is_still_performed_by_the_unit_that_promised_it(town, outcome, left):
    referral = answered_and_served(town, outcome="SUPPORT")
    decided(town, asked(town, referral), outcome)
    first, office = orders(town, referral)[0], town.visitor("caoqiao")
    assert [task["done_on"] for task in first["to_perform"]] == [None] * left
    of_the_first = [one for one in first["clocks"] if one["state"] == "running"]
    assert [one["name"] for one in of_the_first] == ["perform_reply"] * left
    done = {"claim_id": referral["claims"][0]["claim_id"], "done_on": today(), "words": "围墙已拆除。"}
    assert office.post(at(referral, "performances"), json=done).status_code == (201 if left else 422)
    page = town.visitor().signed_in("caoqiao").open(f"/routing/referrals/{referral['referral_id']}").text
    assert ("不再执行" in page) == (not left)
    assert referral["matter_no"] not in tab(town, "finishing")
    assert broken() == set()


def test_revoked_the_claims_go_back_to_be_handled_anew_and_may_be_reviewed_again(town, referral, review):
    told = decided(town, review, "REVOKED")
    assert told["state"] == "REVOKED"
    anew = next(one for one in orders(town, referral) if one["state"] == "AWAITING_SIGN")
    assert (anew["unit"], anew["kind"], anew["choice"]["rule"]) == ("caoqiao", "TRANSFER", "opinion_revoked")
    seen = matter(town, referral)
    assert (seen["state"], seen["whose_turn"]) == ("AWAITING_SIGN", "caoqiao")
    page = town.visitor().signed_in("caoqiao").open(f"/routing/referrals/{anew['referral_id']}")
    assert "平湖市司法局撤销了原处理意见" in page.text
    assert {claim["outcome"] for claim in seen["claims"]} == {None}
    served(town, review)
    assert "ask_rereview" not in clocks(referral["matter_no"])
    office = town.visitor("caoqiao")
    office.post(at(anew, "signatures"), json={})
    assert office.post(at(anew, "acceptances"), json=ACCEPTED).status_code == 201
    reply(town, anew)
    assert office.post(at(anew, "services"), json=handed()).status_code == 201
    assert asked(town, anew)["unit"] == "bureau"


def test_a_review_has_outcomes_of_its_own_and_revokes_all_claims_or_none(town, desk):
    two = answered_and_served(town, claims=[a_claim(), a_claim(category="environment", text="夜里排污")])
    review = asked(town, two)
    body = answers(review, outcome="UPHELD")
    body["answers"][1] = {**body["answers"][1], "outcome": "REVOKED"}
    leader = town.visitor("leader")
    assert list(fields_of(leader.refused(422, at(review, "opinions"), json=body))) == ["answers.0.outcome"]
    plain = answers(review, outcome="SUPPORT")
    assert "answers.0.outcome" in fields_of(leader.refused(422, at(review, "opinions"), json=plain))
    fresh = town.referral()
    town.visitor("caoqiao").post(at(fresh, "signatures"), json={})
    upheld = answers(fresh, outcome="UPHELD")
    refused = town.visitor("caoqiao").refused(422, at(fresh, "opinions"), json=upheld)
    assert list(fields_of(refused)) == ["answers.0.outcome"]


def test_another_person_releases_it_and_nobody_reviews_what_they_released_themselves(town, review):
    leader = town.visitor("leader")
    assert leader.post(at(review, "opinions"), json=answers(review, outcome="UPHELD")).status_code == 201
    leader.refused(403, at(review, "opinion-checks"), json=RELEASED)
    assert town.visitor("leader2").post(at(review, "opinion-checks"), json=RELEASED).status_code == 201


def test_who_checked_the_first_opinion_has_no_part_in_its_review(town):
    leave_alone(town, "zhapu")
    referral, office = town.referral(place="乍浦镇"), town.visitor("zhapu")
    office.post(at(referral, "signatures"), json={})
    assert office.post(at(referral, "acceptances"), json=ACCEPTED).status_code == 201
    assert office.post(at(referral, "opinions"), json=answers(referral)).status_code == 201
    assert town.visitor("leader").post(at(referral, "opinion-checks"), json=RELEASED).status_code == 201
    assert office.post(at(referral, "services"), json=handed()).status_code == 201
    review = asked(town, referral)
    refused = town.visitor("leader").refused(403, at(review, "opinions"), json=answers(review, outcome="UPHELD"))
    assert "参与了原意见" in refused["title"]


def test_nothing_but_a_hearing_in_a_re_review_stops_a_time_limit(town, review):
    body = {"first_on": today(), "hearing_on": today(), "place": "听证室", "words": "争议大。"}
    fresh, caoqiao = town.referral(), town.visitor("caoqiao")
    for door in ("hearings", "pauses"):
        refused = [
            town.visitor("leader").refused(409, at(review, door), json=body),
            caoqiao.refused(409, at(fresh, door), json=body),
        ]
        assert all("其他情形不中止计时" in one["title"] for one in refused)


def test_of_several_ways_only_the_claims_under_31_6_are_reviewed(town):
    two = [a_claim(), a_claim(category="environment", text="夜里排污")]
    fresh, office = town.referral(claims=two), town.visitor("caoqiao")
    first, second = (claim["claim_id"] for claim in fresh["claims"])
    office.post(at(fresh, "signatures"), json={})
    ways = {**ACCEPTED, "ways": [{"claim_id": second, "path": "PERFORM"}]}
    assert office.post(at(fresh, "acceptances"), json=ways).status_code == 201
    reply(town, fresh)
    assert office.post(at(fresh, "services"), json=handed()).status_code == 201
    review = asked(town, fresh)
    assert [claim["claim_id"] for claim in review["claims"]] == [first]
    root = orders(town, fresh)[0]
    assert (root["state"], root["reviewed_by"]) == ("ANSWERED", review["referral_id"])
    assert "已经" in town.visitor("operator").refused(409, at(fresh, "review-requests"), json=request())["title"]
    proof = root["services"][-1]["proof_id"]
    strike = {"words": "日期登记错了。"}
    assert "复查" in office.refused(409, f"/routing/api/v1/proofs/{proof}/strikes", json=strike)["title"]


def test_who_is_supervised_over_claims_that_are_not_reviewed_stays_so(town):
    two = [a_claim(), a_claim(category="environment", text="夜里排污")]
    fresh, office = town.referral(claims=two), town.visitor("caoqiao")
    ways = {**ACCEPTED, "ways": [{"claim_id": fresh["claims"][1]["claim_id"], "path": "PERFORM"}]}
    answered_and_served(town, outcome="SUPPORT", accepted=ways, referral=fresh)
    assert town.visitor("leader").post(at(fresh, "supervisions"), json=LATE).status_code == 201
    asked(town, fresh)
    told = office.get(at(fresh, "")[:-1]).json
    assert [one["in_force"] for one in told["urgings"]] == [True]
    assert broken() == set()


def test_where_everyone_of_the_unit_withdrew_the_next_one_above_reviews(town, review):
    for username in ("leader", "leader2"):
        path = f"/routing/api/v1/matters/{review['matter_no']}/recusals"
        assert town.visitor(username).post(path, json={"interest": "当事人是我的亲属"}).status_code == 201
    town.deliver()
    seen = matter(town, review)
    assert (seen["state"], seen["whose_turn"]) == ("UNDER_REVIEW", "petition_office")
    assert clocks(review["matter_no"])["answer_review"].unit == "petition_office"
    timeline = town.visitor().signed_in("operator").open(f"/intake/matters/{review['matter_no']}").text
    assert "平湖市司法局的工作人员都已回避，由" in timeline
    assert "平湖市司法局已撤销" not in timeline
    mine = (Notice.matter_no == review["matter_no"], Notice.template == "taken_over")
    with database("notify").reading() as session:
        [letter] = session.scalars(select(Notice.body).where(*mine))
    assert "该单位的工作人员都已依法回避" in letter
    assert "第二十八条第三款" in letter
    assert "撤销" not in letter


def test_on_the_pages_the_desk_takes_it_down_and_the_unit_above_finds_it(town, referral):
    operator, here = town.visitor().signed_in("operator"), f"/routing/referrals/{referral['referral_id']}"
    page = operator.open(here)
    assert "信访人请求复查" in page.text
    wrong = operator.refused(422, f"{here}/review-requests", data=page.form({"received_on": today()}))
    assert wrong.said("review-words-error") == "请填写"
    assert operator.post(f"{here}/review-requests", data=page.form(request())).status_code == 303
    review = orders(town, referral)[-1]
    its_page = f"/routing/referrals/{review['referral_id']}"
    assert its_page in operator.open(here).links
    leader = town.visitor().signed_in("leader")
    assert its_page in leader.open("/routing/triage").links
    page = leader.open(its_page)
    assert request()["words"] in page.text
    assert "已核实。" in page.text, "the opinion it looks at"
    answer = {"outcome": "UPHELD", "facts": "经现场查看，属实。", "legal_basis": "《民法典》第二百九十一条"}
    answer["claim_id"] = review["claims"][0]["claim_id"]
    given = {f"answers.0.{name}": value for name, value in answer.items()}
    assert "请求复核（《信访工作条例》第三十六条第一款）" in page.text, "the usual remedy"
    more = {"law_explained": "通道不能堵。", "remedy": "可以请求复核。"}
    sent = leader.post(f"{its_page}/opinions", data=page.form({**given, **more}))
    assert sent.status_code == 303
    second = town.visitor().signed_in("leader2")
    form = second.open(its_page).form({"released": "true", "ticked": RELEASED["ticked"]})
    assert second.post(f"{its_page}/opinion-checks", data=form).status_code == 303
    paper = leader.open(f"{its_page}/opinion").text
    assert "信访事项复查意见书" in paper
    assert "维持原处理意见" in paper
    assert "请求复核" in paper


def test_the_public_page_says_what_may_be_done_until_when_and_then_who_reviews(town, desk):
    told = town.register(petitioner={"phone": "13712345678"})
    found = desk.get(f"/routing/api/v1/referrals?matter_no={told['matter_no']}").json["referrals"]
    referral, code = answered_and_served(town, referral=found[0]), told["query_code"]

    def page():
        visitor = town.visitor()
        form = visitor.open("/progress").form({"query_code": code, "last_digits": "5678"})
        answer = visitor.post("/progress", data=form)
        assert answer.status_code == 200, answer.text
        return answer.text

    assert "可以请求上一级机关、单位复查" in page()
    review = asked(town, referral)
    asked_for = page()
    assert "正在复查" in asked_for
    assert "平湖市司法局最迟应当在" in asked_for
    decided(town, review)
    served(town, review)
    assert "可以请求上一级机关、单位复核" in page()
