"""Mediation while an order is in hand, the thirty days of its confirmation, and leading an order away (31)."""

from datetime import timedelta

import eventlet
import pytest

from shared.db import utc_now
from shared.web.page import HERE
from tests.integration.doors.clocks import clocks
from tests.integration.doors.test_handing_on import broken, now_of, posted, signed
from tests.integration.doors.test_objections import at, forwarded, matter
from tests.integration.doors.test_referrals import answers, reply
from tests.integration.doors.visitor import fields_of

pytestmark = pytest.mark.usefixtures("every_year_is_announced")

__all__ = ["forwarded", "signed"]

BOTH = {
    "began_on": utc_now().astimezone(HERE).date().isoformat(),
    "mediator": "曹桥街道人民调解委员会",
    "other_side": "邻居孙某",
    "petitioner_consents": True,
    "other_consents": True,
}
AWAY = {"path": "ARBITRATION", "door": "平湖市劳动人事争议仲裁委员会", "words": "劳动争议应当先申请仲裁。"}


def today():
    return utc_now().astimezone(HERE).date()


def started(town, referral):
    return posted(town, "caoqiao", at(referral, "mediations"), BOTH)["mediations"][-1]


def of(mediation, act):
    return f"/routing/api/v1/mediations/{mediation['mediation_id']}/{act}"


def agreed(town, referral):
    mediation = started(town, referral)
    body = {"effective_on": today().isoformat(), "words": "孙某十日内拆除围墙。"}
    posted(town, "caoqiao", of(mediation, "agreements"), body)
    return mediation


def sent(town, referral):
    rows = town.visitor("petition").get(f"/notify/api/v1/notices?matter_no={referral['matter_no']}").json["notices"]
    return {(row["template"], row["recipient"], row["unit"]) for row in rows}


@pytest.mark.parametrize("side", ["petitioner_consents", "other_consents"])
def test_nobody_is_mediated_against_their_will(town, signed, side):
    problem = town.visitor("caoqiao").refused(422, at(signed, "mediations"), json={**BOTH, side: False})
    assert list(fields_of(problem)) == [side]
    assert now_of(town, signed)["mediations"] == []


def test_sessions_and_an_agreement_stand_on_the_timeline_and_the_thirty_days_run(town, signed):
    before = now_of(town, signed)["due_on"]
    mediation = started(town, signed)
    held = {"held_on": today().isoformat(), "words": "双方同意现场丈量。"}
    posted(town, "caoqiao", of(mediation, "sessions"), held)
    body = {"effective_on": today().isoformat(), "words": "孙某十日内拆除围墙。"}
    now = posted(town, "caoqiao", of(mediation, "agreements"), body)
    assert (now["state"], now["due_on"]) == ("IN_PROGRESS", before), "the unit's own time runs on"
    clock = clocks(signed["matter_no"])["judicial_confirmation_asked"]
    assert (clock.kind, clock.state, clock.due_on >= today() + timedelta(days=30)) == ("right", "running", True)
    assert ("mediation_agreed", "petitioner", None) in sent(town, signed)
    page = town.visitor().signed_in("petition").open(f"/intake/matters/{signed['matter_no']}").text
    for words in ("双方同意，开始调解", "双方同意现场丈量。", "达成调解协议"):
        assert words in page
    reply(town, signed)
    assert clocks(signed["matter_no"])["judicial_confirmation_asked"].state == "running", "it is the sides' own"
    assert broken() == set()


def test_confirmation_is_asked_once_in_time_also_after_the_answer(town, signed):
    mediation = agreed(town, signed)
    reply(town, signed)
    asked = {"asked_on": today().isoformat(), "words": "双方共同到人民法院申请。"}
    now = posted(town, "caoqiao", of(mediation, "confirmations"), asked)
    assert now["mediations"][-1]["confirmation_asked_on"] == asked["asked_on"]
    assert clocks(signed["matter_no"])["judicial_confirmation_asked"].state == "stopped"
    caoqiao = town.visitor("caoqiao")
    assert "已经登记过" in caoqiao.refused(409, of(mediation, "confirmations"), json=asked)["title"]
    assert [e for e in matter(town, signed)["timeline"] if e["type"] == "mediation.confirmed"]
    assert broken() == set()


@pytest.mark.parametrize("days", [1, -1])
def test_a_day_that_cannot_be_is_named(town, signed, days):
    mediation = agreed(town, signed)
    day = (today() + timedelta(days=days)).isoformat()
    problem = town.visitor("caoqiao").refused(
        422, of(mediation, "confirmations"), json={"asked_on": day, "words": "共同申请。"}
    )
    assert list(fields_of(problem)) == ["asked_on"]


def arrived(town, days):
    """Signed for; its petitioner came so many days ago."""
    came = (utc_now() - timedelta(days=days)).isoformat()
    order = town.referral(by="petition", channel="FORWARDED", external_no="1", received_at=came)
    posted(town, "caoqiao", at(order, "signatures"), {})
    return order


@pytest.fixture
def arrived_last_week(town):
    return arrived(town, 8)


def days_ago(days):
    return (today() - timedelta(days=days)).isoformat()


def test_what_is_entered_days_later_keeps_its_true_days(town, arrived_last_week):
    both = {**BOTH, "began_on": days_ago(5)}
    mediation = posted(town, "caoqiao", at(arrived_last_week, "mediations"), both)["mediations"][-1]
    assert mediation["began_on"] == days_ago(5)
    posted(town, "caoqiao", of(mediation, "sessions"), {"held_on": days_ago(4), "words": "双方同意现场丈量。"})
    terms = {"effective_on": days_ago(3), "words": "孙某十日内拆除围墙。"}
    posted(town, "caoqiao", of(mediation, "agreements"), terms)
    clock = clocks(arrived_last_week["matter_no"])["judicial_confirmation_asked"]
    assert clock.started_at.astimezone(HERE).date().isoformat() == days_ago(3)
    told = next(e for e in matter(town, arrived_last_week)["timeline"] if e["type"] == "mediation.started")
    assert told["facts"]["began_on"] == days_ago(5)
    assert broken() == set()


@pytest.mark.parametrize("days", [-1, 9], ids=["tomorrow", "before it arrived"])
def test_it_did_not_begin_tomorrow_nor_before_the_petitioner_came(town, arrived_last_week, days):
    both = {**BOTH, "began_on": days_ago(days)}
    problem = town.visitor("caoqiao").refused(422, at(arrived_last_week, "mediations"), json=both)
    assert list(fields_of(problem)) == ["began_on"]


@pytest.mark.parametrize(("act", "field"), [("sessions", "held_on"), ("agreements", "effective_on")])
def test_nothing_of_it_lies_before_it_began(town, arrived_last_week, act, field):
    both = {**BOTH, "began_on": days_ago(3)}
    mediation = posted(town, "caoqiao", at(arrived_last_week, "mediations"), both)["mediations"][-1]
    body = {field: days_ago(4), "words": "双方到场。"}
    assert list(fields_of(town.visitor("caoqiao").refused(422, of(mediation, act), json=body))) == [field]


def confirming(town, referral):
    of_them = [clock for clock in now_of(town, referral)["clocks"] if clock["name"] == "judicial_confirmation_asked"]
    return sorted(clock["state"] for clock in of_them)


def test_two_agreements_of_one_day_have_their_own_thirty_days(town, signed):
    first, second = agreed(town, signed), agreed(town, signed)
    assert confirming(town, signed) == ["running", "running"]
    asked = {"asked_on": today().isoformat(), "words": "共同申请。"}
    posted(town, "caoqiao", of(first, "confirmations"), asked)
    assert confirming(town, signed) == ["running", "stopped"], "the other agreement may still be confirmed"
    page = town.visitor().signed_in("caoqiao").open(f"/routing/referrals/{signed['referral_id']}").source
    assert f"/routing/mediations/{second['mediation_id']}/confirmations" in page
    assert f"/routing/mediations/{first['mediation_id']}/confirmations" not in page
    posted(town, "caoqiao", of(second, "confirmations"), asked)
    assert confirming(town, signed) == ["stopped", "stopped"]
    assert broken() == set()


def test_a_later_agreement_does_not_lengthen_the_days_of_an_earlier_one(town):
    order = arrived(town, 60)
    both = {**BOTH, "began_on": days_ago(50)}
    early = posted(town, "caoqiao", at(order, "mediations"), both)["mediations"][-1]
    posted(town, "caoqiao", of(early, "agreements"), {"effective_on": days_ago(45), "words": "孙某让出半米。"})
    late = agreed(town, order)
    asked = {"asked_on": today().isoformat(), "words": "共同申请。"}
    assert "三十日内" in town.visitor("caoqiao").refused(409, of(early, "confirmations"), json=asked)["title"]
    posted(town, "caoqiao", of(late, "confirmations"), asked)


def test_failed_the_petitioner_is_told_of_other_ways_and_it_may_begin_again(town, signed):
    mediation = started(town, signed)
    posted(town, "caoqiao", of(mediation, "failures"), {"how": "refused", "words": "孙某不愿再谈。"})
    assert ("mediation_failed", "petitioner", None) in sent(town, signed)
    late = town.visitor("caoqiao").refused(
        409, of(mediation, "sessions"), json={"held_on": today().isoformat(), "words": "再谈。"}
    )
    assert late["title"] == "这次调解已经结束"
    unconfirmed = {"asked_on": today().isoformat(), "words": "共同申请。"}
    town.visitor("caoqiao").refused(409, of(mediation, "confirmations"), json=unconfirmed)
    assert started(town, signed)["mediation_id"] != mediation["mediation_id"]
    assert broken() == set()


@pytest.mark.parametrize("town", ["postgresql"], indirect=True)
def test_of_two_clerks_at_once_one_starts_it(town, signed):
    clerks = [eventlet.spawn(town.visitor("caoqiao").post, at(signed, "mediations"), json=BOTH) for _ in range(2)]
    assert sorted(clerk.wait().status_code for clerk in clerks) == [201, 409]


def test_only_whoever_holds_it_mediates(town, forwarded):
    early = town.visitor("caoqiao").refused(409, at(forwarded, "mediations"), json=BOTH)
    assert "请先签收" in early["title"]
    posted(town, "caoqiao", at(forwarded, "signatures"), {})
    mediation = started(town, forwarded)
    body = {"how": "failed", "words": "没有谈成。"}
    town.visitor("zhapu").refused(404, of(mediation, "failures"), json=body)
    town.visitor("petition").refused(403, of(mediation, "failures"), json=body)


def test_with_the_order_mediation_ends(town, signed):
    started(town, signed)
    reply(town, signed)
    assert now_of(town, signed)["mediations"][-1]["ended_as"] == "over"
    assert broken() == set()


def test_led_away_the_person_is_told_where_to_go_and_the_order_is_closed(town, signed):
    now = posted(town, "caoqiao", at(signed, "steerings"), AWAY)
    assert (now["state"], now["whose_turn"], now["due_on"]) == ("STEERED", None, None)
    seen = matter(town, signed)
    assert seen["state"] == "STEERED"
    assert sent(town, signed) >= {
        ("steered_away", "petitioner", None),
        ("steered_away_copy", "unit", "petition_office"),
    }
    page = town.visitor().signed_in("petition").open(f"/routing/referrals/{signed['referral_id']}").text
    assert AWAY["door"] in page
    town.visitor("caoqiao").refused(409, at(signed, "steerings"), json=AWAY)
    town.visitor("caoqiao").refused(409, at(signed, "opinions"), json=answers(signed))
    assert broken() == set()


def test_petition_procedure_leads_nowhere_else(town, signed):
    problem = town.visitor("caoqiao").refused(422, at(signed, "steerings"), json={**AWAY, "path": "PETITION"})
    assert list(fields_of(problem)) == ["path"]


def test_it_is_all_done_from_the_page(town, signed):
    caoqiao, here = town.visitor().signed_in("caoqiao"), f"/routing/referrals/{signed['referral_id']}"
    page = caoqiao.open(here)
    both = {**BOTH, "petitioner_consents": "true", "other_consents": "false"}
    wrong = caoqiao.post(f"{here}/mediations", data=page.form(both))
    assert wrong.status_code == 422
    assert 'href="#mediation-other_consents"' in wrong.text
    assert caoqiao.post(f"{here}/mediations", data=page.form({**both, "other_consents": "true"})).status_code == 303
    mediation, page = now_of(town, signed)["mediations"][-1], caoqiao.open(here)
    door = f"/routing/mediations/{mediation['mediation_id']}"
    held = {"held_on": today().isoformat(), "words": "双方到场。"}
    assert caoqiao.post(f"{door}/sessions", data=page.form(held)).status_code == 303
    terms = {"effective_on": today().isoformat(), "words": "恢复通道。"}
    assert caoqiao.post(f"{door}/agreements", data=page.form(terms)).status_code == 303
    page = caoqiao.open(here)
    assert "登记申请司法确认" in page.text
    wrong = caoqiao.post(f"{door}/confirmations", data=page.form({"asked_on": "", "words": "共同申请。"}))
    assert f'href="#confirmation-{mediation["mediation_id"]}-asked_on"' in wrong.text
    asked = {"asked_on": today().isoformat(), "words": "共同申请。"}
    assert caoqiao.post(f"{door}/confirmations", data=page.form(asked)).status_code == 303
    assert caoqiao.post(f"{here}/steerings", data=page.form(AWAY)).status_code == 303
    assert "去哪里办" in caoqiao.open(here).text
