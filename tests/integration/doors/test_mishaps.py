"""What nobody foresaw: a number to tell operations, no word of what broke, and nothing half done."""

import re

import pytest
from sqlalchemy import text

from shared.db import database
from tests.integration.doors.html import Page
from tests.integration.doors.visitor import BETRAYALS, problem_in
from tests.support.matters import a_matter

DOOR = "/intake/api/v1/matters"
NUMBER = re.compile(r"编号 ([0-9a-f]{8})")


@pytest.fixture
def broken(town):
    """Intake's table of claims is gone: registering one more matter fails, and so does every list that shows one, in
    a way no code expects."""
    assert town.visitor("operator").post(DOOR, json=a_matter()).status_code == 201
    rename(town, "claim", "claim_elsewhere")
    yield
    rename(town, "claim_elsewhere", "claim")


def rename(town, old, new):
    with database("intake").transaction() as session:
        session.execute(text(f"ALTER TABLE {old} RENAME TO {new}"))


def test_the_door_gives_a_number_and_keeps_nothing(town, broken, caplog):
    before = matters()
    answer = town.visitor("operator").post(DOOR, json=a_matter())
    assert answer.status_code == 500
    problem = problem_in(answer)
    assert problem["type"] == "urn:liandong:problem:mishap"
    assert not BETRAYALS.search(answer.text)
    assert matters() == before
    logged = next(record for record in caplog.records if record.getMessage() == "request failed")
    assert logged.number == NUMBER.search(problem["title"])[1]


def test_the_page_gives_it_too(town, broken):
    answer = town.visitor().signed_in("operator").get("/intake/matters")
    assert answer.status_code == 500
    assert NUMBER.search(Page(answer.text).h1)
    assert not BETRAYALS.search(answer.text)


def test_afterwards_it_works_again(town):
    assert town.visitor("operator").post(DOOR, json=a_matter()).status_code == 201


def matters():
    with database("intake").reading() as session:
        tables = ("matter", "petitioner", "outbox", "given_answer")
        return [session.scalar(text(f"SELECT count(*) FROM {table}")) for table in tables]
