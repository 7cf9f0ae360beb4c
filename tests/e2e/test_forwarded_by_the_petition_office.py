"""A township matter: forwarded with a date, signed for, answered claim by claim, and seen by the petitioner."""

import pytest
from playwright.sync_api import expect

from tests.e2e.people import (
    assert_told_in_order,
    fill,
    number_of,
    query_code,
    register,
    timeline,
    visit_until,
)
from tests.e2e.replying import release, send_to_be_checked
from tests.support.city import name_of
from tests.support.matters import a_claim, new_phone

FORWARDED = {
    "petitioner.name": "孙某",
    "place": "广陈镇",
    "narrative": "村口修路把排水沟填了，雨天淹进院子。",
    "claims.0.category": "public_services",
    "claims.0.text": "恢复排水沟",
    "external_no": "平信转〔2026〕17号",
    "reply_by": "2030-03-01",
}
REFUSAL = "没有查到"


def test_a_forwarded_matter_is_answered_and_everyone_sees_it(liandong, people):
    petition, township = people["petition"], people["guangchen"]
    township.goto("/routing/referrals")
    phone = new_phone()

    petition.goto("/intake/matters/new")
    fill(petition, {**FORWARDED, "petitioner.phone": phone})
    matter_no = register(petition)
    assert matter_no.startswith("SZ-")
    expect(petition.locator("main")).to_contain_text("平信转〔2026〕17号")

    row = township.get_by_role("row").filter(has_text=matter_no)
    expect(row).to_contain_text("2030年3月1日")
    row.get_by_role("link").click()
    township.get_by_role("button", name="签收").click()
    expect(township.locator("main").get_by_role("status")).to_contain_text("已签收")

    answer(people, township, 0, "SUPPORT", "已安排镇城建办疏通，三日内恢复。", "《浙江省信访条例》第二十五条")
    expect(township.locator("main")).to_contain_text("已安排镇城建办疏通")

    petition.goto("/routing/sent?state=ANSWERED")
    expect(petition.get_by_role("row").filter(has_text=matter_no)).to_contain_text(name_of("guangchen"))
    assert_told_in_order(
        timeline(petition, matter_no, until="答复抄送"),
        "登记",
        f"交{name_of('guangchen')}",
        "签收",
        "答复信访人",
        "答复抄送",
    )
    expect(petition.locator(".page-title")).to_contain_text("已答复")
    visit_until(petition, f"/notify/notices?matter_no={matter_no}", "答复抄送")
    expect(petition.locator("tbody tr")).to_have_count(6)


def test_each_claim_is_answered_with_its_law_and_the_reply_quotes_it(liandong, people):
    claims = [a_claim(), a_claim(category="environment", text="清理河道")]
    matter_no = liandong.register(place="林埭镇", claims=claims)["matter_no"]
    operator, township = people["operator"], people["lindai"]
    visit_until(township, "/routing/referrals", matter_no)
    township.get_by_role("link", name=matter_no).click()
    township.get_by_role("button", name="签收").click()

    fill_answer(township, 0, "SUPPORT", "围墙占用通道，已拆除。", "《民法典》第二百九十一条")
    fill_answer(township, 1, "EXPLAIN", "河道已列入清淤计划。", "《水法》第三十七条")
    send_to_be_checked(township)
    release(people["lindai2"], township.url)

    visit_until(operator, f"/notify/notices?matter_no={matter_no}", "答复告知")
    operator.get_by_role("link", name="答复告知").click()
    for said in ("予以支持", "《民法典》第二百九十一条", "解释说明", "《水法》第三十七条"):
        expect(operator.locator("article")).to_contain_text(said)


def test_the_petitioner_sees_how_far_it_is(liandong, people):
    phone = new_phone()
    matter_no = liandong.register(place="新仓镇", petitioner={"phone": phone})["matter_no"]
    code = query_code(people["operator"], matter_no)
    township, public = people["xincang"], people.public()

    visit_until(township, "/routing/referrals", matter_no)
    ask(public, code, phone[-4:])
    assert number_of(public) != matter_no
    expect(public.locator("main")).to_contain_text(matter_no)
    expect(public.locator("[aria-current=step]")).to_contain_text(name_of("xincang"))

    township.get_by_role("link", name=matter_no).click()
    township.get_by_role("button", name="签收").click()
    answer(people, township, 0, "EXPLAIN", "已当面说明。", "《民法典》第二百九十一条")
    timeline(people["operator"], matter_no, until="答复信访人")
    ask(public, f"{code[:4]} {code[4:8].lower()}-{code[8:]}", phone[-4:])
    expect(public.locator("[aria-current=step]")).to_contain_text("已答复")


@pytest.mark.parametrize("wrong", ["code", "digits", "both", "nothing"])
def test_a_wrong_code_or_wrong_digits_get_the_same_polite_sentence(liandong, people, wrong):
    phone = new_phone()
    code = liandong.register(petitioner={"phone": phone})["query_code"]
    public = people.public()
    other_code, other_digits = code[::-1], f"{(int(phone[-4:]) + 1) % 10_000:04d}"

    people.will_be_refused()
    ask(
        public,
        {"code": other_code, "both": other_code, "nothing": ""}.get(wrong, code),
        {"digits": other_digits, "both": other_digits, "nothing": ""}.get(wrong, phone[-4:]),
    )

    expect(public.get_by_role("alert")).to_contain_text(REFUSAL)
    assert public.get_by_role("alert").locator("li").count() == 1
    expect(public.locator("main")).not_to_contain_text("曹桥")


def answer(people, page, number, outcome, facts, legal_basis):
    fill_answer(page, number, outcome, facts, legal_basis)
    send_to_be_checked(page)
    [office] = [name for name, theirs in people.pages.items() if theirs is page]
    release(people[f"{office}2"], page.url)
    page.reload()


def fill_answer(page, number, outcome, facts, legal_basis):
    values = {"path": "ADMINISTRATIVE", "outcome": outcome, "facts": facts, "legal_basis": legal_basis}
    fill(page, {f"answers.{number}.{name}": value for name, value in values.items()})


def ask(page, code, digits):
    page.goto("/progress")
    fill(page, {"query_code": code, "last_digits": digits})
    page.get_by_role("button", name="查询").click()
    page.wait_for_load_state()
