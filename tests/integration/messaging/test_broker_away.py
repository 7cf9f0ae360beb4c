"""While the broker is away work goes on; when it is back, relays and readers find it within a minute."""

from uuid import uuid4

import eventlet
import pytest

from tests.integration.messaging.toys import TOYS, Maker, Museum, Shop, made
from tests.integration.messaging.words import assert_handled_once
from tests.support.letters import id_of, letter
from tests.support.posts import Place, consuming, set_up
from tests.support.waiting import eventually

BACK_TO_NORMAL = 60


@pytest.fixture(scope="module")
def database_url(new_database):
    return new_database("broker_away")


@pytest.fixture
def place(own_broker, database_url):
    """Queues that never existed before: RabbitMQ 3.10 cannot recover one that was deleted and declared again less
    than a second before it is killed."""
    return set_up(Place(own_broker.new_vhost(uuid4().hex), database_url), *TOYS)


@pytest.mark.parametrize("way", ["kill", "stop"])
def test_a_broker_that_goes_and_comes_back_under_load_loses_and_doubles_nothing(post, own_broker, way):
    post.open(Maker, Museum, Museum)
    published, ended = [], eventlet.Event()

    def publish_until_ended():
        while not ended.ready():
            published.extend(post.publish(Maker, made(f"toy_{len(published)}")))
            eventlet.sleep(0.005)

    publisher = eventlet.spawn(publish_until_ended)
    eventually(lambda: len(post.states(Museum)) > 50)
    getattr(own_broker, way)()
    before = len(published)
    eventually(lambda: len(published) > before + 50)
    own_broker.start()
    ended.send(None)
    publisher.wait()

    eventually(lambda: assert_handled_once(post, Museum, *published), BACK_TO_NORMAL)


def test_connections_that_the_broker_closes_are_made_again(post, own_broker):
    replicas = post.open(Maker, Museum, Shop)
    first = post.publish(Maker, made("bear"))
    eventually(lambda: assert_handled_once(post, Museum, *first))

    own_broker.ctl("close_all_connections", "for a test")
    second = post.publish(Maker, made("duck"))

    eventually(lambda: assert_handled_once(post, Museum, *first, *second), BACK_TO_NORMAL)
    eventually(lambda: all(consuming(replica) for replica in replicas), BACK_TO_NORMAL)


def test_services_start_while_the_broker_is_away(post, own_broker):
    own_broker.stop()
    try:
        post.open(Maker, Museum)
        ids = post.publish(Maker, made("bear"), made("duck"))
        assert [row.published_at for row in post.outbox(Maker)] == [None, None]
    finally:
        own_broker.start()

    eventually(lambda: assert_handled_once(post, Museum, *ids), BACK_TO_NORMAL)


def test_what_was_taken_and_not_acknowledged_comes_again_and_takes_effect_once(post, own_broker):
    [replica] = post.open(Museum)
    letters = [letter(made(f"toy_{number}")) for number in range(100)]
    post.drop(*letters, queue="liandong.museum")
    eventually(lambda: post.states(Museum))

    replica.kill()
    post.opened.remove(replica)
    post.open(Museum)

    eventually(lambda: assert_handled_once(post, Museum, *map(id_of, letters)))
    eventually(lambda: post.in_queue("liandong.museum") == 0)
