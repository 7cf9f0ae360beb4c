"""Nothing counts as sent before the broker has said that it holds it."""

import eventlet
import pytest

from shared.messaging import transport
from shared.messaging.transport import NotConfirmed, Sent
from tests.integration.messaging.toys import TOYS, Maker, Museum, made, told
from tests.integration.messaging.words import ON_SERVERS, assert_handled_once
from tests.support.cable import Cable
from tests.support.posts import Place, relay, standing
from tests.support.waiting import eventually


class Silent:
    """A broker that takes everything and says nothing."""

    def send(self, rows):
        raise NotConfirmed(f"{len(rows)} events unanswered")


class Forgetful:
    """A broker that answers for one of them only."""

    def send(self, rows):
        return Sent(confirmed=[rows[0].position], returned=[])


def test_what_is_not_confirmed_is_not_marked_as_sent(post):
    post.publish(Maker, made("bear"), made("duck"))

    with pytest.raises(NotConfirmed):
        relay(Maker).relay_once(Silent())

    assert [row.published_at for row in post.outbox(Maker)] == [None, None]


def test_only_what_is_confirmed_is_marked_as_sent(post):
    post.publish(Maker, made("bear"), made("duck"))

    relay(Maker).relay_once(Forgetful())

    assert [row.published_at is None for row in post.outbox(Maker)] == [False, True]


@ON_SERVERS
def test_when_the_confirms_are_lost_the_events_are_sent_again_and_take_effect_once(post, cable, caplog):
    post.open(Maker)
    first = post.publish(Maker, made("bear"))
    eventually(lambda: sent(post) == first)

    cable.deafen()
    rest = post.publish(Maker, *(made(f"toy_{number}") for number in range(50)))
    eventually(lambda: "relay interrupted" in caplog.messages)
    assert sent(post) == first
    cable.mend()

    eventually(lambda: sent(post) == first + rest)
    assert post.in_queue("liandong.museum") > 51
    post.open(Museum)
    eventually(lambda: assert_handled_once(post, Museum, *first, *rest))


@ON_SERVERS
def test_a_relay_whose_broker_freezes_in_the_middle_of_a_word_leaves_it_and_finds_it_again(post, cable, caplog):
    post.open(Maker)
    first = post.publish(Maker, made("bear"))
    eventually(lambda: sent(post) == first)

    cable.freeze()
    stories = post.publish(Maker, *(told(f"toy_{number}", "从前" * 10_000) for number in range(300)))
    eventually(lambda: "relay interrupted" in caplog.messages)
    cable.mend()

    eventually(lambda: sent(post) == first + stories)


@ON_SERVERS
def test_a_cable_that_is_cut_again_and_again_loses_and_doubles_nothing(post, cable):
    post.open(Maker, Museum)
    ids = []
    for number in range(30):
        ids += post.publish(Maker, *(made(f"toy_{number}_{letter}") for letter in "abcdefgh"))
        if number % 10 == 5:
            cable.cut()
        eventlet.sleep(0.02)

    eventually(lambda: assert_handled_once(post, Museum, *ids))


@pytest.fixture
def cable(place, post, monkeypatch):
    """What the services of the post reach the broker by."""
    monkeypatch.setattr(transport, "CONFIRM_PATIENCE", 1.0)
    with Cable(place.broker_url) as cable, standing(Place(cable.url, place.database_url), *TOYS):
        yield cable
        cable.mend()
        post.close()


def sent(post):
    return [row.event_id for row in post.outbox(Maker) if row.published_at]
