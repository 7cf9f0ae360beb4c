"""What is published takes effect in every service that hears it, exactly once."""

from types import SimpleNamespace

from shared.messaging import services
from shared.messaging.reader import Reader
from shared.messaging.relay import Relay
from tests.integration.messaging.toys import Maker, Museum, Shop, ToyMade, ToyShown, made, museum
from tests.integration.messaging.words import assert_handled_once, effects
from tests.support.letters import id_of, letter
from tests.support.posts import consuming
from tests.support.waiting import eventually


def test_an_event_takes_effect_in_every_service_that_hears_it(post):
    post.open(Maker, Shop, Museum)

    bear, duck = post.publish(Maker, made("bear"), made("duck"))

    eventually(lambda: assert_handled_once(post, Museum, bear, duck))
    eventually(lambda: {bear, duck} <= set(effects(post, Shop)))


def test_an_event_waits_for_a_service_that_is_not_running(post):
    post.open(Maker)
    [bear] = post.publish(Maker, made("bear"))
    eventually(lambda: post.outbox(Maker)[0].published_at)

    post.open(Museum)

    eventually(lambda: assert_handled_once(post, Museum, bear))


def test_an_event_delivered_three_times_to_two_replicas_takes_effect_once(post):
    replicas = post.open(Museum, Museum)
    eventually(lambda: all(consuming(replica) for replica in replicas))
    letters = [letter(made(f"toy_{number}")) for number in range(40)]

    post.drop(*letters, *reversed(letters), *letters, queue="liandong.museum")

    eventually(lambda: assert_handled_once(post, Museum, *map(id_of, letters)))
    assert len(post.published(Museum, ToyShown)) == 40


def test_a_redelivery_long_after_changes_nothing(post):
    post.open(Museum)
    first, last = letter(made("bear")), letter(made("duck"))
    post.drop(first, queue="liandong.museum")
    eventually(lambda: effects(post, Museum) == [id_of(first)])

    post.drop(first, last, queue="liandong.museum")

    eventually(lambda: assert_handled_once(post, Museum, id_of(first), id_of(last)))


def test_a_lane_has_a_queue_and_settlements_of_its_own(post):
    post.open(Maker, Museum, Shop)

    [bear] = post.publish(Maker, made("bear"))

    [shown] = eventually(lambda: post.states(Shop, "liandong.shop.slow"))
    eventually(lambda: post.states(Shop) == {bear: "handled"})
    assert effects(post, Shop) == sorted([bear, shown])


def test_a_handler_that_two_modules_name_is_run_once(post):
    """One of them imported it from the other."""

    class BigMuseum:
        """Museum, whose handlers are spread over modules."""

        name = "museum"
        hears = Reader(museum, SimpleNamespace(show=museum.show))
        relay = Relay()

    with services.only(Maker, BigMuseum):
        post.open(Maker, BigMuseum)
        [bear] = post.publish(Maker, made("bear"))

        eventually(lambda: assert_handled_once(post, Museum, bear))


def test_what_a_handler_publishes_names_its_cause_and_continues_the_trace(post):
    post.open(Maker, Museum)

    [bear] = post.publish(Maker, made("bear"))

    [shown] = eventually(lambda: post.outbox(Museum))
    assert shown.cause == bear
    assert trace_of(shown) == trace_of(post.outbox(Maker)[0])


def test_a_personal_field_arrives_open_at_a_handler(post):
    post.open(Maker)
    post.publish(Maker, made(owner="林某"))

    assert post.published(Maker, ToyMade, owner="林某")


def trace_of(row):
    return row.traceparent.split("-")[1]
