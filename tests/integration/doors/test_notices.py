"""Notices: what is owed is there, and what was handed over by hand is said to be, once."""

import uuid
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from services.notify import clock
from services.notify.channels.mail import FolderMailbox, SmtpMailbox
from services.notify.models import Notice
from shared.db import database, utc_now
from tests.support.matters import a_claim

NOTICES = "/notify/api/v1/notices"


@pytest.fixture
def paper(town):
    """A notice for somebody who left no telephone number."""
    told = town.register(petitioner={"phone": None})["matter_no"]
    rows = town.visitor("operator").get(f"{NOTICES}?matter_no={told}&state=to_hand_over").json["notices"]
    return next(row for row in rows if row["template"] == "registration")


def test_a_paper_is_handed_over_once(town, paper):
    operator, path = town.visitor("operator"), f"{NOTICES}/{paper['notice_id']}/handovers"
    assert operator.post(path, json={}).json["state"] == "sent"
    operator.refused(409, path, json={})
    town.deliver()
    matter = operator.get(f"/intake/api/v1/matters/{paper['matter_no']}").json
    assert [entry["type"] for entry in matter["timeline"]].count("notice.sent") == 1


def test_what_goes_by_itself_is_not_handed_over(town):
    told = town.register()["matter_no"]
    operator = town.visitor("operator")
    [row, *_] = operator.get(f"{NOTICES}?matter_no={told}").json["notices"]
    assert operator.refused(409, f"{NOTICES}/{row['notice_id']}/handovers", json={})["title"]


def test_only_the_desks_hand_over(town, paper):
    for username in ("caoqiao", "aid", "leader"):
        town.visitor(username).refused(403, f"{NOTICES}/{paper['notice_id']}/handovers", json={})


def test_what_does_not_exist_is_not_found(town):
    town.visitor("operator").refused(404, f"{NOTICES}/{uuid.uuid4()}/handovers", json={})


def test_a_matter_owes_its_notices_once(town):
    told = town.register(claims=[a_claim(), a_claim(category="wages")])["matter_no"]
    rows = town.visitor("operator").get(f"{NOTICES}?matter_no={told}").json["notices"]
    owed = sorted((row["template"], row["unit"] or "") for row in rows)
    assert owed == [
        ("referral", ""),
        ("referral", ""),
        ("referral_order", "caoqiao"),
        ("referral_order", "legal_aid_centre"),
        ("registration", ""),
    ]


def test_what_there_was_no_time_for_is_sent_in_the_next_round_and_loses_no_attempt(town, monkeypatch, tmp_path):
    told = town.register(claims=[a_claim(), a_claim(category="wages")])["matter_no"]
    monkeypatch.setattr(clock, "SENDS_FOR", -1.0)
    monkeypatch.setattr(clock, "mailbox", lambda settings: FolderMailbox(tmp_path))

    clock.send_what_is_queued()

    with database("notify").reading() as session:
        rows = session.execute(select(Notice.state, Notice.attempts).where(Notice.matter_no == told)).all()
    assert set(rows) == {("sent", 1)}


@pytest.fixture
def two_notices(town):
    told = town.register()["matter_no"]
    with database("notify").transaction() as session:
        session.execute(update(Notice).where(Notice.matter_no != told, Notice.state == "queued").values(state="sent"))
    return told


def standing(matter_no):
    query = select(Notice.template, Notice.state, Notice.attempts).where(Notice.matter_no == matter_no)
    with database("notify").reading() as session:
        return {template: (state, attempts) for template, state, attempts in session.execute(query)}


def test_while_the_mail_server_is_away_notices_lose_no_attempt(two_notices, monkeypatch):
    monkeypatch.setattr(clock, "mailbox", lambda settings: SmtpMailbox("smtp://127.0.0.1:1"))
    for _ in range(2):
        due_again(two_notices)
        clock.send_what_is_queued()
    assert set(standing(two_notices).values()) == {("queued", 0)}


def test_after_a_day_without_a_mail_server_the_attempts_count_so_that_a_person_hears_of_it(two_notices, monkeypatch):
    monkeypatch.setattr(clock, "mailbox", lambda settings: SmtpMailbox("smtp://127.0.0.1:1"))
    with database("notify").transaction() as session:
        session.execute(update(Notice).values(created_at=utc_now() - timedelta(days=2)))
    clock.send_what_is_queued()
    assert sorted(attempts for _, attempts in standing(two_notices).values()) != [0, 0, 0]


def test_one_that_cannot_be_written_down_does_not_have_the_others_sent_again(two_notices, monkeypatch, tmp_path):
    monkeypatch.setattr(clock, "mailbox", lambda settings: FolderMailbox(tmp_path))
    with database("notify").transaction() as session:
        wrong = update(Notice).where(Notice.matter_no == two_notices, Notice.template == "referral")
        session.execute(wrong.values(template="no_longer_known"))
    clock.send_what_is_queued()
    found = standing(two_notices)
    assert found.pop("no_longer_known")[0] == "to_hand_over"
    assert set(found.values()) == {("sent", 1)}


def due_again(matter_no):
    with database("notify").transaction() as session:
        session.execute(update(Notice).where(Notice.matter_no == matter_no).values(next_attempt_at=utc_now()))
