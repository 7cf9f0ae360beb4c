"""Story 2, seven from the petition office, turn by turn: on RabbitMQ and PostgreSQL, by a clock that the test moves.

Five go to townships, two stay with the bureau (what is disputed there is an administrative act). One township objects
on a make-up Saturday, its fifth working day; one matter comes from six people; one is answered late. Beside the seven
stands a report against the very office that has the territory.
"""

import os
import secrets
from contextlib import ExitStack
from datetime import date

import pytest
from playwright.sync_api import expect

from shared.demo.client import Refusal
from tests.e2e.people import People, assert_told_in_order, fill, register
from tests.support import running
from tests.support.city import name_of
from tests.support.city_clock import CityClock
from tests.support.matters import a_matter, new_phone
from tests.support.rabbitmq import Broker
from tests.support.servers import or_skip, postgres
from tests.support.waiting import eventually

MONDAY = date(2026, 9, 28)
MAKE_UP_SATURDAY = date(2026, 10, 10)
A_TIMER = 45
OBJECTING, GROUP, LATE, TWO_MORE = "曹桥街道", "新仓镇", "林埭镇", ("广陈镇", "新埭镇")
UNITS = {OBJECTING: "caoqiao", GROUP: "xincang", LATE: "lindai", "广陈镇": "guangchen", "新埭镇": "xindai"}
ACCEPTED = {"path": "PETITION", "words": "由本所办理，先行调解，六十日内答复。"}


@pytest.fixture(scope="module")
def clock(tmp_path_factory):
    clock = CityClock(tmp_path_factory.mktemp("clock"))
    clock.go_to(MONDAY)
    return clock


@pytest.fixture(scope="module")
def liandong(tmp_path_factory, clock):
    """With a broker of its own: two cities on one would take each other's post."""
    with ExitStack() as stack:
        servers = [stack.enter_context(or_skip(get)) for get in (Broker, lambda: postgres(fsync=False))]
        database = servers[1].new_database(f"seven_{os.getpid()}_{secrets.token_hex(3)}")
        place = (servers[0].url, database, tmp_path_factory.mktemp("seven"))
        yield stack.enter_context(running.distributed(*place, **clock.environment))


@pytest.fixture
def people(browser, liandong):
    with People(browser, liandong) as people:
        yield people


def test_seven_from_the_petition_office(liandong, people, clock):
    people.will_be_refused()
    petition, caoqiao = people["petition"], people["caoqiao"]
    to_townships = {place: forwarded(petition, place) for place in (OBJECTING, LATE, *TWO_MORE)}
    to_townships[GROUP] = from_six_people(liandong)
    to_bureau = [forwarded(petition, GROUP, f"不服行政处罚，{why}") for why in ("要求撤销。", "罚得太重。")]
    report = accusing(petition, OBJECTING, "caoqiao")

    for place, unit in UNITS.items():
        shown(petition, f"/intake/matters/{to_townships[place]}", f"轮到{name_of(unit)}")
    for matter_no in to_bureau:
        shown(petition, f"/intake/matters/{matter_no}", name_of("bureau"))
    shown(petition, f"/intake/matters/{report}", name_of("discipline_inspection"))
    finds_nothing(caoqiao, report)

    for place in (*TWO_MORE, GROUP):
        deals_with(people, UNITS[place], to_townships[place])
        told_until(petition, to_townships[place], "答复信访人")

    taken_up(people["lindai"], to_townships[LATE])
    the_fifth_working_day(petition, caoqiao, to_townships[OBJECTING], clock)
    deals_with(people, "zhapu", to_townships[OBJECTING])
    answered_late(people, to_townships[LATE], clock)
    finds_nothing(caoqiao, report)
    assert caoqiao.goto(f"/intake/matters/{report}").status == 404


def the_fifth_working_day(petition, caoqiao, matter_no, clock):
    """Until that Saturday a unit may object; the sender agrees; it is routed again, and never to the same unit."""
    clock.go_to(MAKE_UP_SATURDAY)
    opened(caoqiao, matter_no)
    expect(caoqiao.locator("ul.clocks li").filter(has_text="异议期").first).to_contain_text("今天到期")
    objection = {"reason": "OTHER_TERRITORY", "competent_unit": "zhapu", "explanation": "事发地在乍浦镇。"}
    enter(caoqiao, "objections", objection, "已提出异议")

    shown(petition, "/routing/triage", matter_no)
    petition.goto(f"/routing/referrals/{referral_of(petition, matter_no)}")
    enter(petition, "objection-decisions", {"agreed": "true", "words": "经核实，同意退回"}, "已同意退回")

    petition.goto(f"/routing/triage/{matter_no}")
    enter(petition, "decisions", {"unit": "caoqiao", "reason": "属地"})
    expect(petition.locator("main, aside").filter(has_text="不再送回").first).to_be_visible()
    enter(petition, "decisions", {"unit": "zhapu", "reason": "事发地在乍浦镇"}, "已转出")
    lines = told_until(petition, matter_no, f"交{name_of('zhapu')}")
    assert_told_in_order(lines, f"交{name_of('caoqiao')}", "提出异议", "退回", f"交{name_of('zhapu')}")


def answered_late(people, matter_no, clock):
    """Its day comes near, it passes; the clock chases and tells the one above; the sender chases, then supervises."""
    petition, lindai = people["petition"], people["lindai"]
    clock.go_to(date(2026, 10, 18), 10)
    shown(lindai, "/routing/referrals?tab=mine", "临近到期，还剩 2 天")
    expect(row(lindai, matter_no).locator(".badge.near").first).to_be_visible()
    told_until(petition, matter_no, "临近到期，提醒")
    clock.go_to(date(2026, 10, 20), 10)
    shown(lindai, "/routing/referrals?tab=mine", "今天到期")
    told_until(petition, matter_no, f"到期，向{name_of('lindai')}催办")
    clock.go_to(date(2026, 10, 21), 10)
    shown(lindai, "/routing/referrals?tab=late", matter_no)
    expect(row(lindai, matter_no).locator(".badge.late").first).to_be_visible()
    told_until(petition, matter_no, f"已逾期，{name_of('lindai')}未办")
    shown(petition, "/routing/sent?late=true", matter_no)

    pressed = {"cause": "LATE", "words": "期限已过，请说明原因并抓紧办理。"}
    petition.goto(f"/routing/referrals/{referral_of(petition, matter_no)}")
    enter(petition, "chases", pressed, "已催办")
    enter(petition, "supervisions", {**pressed, "reply_by": "2026-10-25"}, "已督办")
    opened(lindai, matter_no, "late")
    expect(lindai.locator("main")).to_contain_text("督办中")
    enter(lindai, "answers", {"words": "已安排清淤，十月二十三日前完成。"}, "已反馈")
    petition.goto(f"/routing/referrals/{referral_of(petition, matter_no)}")
    enter(petition, "answer-decisions", {"accepted": "false", "words": "请写明何时答复。"}, "已退回")
    opened(lindai, matter_no, "late")
    enter(lindai, "answers", {"words": "今日答复信访人。"}, "已反馈")
    answer(people, "lindai", lindai.url)
    petition.goto(f"/routing/referrals/{referral_of(petition, matter_no)}")
    enter(petition, "answer-decisions", {"accepted": "true", "words": "情况属实。"}, "督办已解除")
    served_and_reported(petition, lindai, matter_no)
    lines = told_until(petition, matter_no, "解除对")
    assert_told_in_order(
        lines, "签收", "提醒", "催办", "已逾期", "催办（", "督办", "反馈督办", "退回", "答复", "解除对"
    )


def served_and_reported(petition, lindai, matter_no):
    """The proof of service is entered; the order is over once its sender agrees to the report."""
    lindai.goto(f"/routing/referrals/{referral_of(petition, matter_no)}")
    served = {"means": "HANDED", "served_on": "2026-10-21", "receiver": "本人"}
    enter(lindai, "services", served, "送达回证已登记")
    enter(lindai, "completion-reports", {"words": "已答复，排水沟已疏通。"}, "办结报告已报送")
    petition.goto(f"/routing/referrals/{referral_of(petition, matter_no)}")
    enter(petition, "completion-decisions", {"accepted": "true", "words": "同意办结。"}, "已同意办结")


def forwarded(petition, place, narrative="村口修路把排水沟填了，雨天淹进院子。"):
    petition.goto("/intake/matters/new")
    told = {
        "petitioner.name": "孙某",
        "petitioner.phone": new_phone(),
        "place": place,
        "narrative": narrative,
        "claims.0.category": "public_services",
        "claims.0.text": "恢复排水沟",
        "external_no": f"平信转〔2026〕{secrets.randbelow(900)}号",
        "reply_by": "2026-10-20",
    }
    fill(petition, told)
    return register(petition)


def from_six_people(liandong):
    """Six came: at most five may speak for them (信访工作条例 20)."""
    client = liandong.client("petition")
    told = {"channel": "VISIT", "place": GROUP, "group_size": 6, "external_no": "平信转〔2026〕6号"}
    six = [f"代表{number}" for number in range(6)]
    with pytest.raises(Refusal, match="信访工作条例》第二十条"):
        client.post("/intake/api/v1/matters", a_matter(**told, representatives=six))
    return client.post("/intake/api/v1/matters", a_matter(**told, representatives=six[:5]))["matter_no"]


def accusing(petition, place, unit):
    told = {"kind": "REPORT", "claims.0.category": "conduct", "claims.0.text": "查处", "place": place}
    eventually(lambda: offers_as_accused(petition, unit))
    told["external_no"] = "平信转〔2026〕8号"
    fill(petition, {"petitioner.name": "吴某", "petitioner.phone": new_phone(), **told})
    fill(petition, {"narrative": "收了施工队的烟酒才肯盖章。", "accused_party.unit": unit})
    return register(petition)


def offers_as_accused(petition, unit):
    """Intake has heard of that unit."""
    petition.goto("/intake/matters/new")
    return petition.locator(f'[name="accused_party.unit"] option[value="{unit}"]').count()


def finds_nothing(clerk, matter_no):
    notices = f"/notify/notices?matter_no={matter_no}"
    for path in (f"/intake/matters?q={matter_no}", "/routing/referrals?tab=new", notices):
        clerk.goto(path)
        expect(clerk.get_by_role("link", name=matter_no, exact=True)).to_have_count(0)


def deals_with(people, unit, matter_no):
    """Taken up and answered."""
    taken_up(people[unit], matter_no)
    answer(people, unit, people[unit].url)


def taken_up(clerk, matter_no):
    """Signed for, and the petitioner told by which way it is dealt with."""
    opened(clerk, matter_no)
    enter(clerk, "signatures", {}, "已签收")
    enter(clerk, "acceptances", ACCEPTED, "已受理")


def answer(people, unit, address):
    """One drafts, another person checks it and lets it leave the house."""
    clerk, head = people[unit], people[f"{unit}2"]
    said = {"outcome": "EXPLAIN", "facts": "已疏通。", "legal_basis": "《民法典》第二百九十一条"}
    drafted = {f"answers.0.{name}": value for name, value in said.items()}
    clerk.goto(address)
    enter(clerk, "opinions", {**drafted, "law_explained": "邻里之间通行、排水都要给方便。"}, "已送审")
    head.goto(address)
    for box in head.locator('form[action$="/opinion-checks"] [name="ticked"]').all():
        box.check()
    enter(head, "opinion-checks", {"released": "true"}, "已签发")


def enter(page, noun, values, said=None):
    """Fill the form that posts to this noun, on whatever page it stands, and send it."""
    form = page.locator(f'form[action$="/{noun}"]').first
    form.evaluate("form => { for (let d = form.closest('details'); d; d = null) d.open = true; }")
    for name, value in values.items():
        field = form.locator(f'[name="{name}"]')
        if field.evaluate("one => one.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    form.locator("button:not([formaction])").last.click()
    if said:
        expect(page.locator("main").get_by_role("status")).to_contain_text(said)


def opened(clerk, matter_no, tab="new"):
    """The page of a referral, from the clerk's own desk."""
    shown(clerk, f"/routing/referrals?tab={tab}", matter_no)
    clerk.get_by_role("link", name=matter_no).click()
    clerk.wait_for_url("**/routing/referrals/*-*")


def referral_of(page, matter_no):
    """The open referral of a matter, or the last."""
    path = f"/routing/api/v1/referrals?matter_no={matter_no}"
    found = page.context.request.get(path).json()["referrals"]
    return next((one for one in found if one["state"] != "RETURNED"), found[0])["referral_id"]


def row(page, matter_no):
    return page.locator("tbody tr").filter(has_text=matter_no)


def told_until(page, matter_no, text):
    """What the matter's page tells of its course, once it has come to this."""
    shown(page, f"/intake/matters/{matter_no}", text)
    return page.locator("ol.timeline li").all_inner_texts()


def shown(page, path, text):
    """Open a page again and again until it says this: a timer of half a minute may have to come round."""
    for _ in range(A_TIMER * 3):
        page.goto(path)
        if text in page.locator("main").inner_text():
            return
        page.wait_for_timeout(333)
    expect(page.locator("main")).to_contain_text(text)
