"""The query code: tried so often, answered alike whether it exists or not, and given out after a check."""

import re
from uuid import uuid4

import pytest
from sqlalchemy import Engine, event, select

from services.intake import clock
from services.intake.actions import trying
from services.intake.models import Look, Tries
from services.intake.policy import tries
from shared.config import settings
from shared.db import database, utc_now
from tests.support.matters import new_phone

CHECKED = {"check": "identity_card"}
TOKEN = re.compile(r'name="csrf_token" value="[^"]+"')


@pytest.fixture
def matter(town):
    phone = new_phone()
    told = town.register(petitioner={"phone": phone})
    return {**told, "phone": phone}


@pytest.fixture
def ask(town, monkeypatch):
    """Ask with a code and digits, from an address of one's own, all within an hour."""
    hour = tries.hour_of(utc_now())
    monkeypatch.setattr(trying, "hour_of", lambda now: hour)
    address = f"2001:db8::{uuid4().hex[:4]}"
    visitor = town.visitor()
    page = visitor.open("/progress")

    def asked(code, digits, address=address, path="/progress"):
        form = page.form({"query_code": code, "last_digits": digits})
        return visitor.post(path, data=form, environ_overrides={"REMOTE_ADDR": address})

    return asked


def test_who_tries_too_often_is_told_when_to_come_back(ask, monkeypatch):
    monkeypatch.setattr(trying, "MOST_FOR_A_CODE", 10**6)
    most = settings().progress_tries
    answers = [ask(uuid4().hex[:12], "0000") for _ in range(most + 1)]
    assert {answer.status_code for answer in answers[:-1]} == {404}
    assert answers[-1].status_code == 429
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 3601
    assert "查询得太频繁" in answers[-1].text
    assert ask(uuid4().hex[:12], "0000", address="2001:db8::ffff").status_code == 404


def test_one_code_is_tried_so_often_from_anywhere_and_then_not_even_rightly(ask, matter):
    code = matter["query_code"]
    for number in range(tries.MOST_FOR_A_CODE):
        answer = ask(f"{code[:6]}{number:06d}", "0000", address=f"192.0.2.{number}")
        assert answer.status_code == 404
    for path in ("/progress", "/progress/ratings"):
        assert ask(code, matter["phone"][-4:], address="192.0.2.99", path=path).status_code == 429


def test_no_code_and_no_address_is_kept_of_a_try(town, ask, matter):
    address = "198.51.100.77"
    ask(matter["query_code"], "0000", address=address)
    texts = town.texts("intake")
    assert (matter["query_code"] in texts, address in texts) == (False, False)


def test_tries_of_hours_gone_by_are_forgotten(town):
    before = tries.hour_of(utc_now()) - tries.HOUR
    with database("intake").transaction() as session:
        session.add(Tries(who="gone", began_at=before, last=3))
    clock.forget_old_tries()
    with database("intake").reading() as session:
        assert not session.scalar(select(Tries).where(Tries.who == "gone"))


def test_a_code_that_exists_is_answered_like_one_that_does_not(ask, matter):
    digits = f"{(int(matter['phone'][-4:]) + 1) % 10_000:04d}"
    there, nowhere = ask(matter["query_code"], digits), ask(matter["query_code"][::-1], digits)
    assert (there.status_code, nowhere.status_code) == (404, 404)
    shown = [
        answer.text.replace(code, "")
        for answer, code in zip((there, nowhere), both(matter["query_code"]), strict=True)
    ]
    assert shown[0] == shown[1]


def both(code):
    return code, code[::-1]


def test_as_much_is_asked_of_the_database_either_way(ask, matter):
    digits = f"{(int(matter['phone'][-4:]) + 1) % 10_000:04d}"
    counted = [statements_of(lambda code=code: ask(code, digits)) for code in both(matter["query_code"])]
    assert counted[0] == counted[1]


def statements_of(deed):
    said = []

    def heard(connection, cursor, statement, *more):
        said.append(statement)

    event.listen(Engine, "before_cursor_execute", heard)
    try:
        deed()
    finally:
        event.remove(Engine, "before_cursor_execute", heard)
    return said


def test_the_page_of_a_matter_does_not_show_the_code_and_the_slip_does_after_a_check(town, matter):
    address = f"/intake/matters/{matter['matter_no']}"
    desk = town.visitor().signed_in("operator")
    page = desk.open(address)
    assert matter["query_code"] not in page.source
    slip = desk.post(f"{address}/slips", data=page.form(CHECKED))
    assert slip.status_code == 200
    assert matter["query_code"] in slip.text.replace(" ", "")
    with database("intake").reading() as session:
        [look] = session.scalars(select(Look).where(Look.matter_no == matter["matter_no"], Look.door == "code"))
    assert (look.username, look.reason) == ("operator", "identity_card")
    assert "当面核对了身份证件" in town.visitor("leader").get(f"/intake/looks?matter_no={matter['matter_no']}").text


@pytest.mark.parametrize("check", ["", "believed it"])
def test_without_a_check_no_code_is_given_out(town, matter, check):
    address = f"/intake/matters/{matter['matter_no']}"
    desk = town.visitor().signed_in("operator")
    slip = desk.post(f"{address}/slips", data=desk.open(address).form({"check": check}))
    assert (slip.status_code, matter["query_code"] in slip.text.replace(" ", "")) == (422, False)


@pytest.mark.parametrize("username", ["leader", "caoqiao", "aid"])
def test_only_a_desk_gives_it_out(town, matter, username):
    visitor = town.visitor().signed_in(username)
    token = visitor.open("/notify/notices").csrf
    slip = visitor.post(f"/intake/matters/{matter['matter_no']}/slips", data=CHECKED | {"csrf_token": token})
    assert slip.status_code == 403
