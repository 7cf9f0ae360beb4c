"""A replica that stops takes no more, finishes and acknowledges what it holds, and does so within a bound."""

import time

import eventlet
import pytest

from shared.db import DatabaseAway
from shared.messaging import reader, transport
from tests.integration.messaging.toys import TOYS, Maker, Museum, made, trouble
from tests.integration.messaging.words import IN_MEMORY, ON_SERVERS, assert_handled_once, effects
from tests.support.cable import Cable
from tests.support.letters import id_of, letter
from tests.support.posts import Place, consuming, standing
from tests.support.waiting import eventually

HUNDREDS = [f"toy_{number}" for number in range(600)]


def test_what_was_finished_is_acknowledged_and_never_comes_again(post):
    letters = [letter(made(toy)) for toy in HUNDREDS]
    post.drop(*letters, queue="liandong.museum")
    [replica] = post.open(Museum)
    eventually(lambda: post.states(Museum))

    post.close(replica)

    finished = set(post.states(Museum))
    left = [id_of(body) for body, _ in everything_in(post, "liandong.museum")]
    assert finished.isdisjoint(left)
    assert finished | set(left) == set(map(id_of, letters))


def test_an_event_whose_handler_is_slow_is_finished_first(post):
    bear = letter(made("bear"))
    with trouble(Museum, "bear", lambda session: eventlet.sleep(1)) as begun:
        [replica] = post.open(Museum)
        post.drop(bear, queue="liandong.museum")
        eventually(lambda: begun)

        post.close(replica)

    assert_handled_once(post, Museum, id_of(bear))
    assert post.in_queue("liandong.museum") == 0


def test_an_event_whose_handler_is_too_slow_is_given_back(post, short_grace):
    bear = letter(made("bear"))
    with trouble(Museum, "bear", lambda session: eventlet.sleep(30)) as begun:
        [replica] = post.open(Museum)
        post.drop(bear, queue="liandong.museum")
        eventually(lambda: begun)

        assert seconds_to_close(post, replica) < 5

    assert effects(post, Museum) == []
    if post.place.on_rabbitmq:
        [(body, redelivered)] = eventually(lambda: everything_in(post, "liandong.museum"))
        assert (id_of(body), redelivered) == (id_of(bear), True)


def test_what_was_published_is_sent_before_the_end(post):
    [replica] = post.open(Maker)
    post.publish(Maker, *map(made, HUNDREDS))

    post.close(replica)

    assert all(row.published_at for row in post.outbox(Maker))


@IN_MEMORY
def test_a_replica_whose_database_is_away_stops(post, short_grace):
    [replica] = post.open(Museum)

    with trouble(Museum, "bear", DatabaseAway("for a test")) as begun:
        post.drop(letter(made("bear")), queue="liandong.museum")
        eventually(lambda: begun)
        assert seconds_to_close(post, replica) < 5


@ON_SERVERS
def test_a_replica_whose_broker_is_frozen_stops(post, place, short_grace):
    with Cable(place.broker_url) as cable, standing(Place(cable.url, place.database_url), *TOYS):
        maker, museum = post.open(Maker, Museum)
        eventually(lambda: consuming(museum))
        cable.freeze()
        post.publish(Maker, made("bear"))

        assert seconds_to_close(post, maker, museum) < 10


@pytest.fixture
def short_grace(monkeypatch):
    monkeypatch.setattr(reader, "GRACE", 0.3)
    monkeypatch.setattr(transport, "CONFIRM_PATIENCE", 0.3)


def seconds_to_close(post, *replicas):
    began = time.monotonic()
    post.close(*replicas)
    return time.monotonic() - began


def everything_in(post, queue):
    """(body, redelivered) of every message that lies in a queue."""
    with transport.connected(post.place.broker_url) as connection:
        found = iter(lambda: connection.default_channel.basic_get(queue), None)
        return [(bytes_of(message), message.delivery_info.get("redelivered")) for message in found]


def bytes_of(message):
    return message.body if isinstance(message.body, bytes) else message.body.encode()
