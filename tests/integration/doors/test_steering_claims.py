"""Of an order over several claims some are led into a statutory channel; the others stay in hand (31)."""

import pytest

from tests.integration.doors.clocks import clocks
from tests.integration.doors.test_acceptance import accept, of_two, running, ways
from tests.integration.doors.test_handing_on import broken, now_of, posted
from tests.integration.doors.test_mediating import AWAY, sent
from tests.integration.doors.test_objections import AGREED, ELSEWHERE, at, matter
from tests.integration.doors.test_referrals import answers, reply
from tests.integration.doors.town import ON_ONE_DATABASE
from tests.integration.doors.visitor import fields_of

__all__ = ["of_two"]
pytestmark = [ON_ONE_DATABASE, pytest.mark.usefixtures("every_year_is_announced")]


def one(referral, number):
    return {**AWAY, "claims": [referral["claims"][number]["claim_id"]]}


def orders(town, referral):
    found = town.visitor("petition").get(f"/routing/api/v1/referrals?matter_no={referral['matter_no']}").json
    return {order["referral_id"]: order for order in found["referrals"]}


def led_away(town, referral):
    """The order with which a claim of this one left."""
    [led] = [order for order in orders(town, referral).values() if order["parted_from"] == referral["referral_id"]]
    return led


def claims_of(order):
    return [claim["claim_id"] for claim in order["claims"]]


def test_one_claim_is_led_away_and_the_other_stays_in_hand(town, of_two):
    first, second = claims_of(of_two)
    now = posted(town, "caoqiao", at(of_two, "steerings"), one(of_two, 1))
    assert (now["state"], now["whose_turn"], claims_of(now)) == ("IN_PROGRESS", "caoqiao", [first])
    led = led_away(town, of_two)
    assert (led["state"], led["whose_turn"], led["unit"], claims_of(led)) == ("STEERED", None, "caoqiao", [second])
    assert running(of_two) >= {"receiver_tells"}, "the time limits of what stays run on"
    assert broken() == set()


def test_the_claims_stand_where_they_are_in_the_file_of_the_matter(town, of_two):
    posted(town, "caoqiao", at(of_two, "steerings"), one(of_two, 1))
    seen = matter(town, of_two)
    assert [claim["state"] for claim in seen["claims"]] == ["IN_PROGRESS", "STEERED"]
    assert seen["state"] == "IN_PROGRESS"
    page = town.visitor().signed_in("petition").open(f"/intake/matters/{of_two['matter_no']}").text
    assert "第 2 项诉求引导信访人通过法定途径解决" in page


def test_petitioner_and_sender_are_told_which_claim_and_that_the_rest_goes_on(town, of_two):
    posted(town, "caoqiao", at(of_two, "steerings"), one(of_two, 1))
    assert sent(town, of_two) >= {
        ("steered_away", "petitioner", None),
        ("steered_away_copy", "unit", "petition_office"),
    }
    rows = town.visitor("petition").get(f"/notify/api/v1/notices?matter_no={of_two['matter_no']}").json["notices"]
    [notice] = [row for row in rows if row["template"] == "steered_away"]
    letter = town.visitor().signed_in("petition").open(f"/notify/notices/{notice['notice_id']}").text
    assert of_two["claims"][1]["text"] in letter
    assert of_two["claims"][0]["text"] not in letter
    assert "其余诉求由" in letter


def test_the_reply_answers_what_stays_and_nothing_else(town, of_two):
    now = posted(town, "caoqiao", at(of_two, "steerings"), one(of_two, 1))
    caoqiao = town.visitor("caoqiao")
    assert list(fields_of(caoqiao.refused(422, at(of_two, "opinions"), json=answers(of_two)))) == ["answers"]
    assert reply(town, now)["state"] == "ANSWERED"
    town.deliver()
    assert [claim["state"] for claim in matter(town, of_two)["claims"]] == ["ANSWERED", "STEERED"]
    assert broken() == set()


def test_after_the_acceptance_each_keeps_what_was_told_of_its_way(town, of_two):
    accept(town, of_two, ways=ways(of_two, "PETITION", "ARBITRATION"))
    now = posted(town, "caoqiao", at(of_two, "steerings"), one(of_two, 1))
    assert running(of_two) == {"opinion_31_6"}
    assert reply(town, now, **answers(now, outcome="REFUSE"))["state"] == "ANSWERED"
    assert broken() == set()


def test_the_last_claim_closes_the_order(town, of_two):
    posted(town, "caoqiao", at(of_two, "steerings"), one(of_two, 1))
    now = posted(town, "caoqiao", at(of_two, "steerings"), one(of_two, 0))
    assert (now["state"], now["whose_turn"]) == ("STEERED", None)
    assert not running(of_two)
    assert matter(town, of_two)["state"] == "STEERED"
    assert broken() == set()


def test_naming_every_claim_is_leading_the_order_away(town, of_two):
    now = posted(town, "caoqiao", at(of_two, "steerings"), {**AWAY, "claims": claims_of(of_two)})
    assert now["state"] == "STEERED"
    assert len(orders(town, of_two)) == 1


def test_what_has_left_already_is_not_led_away_again(town, of_two):
    posted(town, "caoqiao", at(of_two, "steerings"), one(of_two, 1))
    again = town.visitor("caoqiao").refused(409, at(of_two, "steerings"), json=one(of_two, 1))
    assert "可能刚才已经导入法定途径" in again["title"]
    assert len(orders(town, of_two)) == 2


def test_a_returned_order_does_not_take_what_was_led_away_along(town, of_two):
    now = posted(town, "caoqiao", at(of_two, "steerings"), one(of_two, 1))
    posted(town, "caoqiao", at(of_two, "objections"), ELSEWHERE)
    posted(town, "petition", at(of_two, "objection-decisions"), {**AGREED, "unit": "zhapu"})
    [new] = [order for order in orders(town, of_two).values() if order["unit"] == "zhapu"]
    assert claims_of(new) == claims_of(now)
    assert led_away(town, of_two)["state"] == "STEERED"
    assert broken() == set()


def test_the_watch_over_a_claims_own_time_limit_goes_along(town, of_two):
    posted(town, "caoqiao", at(of_two, "steerings"), one(of_two, 1))
    watched = [clock for clock in clocks(of_two["matter_no"]).values() if clock.claim_id]
    assert all(str(clock.subject_id) in orders(town, of_two) for clock in watched)


def test_the_page_offers_one_claim_or_all(town, of_two):
    caoqiao, here = town.visitor().signed_in("caoqiao"), f"/routing/referrals/{of_two['referral_id']}"
    page = caoqiao.open(here)
    assert "全部诉求" in page.text
    chosen = page.form({**AWAY, "claims": of_two["claims"][1]["claim_id"]})
    assert caoqiao.post(f"{here}/steerings", data=chosen).status_code == 303
    page = caoqiao.open(here).text
    assert "已经导入法定途径的诉求" in page
    assert AWAY["door"] in page
    assert now_of(town, of_two)["state"] == "IN_PROGRESS"
    led = led_away(town, of_two)["referral_id"]
    assert here in caoqiao.open(f"/routing/referrals/{led}").links
