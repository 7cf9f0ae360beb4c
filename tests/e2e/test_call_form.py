"""The call form in the browser: what belongs to a choice appears with it, and a second call is no second matter."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.people import People, fill, register
from tests.support.matters import new_phone


@pytest.fixture
def people(browser, embedded):
    with People(browser, embedded) as people:
        yield people


@pytest.fixture
def operator(people):
    page = people["operator"]
    page.goto("/intake/matters/new")
    return page


def field(page, name):
    return page.locator(f'[name="{name}"]').first


def test_the_fields_of_a_channel_come_and_go_with_it(operator):
    expect(field(operator, "details.leader")).to_be_hidden()
    fill(operator, {"channel": "LEADER_NOTE"})
    expect(field(operator, "details.leader")).to_be_visible()
    expect(field(operator, "group_size")).to_be_hidden()
    fill(operator, {"channel": "VISIT"})
    expect(field(operator, "group_size")).to_be_visible()
    expect(field(operator, "details.leader")).to_be_hidden()


def test_each_claim_is_asked_what_its_own_category_needs(operator):
    operator.get_by_role("button", name="再加一项").click()
    fill(operator, {"claims.0.category": "work_injury", "claims.1.category": "traffic"})
    expect(field(operator, "claims.0.facts.award_received_on")).to_be_hidden()
    fill(operator, {"claims.0.facts.arbitration": "award"})
    expect(field(operator, "claims.0.facts.award_received_on")).to_be_visible()
    expect(field(operator, "claims.1.facts.harm_known_on")).to_be_visible()
    expect(field(operator, "claims.1.facts.arbitration")).to_be_hidden()


def test_the_accused_are_asked_for_in_a_report_and_an_answer_in_a_consultation(operator):
    expect(field(operator, "accused_party.unit")).to_be_hidden()
    expect(field(operator, "answer.words")).to_be_hidden()
    fill(operator, {"kind": "REPORT"})
    expect(field(operator, "accused_party.unit")).to_be_visible()
    expect(field(operator, "respondent")).to_be_hidden()
    fill(operator, {"kind": "CONSULT"})
    expect(field(operator, "answer.words")).to_be_visible()
    expect(field(operator, "accused_party.unit")).to_be_hidden()


def test_the_same_matter_is_one_press_beside_the_form(embedded, people, operator):
    phone = new_phone()
    matter_no = embedded.register(petitioner={"phone": phone, "reach": {"do_not_announce": True}})["matter_no"]
    fill(operator, {"petitioner.phone": phone, "petitioner.name": "钱某", "narrative": "又来电催问。"})
    panel = operator.get_by_role("complementary")
    expect(panel).to_contain_text("回电勿表明来电单位")
    panel.get_by_role("button", name=f"补记到 {matter_no}").click()
    expect(operator).to_have_url(re.compile(f"/intake/matters/{matter_no}$"))
    expect(operator.locator("#contacts")).to_contain_text("又来电催问。")
    expect(operator.locator("#contacts")).to_contain_text("往来 2 次")


def test_the_panel_knows_a_whole_number_however_it_is_typed(embedded, operator):
    phone = new_phone()
    matter_no = embedded.register(petitioner={"phone": phone})["matter_no"]
    panel = operator.get_by_role("complementary")
    fill(operator, {"petitioner.phone": f"+86 {phone}"})
    expect(panel).to_contain_text(matter_no)
    fill(operator, {"petitioner.phone": f"+86 {phone[:8]}"})
    expect(panel).not_to_contain_text(matter_no)


def test_what_a_further_contact_does_not_keep_is_pointed_at(embedded, people, operator):
    people.will_be_refused()
    phone = new_phone()
    matter_no = embedded.register(petitioner={"phone": phone})["matter_no"]
    typed = {"petitioner.phone": phone, "petitioner.name": "钱某", "narrative": "又来电催问。"}
    fill(operator, typed | {"claims.0.category": "wages", "claims.0.text": "要工资"})
    panel = operator.get_by_role("complementary")
    panel.get_by_role("button", name=f"补记到 {matter_no}").click()
    expect(operator.locator("[data-error-summary]")).to_contain_text("补记往来不保留这一项")
    expect(field(operator, "claims.0.text")).to_have_value("要工资")
    fill(operator, {"claims.0.category": "", "claims.0.text": ""})
    panel.get_by_role("button", name=f"补记到 {matter_no}").click()
    expect(operator.locator("#contacts")).to_contain_text("又来电催问。")


def test_a_consultation_is_registered_and_closed_in_one_go(operator):
    fill(
        operator,
        {
            "petitioner.phone": new_phone(),
            "petitioner.name": "钱某",
            "narrative": "咨询不服仲裁裁决怎么办。",
            "claims.0.category": "wages",
            "claims.0.text": "怎么起诉",
            "kind": "CONSULT",
            "answer.words": "可以自收到裁决书之日起十五日内起诉。",
            "answer.legal_basis": "《劳动争议调解仲裁法》第五十条",
            "answer.aid_explained": ["true"],
        },
    )
    register(operator)
    expect(operator.locator(".page-title")).to_contain_text("已答复")
    operator.goto("/intake/consultations")
    expect(operator.locator("main")).to_contain_text("《劳动争议调解仲裁法》第五十条")
