"""Old names of places, and matters that no rule can send anywhere."""

from playwright.sync_api import expect

from tests.e2e.people import assert_told_in_order, fill, register, timeline, visit_until
from tests.support.city import name_of
from tests.support.matters import new_phone

CALL = {
    "petitioner.name": "周某",
    "narrative": "老街的污水管一下雨就倒灌。",
    "claims.0.category": "public_services",
    "claims.0.text": "疏通污水管",
}


def test_an_old_name_goes_to_the_town_it_belongs_to_today_and_says_so(liandong, people):
    operator, township = people["operator"], people["dushangang"]
    operator.goto("/intake/matters/new")

    fill(operator, {**CALL, "petitioner.phone": new_phone(), "place": "黄姑老街"})
    expect(operator.get_by_role("complementary")).to_contain_text(name_of("dushangang"))
    expect(operator.get_by_role("complementary")).to_contain_text("黄姑（今独山港镇）")
    matter_no = register(operator)

    lines = timeline(operator, matter_no, until=f"转送{name_of('dushangang')}")
    assert any("黄姑（今独山港镇）" in line for line in lines)
    visit_until(township, "/routing/referrals", matter_no)
    township.get_by_role("link", name=matter_no).click()
    expect(township.locator("main")).to_contain_text("黄姑（今独山港镇）")


def test_a_matter_without_a_place_waits_for_a_person_who_sends_it_on(liandong, people):
    operator, leader, township = people["operator"], people["leader"], people["xincang"]
    operator.goto("/intake/matters/new")
    fill(operator, {**CALL, "petitioner.phone": new_phone()})
    matter_no = register(operator)
    timeline(operator, matter_no, until="人工分流")
    expect(operator.locator(".page-title")).to_contain_text("待分流")

    visit_until(leader, "/routing/triage", matter_no)
    leader.get_by_role("link", name=matter_no).click()
    fill(leader, {"unit": "xincang", "reason": "电话核实，在新仓镇老街"})
    leader.locator("form").get_by_role("button", name="转出").click()
    expect(leader.get_by_role("status").first).to_contain_text(matter_no)
    expect(leader.get_by_role("link", name=matter_no)).to_have_count(0)

    visit_until(township, "/routing/referrals", matter_no)
    assert_told_in_order(
        timeline(operator, matter_no, until=f"转送{name_of('xincang')}"),
        "登记",
        "人工分流",
        "电话核实，在新仓镇老街",
    )
