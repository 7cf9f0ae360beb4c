"""Nothing relies on the order of a queue."""

from itertools import count

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from shared.db import database
from shared.messaging import settle
from shared.messaging.services import hearings_of
from shared.messaging.settle import Settler
from tests.integration.messaging.toys import Shop, made, painted
from tests.integration.messaging.toys.tables import Effect, Shelf
from tests.integration.messaging.words import IN_MEMORY, assert_handled_once, colours
from tests.support.letters import id_of, letter
from tests.support.waiting import eventually

COLOURS = ("red", "green", "blue", "white")


def test_an_event_waits_for_the_one_it_builds_on(post):
    post.open(Shop)
    bear, red = letter(made("bear")), letter(painted("bear", "red"))

    post.drop(red, queue="liandong.shop")
    eventually(lambda: post.states(Shop) == {id_of(red): "waiting"})
    assert post.settlements(Shop)[id_of(red)].why == "not_yet"
    post.drop(bear, queue="liandong.shop")

    eventually(lambda: assert_handled_once(post, Shop, id_of(bear), id_of(red)))
    assert colours(post, Shop) == {"bear": "red"}


def test_an_event_that_waits_keeps_its_body_no_longer_than_it_waits(post):
    post.open(Shop)
    bear, red = letter(made("bear")), letter(painted("bear", "red"))
    post.drop(red, queue="liandong.shop")
    waiting = eventually(lambda: post.settlements(Shop).get(id_of(red)))
    assert waiting.body == red.decode()

    post.drop(bear, queue="liandong.shop")

    eventually(lambda: post.settlements(Shop)[id_of(red)].state == "handled")
    settled = post.settlements(Shop)[id_of(red)]
    assert (settled.body, settled.error, settled.next_attempt_at) == (None, None, None)


def test_an_older_event_that_comes_late_changes_nothing(post):
    post.open(Shop)
    bear, red, blue = (
        letter(event, position=position)
        for position, event in enumerate((made("bear"), painted("bear", "red"), painted("bear", "blue")), start=1)
    )

    for late in (bear, blue, red):
        post.drop(late, queue="liandong.shop")
        eventually(lambda late=late: post.states(Shop).get(id_of(late)) == "handled")

    assert colours(post, Shop) == {"bear": "blue"}


@IN_MEMORY
def test_in_any_order_and_any_batches_events_come_to_the_same_state(post, monkeypatch):
    monkeypatch.setattr(settle, "FIRST_PAUSE", 0)
    [hearing] = [hearing for hearing in hearings_of("shop") if hearing.queue == "liandong.shop"]
    settler = Settler(database("shop"), hearing.queue, hearing.handlers)

    toys = (f"toy_{number}" for number in count())

    @settings(max_examples=60, deadline=None)
    @given(data=st.data())
    def come_to_the_same_state(data):
        toy = next(toys)
        events = [made(toy), *(painted(toy, colour) for colour in data.draw(st.lists(st.sampled_from(COLOURS))))]
        letters = [letter(event, position=position) for position, event in enumerate(events, start=1)]
        deliveries = data.draw(st.permutations(letters + data.draw(st.lists(st.sampled_from(letters)))))
        batches = list(batches_of(deliveries, data))  # all drawn before anything is done
        for batch in batches:
            settler.settle(batch)
        for _ in letters:
            settler.retry_one()

        shelf, effects = look_up(toy, letters)
        assert shelf.colour == (events[-1].colour if events[1:] else "plain")
        assert effects == sorted(map(id_of, letters))

    come_to_the_same_state()


def batches_of(deliveries, data):
    while deliveries:
        size = data.draw(st.integers(1, len(deliveries)))
        batch, deliveries = deliveries[:size], deliveries[size:]
        yield batch


def look_up(toy, letters):
    with database("shop").reading() as session:
        ids = select(Effect.event_id).where(Effect.event_id.in_(map(id_of, letters)))
        return session.get(Shelf, toy), sorted(session.scalars(ids))
