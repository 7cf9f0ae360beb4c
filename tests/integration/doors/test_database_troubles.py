"""The database is away, or two fight for a row: a sentence that says so, 503, and nothing half done."""

import sqlite3
import sys
import uuid
from contextlib import closing

import pytest

from shared.db import Database, database
from tests.integration.doors.visitor import problem_in
from tests.support.matters import a_matter

DOOR = "/intake/api/v1/matters"
NOWHERE = "postgresql://postgres@127.0.0.1:1/nowhere"


@pytest.fixture
def away(town, tmp_path, monkeypatch):
    """Intake's database, which cannot be reached."""
    if database("intake").on_postgres:
        gone = Database("intake", NOWHERE)
    else:
        (tmp_path / "intake.sqlite").mkdir()
        gone = Database("intake", f"sqlite:///{tmp_path}")
    monkeypatch.setattr(town.apps["intake"], "database", gone)


@pytest.mark.parametrize(("method", "path"), [("GET", DOOR), ("POST", DOOR), ("GET", f"{DOOR}/LD-20261122-0001")])
def test_the_door_says_that_the_database_is_away(town, away, method, path):
    answer = town.visitor("operator").ask(method, path, json=a_matter() if method == "POST" else None)
    assert answer.status_code == 503
    assert problem_in(answer)["type"] == "urn:liandong:problem:try-later"
    assert answer.headers["Retry-After"] == "5"


@pytest.mark.parametrize("path", ["/intake/matters/new", "/intake/matters", "/progress"])
def test_the_page_says_it_too(town, away, path):
    answer = town.visitor().signed_in("operator").get(path)
    assert answer.status_code == 503
    assert "系统正在恢复" in answer.text


def test_the_service_says_that_it_is_not_ready_but_alive(town, away):
    assert town.visitor().get("/intake/-/ready").status_code == 503
    assert town.visitor().get("/intake/-/live").status_code == 200


def test_what_was_refused_while_it_was_away_is_done_when_asked_again(town, away, monkeypatch):
    operator, body, key = town.visitor("operator"), a_matter(), {"Idempotency-Key": uuid.uuid4().hex}
    assert operator.post(DOOR, json=body, headers=key).status_code == 503
    monkeypatch.undo()
    assert operator.post(DOOR, json=body, headers=key).status_code == 201


@pytest.mark.parametrize("town", ["sqlite"], indirect=True)
def test_while_somebody_else_writes_it_waits_and_then_says_so(town, monkeypatch):
    monkeypatch.setattr(sys.modules[Database.__module__], "LOCK_PATIENCE", 0.2)
    operator, body = town.visitor("operator"), a_matter()
    with closing(sqlite3.connect(database("intake").engine.url.database)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert operator.refused(503, DOOR, json=body)["type"] == "urn:liandong:problem:try-later"
    assert operator.post(DOOR, json=body).status_code == 201
