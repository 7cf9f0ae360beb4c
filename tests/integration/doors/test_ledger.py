"""The ledger: what the screen lists, the sheet lists, in its columns and its order, and nothing of anybody else."""

from datetime import timedelta

import pytest

from shared.db import utc_now
from shared.web.page import HERE
from tests.support.matters import a_claim
from tests.support.sheets import rows_of


@pytest.fixture(scope="module")
def filled(town):
    """Sixty referrals of Dushangang, one of them signed for: the last one's."""
    claims = [a_claim(), a_claim(category="environment")]
    told = [town.referral(place="独山港镇", claims=claims) for _ in range(60)]
    assert {one["unit"] for one in told} == {"dushangang"}
    signed = told[-1]["referral_id"]
    town.visitor("dushangang").post(f"/routing/api/v1/referrals/{signed}/signatures", json={})
    town.deliver()
    return [one["matter_no"] for one in told]


@pytest.fixture
def clerk(town):
    return town.visitor().signed_in("dushangang")


def on_the_screen(clerk, filters=""):
    """The numbers of every page, in their order."""
    shown, address = [], f"/routing/ledger{filters}"
    while address:
        page = clerk.open(address)
        shown += [row.split("<")[0] for row in page.source.split('class="row"')[1:] for row in [row.split(">", 1)[1]]]
        address = next((link for link in page.links if "cursor=" in link and "lang=" not in link), None)
    return shown


def in_the_sheet(clerk, filters=""):
    answer = clerk.get(f"/routing/ledger.xlsx{filters}")
    assert answer.status_code == 200
    return rows_of(answer.data)


@pytest.mark.parametrize(
    "filters", ["", "?state=IN_PROGRESS", "?state=AWAITING_SIGN", "?kind=ASSIGN", "?until=2020-01-01"]
)
def test_the_sheet_has_the_rows_of_the_screen_in_its_order(clerk, filled, filters):
    assert [row["编号"] for row in in_the_sheet(clerk, filters)] == on_the_screen(clerk, filters)


def test_the_newest_stands_first_and_all_are_there(clerk, filled):
    assert [number for number in on_the_screen(clerk) if number in filled] == filled[::-1]


def test_the_columns_are_those_of_the_screen_and_the_name_is_masked(clerk, filled):
    [signed] = in_the_sheet(clerk, "?state=IN_PROGRESS")
    page = clerk.open("/routing/ledger?state=IN_PROGRESS")
    for value in ("编号", "信访人", "诉求", "地点", "来自", "方式", "状态"):
        assert signed[value] in page.text
        assert f">{value}</th>" in page.source
    assert signed["诉求"].count("、") == 1
    assert signed["信访人"].endswith("某") or "*" in signed["信访人"]


@pytest.mark.parametrize(("filters", "there"), [("since={today}", True), ("since={tomorrow}", False)])
def test_days_of_arrival_are_counted_here(clerk, filled, filters, there):
    today = utc_now().astimezone(HERE).date()
    asked = filters.format(today=today, tomorrow=today + timedelta(days=1))
    assert bool(in_the_sheet(clerk, f"?{asked}")) is there


def test_nothing_of_another_unit_stands_in_it(town, clerk, filled):
    other = town.referral(place="林埭镇")["matter_no"]
    assert other not in {row["编号"] for row in in_the_sheet(clerk)}


def test_a_wrong_filter_is_refused(clerk):
    assert clerk.get("/routing/ledger?state=LOST").status_code == 422
    assert clerk.get("/routing/ledger.xlsx?since=yesterday").status_code == 422
