"""The audit is green when nothing is lost, and red for each way of losing something."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import delete

from shared.db import database
from shared.messaging import handles, services
from shared.messaging.audit import audit, concerns, depths
from shared.messaging.errors import LastingError
from shared.messaging.reader import Reader
from shared.messaging.relay import Relay
from shared.messaging.settle import Settler
from shared.messaging.tables import Outbox, Settlement
from shared.messaging.transport import Sent
from tests.integration.messaging.toys import Desk, Maker, Museum, Shop, ToyMade, made, painted, shop_window, trouble
from tests.integration.messaging.words import effects
from tests.support.letters import letter
from tests.support.posts import reader
from tests.support.waiting import eventually

AT_ONCE = timedelta(0)


@pytest.fixture
def three(post):
    """Three toys, made and heard of everywhere."""
    post.open(Maker, Shop, Museum, Desk)
    ids = post.publish(Maker, made("bear"), made("duck"), made("owl"))
    eventually(lambda: len(effects(post, Shop)) == 6)
    eventually(lambda: audit(AT_ONCE) == [])
    return ids


def test_when_everything_is_settled_it_finds_nothing(three):
    assert audit(AT_ONCE) == []


def test_what_is_still_on_its_way_is_not_judged(post):
    post.publish(Maker, made("bear"))

    assert audit(timedelta(seconds=60)) == []
    assert found() == {
        ("maker", "event unsent for too long"),
        ("maker", "event has no settlement in liandong.shop"),
        ("maker", "event has no settlement in liandong.museum"),
    }


def test_a_deleted_settlement_is_found(three):
    remove("museum", delete(Settlement).where(Settlement.event_id == three[1]))

    [finding] = audit(AT_ONCE)
    assert (finding.service, finding.ids) == ("maker", (three[1],))
    assert finding.check == "event has no settlement in liandong.museum"


def test_a_deleted_event_is_found(three):
    remove("maker", delete(Outbox).where(Outbox.event_id == three[1]))

    assert found() == {
        ("shop", "settlement of an event nobody published"),
        ("museum", "settlement of an event nobody published"),
    }


def test_an_event_of_a_stranger_is_found(post):
    post.open(Museum)
    post.drop(letter(made("bear"), source="nobody"), queue="liandong.museum")
    eventually(lambda: effects(post, Museum))

    assert ("museum", "settlement of an event nobody published") in found()


def test_what_lay_in_a_queue_and_had_no_effect_is_no_loss(post):
    post.open(Museum, Desk)
    post.drop(b"poison", letter(painted()), queue="liandong.museum")
    eventually(lambda: sorted(post.states(Museum).values()) == ["dead", "waiting"] and effects(post, Desk))

    assert found() == set()


def test_a_deleted_dead_letter_is_found(post):
    with trouble(Museum, "bear", LastingError("never")):
        post.open(Maker, Shop, Museum, Desk)
        [bear] = post.publish(Maker, made("bear"))
        eventually(lambda: effects(post, Desk) == [bear] and audit(AT_ONCE) == [])

    remove("museum", delete(Settlement).where(Settlement.state == "dead"))

    assert found() == {("maker", "event has no settlement in liandong.museum")}


def test_a_relay_that_marks_before_it_publishes_is_found(post):
    class HastyRelay(Relay):
        """Marks everything as sent, and then forgets every second one."""

        def relay_once(self, publisher):
            class HalfAPublisher:
                """Gives the broker every second event, and says it gave all."""

                def send(self, rows):
                    publisher.send(rows[::2])
                    return Sent(confirmed=[row.position for row in rows])

            return super().relay_once(HalfAPublisher())

    class HastyMaker:
        """Maker, with a hasty relay."""

        name = "maker"
        hears = Reader()
        relay = HastyRelay()

    with services.only(HastyMaker, Shop, Museum, Desk):
        ids = post.publish(Maker, made("bear"), made("duck"), made("owl"))
        post.open(HastyMaker, Shop, Museum, Desk)
        eventually(lambda: len(effects(post, Shop)) == 4)

        eventually(lambda: missing() == {("liandong.shop", ids[1]), ("liandong.museum", ids[1])})


def test_a_reader_that_does_not_record_is_found(post):
    class ForgetfulSettler(Settler):
        """Runs the handlers and keeps no settlement."""

        def _record_and_run(self, letters):
            super()._record_and_run(letters)
            remove("museum", delete(Settlement))

    post.open(Maker, Shop, Desk)
    [museum] = post.open(Museum)
    reader(museum).settler.__class__ = ForgetfulSettler

    [bear] = post.publish(Maker, made("bear"))

    eventually(lambda: effects(post, Museum) == [bear])
    eventually(lambda: missing() == {("liandong.museum", bear)})


def test_a_handler_that_swallows_is_found_by_its_services_own_invariant(post):
    class SleepyShop(Shop):
        """Shop, whose handlers were lost in a refactoring."""

        hears = Reader(SimpleNamespace(see_nothing=see_nothing))
        hears_slowly = Reader(shop_window, lane="slow")

    with services.only(Maker, SleepyShop, Museum, Desk):
        post.open(Maker, SleepyShop, Museum, Desk)
        [bear] = post.publish(Maker, made("bear"))
        eventually(lambda: post.states(Shop) == {bear: "handled"})

        assert ("shop", "a handled event without an effect") in found()


def test_what_a_person_must_look_at_is_a_concern_and_not_a_loss(post):
    with trouble(Museum, "bear", LastingError("never")):
        post.open(Maker, Shop, Museum, Desk)
        [bear] = post.publish(Maker, made("bear"))
        eventually(lambda: effects(post, Desk) == [bear])
    eventually(lambda: audit(AT_ONCE) == [])

    [concern] = concerns()
    assert str(concern) == f"museum: dead letters wait for a person: 1 ({bear})"
    assert depths("museum") == {"unsent": 0, "waiting": 0, "dead": 1}


@handles(ToyMade)
def see_nothing(session, event):
    """What is left of a handler after a refactoring."""


def found():
    return {(finding.service, finding.check) for finding in audit(AT_ONCE)}


def missing():
    """(queue, event id) of every event that the audit misses."""
    words = "event has no settlement in "
    return {
        (finding.check.removeprefix(words), event_id)
        for finding in audit(AT_ONCE)
        if finding.check.startswith(words)
        for event_id in finding.ids
    }


def remove(service, statement):
    with database(service).transaction() as session:
        session.execute(statement)
