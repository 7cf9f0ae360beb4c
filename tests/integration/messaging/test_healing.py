"""What was lost on the way is sent again, and that is harmless for whoever had it."""

from datetime import timedelta

import eventlet
from sqlalchemy import text

from shared.db import database, utc_now
from shared.messaging import transport
from shared.messaging.audit import audit, heal
from shared.messaging.errors import LastingError
from shared.messaging.retention import empty_settled
from shared.messaging.tables import PostBase
from tests.integration.messaging.toys import Desk, Maker, Museum, Shop, ToyShown, made, trouble
from tests.integration.messaging.toys.tables import ToyBase
from tests.integration.messaging.words import assert_handled_once, effects
from tests.support.letters import id_of, letter
from tests.support.posts import empty, reader
from tests.support.waiting import eventually

AT_ONCE = timedelta(0)


def test_what_a_purged_queue_held_is_sent_again(post, place):
    post.open(Maker, Shop, Desk)
    ids = post.publish(Maker, made("bear"), made("duck"))
    eventually(lambda: set(ids) <= set(effects(post, Shop)) and post.in_queue("liandong.museum") == 2)
    with transport.connected(place.broker_url) as connection:
        connection.default_channel.queue_purge("liandong.museum")
    post.open(Museum)
    assert {finding.ids for finding in audit(AT_ONCE)} == {tuple(sorted(ids))}

    assert heal() == 2

    eventually(lambda: assert_handled_once(post, Museum, *ids))
    eventually(lambda: audit(AT_ONCE) == [])
    assert len([event_id for event_id in effects(post, Shop) if event_id in ids]) == 2


def test_an_older_backup_of_a_service_comes_to_what_it_had_told_others(post):
    post.open(Maker, Shop, Museum, Desk)
    ids = post.publish(Maker, made("bear"), made("duck"))
    eventually(lambda: audit(AT_ONCE) == [] and len(post.published(Museum, ToyShown)) == 2)
    told = {row.event_id: row.position for row in post.outbox(Museum)}
    post.close()
    forget(Museum)

    healed = heal()
    post.open(Maker, Shop, Museum, Desk)

    assert healed == 2
    eventually(lambda: assert_handled_once(post, Museum, *ids))
    eventually(lambda: audit(AT_ONCE) == [])
    assert {row.event_id for row in post.outbox(Museum)} == set(told)
    assert min(row.position for row in post.outbox(Museum)) > max(told.values())


def test_a_number_that_a_stranger_wrote_does_not_become_ours(post):
    post.open(Maker, Museum, Shop, Desk)
    foreign = letter(made("bear"), sequence="999999999999999999", dataversion=99)
    post.drop(foreign, queue="liandong.museum")
    eventually(lambda: post.states(Museum).get(id_of(foreign)) == "waiting")

    heal()

    ids = post.publish(Maker, made("duck"))
    eventually(lambda: set(ids) <= set(effects(post, Museum)))
    assert post.outbox(Maker)[-1].position < 1_000_000


def forget(service):
    """As if its first backup had been restored: no row, and numbers that begin anew."""
    empty(service.name, PostBase, ToyBase)
    with database(service.name).transaction() as session:
        on_postgres = session.get_bind().dialect.name == "postgresql"
        again = "ALTER SEQUENCE outbox_position_seq RESTART" if on_postgres else "DELETE FROM sqlite_sequence"
        session.execute(text(again))


def test_where_nothing_is_lost_nothing_is_sent_again(post):
    with trouble(Museum, "bear", LastingError("never")):
        post.open(Maker, Shop, Museum, Desk)
        post.publish(Maker, made("bear"), made("duck"))
        eventually(lambda: audit(AT_ONCE) == [])

    assert heal() == 0


def test_an_event_that_never_left_is_no_loss_to_heal(post):
    post.publish(Maker, made("bear"))

    assert heal() == 0


def test_what_a_broken_connection_loses_comes_again_by_itself(post):
    """RabbitMQ gives it again; memory has forgotten it, and so the reader has it sent again."""
    [museum] = post.open(Museum)
    post.open(Maker, Shop, Desk)
    with trouble(Museum, "bear", lambda session: eventlet.sleep(0.3)) as begun:
        first = post.publish(Maker, made("bear"))
        eventually(lambda: begun)
        second = post.publish(Maker, made("duck"))
        eventually(lambda: reader(museum).taken.qsize() == 1)
        break_connection(museum)

        eventually(lambda: assert_handled_once(post, Museum, *first, *second))


def test_a_settled_event_is_emptied_and_never_sent_again(post):
    post.open(Maker, Shop, Museum, Desk)
    old = post.publish(Maker, made("bear"))
    eventually(lambda: audit(AT_ONCE) == [])

    assert empty_settled(utc_now()) > 0

    [row] = post.outbox(Maker)
    assert (row.data, len(row.data_hash), row.type, row.subject) == ("", 64, "toy.made", "bear")
    assert audit(AT_ONCE) == []
    assert post.states(Museum) == {old[0]: "handled"}


def test_an_event_that_some_reader_lacks_keeps_its_data(post):
    post.open(Maker, Shop)
    post.publish(Maker, made("bear"))
    eventually(lambda: post.states(Shop))

    empty_settled(utc_now())

    assert post.outbox(Maker)[0].data


def break_connection(container):
    threads = {name: thread for thread, name in container._managed_threads.items()}
    eventlet.kill(threads[f"{reader(container).queue} receives"], ConnectionResetError("for a test"))
