"""Live lists: what is new comes by itself, holds still under the hand, asks nothing unseen, loses nothing typed."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.people import People, fill, visit_until
from tests.e2e.replying import send_to_be_checked

ROWS = "**/routing/referrals/rows*"
SEEN = """(hidden) => {
  Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""


@pytest.fixture
def people(browser, embedded):
    with People(browser, embedded) as people:
        yield people


@pytest.fixture
def office(people, embedded):
    """The desk of Danghu with something on it, and the pointer elsewhere."""
    arrived(embedded)
    visit_until(people["danghu"], "/routing/referrals", "LD-")
    people["danghu"].mouse.move(0, 0)
    return people["danghu"]


def arrived(embedded):
    """Something new for Danghu."""
    matter_no = embedded.register(place="当湖街道")["matter_no"]
    embedded.referral(matter_no)
    return matter_no


def show_button(page):
    return page.locator("[data-live-show]")


def test_what_is_new_appears_without_a_reload_and_says_how_old_the_list_is(office, embedded):
    expect(office.locator("[data-live-age]")).to_contain_text("秒前")
    expect(office.get_by_role("link", name=arrived(embedded))).to_have_count(1)


def test_no_row_moves_under_the_pointer_and_what_came_is_announced_until_it_leaves(office, embedded):
    office.locator("[data-live-content] tbody tr").first.hover()
    before = office.locator("[data-live-content]").inner_html()
    came = [arrived(embedded), arrived(embedded)]
    expect(show_button(office)).to_have_text("有 2 件新到，显示")
    assert office.locator("[data-live-content]").inner_html() == before

    office.mouse.move(0, 0)
    for matter_no in came:
        expect(office.get_by_role("link", name=matter_no)).to_have_count(1)
    expect(show_button(office)).to_be_hidden()


def test_no_row_moves_under_the_keyboard_and_whoever_asks_is_shown_what_came(office, embedded):
    office.locator("[data-live-content] a.row").first.focus()
    matter_no = arrived(embedded)
    expect(show_button(office)).to_have_text("有 1 件新到，显示")
    expect(office.get_by_role("link", name=matter_no)).to_have_count(0)
    show_button(office).press("Enter")
    expect(office.get_by_role("link", name=matter_no)).to_have_count(1)


@pytest.fixture
def half_a_minute(office):
    """Half a minute of the page's own time: what it asked for meanwhile."""
    office.clock.install()
    office.reload()
    asked = []
    office.route(ROWS, lambda route: (asked.append(route.request.url), route.continue_()))

    def passes():
        asked.clear()
        office.clock.fast_forward(30_000)
        return list(asked)

    return passes


def test_a_pause_stops_the_updates_and_says_since_when(office, embedded, half_a_minute):
    office.get_by_role("button", name="暂停更新").click()
    matter_no = arrived(embedded)
    assert not half_a_minute()
    expect(office.locator("[data-live-age]")).to_contain_text("已暂停更新")
    office.get_by_role("button", name="继续更新").click()
    office.mouse.move(0, 0)
    expect(office.get_by_role("link", name=matter_no)).to_have_count(1)


def test_nothing_is_asked_while_nobody_looks(office, embedded, half_a_minute):
    office.evaluate(SEEN, True)
    matter_no = arrived(embedded)
    assert not half_a_minute()
    office.evaluate(SEEN, False)
    expect(office.get_by_role("link", name=matter_no)).to_have_count(1)


def test_a_lost_server_is_named_with_the_time_of_what_is_shown(people, office):
    people.will_be_refused()
    office.route(ROWS, lambda route: route.abort())
    expect(office.locator("[data-live-fault]")).to_contain_text("起无数据", timeout=15_000)
    office.unroute(ROWS)
    expect(office.locator("[data-live-fault]")).to_be_empty(timeout=30_000)


def test_whoever_is_signed_out_meanwhile_is_led_to_the_sign_in_and_back(people, office):
    office.goto("/routing/referrals?tab=mine")
    office.context.clear_cookies()
    expect(office).to_have_url(re.compile("/console/sign-in"), timeout=15_000)
    expect(office.locator('[name="next"]')).to_have_value("/routing/referrals?tab=mine")


def test_whoever_is_signed_out_with_a_form_half_filled_is_told_and_keeps_it(people, embedded):
    people.will_be_refused()
    operator = people["operator"]
    matter_no = embedded.register()["matter_no"]
    operator.goto(f"/intake/matters/{matter_no}")
    operator.evaluate("""() => document.querySelector("main").insertAdjacentHTML("beforeend",
        "<textarea id=half aria-label=half></textarea>")""")
    operator.locator("#half").fill("写了一半")
    operator.context.clear_cookies()
    expect(operator.get_by_role("link", name="重新登录")).to_be_visible(timeout=15_000)
    expect(operator.locator("#half")).to_have_value("写了一半")


def test_what_was_written_is_given_back_when_somebody_else_was_faster(people, embedded):
    """The answer of the second of two clerks is refused; the words are theirs to take along."""
    matter_no = embedded.register(place="当湖街道")["matter_no"]
    referral = embedded.referral(matter_no)
    clerk, head = people["danghu"], people["danghu2"]
    people.will_be_refused()
    clerk.goto(f"/routing/referrals/{referral['referral_id']}")
    clerk.get_by_role("button", name="签收").click()
    head.goto(f"/routing/referrals/{referral['referral_id']}")
    head.locator('[name="explanation"]').fill("村界在河东，应由新埭镇办理。")
    head.locator('[name="reason"]').select_option("OTHER_TERRITORY")
    said = {"path": "ADMINISTRATIVE", "outcome": "EXPLAIN", "facts": "已当面说明。", "legal_basis": "《民法典》"}
    fill(clerk, {f"answers.0.{field}": words for field, words in said.items()})
    send_to_be_checked(clerk)

    head.get_by_role("button", name="提出异议").click()
    expect(head.get_by_role("heading", level=1)).to_contain_text("答复已经送审")
    expect(head.get_by_label("您填写的内容 1")).to_have_value("村界在河东，应由新埭镇办理。")
