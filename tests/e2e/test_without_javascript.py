"""Every page works without JavaScript: a matter is registered, signed for and answered with it switched off."""

import pytest
from playwright.sync_api import expect

from tests.e2e.people import fill, register, timeline, visit_until
from tests.e2e.replying import release, send_to_be_checked
from tests.support.matters import new_phone

CALL = {
    "petitioner.name": "冯某",
    "petitioner.groups": ["elderly", "low_income"],
    "place": "钟埭街道",
    "narrative": "宅基地界线说不清，楼上又漏水。",
    "claims.0.category": "land",
    "claims.0.text": "划清界线",
}


@pytest.fixture
def operator(people):
    return people.signed_in("operator", java_script_enabled=False)


@pytest.fixture
def township(people):
    return people.signed_in("zhongdai", java_script_enabled=False)


def test_two_claims_are_registered_signed_for_and_answered(liandong, people, operator, township):
    operator.goto("/intake/matters/new")
    fill(operator, {**CALL, "petitioner.phone": new_phone()})
    operator.get_by_role("button", name="再加一项").click()
    assert operator.locator('[name="claims.0.text"]').input_value() == "划清界线"
    expect(operator.get_by_label("老年人")).to_be_checked()
    fill(operator, {"claims.1.category": "neighbours", "claims.1.text": "修好漏水"})
    matter_no = register(operator)
    expect(operator.locator("main table tbody tr")).to_have_count(2)

    visit_until(township, "/routing/referrals", matter_no)
    township.get_by_role("link", name=matter_no).click()
    township.get_by_role("button", name="签收").click()
    for number in (0, 1):
        at = f"answers.{number}."
        said = {"path": "ADMINISTRATIVE", "outcome": "EXPLAIN", "facts": "已核实。", "legal_basis": "《民法典》"}
        fill(township, {f"{at}{field}": words for field, words in said.items()})
    send_to_be_checked(township)
    release(people.signed_in("zhongdai2", java_script_enabled=False), township.url)

    timeline(operator, matter_no, until="答复信访人")
    expect(operator.locator(".page-title")).to_contain_text("已答复")


def test_after_another_claim_was_asked_for_the_caller_is_known(liandong, operator):
    phone = new_phone()
    earlier = liandong.register(petitioner={"phone": phone})["matter_no"]
    operator.goto("/intake/matters/new")
    fill(operator, {"petitioner.phone": phone})
    operator.get_by_role("button", name="再加一项").click()
    expect(operator.get_by_role("complementary")).to_contain_text(earlier)


def test_what_is_wrong_is_said_beside_its_field_and_nothing_typed_is_lost(people, operator):
    operator.goto("/intake/matters/new")
    fill(operator, {"petitioner.name": "冯某", "petitioner.phone": "12", "narrative": "宅基地"})
    people.will_be_refused()
    operator.locator("main form").get_by_role("button", name="登记").click()
    expect(operator.locator('[id="petitioner.phone-error"]')).to_contain_text("电话号码不对")
    assert operator.locator('[name="narrative"]').input_value() == "宅基地"
    expect(operator.get_by_role("alert").get_by_role("link", name="电话号码不对")).to_have_attribute(
        "href", "#petitioner.phone"
    )
