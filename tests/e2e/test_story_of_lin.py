"""Story 1, the worker Lin: hurt at work, comes for the third time, and is guided to legal aid."""

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
from tests.support.city import name_of
from tests.support.matters import a_claim, new_phone

CENTRE = name_of("legal_aid_centre")
STORY = "在曹桥街道一家塑料厂上班，右手被机器压伤。跟厂里谈过，没有谈成；申请了劳动仲裁，厂里还是不赔。"


def test_lin_is_guided_to_legal_aid_and_everyone_is_told(liandong, people):
    phone = new_phone()
    earlier = [lin_calls(liandong, phone, text) for text in ("厂方不肯谈赔偿", "劳动仲裁没有结果")]
    operator, aid = people["operator"], people["aid"]
    operator.goto("/intake/matters/new")

    fill(operator, {"petitioner.phone": phone})
    for matter_no in earlier:
        expect(operator.get_by_role("complementary")).to_contain_text(matter_no)
    assert operator.locator('[name="petitioner.name"]').input_value() == ""

    fill(operator, {"petitioner.name": "林某", "petitioner.groups": ["migrant_worker"], "place": "曹桥街道野马村"})
    fill(operator, {"narrative": STORY, "claims.0.category": "work_injury", "claims.0.text": "工伤赔偿"})
    expect(operator.get_by_role("complementary")).to_contain_text(CENTRE)
    matter_no = register(operator)

    visit_until(aid, "/legalaid/inbox", matter_no)
    expect(aid.get_by_role("row").filter(has_text=matter_no)).to_contain_text(
        "请求工伤事故人身损害赔偿，引导申请法律援助"
    )
    aid.get_by_role("link", name=matter_no).click()
    assert number_of(aid) == matter_no
    for personal in (phone, "林某"):
        expect(aid.locator("main")).not_to_contain_text(personal)
    aid.get_by_role("button", name="显示").click()
    for told in (phone, "林某", "进城务工人员", "曹桥街道野马村", STORY, "《法律援助法》第三十一条第七项"):
        expect(aid.locator("main")).to_contain_text(told)

    visit_until(operator, f"/notify/notices?matter_no={matter_no}", "转送")
    expect(operator.locator("tbody tr")).to_have_count(3)
    assert_told_in_order(
        timeline(operator, matter_no, until=f"已向{CENTRE}发出"),
        "登记",
        f"引导信访人向{CENTRE}提出",
        "建立法律援助申请草稿",
        f"已向{CENTRE}发出",
    )


def test_the_notice_to_the_petitioner_carries_the_code_and_that_to_the_centre_no_name(liandong, people):
    phone = new_phone()
    matter_no = lin_calls(liandong, phone, "右手被机器压伤")
    operator, aid = people["operator"], people["aid"]
    code = query_code(operator, matter_no)

    visit_until(operator, f"/notify/notices?matter_no={matter_no}", "法律援助中心")
    operator.get_by_role("link", name="登记告知").click()
    expect(operator.locator("article")).to_contain_text(code)

    aid.goto(f"/notify/notices?matter_no={matter_no}")
    expect(aid.locator("tbody tr")).to_have_count(1)
    aid.locator("tbody a.row").click()
    expect(aid.locator("article")).to_contain_text(matter_no)
    for personal in ("林某", phone, code):
        expect(aid.locator("article")).not_to_contain_text(personal)


def lin_calls(liandong, phone, text):
    told = liandong.register(
        petitioner={"name": "林某", "phone": phone},
        narrative=text,
        claims=[a_claim(category="work_injury", text="工伤赔偿")],
    )
    return told["matter_no"]
