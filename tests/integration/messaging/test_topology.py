"""Who hears what is declared by everybody, before anything is published."""

from datetime import timedelta

import pytest
from amqp import PreconditionFailed

from shared.db import database, utc_now
from shared.messaging import services, transport
from shared.messaging.audit import audit, heal
from shared.messaging.reader import Reader
from shared.messaging.relay import Relay
from shared.messaging.services import hearings, hearings_of
from shared.messaging.topology import declare, remember_subscriptions, retired_subscriptions, work_queue
from tests.integration.messaging.toys import Maker, Museum, Shop, made, museum, shop_window
from tests.integration.messaging.words import ON_SERVERS, effects
from tests.support.posts import consuming
from tests.support.waiting import eventually


class Gallery:
    """A new service that shows toys."""

    name = "desk"
    hears = Reader(museum)
    relay = Relay()


class SmallerShop:
    """Shop, a version later: it no longer hears of toys, only of shows."""

    name = "shop"
    hears_slowly = Reader(shop_window, lane="slow")
    hears = Reader()
    relay = Relay()


def test_declaring_it_twice_changes_nothing(post, place):
    with transport.connected(place.broker_url) as connection:
        declare(connection.default_channel, hearings())
        declare(connection.default_channel, hearings())
    post.open(Maker, Museum)

    [bear] = post.publish(Maker, made("bear"))

    eventually(lambda: effects(post, Museum) == [bear])


def test_a_publisher_alone_declares_the_queues_of_those_who_will_hear_it(post):
    with services.only(Maker, Museum, Gallery):
        post.open(Maker)
        [bear] = post.publish(Maker, made("bear"))
        eventually(lambda: post.outbox(Maker)[0].published_at)

        post.open(Gallery)

        eventually(lambda: effects(post, Gallery) == [bear])


def test_what_a_newer_version_no_longer_hears_is_unbound(post):
    remember("shop")
    with services.only(Maker, SmallerShop, Museum):
        with database("shop").transaction() as session:
            remember_subscriptions(session, hearings_of("shop"), utc_now())
            assert sorted(retired_subscriptions(session)) == [
                ("liandong.shop", "toy.made"),
                ("liandong.shop", "toy.painted"),
            ]
        _, shop, _ = post.open(Maker, SmallerShop, Museum)
        eventually(lambda: consuming(shop))

        [bear] = post.publish(Maker, made("bear"))

        eventually(lambda: effects(post, Museum) == [bear])
        eventually(lambda: post.states(Shop, "liandong.shop.slow"))
        assert post.states(Shop) == {}
        assert post.in_queue("liandong.shop") == 0


def test_what_a_version_hears_again_is_no_longer_retired(post):
    with database("shop").transaction() as session:
        remember_subscriptions(session, hearings_of("shop"), utc_now())
        with services.only(SmallerShop):
            remember_subscriptions(session, hearings_of("shop"), utc_now())
        assert retired_subscriptions(session)

        remember_subscriptions(session, hearings_of("shop"), utc_now())

        assert retired_subscriptions(session) == []


def test_what_was_published_before_somebody_heard_of_it_was_never_meant_for_them(post):
    post.open(Maker)
    post.publish(Maker, made("bear"))
    eventually(lambda: post.outbox(Maker)[0].published_at)

    for service in ("shop", "museum"):
        remember(service)

    assert audit(timedelta(0)) == []
    assert heal() == 0


def test_what_was_published_while_nobody_wanted_it_was_not_meant_for_who_wants_it_again(post):
    remember("shop")
    remember("museum")
    with services.only(SmallerShop):
        remember("shop")
    [bear] = post.publish(Maker, made("bear"))
    remember("shop")
    [duck] = post.publish(Maker, made("duck"))

    missing = {finding.check: finding.ids for finding in audit(timedelta(0))}
    assert missing["event has no settlement in liandong.museum"] == (bear, duck)
    assert missing["event has no settlement in liandong.shop"] == (duck,)


@ON_SERVERS
@pytest.mark.parametrize("name", ["liandong.shop", "liandong.shop.slow"])
def test_every_reader_has_a_durable_quorum_queue(post, place, name):
    classic = replace_type(work_queue(name), "classic")

    with transport.connected(place.broker_url) as connection, pytest.raises(PreconditionFailed, match="x-queue-type"):
        classic(connection.default_channel).queue_declare()


def remember(service):
    with database(service).transaction() as session:
        remember_subscriptions(session, hearings_of(service), utc_now())


def replace_type(queue, kind):
    queue.queue_arguments = {**queue.queue_arguments, "x-queue-type": kind}
    return queue
