"""Every service masks whose matter it is until somebody asks and says why; intake keeps who was shown it, for all."""

import pytest
from sqlalchemy import select

from services.intake.models import Look
from shared.db import database, utc_now
from shared.web.page import HERE
from tests.integration.doors.html import Page
from tests.integration.doors.test_referrals import at, reply
from tests.support.matters import a_claim, new_phone

MASKED = "姓名、号码和住址已遮盖"


def looks(town, matter_no):
    """Who looked at it by which door, as intake was told."""
    town.deliver()
    with database("intake").reading() as session:
        query = select(Look).where(Look.matter_no == matter_no).order_by(Look.at)
        return [(look.username, look.unit, look.door, look.reason) for look in session.scalars(query)]


@pytest.fixture
def person():
    return {"name": "欧阳某某", "phone": new_phone(), "address": "虚构路 8 号"}


@pytest.fixture
def agent():
    return {"name": "诸葛某", "authority": "general", "phone": new_phone()}


@pytest.fixture
def secrets(person, agent):
    return [person["name"], person["phone"], agent["name"], agent["phone"]]


def asked_to_show(desk, address, reason="contact"):
    return desk.post(address, data=desk.open(address).form({"look_reason": reason}))


def test_an_order_shows_them_to_whoever_asks_and_the_leader_reads_who(town, person, agent, secrets):
    referral = town.referral(petitioner=person, agents=[agent])
    address, desk = f"/routing/referrals/{referral['referral_id']}", town.visitor().signed_in("caoqiao")
    masked = desk.open(address)
    assert not [secret for secret in secrets if secret in masked.source]
    assert MASKED in masked.text
    assert looks(town, referral["matter_no"]) == []

    shown = asked_to_show(desk, address)
    assert shown.status_code == 200
    assert not [secret for secret in secrets if secret not in shown.text]
    assert looks(town, referral["matter_no"]) == [("caoqiao", "caoqiao", "referral", "contact")]
    assert person["phone"] not in desk.open(address).source
    log = town.visitor("leader").get(f"/intake/looks?matter_no={referral['matter_no']}").text
    assert "交办件显示个人信息" in log
    assert "联系信访人</span>" in log


def test_the_representatives_of_a_group_and_who_took_an_answer_are_masked_too(town):
    referral = town.referral(channel="VISIT", group_size=6, representatives=["司马某", "公孙某"])
    office = town.visitor("caoqiao")
    assert office.post(at(referral, "signatures"), json={}).status_code == 201
    reply(town, referral)
    proof = {"means": "HANDED", "served_on": utc_now().astimezone(HERE).date().isoformat(), "receiver": "上官某"}
    assert office.post(at(referral, "services"), json=proof).status_code == 201
    address, desk = f"/routing/referrals/{referral['referral_id']}", town.visitor().signed_in("caoqiao")
    page = desk.open(address)
    assert "司**、公**" in page.text
    assert "上官" not in page.source
    shown = asked_to_show(desk, address).text
    assert "司马某、公孙某" in shown
    assert "上官某" in shown
    town.deliver()
    told = town.visitor("operator").open(f"/intake/matters/{referral['matter_no']}").text
    assert "上**" in told
    assert "上官" not in told


@pytest.mark.parametrize("reason", ["", "curious"])
def test_who_gives_no_reason_is_shown_nothing(town, person, reason):
    referral = town.referral(petitioner=person)
    desk, address = town.visitor().signed_in("caoqiao"), f"/routing/referrals/{referral['referral_id']}"
    page = desk.refused(422, address, data=desk.open(address).form({"look_reason": reason}))
    assert person["phone"] not in page.source
    assert looks(town, referral["matter_no"]) == []


def test_who_may_not_see_an_order_is_shown_nobody(town, person):
    referral = town.referral(petitioner=person)
    other = town.visitor().signed_in("zhapu")
    form = other.open("/routing/referrals").form({"look_reason": "contact"})
    page = other.refused(404, f"/routing/referrals/{referral['referral_id']}", data=form)
    assert person["name"] not in page.source
    assert looks(town, referral["matter_no"]) == []


def test_whoever_decides_by_hand_asks_too(town, person, agent, secrets):
    matter_no = town.register(place=None, petitioner=person, agents=[agent])["matter_no"]
    address, leader = f"/routing/triage/{matter_no}", town.visitor().signed_in("leader")
    assert not [secret for secret in [*secrets, person["address"]] if secret in leader.open(address).source]
    shown = asked_to_show(leader, address, "handling").text
    assert not [secret for secret in [*secrets, person["address"]] if secret not in shown]
    assert looks(town, matter_no) == [("leader", "bureau", "triage", "handling")]


def test_what_was_refused_beside_it_shows_nobody(town, person):
    matter_no = town.register(place=None, petitioner=person)["matter_no"]
    leader, address = town.visitor().signed_in("leader"), f"/routing/triage/{matter_no}"
    page = leader.refused(422, f"{address}/decisions", data=leader.open(address).form({"unit": "", "reason": ""}))
    assert person["phone"] not in page.source


def test_an_application_for_legal_aid_shows_them_to_whoever_asks(town, person):
    matter_no = town.register(petitioner=person, claims=[a_claim(category="work_injury")])["matter_no"]
    aid = town.visitor("aid")
    [draft] = aid.get(f"/legalaid/api/v1/applications?matter_no={matter_no}").json["applications"]
    assert looks(town, matter_no) == []
    desk, address = town.visitor().signed_in("aid"), f"/legalaid/applications/{draft['application_id']}"
    assert not [secret for secret in person.values() if secret in desk.open(address).source]
    shown = Page(asked_to_show(desk, address, "identity").text)
    assert not [secret for secret in person.values() if secret not in shown.text]
    assert looks(town, matter_no) == [("aid", "legal_aid_centre", "application", "identity")]
    assert aid.get(f"/legalaid/api/v1/applications/{draft['application_id']}").json["applicant"]["name"]
    assert looks(town, matter_no)[1:] == [("aid", "legal_aid_centre", "read", None)]


def test_a_paper_with_the_name_on_it_leaves_a_look_by_being_opened_and_one_without_none(town, person):
    matter_no = town.register(petitioner=person)["matter_no"]
    clerk = town.visitor("operator")
    for notice in clerk.get(f"/notify/api/v1/notices?matter_no={matter_no}").json["notices"]:
        before = len(looks(town, matter_no))
        page = clerk.open(f"/notify/notices/{notice['notice_id']}")
        names_somebody = person["name"] in page.text
        assert names_somebody == (notice["recipient"] == "petitioner")
        assert names_somebody or len(looks(town, matter_no)) == before
    assert looks(town, matter_no) == [("operator", "hotline", "paper", None)]


def test_the_same_look_told_twice_within_minutes_is_one_row(town, person):
    referral = town.referral(petitioner=person)
    desk, address = town.visitor().signed_in("caoqiao"), f"/routing/referrals/{referral['referral_id']}"
    for _ in range(3):
        asked_to_show(desk, address)
    assert len(looks(town, referral["matter_no"])) == 1
    asked_to_show(desk, address, "inspection")
    assert len(looks(town, referral["matter_no"])) == 2
