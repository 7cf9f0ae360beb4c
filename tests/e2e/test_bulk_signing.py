"""Signing for several at once: what is touched is named, counted, frozen; one that somebody else took fails alone."""

import pytest
from playwright.sync_api import expect

from tests.e2e.people import People, visit_until


@pytest.fixture
def people(browser, embedded):
    with People(browser, embedded) as people:
        yield people


@pytest.fixture
def three(embedded):
    """Three that wait to be signed for in Lindai: their numbers and ids."""
    numbers = [embedded.register(place="林埭镇")["matter_no"] for _ in range(3)]
    return {number: embedded.referral(number)["referral_id"] for number in numbers}


def ticked(page, numbers):
    """The desk with these ticked."""
    for number in numbers:
        visit_until(page, "/routing/referrals", number)
    for number in numbers:
        page.get_by_label(f"选择 {number}").check()
    page.mouse.move(0, 0)


def sign(embedded, username, referral_id):
    embedded.client(username).post(f"/routing/api/v1/referrals/{referral_id}/signatures", {})


def line(page, number):
    return page.locator("main li").filter(has_text=number)


def test_what_is_ticked_is_said_listed_and_signed_for_and_nothing_else(people, embedded, three):
    clerk, (first, second, third) = people["lindai"], three
    ticked(clerk, [first, second])
    clerk.get_by_role("button", name="签收所选 2 件").click()
    expect(clerk.locator("tbody tr")).to_have_count(2)
    expect(clerk.locator("main")).not_to_contain_text(third)

    late = embedded.register(place="林埭镇")["matter_no"]
    embedded.referral(late)
    clerk.get_by_role("button", name="签收这 2 件").click()
    expect(clerk.locator("main")).to_contain_text("已签收 2 件")
    for number in (first, second):
        expect(line(clerk, number)).to_contain_text("由您签收")
    for number in (third, late):
        assert embedded.referral(number)["state"] == "AWAITING_SIGN"


def test_what_somebody_else_signed_for_meanwhile_is_named_and_nothing_else_fails(people, embedded, three):
    clerk, (first, second, third) = people["lindai"], three
    ticked(clerk, three)
    clerk.get_by_role("button", name="签收所选 3 件").click()
    sign(embedded, "lindai2", three[second])
    clerk.get_by_role("button", name="签收这 3 件").click()

    expect(clerk.locator("main")).to_contain_text("1 件没有签收")
    expect(line(clerk, second)).to_contain_text("已由别人签收")
    for number in (first, third):
        expect(line(clerk, number)).to_contain_text("由您签收")
    clerk.reload()
    expect(line(clerk, first)).to_contain_text("由您签收")


def test_what_was_signed_for_before_the_list_is_confirmed_is_not_counted(people, embedded, three):
    clerk, (first, *_) = people["lindai"], three
    ticked(clerk, three)
    sign(embedded, "lindai2", three[first])
    clerk.get_by_role("button", name="签收所选 3 件").click()
    expect(clerk.get_by_role("button", name="签收这 2 件")).to_be_visible()
    expect(line(clerk, first)).to_contain_text("已由别人签收")


def test_ticks_are_not_lost_to_what_arrives(people, embedded, three):
    clerk, (first, *_) = people["lindai"], three
    ticked(clerk, [first])
    late = embedded.register(place="林埭镇")["matter_no"]
    embedded.referral(late)
    clerk.locator("[data-live-show]").click()
    expect(clerk.get_by_role("link", name=late)).to_have_count(1)
    expect(clerk.get_by_label(f"选择 {first}")).to_be_checked()
    expect(clerk.get_by_role("button", name="签收所选 1 件")).to_be_visible()


def test_without_javascript_too(people, embedded, three):
    clerk, (first, second, _) = people.signed_in("lindai", java_script_enabled=False), three
    ticked(clerk, [first, second])
    clerk.get_by_role("button", name="签收所选").click()
    clerk.get_by_role("button", name="签收这 2 件").click()
    for number in (first, second):
        expect(line(clerk, number)).to_contain_text("由您签收")
