"""While PostgreSQL is away nothing is acknowledged; when it is back everything takes effect."""

import eventlet
import pytest

from shared.db import DatabaseAway
from tests.integration.messaging.toys import TOYS, Maker, Museum, ToyMade, made
from tests.integration.messaging.words import assert_handled_once
from tests.support.letters import id_of, letter
from tests.support.posts import Place, consuming, leave, set_up
from tests.support.waiting import eventually


@pytest.fixture(scope="module")
def place(broker_url, own_postgres):
    place = set_up(Place(broker_url, own_postgres.new_database("comes and goes")), *TOYS)
    yield place
    leave(place, *TOYS)


@pytest.mark.parametrize("way", ["fast", "immediate"])
def test_while_the_database_is_away_nothing_is_acknowledged(post, own_postgres, caplog, way):
    [museum] = post.open(Museum)
    eventually(lambda: consuming(museum))
    letters = [letter(made(f"toy_{number}")) for number in range(50)]

    own_postgres.stop(way)
    post.drop(*letters, queue="liandong.museum")
    eventually(lambda: caplog.messages.count("database away or busy") >= 3)
    own_postgres.start()

    eventually(lambda: assert_handled_once(post, Museum, *map(id_of, letters)))
    assert {row.attempts for row in post.settlements(Museum).values()} == {1}
    assert caplog.messages.count("database away or busy") < 30


def test_who_publishes_meanwhile_is_told(post, own_postgres):
    own_postgres.stop()
    try:
        with pytest.raises(DatabaseAway):
            post.publish(Maker, made("bear"))
    finally:
        own_postgres.start()

    assert eventually(lambda: post.publish(Maker, made("bear")))


def test_a_database_that_dies_under_load_loses_and_doubles_nothing(post, own_postgres):
    post.open(Maker, Museum)
    committed, ended = [], eventlet.Event()

    def publish_until_ended():
        while not ended.ready():
            try:
                committed.extend(post.publish(Maker, made(f"toy_{len(committed)}")))
            except DatabaseAway:
                eventlet.sleep(0.05)
            eventlet.sleep(0.005)

    publisher = eventlet.spawn(publish_until_ended)
    for _ in range(2):
        enough = len(committed) + 40
        eventually(lambda enough=enough: len(committed) > enough)
        own_postgres.kill()
        own_postgres.start()
    ended.send(None)
    publisher.wait()

    everything = [row.event_id for row in post.outbox(Maker)]
    assert set(committed) <= set(everything)
    eventually(lambda: assert_handled_once(post, Museum, *everything))
    assert len(post.published(Maker, ToyMade)) == len(everything)
