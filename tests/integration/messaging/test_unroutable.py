"""An event that no queue is bound to is not lost: it is put off until one is."""

from datetime import timedelta

import pytest

from shared.messaging import relay, transport
from shared.messaging.audit import audit, heal
from shared.messaging.topology import EVENTS
from tests.integration.messaging.toys import Maker, Museum, Shop, made, painted
from tests.integration.messaging.words import ON_SERVERS, assert_handled_once, colours
from tests.support.posts import consuming
from tests.support.waiting import eventually

pytestmark = ON_SERVERS


@pytest.fixture(autouse=True)
def short_pause(monkeypatch):
    monkeypatch.setattr(relay, "UNROUTABLE_PAUSE", timedelta(seconds=0.3))


@pytest.fixture
def unbound(post, place):
    """Nobody hears of painting any more. Undone by what the test itself does."""
    post.open(Maker, Shop, Museum)
    [bear] = post.publish(Maker, made("bear"))
    eventually(lambda: bear in post.states(Shop))
    with transport.connected(place.broker_url) as connection:
        connection.default_channel.queue_unbind("liandong.shop", EVENTS.name, "toy.painted")
    return bear


def test_it_is_put_off_and_the_others_pass(post, unbound):
    red, duck = post.publish(Maker, painted("bear", "red"), made("duck"))

    eventually(lambda: assert_handled_once(post, Museum, unbound, duck))
    eventually(lambda: post.outbox(Maker)[1].attempts > 1)
    put_off = post.outbox(Maker)[1]
    assert put_off.event_id == red
    assert put_off.published_at is None
    assert put_off.next_attempt_at > put_off.created_at
    assert {finding.check for finding in audit(timedelta(0))} >= {"event unsent for too long"}


def test_it_is_sent_when_the_binding_is_back(post, place, unbound):
    post.publish(Maker, painted("bear", "red"))
    eventually(lambda: post.outbox(Maker)[-1].attempts)

    with transport.connected(place.broker_url) as connection:
        connection.default_channel.queue_bind("liandong.shop", EVENTS.name, "toy.painted")

    eventually(lambda: colours(post, Shop) == {"bear": "red"})
    eventually(lambda: audit(timedelta(0)) == [])


def test_any_replica_that_starts_binds_it_again(post, unbound):
    post.publish(Maker, painted("bear", "red"))
    eventually(lambda: post.outbox(Maker)[-1].attempts)

    post.open(Museum)

    eventually(lambda: colours(post, Shop) == {"bear": "red"})


def test_a_queue_that_somebody_deleted_is_made_again_and_what_it_missed_is_healed(post, place, unbound, caplog):
    [museum] = [replica for replica in post.opened if replica.service_name == "museum"]
    with transport.connected(place.broker_url) as connection:
        connection.default_channel.queue_delete("liandong.museum")
    [duck] = post.publish(Maker, made("duck"))
    eventually(lambda: "reader interrupted" in caplog.messages and consuming(museum))

    heal()

    eventually(lambda: assert_handled_once(post, Museum, unbound, duck))
