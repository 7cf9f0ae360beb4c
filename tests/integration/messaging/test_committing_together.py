"""A row and the event that speaks of it are committed together, or neither is."""

import pytest
from marshmallow import ValidationError

from shared.db import database
from shared.messaging import publish
from tests.integration.messaging.toys import Maker, Museum, ToyMade, ToyShown, made, trouble
from tests.integration.messaging.toys.tables import Shelf
from tests.integration.messaging.words import assert_handled_once, colours, effects
from tests.support.waiting import eventually


def test_a_request_leaves_its_row_and_its_event(post):
    with database("maker").transaction() as session:
        make(session)

    assert colours(post, Maker) == {"bear": "plain"}
    assert post.published(Maker, ToyMade, toy="bear")


def test_a_request_that_fails_leaves_neither(post):
    with pytest.raises(ZeroDivisionError), database("maker").transaction() as session:
        make(session)
        session.flush()
        raise ZeroDivisionError

    assert colours(post, Maker) == {}
    assert post.outbox(Maker) == []


def test_a_handler_that_fails_leaves_neither(post):
    with trouble(Museum, "bear", ValueError()):
        post.open(Maker, Museum)
        [bear] = post.publish(Maker, made("bear"))

        eventually(lambda: post.states(Museum) == {bear: "waiting"})
        assert effects(post, Museum) == []
        assert post.published(Museum, ToyShown) == []

    eventually(lambda: assert_handled_once(post, Museum, bear))
    assert len(post.published(Museum, ToyShown)) == 1


@pytest.mark.parametrize("refused", [{"toy": "Not A Code"}, {"toy": 5}, {"owner": ""}])
def test_what_its_declaration_refuses_is_refused_at_the_publisher(post, refused):
    with pytest.raises(ValidationError):
        post.publish(Maker, made("duck"), ToyMade(**{"toy": "bear", "owner": "林某", **refused}))

    assert post.outbox(Maker) == []


def test_events_of_one_transaction_keep_their_order(post):
    post.publish(Maker, *(made(f"toy_{number}") for number in range(300)))

    rows = post.outbox(Maker)
    assert [row.subject for row in rows] == [f"toy_{number}" for number in range(300)]
    assert len({row.event_id for row in rows}) == 300


def make(session):
    session.add(Shelf(toy="bear", owner="林某", colour="plain", sequence=1))
    publish(session, made("bear"))
