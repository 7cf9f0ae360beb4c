"""Personal data are masked until somebody asks, every look leaves a row, and the leader reads who looked."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from services.intake import clock, looking
from services.intake.models import Look
from shared.config import settings
from shared.db import database, utc_now
from shared.privacy import blind_index
from shared.web.page import HERE
from tests.integration.doors.test_referrals import at, reply
from tests.support.city import staff
from tests.support.matters import new_phone

MATTERS = "/intake/api/v1/matters"
LOOKS = "/intake/looks"
ID_NUMBER = "33048219800101123X"


def looks(**wanted):
    with database("intake").reading() as session:
        return list(session.scalars(select(Look).filter_by(**wanted)))


def asked_to_show(town, username, matter_no, reason="contact"):
    desk = town.visitor().signed_in(username)
    form = desk.open(f"/intake/matters/{matter_no}").form({"look_reason": reason})
    return desk.post(f"/intake/matters/{matter_no}", data=form)


@pytest.fixture
def somebody(town):
    person = {"name": "欧阳某某", "phone": new_phone(), "id_number": ID_NUMBER, "address": "虚构路 8 号"}
    agent = {"name": "诸葛某", "authority": "general", "phone": new_phone()}
    told = town.register(petitioner=person, agents=[agent])
    secrets = [person["name"], person["phone"], person["id_number"], person["address"], agent["name"], agent["phone"]]
    return {**person, "matter_no": told["matter_no"], "secrets": secrets}


def test_personal_data_are_masked_until_somebody_asks_and_says_why(town, somebody):
    matter_no = somebody["matter_no"]
    masked = town.visitor("operator").get(f"/intake/matters/{matter_no}").text
    assert not [secret for secret in somebody["secrets"] if secret in masked]
    assert f"*******{somebody['phone'][-4:]}" in masked
    assert not looks(matter_no=matter_no)

    whole = asked_to_show(town, "operator", matter_no)
    assert whole.status_code == 200
    assert not [secret for secret in somebody["secrets"] if secret not in whole.text]
    [look] = looks(matter_no=matter_no)
    assert (look.username, look.unit, look.door, look.reason) == ("operator", "hotline", "shown", "contact")
    assert somebody["phone"] not in town.visitor("operator").get(f"/intake/matters/{matter_no}").text


@pytest.mark.parametrize(("receiver", "masked"), [("上官某某", "上***"), ("本人", "本人")])
def test_who_took_the_reply_is_masked_on_the_timeline_too(town, receiver, masked):
    referral = town.referral()
    office = town.visitor("caoqiao")
    assert office.post(at(referral, "signatures"), json={}).status_code == 201
    reply(town, referral)
    served = {"means": "HANDED", "served_on": utc_now().astimezone(HERE).date().isoformat(), "receiver": receiver}
    assert office.post(at(referral, "services"), json=served).status_code == 201
    town.deliver()
    here = f"/intake/matters/{referral['matter_no']}"
    for path in (here, f"{here}/timeline"):
        page = town.visitor().signed_in("operator").get(path).text
        assert masked in page
        assert (receiver in page) is (receiver == masked)
    assert not looks(matter_no=referral["matter_no"])
    shown = asked_to_show(town, "operator", referral["matter_no"]).text
    assert receiver in shown
    assert f'data-live="{here}/timeline"' not in shown, "it would be masked again under the reader's eyes"
    assert looks(matter_no=referral["matter_no"])


def test_the_page_where_a_contact_is_added_masks_them_too(town, somebody):
    page = town.visitor("operator").get(f"/intake/matters/{somebody['matter_no']}/contacts/new").text
    assert not [secret for secret in somebody["secrets"] if secret in page]


@pytest.mark.parametrize("reason", ["", "curious"])
def test_who_gives_no_reason_is_shown_nothing(town, somebody, reason):
    answer = asked_to_show(town, "operator", somebody["matter_no"], reason)
    assert answer.status_code == 422
    assert somebody["phone"] not in answer.text
    assert not looks(matter_no=somebody["matter_no"])


def test_who_may_not_read_the_matter_is_shown_nothing(town, somebody):
    aid = town.visitor().signed_in("aid")
    form = {"look_reason": "contact", "csrf_token": aid.open("/legalaid/inbox").csrf}
    answer = aid.post(f"/intake/matters/{somebody['matter_no']}", data=form)
    assert (answer.status_code, somebody["phone"] in answer.text) == (404, False)
    assert not looks(matter_no=somebody["matter_no"])


def test_the_same_look_within_minutes_is_one_row_and_later_another(town, somebody, monkeypatch):
    matter_no = somebody["matter_no"]
    for _ in range(2):
        asked_to_show(town, "operator", matter_no)
    assert len(looks(matter_no=matter_no)) == 1
    asked_to_show(town, "operator", matter_no, "handling")
    asked_to_show(town, "petition", matter_no)
    assert len(looks(matter_no=matter_no)) == 3
    monkeypatch.setattr(looking, "THE_SAME_LOOK", timedelta(0))
    asked_to_show(town, "operator", matter_no)
    assert len(looks(matter_no=matter_no)) == 4


def test_a_program_that_reads_a_matter_leaves_a_look(town, somebody):
    assert town.visitor("petition").get(f"{MATTERS}/{somebody['matter_no']}").status_code == 200
    assert [(look.username, look.door) for look in looks(matter_no=somebody["matter_no"])] == [("petition", "matter")]


def test_who_opens_the_form_to_correct_something_has_looked(town, somebody):
    address = f"/intake/matters/{somebody['matter_no']}/corrections/new"
    assert somebody["phone"] in town.visitor().signed_in("operator").open(address).source
    assert [(look.username, look.door) for look in looks(matter_no=somebody["matter_no"])] == [
        ("operator", "correction")
    ]
    log = town.visitor("leader").get(f"{LOOKS}?matter_no={somebody['matter_no']}&door=correction").text
    assert "更正登记内容</td>" in log


@pytest.mark.parametrize("kind", ["phone", "id_number", "name"])
def test_searching_for_a_person_leaves_a_digest_and_neither_name_nor_number(town, somebody, kind):
    value = somebody[kind]
    for username, door in (("operator", MATTERS), ("petition", "/intake/matters")):
        assert town.visitor(username).get(door, query_string={"q": value}).status_code == 200
    kept = looks(asked=blind_index(kind, value))
    assert {(look.username, look.door, look.matter_no) for look in kept} == {
        ("operator", "search", None),
        ("petition", "search", None),
    }


def test_searching_for_a_name_that_was_corrected_since_leaves_one_too(town):
    """Whoever looks for it has it on an old paper, and is shown whose it is."""
    before = "司马某某"
    told = town.register(petitioner={"name": before})
    door, right = f"{MATTERS}/{told['matter_no']}/corrections", {"name": "司徒某某", "reason": "听错了。"}
    assert town.visitor("operator").post(door, json=right).status_code == 201
    answer = town.visitor("petition").get(MATTERS, query_string={"q": before})
    assert told["matter_no"] in [one["matter_no"] for one in answer.json["matters"]]
    assert [look.username for look in looks(asked=blind_index("name", before))] == ["petition"]


def test_the_number_of_a_matter_words_and_a_plain_list_are_nobodys_history(town):
    matter_no, before = town.register()["matter_no"], len(looks())
    for asked in ({"q": matter_no}, {"q": "拆迁"}, {}):
        town.visitor("operator").get(MATTERS, query_string=asked)
    assert len(looks()) == before


def test_the_panel_beside_the_call_form_shows_at_once_and_leaves_one_look(town, somebody):
    phone = somebody["phone"]
    town.visitor("operator").get(f"/intake/api/v1/callers?phone={phone}")
    desk = town.visitor().signed_in("operator")
    form = desk.open("/intake/matters/new").form({"petitioner.phone": phone})
    panel = desk.post("/intake/callers", data=form)
    assert somebody["matter_no"] in panel.text
    assert [look.door for look in looks(asked=blind_index("phone", phone))] == ["caller"]


def test_the_leader_reads_who_looked_at_a_matter_and_at_what_is_a_persons(town, somebody):
    matter_no, phone = somebody["matter_no"], somebody["phone"]
    asked_to_show(town, "petition", matter_no)
    town.visitor("operator").get(MATTERS, query_string={"phone": phone})
    leader = town.visitor("leader")
    assert f"{LOOKS}?matter_no={matter_no}" in leader.get(f"/intake/matters/{matter_no}").text
    page = leader.get(f"{LOOKS}?matter_no={matter_no}&who=petition&door=shown").text
    assert ("联系信访人</span>" in page, f"{LOOKS}?who=petition" in page) == (True, True)
    of_person = leader.get(LOOKS, query_string={"person": phone}).text
    assert (f"{LOOKS}?who=petition" in of_person, f"{LOOKS}?who=operator" in of_person) == (True, True)
    assert "没有符合条件的查阅记录" in leader.get(f"{LOOKS}?matter_no={matter_no}&until=2020-01-01").text
    assert LOOKS in leader.get("/intake/matters").text


@pytest.mark.parametrize("called", ["petition", staff()["petition"]["name"]])
def test_who_looked_is_asked_for_by_name_or_by_user_name(town, somebody, called):
    for username in ("petition", "operator"):
        asked_to_show(town, username, somebody["matter_no"])
    wanted = {"matter_no": somebody["matter_no"], "who": called}
    page = town.visitor("leader").get(LOOKS, query_string=wanted).text
    assert (f"{LOOKS}?who=petition" in page, f"{LOOKS}?who=operator" in page) == (True, False)


def test_the_days_asked_for_stand_there_as_the_office_writes_them(town):
    page = town.visitor("leader").open(f"{LOOKS}?since=2026-01-05&until=2026-12-31").text
    assert "查阅起：2026年1月5日" in page
    assert "查阅止：2026年12月31日" in page


@pytest.mark.parametrize("username", ["operator", "petition", "caoqiao", "aid", "ops", "admin"])
def test_nobody_but_the_leader_reads_the_log(town, username):
    town.visitor(username).refused(403, LOOKS, method="GET")


def test_a_look_at_a_report_is_shown_to_nobody_who_may_not_know_of_it(town):
    report = town.register(kind="REPORT", accused_party={"unit": "caoqiao"})["matter_no"]
    asked_to_show(town, "operator", report)
    assert looks(matter_no=report)
    assert report not in town.visitor("leader").get(LOOKS).text
    assert f"{report}</a>" not in town.visitor("leader").get(f"{LOOKS}?matter_no={report}").text


def test_the_pages_of_the_log_follow_each_other(town, monkeypatch):
    monkeypatch.setattr(looking, "PAGE", 1)
    matter_no = town.register()["matter_no"]
    for username in ("operator", "petition"):
        town.visitor(username).get(f"{MATTERS}/{matter_no}")
    first = town.visitor("leader").get(f"{LOOKS}?matter_no={matter_no}").text
    cursor = first.partition("cursor=")[2].partition('"')[0]
    second = town.visitor("leader").get(f"{LOOKS}?matter_no={matter_no}&cursor={cursor}").text
    assert ("who=petition" in first, "who=operator" in first) == (True, False)
    assert ("who=petition" in second, "who=operator" in second) == (False, True)


def test_looks_are_forgotten_when_their_time_is_over_and_not_before(town, monkeypatch):
    monkeypatch.setattr(looking, "FORGOTTEN_AT_ONCE", 1)
    kept = timedelta(days=settings().keep_look_days)
    moments = {"OLDER": -2 * timedelta(hours=1), "OLD": -timedelta(hours=1), "YOUNG": timedelta(hours=1)}
    with database("intake").transaction() as session:
        for name, more in moments.items():
            at = utc_now() - kept + more
            session.add(Look(at=at, username="operator", unit="hotline", door="caller", asked=name))
    clock.forget_old_looks()
    assert [name for name in moments if looks(asked=name)] == ["YOUNG"]
