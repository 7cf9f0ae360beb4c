"""What was done stands as it was done: whoever changes, removes or moves an act is contradicted."""

import json
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from click.testing import CliRunner
from sqlalchemy import text

from shared.db import database, utc_now
from shared.history.commands import history
from shared.history.verifying import verify
from shared.messaging import publish
from shared.messaging.audit import audit
from shared.messaging.retention import empty_settled
from tests.integration.messaging.toys import OWNER, Desk, Maker, Museum, Shop, made, painted, told
from tests.support.waiting import eventually

FORGED = "UPDATE outbox SET number = 100 WHERE number = 1; UPDATE outbox SET number = 1 WHERE number = 2; "
SABOTAGE = {
    "changed": ("UPDATE outbox SET type = 'toy.shown' WHERE number = 2", "act 2 (toy.shown, {1}): it was changed"),
    "data changed": (
        "UPDATE outbox SET data = '{}' WHERE number = 2",
        "act 2 (toy.painted, {1}): it was",
    ),
    "removed": ("DELETE FROM outbox WHERE number = 2", "act 2 was removed or moved"),
    "moved": (FORGED + "UPDATE outbox SET number = 2 WHERE number = 100", "act 1 (toy.painted, {1}): it was changed"),
    "put beside it": (
        "INSERT INTO outbox (event_id, type, version, subject, data, traceparent, created_at) "
        "SELECT 'forged', type, version, subject, data, traceparent, created_at FROM outbox WHERE number = 2",
        "an act outside the chain (toy.painted, forged)",
    ),
    "tail removed": ("DELETE FROM outbox WHERE number = 3", "act 3 (toy.told, {2}): museum heard of it and it was"),
}


@pytest.fixture
def acts(post):
    """Three acts about a bear, heard of everywhere."""
    post.open(Maker, Shop, Museum, Desk)
    ids = post.publish(Maker, made(), painted(), told())
    eventually(lambda: audit(timedelta(0)) == [] and len(post.states(Shop)) == 2)
    return ids


def test_what_nobody_touched_stands(acts):
    assert list(verify()) == []


@pytest.mark.parametrize("way", SABOTAGE)
def test_an_act_is_named_that_was(way, acts):
    statements, sentence = SABOTAGE[way]
    with database("maker").transaction() as session:
        for statement in statements.split("; "):
            session.connection().exec_driver_sql(statement)

    assert any(f"maker: bear: {sentence.format(*acts)}" in found for found in verify())
    assert CliRunner().invoke(history, ["verify"]).exit_code == 1


def test_what_is_erased_by_law_breaks_nothing(acts):
    assert empty_settled(utc_now()) >= 3

    assert list(verify()) == []


def test_what_is_older_than_the_chain_is_not_judged_and_the_next_act_begins_it(acts, post):
    with database("maker").transaction() as session:
        session.execute(text("UPDATE outbox SET number = NULL, hash = NULL"))
    for service in ("shop", "museum"):
        with database(service).transaction() as session:
            session.execute(text("UPDATE settlement SET number = NULL, hash = NULL"))

    post.publish(Maker, painted(colour="blue"))

    assert post.outbox(Maker)[-1].number == 1
    assert list(verify()) == []


def test_two_who_act_at_once_do_not_fork_the_chain(post):
    together = Barrier(2)

    def act():
        with database("maker").transaction() as session:
            publish(session, painted())
            if post.place.on_rabbitmq:
                together.wait(5)

    threads = [Thread(target=act) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [row.number for row in post.outbox(Maker)] == [1, 2]
    assert list(verify()) == []


def test_an_export_is_checked_without_the_database_and_shows_nobodys_name(acts, tmp_path):
    lines = CliRunner().invoke(history, ["export", "bear"]).output
    whole, forged = tmp_path / "whole", tmp_path / "forged"
    whole.write_text(lines, encoding="utf-8")
    first, *others = lines.splitlines()
    forged.write_text("\n".join([json.dumps(json.loads(first) | {"version": 7}), *others]), encoding="utf-8")

    assert CliRunner().invoke(history, ["check", str(whole)]).exit_code == 0
    said = CliRunner().invoke(history, ["check", str(forged)])
    assert (said.exit_code, f"act 1 (toy.made, {acts[0]}): it was changed" in said.output) == (1, True)
    assert OWNER not in lines


def test_one_matter_is_verified_by_itself(acts, post):
    post.publish(Maker, made(toy="doll"))
    with database("maker").transaction() as session:
        session.execute(text("UPDATE outbox SET type = 'toy.shown' WHERE number = 2"))

    whole = CliRunner().invoke(history, ["verify", "--matter", "doll"])
    assert whole.exit_code == 0, whole.output
    assert CliRunner().invoke(history, ["verify", "--matter", "bear"]).exit_code == 1


def test_the_audit_looks_at_the_chains_added_to_last(acts):
    with database("maker").transaction() as session:
        session.execute(text("UPDATE outbox SET type = 'toy.shown' WHERE number = 2"))

    assert [one.service for one in audit(timedelta(0)) if "changed, removed or moved" in one.check] == ["maker"]


def test_a_restored_backup_is_written_down_and_what_is_done_to_the_rest_is_still_found(acts, post):
    with database("maker").transaction() as session:
        session.execute(text("DELETE FROM outbox WHERE number = 3"))
    assert CliRunner().invoke(history, ["verify"]).exit_code == 1
    restored = ["restored", "maker", "--reason"]
    assert CliRunner().invoke(history, [*restored, " "]).exit_code == 2
    assert CliRunner().invoke(history, ["restored", "nobody", "--reason", "x"]).exit_code == 2

    assert CliRunner().invoke(history, [*restored, "硬盘损坏，恢复三月一日的备份"]).exit_code == 0

    said = CliRunner().invoke(history, ["verify"])
    assert said.exit_code == 0, said.output
    assert "CUT: maker: 1 acts that museum heard of were lost with a restored backup" in said.output
    assert "硬盘损坏" in said.output
    with database("maker").transaction() as session:
        session.execute(text("DELETE FROM outbox WHERE number = 2"))
    assert CliRunner().invoke(history, ["verify"]).exit_code == 1
