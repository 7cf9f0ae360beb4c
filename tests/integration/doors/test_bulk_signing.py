"""Signing for several at once at the door: only what one's own unit holds, and every event that belongs to it."""

import pytest

from tests.integration.doors.html import Page


@pytest.fixture
def clerk(town):
    return town.visitor().signed_in("xindai")


@pytest.fixture
def three(town):
    return [town.referral(place="新埭镇")["referral_id"] for _ in range(3)]


def signatures(ids):
    return "/routing/signatures?" + "&".join(f"referral={one}" for one in ids)


def sign(clerk, ids):
    form = clerk.open("/routing/referrals").form({"referral": ids})
    return clerk.post("/routing/signatures", data=form)


def test_each_that_was_signed_for_is_told_of(town, clerk, three):
    answer = sign(clerk, three)
    assert answer.status_code == 303
    town.deliver()
    for referral_id in three:
        told = town.visitor("xindai").get(f"/routing/api/v1/referrals/{referral_id}").json
        assert told["state"] == "IN_PROGRESS"
        matter = town.visitor("operator").get(f"/intake/api/v1/matters/{told['matter_no']}").json
        assert matter["state"] == "IN_PROGRESS"


def test_what_another_unit_holds_is_neither_touched_nor_named(town, clerk, three):
    theirs = town.referral(place="林埭镇")
    listed = clerk.open(signatures([theirs["referral_id"], three[0]]).replace("?", "/new?"))
    assert theirs["matter_no"] not in listed.source
    assert "1 件已不在本单位" in listed.text

    sign(clerk, [theirs["referral_id"], three[0]])
    assert town.visitor("lindai").get(f"/routing/api/v1/referrals/{theirs['referral_id']}").json["state"] == (
        "AWAITING_SIGN"
    )
    assert "由您签收" in clerk.open(signatures([three[0]])).text


def test_whoever_withdrew_from_one_signs_for_the_others(town, clerk, three):
    told = town.visitor("xindai").get(f"/routing/api/v1/referrals/{three[1]}").json
    recusal = {"interest": "与信访人是亲属"}
    town.visitor("xindai").post(f"/routing/api/v1/matters/{told['matter_no']}/recusals", json=recusal)
    sign(clerk, three)
    result = clerk.open(signatures(three)).text
    assert result.count("由您签收") == 2
    assert "您已经回避" in result


def test_twice_is_once(town, clerk, three):
    sign(clerk, three)
    before = town.rows("routing")
    sign(clerk, three)
    after = town.rows("routing")
    assert {name: count for name, count in after.items() if count != before[name]} == {}


@pytest.mark.parametrize("ids", [["no-uuid"], ["00000000-0000-0000-0000-000000000000"] * 51])
def test_what_cannot_be_a_choice_is_refused(clerk, ids):
    assert clerk.get(signatures(ids)).status_code == 422


def test_nothing_ticked_leads_back_with_a_word(clerk):
    answer = clerk.get("/routing/signatures/new")
    assert answer.headers["Location"] == "/routing/referrals"
    assert "请先勾选" in Page(clerk.get("/routing/referrals").text).text
