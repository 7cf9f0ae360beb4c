"""Notices: what is owed is there, and what was handed over by hand is said to be, once."""

import uuid

import pytest
from sqlalchemy import select

from services.notify import clock
from services.notify.channels.mail import FolderMailbox
from services.notify.models import Notice
from shared.db import database
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
