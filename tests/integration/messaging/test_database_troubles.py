"""What the database itself does is nobody's fault here: the work is run again, or nothing is acknowledged."""

import sqlite3
from contextlib import closing, contextmanager, suppress
from importlib import import_module

import eventlet
from sqlalchemy import select, text

from shared.db import RunAgain, database
from tests.integration.messaging.toys import Museum, Shop, made, painted, trouble
from tests.integration.messaging.toys.tables import Shelf
from tests.integration.messaging.words import IN_MEMORY, ON_SERVERS, assert_handled_once, colours
from tests.support.letters import id_of, letter
from tests.support.posts import consuming
from tests.support.waiting import eventually

SERIALIZATION_FAILURE = text("DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '40001'; END $$")


@ON_SERVERS
def test_a_serialization_failure_is_run_again(post):
    left = [SERIALIZATION_FAILURE] * 3
    bear = letter(made("bear"))

    with trouble(Museum, "bear", lambda session: left and session.execute(left.pop())):
        post.open(Museum)
        post.drop(bear, letter(made("duck")), queue="liandong.museum")

        eventually(lambda: len(post.states(Museum)) == 2)
    assert post.settlements(Museum)[id_of(bear)].attempts == 1
    assert set(post.states(Museum).values()) == {"handled"}


@ON_SERVERS
def test_a_deadlock_is_run_again(post):
    post.open(Shop)
    post.drop(letter(made("bear")), letter(made("duck")), queue="liandong.shop")
    eventually(lambda: colours(post, Shop) == {"bear": "plain", "duck": "plain"})
    reds = [letter(painted(toy, "red")) for toy in ("bear", "duck")]
    the_other_way_round = []

    def lock_the_other_way_round():
        with suppress(RunAgain), database("shop").transaction() as session:
            lock(session, "duck")
            the_other_way_round.append(True)
            eventlet.sleep(0.3)
            lock(session, "bear")

    eventlet.spawn(lock_the_other_way_round)
    eventually(lambda: the_other_way_round)
    post.drop(*reds, queue="liandong.shop")

    eventually(lambda: colours(post, Shop) == {"bear": "red", "duck": "red"})
    assert {post.settlements(Shop)[id_of(red)].attempts for red in reds} == {1}


@IN_MEMORY
def test_a_file_that_another_process_locks_for_long_is_waited_for(post, monkeypatch, caplog):
    monkeypatch.setattr(import_module("shared.db.database"), "LOCK_PATIENCE", 0.05)
    [replica] = post.open(Museum)
    bear = letter(made("bear"))

    with closing(sqlite3.connect(database("museum").engine.url.database)) as other:
        other.execute("BEGIN IMMEDIATE")
        post.drop(bear, queue="liandong.museum")
        eventually(lambda: caplog.messages.count("database away or busy") >= 2)

    eventually(lambda: assert_handled_once(post, Museum, id_of(bear)))
    assert post.settlements(Museum)[id_of(bear)].attempts == 1
    assert consuming(replica)


@IN_MEMORY
def test_while_the_disk_is_full_nothing_is_acknowledged(post, caplog):
    post.open(Museum)
    letters = [letter(made(f"toy_{number}", owner="林某" * 90)) for number in range(50)]

    with full_disk("museum"):
        post.drop(*letters, queue="liandong.museum")
        eventually(lambda: caplog.messages.count("database away or busy") >= 2)
        assert post.states(Museum) == {}

    eventually(lambda: assert_handled_once(post, Museum, *map(id_of, letters)))


@contextmanager
def full_disk(service):
    """As if no page more could be written to the service's file; in it, too, none is free."""
    with closing(database(service).engine.raw_connection()) as connection:
        connection.driver_connection.execute("VACUUM")
        [pages] = connection.driver_connection.execute("PRAGMA page_count").fetchone()
        connection.driver_connection.execute(f"PRAGMA max_page_count = {pages}")
    try:
        yield
    finally:
        with closing(database(service).engine.raw_connection()) as connection:
            connection.driver_connection.execute("PRAGMA max_page_count = 1000000000")


def lock(session, toy):
    session.execute(select(Shelf).where(Shelf.toy == toy).with_for_update())
