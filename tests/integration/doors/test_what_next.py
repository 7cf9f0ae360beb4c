"""The public page says what comes next: until when something is owed, by whom, and what the petitioner may do."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import update

from services.intake.models import MatterClock
from services.routing import clock
from shared.clocks.deadline import HERE
from shared.db import database, utc_now
from shared.web.page import zh_day
from tests.integration.doors.clocks import after, clocks, look
from tests.integration.doors.html import Page
from tests.integration.doors.test_referrals import at, reply
from tests.integration.doors.town import ON_ONE_DATABASE
from tests.support.city import name_of
from tests.support.matters import a_claim, new_phone

pytestmark = [ON_ONE_DATABASE, pytest.mark.usefixtures("every_year_is_announced")]

TODAY = utc_now().astimezone(HERE).date()
ACCEPTED = {"path": "PETITION", "words": "由曹桥司法所办理。"}


@pytest.fixture
def told(town):
    return register(town)


def register(town, by="operator", **changes):
    phone = new_phone()
    return {**town.register(by=by, petitioner={"name": "林某", "phone": phone}, **changes), "phone": phone}


def next_of(town, told):
    visitor = town.visitor()
    form = visitor.open("/progress").form({"query_code": told["query_code"], "last_digits": told["phone"][-4:]})
    return Page(visitor.post("/progress", data=form).text).said("next")


def done(town, told, act, body, by="caoqiao"):
    [referral] = (
        town.visitor("leader").get(f"/routing/api/v1/referrals?matter_no={told['matter_no']}").json["referrals"]
    )
    if act == "reply":
        reply(town, referral)
    else:
        answer = town.visitor(by).post(at(referral, act), json=body)
        assert answer.status_code == 201, answer.text
    town.deliver()


def until(days):
    return zh_day(TODAY + timedelta(days=days))


def test_from_registration_to_the_end_it_says_who_owes_what_until_when_and_what_may_be_done(town, told):
    office = name_of("caoqiao")
    seen = next_of(town, told)
    assert "已经转到承办单位，等待签收" in seen
    assert f"{office}最迟应当在 {until(15)}书面告知您收到情况、处理途径和程序。" in seen
    assert "签收期限" not in seen

    done(town, told, "signatures", {})
    done(town, told, "acceptances", ACCEPTED)
    seen = next_of(town, told)
    assert "承办单位正在办理" in seen
    assert f"{office}最迟应当在 {until(60)}作出处理意见，书面答复您。" in seen

    done(town, told, "reply", {})
    seen = next_of(town, told)
    assert "请按书面答复写明的途径和期限提出" in seen
    assert "最迟应当" not in seen

    done(town, told, "services", {"means": "HANDED", "served_on": TODAY.isoformat(), "receiver": "本人"})
    last_day = clocks(told["matter_no"])["ask_review"].due_on
    assert f"{zh_day(last_day)}以前（含当日）可以请求上一级机关、单位复查" in next_of(town, told)

    look(after(last_day, 2))
    clock.finalise_what_lapsed()
    town.deliver()
    seen = next_of(town, told)
    assert "期限已经过了或者已经复核，事项已经终结" in seen
    assert "可以请求" not in seen


def test_a_day_that_has_gone_by_is_told_and_that_one_may_press_for_it(town, told):
    with database("intake").transaction() as session:
        tells = (MatterClock.matter_no == told["matter_no"], MatterClock.rule == "receiver_tells")
        session.execute(update(MatterClock).where(*tells).values(due_on=TODAY - timedelta(days=1)))
    seen = next_of(town, told)
    assert f"{until(-1)}书面告知您" in seen
    assert "这个期限已经过了，您可以拨打 12348 询问、催办。" in seen


def test_days_that_the_petitioner_must_keep_are_named(town):
    facts = {"arbitration": "award", "award_received_on": (TODAY - timedelta(days=3)).isoformat()}
    told = register(town, claims=[a_claim(category="work_injury", text="赔偿", facts=facts)])
    seen = next_of(town, told)
    assert "您自己要注意的期限" in seen
    assert "不服仲裁起诉期限" in seen
    assert f"最迟 {zh_day(clocks(told['matter_no'])['suit_after_award'].due_on)}" in seen


def test_of_a_report_neither_unit_nor_day_nor_content_is_told(town):
    told = register(
        town,
        kind="REPORT",
        narrative="（虚构）某经办人收了烟酒。",
        claims=[a_claim(category="conduct", text="查处")],
        accused_party={"unit": "caoqiao"},
    )
    with database("intake").transaction() as session:
        session.add(
            MatterClock(
                clock_id=uuid4(),
                matter_no=told["matter_no"],
                rule="receiver_tells",
                edition="2022-05-01",
                kind="duty",
                unit="discipline_inspection",
                due_on=TODAY + timedelta(days=9),
                running=True,
                sequence=1,
            )
        )
    seen = next_of(town, told)
    assert "检举控告由有权处理的机关依规依纪依法办理" in seen
    for secret in ("烟酒", "查处", until(9), name_of("discipline_inspection"), name_of("caoqiao"), "移送"):
        assert secret not in seen


def test_what_was_withdrawn_may_be_raised_again(town, told):
    body = {"told_by": "petitioner", "channel": "PHONE", "words": "已经谈好，自愿撤回。"}
    answer = town.visitor("operator").post(f"/intake/api/v1/matters/{told['matter_no']}/withdrawals", json=body)
    assert answer.status_code == 201
    town.deliver()
    seen = next_of(town, told)
    assert "已经按您的意思撤回" in seen
    assert "最迟应当" not in seen


def test_what_is_not_accepted_names_the_paper_that_says_why(town):
    told = register(town, by="petition", claims=[a_claim(facts={"rereviewed": True})])
    assert "正在研究由哪个单位办理" in next_of(town, told)
    door = f"/routing/api/v1/triage/{told['matter_no']}/non-acceptances"
    body = {"words": "已经复核终结，没有新的事实和理由。"}
    assert town.visitor("petition").post(door, json=body).status_code == 201
    town.deliver()
    seen = next_of(town, told)
    assert "以同一事实和理由再次提出的，不再受理；有新的事实和理由的，可以另行反映。" in seen


def test_what_is_led_elsewhere_says_where_it_is_written(town):
    told = register(town, claims=[a_claim(category="legal_aid", text="申请法律援助")])
    assert "这件事要通过法定途径解决" in next_of(town, told)


def test_an_answered_consultation_promises_no_review(town):
    answer = {"words": "可以自收到之日起十五日内起诉。", "legal_basis": "《民法典》", "aid_explained": True}
    told = register(town, kind="CONSULT", answer=answer)
    seen = next_of(town, told)
    assert "您咨询的问题已经答复" in seen
    assert "复查" not in seen


def test_in_english_it_is_said_too(town, told):
    visitor = town.visitor()
    form = visitor.open("/progress").form({"query_code": told["query_code"], "last_digits": told["phone"][-4:]})
    page = visitor.post("/progress", data=form, headers={"Accept-Language": "en"}).text
    assert "What comes next" in page
    assert "must tell you in writing by" in page
