"""Replicas share the work and do not stand in each other's way."""

import random

import eventlet
import pytest

from shared.db import RunAgain, database
from shared.messaging.services import hearings_of
from shared.messaging.settle import Settler
from tests.integration.messaging.toys import Maker, Museum, Shop, made, painted
from tests.integration.messaging.words import ON_SERVERS, assert_handled_once, effects
from tests.support.letters import id_of, letter
from tests.support.posts import relay
from tests.support.waiting import eventually

TOYS_MADE = [f"toy_{number}" for number in range(40)]


class CountingSettler(Settler):
    """Counts how often the database asked it to run a batch again."""

    runs_again = 0

    def _record_and_run(self, letters):
        try:
            super()._record_and_run(letters)
        except RunAgain:
            self.runs_again += 1
            raise


@ON_SERVERS
@pytest.mark.parametrize("both_get", ["the same events", "different events about the same toys"])
def test_batches_of_two_replicas_that_share_matters_do_not_deadlock(post, both_get):
    [hearing] = [hearing for hearing in hearings_of("shop") if hearing.queue == "liandong.shop"]
    settlers = [
        CountingSettler(database("shop"), hearing.queue, hearing.handlers, lambda: eventlet.sleep(0.001))
        for _ in range(2)
    ]
    settlers[0].settle([letter(made(toy)) for toy in TOYS_MADE])
    shared = [letter(painted(toy, "red")) for toy in TOYS_MADE]
    batches = [
        shuffled(shared if both_get == "the same events" else [letter(painted(toy, "blue")) for toy in TOYS_MADE])
        for _ in settlers
    ]

    at_once = [eventlet.spawn(settler.settle, batch) for settler, batch in zip(settlers, batches, strict=True)]

    assert [each.wait() for each in at_once] == [False, False]
    assert [settler.runs_again for settler in settlers] == [0, 0]
    assert set(post.states(Shop).values()) == {"handled"}
    assert len(effects(post, Shop)) == len(set(effects(post, Shop))) == len(post.states(Shop))


def test_two_relays_send_each_event_once(post):
    sent = []

    class Recorder:
        """Stands outside, where the broker is."""

        def send(self, rows):
            eventlet.sleep(0.01)
            sent.extend(row.event_id for row in rows)
            return Everything(rows)

    ids = post.publish(Maker, *map(made, TOYS_MADE))
    relays = [relay(Maker), relay(Maker)]

    taken = [each.wait() for each in [eventlet.spawn(one.relay_once, Recorder()) for one in relays]]

    assert sorted(taken) == [0, len(ids)]
    assert sent == ids


def test_the_events_of_two_replicas_of_a_publisher_all_arrive(post):
    post.open(Maker, Maker, Museum)

    ids = [event_id for toy in TOYS_MADE for event_id in post.publish(Maker, made(toy))]

    eventually(lambda: assert_handled_once(post, Museum, *ids))


class Everything:
    """The broker's answer: it has all of them."""

    returned = ()

    def __init__(self, rows):
        self.confirmed = [row.position for row in rows]


def shuffled(letters):
    assert len(set(map(id_of, letters))) == len(letters)
    return random.sample(letters, len(letters))
