"""Papers leave the printer as an office sends them: A4, margins and lines of GB/T 9704, nothing of the screen."""

import re

import pytest
from playwright.sync_api import expect

from shared.demo.fill import RELEASED
from tests.e2e.people import People, visit_until

A4 = (595, 842)
MARGINS = """() => [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules])
  .filter((rule) => rule instanceof CSSPageRule && rule.style.marginTop)
  .map((rule) => ["Top", "Bottom", "Left", "Right"].map((side) => rule.style[`margin${side}`]))"""
LINES_OF = """(count) => {
  const line = document.createElement("p");
  line.className = "flush";
  line.textContent = "国".repeat(count);
  const paper = document.querySelector(".paper");
  paper.style.width = "156mm";
  paper.append(line);
  const high = parseFloat(getComputedStyle(line).lineHeight);
  const lines = Math.round(line.getBoundingClientRect().height / high);
  const most = Math.floor(225 / 25.4 * 96 / high);
  line.remove();
  return [lines, most];
}"""


SAID = {"facts": "围墙已拆除。", "legal_basis": "《民法典》"}


@pytest.fixture
def people(browser, embedded):
    with People(browser, embedded) as people:
        yield people


@pytest.fixture
def answered(embedded):
    told = embedded.referral(embedded.register(place="钟埭街道")["matter_no"])
    office, path = embedded.client("zhongdai"), f"/routing/api/v1/referrals/{told['referral_id']}"
    office.post(f"{path}/signatures", {})
    answers = [
        {"claim_id": claim["claim_id"], "path": "PETITION", "outcome": "SUPPORT", **SAID} for claim in told["claims"]
    ]
    said = {"answers": answers, "remedy": "可以请求复查。", "law_explained": "通道不能堵。"}
    office.post(f"{path}/opinions", said)
    embedded.client("zhongdai2").post(f"{path}/opinion-checks", RELEASED)
    return told


def opinion(people, answered):
    page = people["zhongdai"]
    page.goto(f"/routing/referrals/{answered['referral_id']}")
    page.get_by_role("link", name="打印答复意见书").click()
    return page


def notice(people, answered):
    page = people["operator"]
    visit_until(page, f"/notify/notices?matter_no={answered['matter_no']}", "答复告知")
    page.get_by_role("link", name="答复告知").click()
    return page


@pytest.mark.parametrize("paper", [opinion, notice])
def test_a_paper_is_a4_with_the_margins_of_an_official_one(people, answered, paper):
    page = paper(people, answered)
    assert page.evaluate(MARGINS) == [["37mm", "35mm", "28mm", "26mm"]]
    pdf = page.pdf(prefer_css_page_size=True)
    boxes = re.findall(rb"/MediaBox ?\[ ?0 0 ([0-9.]+) ([0-9.]+)", pdf)
    assert {(round(float(wide)), round(float(high))) for wide, high in boxes} == {A4}
    assert len(boxes) == 1


@pytest.mark.parametrize("paper", [opinion, notice])
def test_only_the_paper_is_printed(people, answered, paper):
    page = paper(people, answered)
    page.emulate_media(media="print")
    for furniture in (".bar", ".rail", ".noprint"):
        expect(page.locator(furniture)).to_be_hidden()
    printed = page.locator("body").inner_text()
    assert printed.strip() == page.locator(".paper").inner_text().strip()
    for said in (answered["matter_no"], "围墙已拆除", "《民法典》", "可以请求复查"):
        assert said in printed


def test_a_page_has_twenty_two_lines_of_twenty_eight_characters(people, answered):
    page = opinion(people, answered)
    page.emulate_media(media="print")
    assert page.evaluate(LINES_OF, 28) == [1, 22]
    assert page.evaluate(LINES_OF, 29) == [2, 22]


def test_an_answer_that_was_not_given_cannot_be_printed(people, embedded):
    told = embedded.referral(embedded.register(place="钟埭街道")["matter_no"])
    people.will_be_refused()
    answer = people["zhongdai"].goto(f"/routing/referrals/{told['referral_id']}/opinion")
    assert answer.status == 404
