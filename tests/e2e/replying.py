"""How two people reply: one drafts and sends it to be checked, the other releases it."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.e2e.people import fill


def send_to_be_checked(clerk: Page) -> None:
    """What is left to do where the claims are answered on the page of a referral."""
    fill(clerk, {"law_explained": "通行的路不能堵，这是法律的规定。"})
    clerk.get_by_role("button", name="送审", exact=True).click()
    expect(clerk.locator("main").get_by_role("status")).to_contain_text("已送审")


def release(head: Page, address: str) -> None:
    """The other person finds everything in order."""
    head.goto(address)
    for box in head.locator('[name="ticked"]').all():
        box.check()
    fill(head, {"released": "true"})
    head.get_by_role("button", name="提交审核意见").click()
    expect(head.locator("main").get_by_role("status")).to_contain_text("已签发")
