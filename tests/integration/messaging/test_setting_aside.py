"""What cannot take effect is set aside alone, tried again, and in the end held where a person sees it."""

import pytest
from sqlalchemy import select

from shared.contracts.system import EventDead, EventSettled, RedriveRequested
from shared.db import utc_now
from shared.errors import NotFound
from shared.messaging import settle
from shared.messaging.errors import LastingError
from tests.integration.messaging.toys import Desk, Maker, Museum, Shop, made, painted, trouble
from tests.integration.messaging.toys.tables import Shelf
from tests.integration.messaging.words import assert_handled_once, effects
from tests.support.letters import id_of, letter
from tests.support.waiting import eventually


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch):
    monkeypatch.setattr(settle, "LONGEST_PAUSE", 0.1)


def test_of_a_batch_only_the_event_that_fails_is_set_aside(post):
    letters = [letter(made(f"toy_{number}")) for number in range(30)]
    bad = id_of(letters[13])
    post.drop(*letters, queue="liandong.museum")

    with trouble(Museum, "toy_13", ValueError()):
        post.open(Museum)

        others = [id_of(body) for body in letters if id_of(body) != bad]
        eventually(lambda: effects(post, Museum) == sorted(others))
        assert post.states(Museum) == {**dict.fromkeys(others, "handled"), bad: "waiting"}

    eventually(lambda: assert_handled_once(post, Museum, *map(id_of, letters)))


def test_an_event_whose_attempts_are_used_up_is_a_dead_letter(post, monkeypatch):
    monkeypatch.setattr("shared.messaging.errors.ATTEMPTS", 4)
    with trouble(Museum, "bear", ValueError()):
        post.open(Maker, Museum)
        [bear] = post.publish(Maker, made("bear"))

        eventually(lambda: post.states(Museum) == {bear: "dead"})

    dead = post.settlements(Museum)[bear]
    assert (dead.attempts, dead.why, dead.next_attempt_at) == (4, "error", None)
    assert dead.died_at >= dead.received_at
    assert dead.error.startswith("ValueError at ")
    assert bear in dead.body


def test_waiting_for_another_event_uses_up_no_attempts(post, monkeypatch):
    monkeypatch.setattr("shared.messaging.errors.ATTEMPTS", 3)
    monkeypatch.setattr(settle, "FIRST_PAUSE", 0.05)
    bear, red = letter(made("bear")), letter(painted("bear"))
    post.open(Shop)
    post.drop(red, queue="liandong.shop")
    eventually(lambda: post.settlements(Shop)[id_of(red)].attempts > 4 if post.states(Shop) else False)

    with trouble(Shop, "bear", fail_once_painted) as met:
        post.drop(bear, queue="liandong.shop")
        eventually(lambda: id_of(red) in met)

    eventually(lambda: assert_handled_once(post, Shop, id_of(bear), id_of(red)))


@pytest.mark.parametrize("refusal", [LastingError("never"), LastingError(), NotFound()], ids=repr)
def test_what_the_domain_refuses_is_a_dead_letter_at_once(post, refusal):
    bear = letter(made("bear"))
    with trouble(Museum, "bear", refusal):
        post.open(Museum)
        post.drop(bear, queue="liandong.museum")

        eventually(lambda: post.states(Museum) == {id_of(bear): "dead"})

    assert post.settlements(Museum)[id_of(bear)].attempts == 1
    assert post.published(Museum, EventDead)


def test_the_owner_tells_of_a_dead_letter(post):
    with trouble(Museum, "bear", LastingError("never")):
        post.open(Maker, Museum, Desk)
        [bear] = post.publish(Maker, made("bear"))

        eventually(lambda: effects(post, Desk) == [bear])

    [told] = post.published(Museum, EventDead, event_id=bear)
    assert (told.reader, told.type, told.about, told.error) == ("liandong.museum", "toy.made", "bear", "never")
    assert told.attempts == 1


def test_a_redriven_dead_letter_takes_effect_and_the_owner_tells_of_it(post):
    with trouble(Museum, "bear", LastingError("never")), trouble(Museum, "duck", LastingError("never")):
        post.open(Maker, Museum, Desk)
        bear, duck = post.publish(Maker, made("bear"), made("duck"))
        eventually(lambda: effects(post, Desk) == sorted([bear, duck]))

    post.publish(Desk, redrive("liandong.museum", bear))

    eventually(lambda: post.states(Museum)[bear] == "handled")
    assert effects(post, Museum) == [bear]
    assert post.states(Museum)[duck] == "dead"
    assert post.published(Museum, EventSettled, event_id=bear, reader="liandong.museum")
    eventually(lambda: effects(post, Desk) == sorted([bear, bear, duck]))


def test_a_redriven_dead_letter_that_fails_again_is_dead_again_and_told_again(post):
    with trouble(Museum, "bear", LastingError("never")):
        post.open(Maker, Museum, Desk)
        [bear] = post.publish(Maker, made("bear"))
        eventually(lambda: effects(post, Desk) == [bear])

        post.publish(Desk, redrive("liandong.museum", bear))

        eventually(lambda: effects(post, Desk) == [bear, bear])
        assert post.states(Museum)[bear] == "dead"


def test_a_redrive_moves_nothing_of_another_reader(post):
    with trouble(Shop, "bear", LastingError("never")), trouble(Museum, "bear", LastingError("never")):
        post.open(Maker, Museum, Shop, Desk)
        [bear] = post.publish(Maker, made("bear"))
        eventually(lambda: post.states(Shop) == post.states(Museum) == {bear: "dead"})

    post.publish(Desk, redrive("liandong.museum", bear))

    eventually(lambda: post.states(Museum)[bear] == "handled")
    eventually(lambda: redrives_heard(post, Shop) == ["handled"])
    assert post.states(Shop)[bear] == "dead"


def test_a_dead_letter_about_dead_letters_is_not_told_of(post):
    nobody_reads = letter(EventDead(**facts_of_death()), source="museum")
    post.drop(nobody_reads.replace(b'"attempts": 1', b'"attempts": "one"'), queue="liandong.desk")
    post.open(Desk)

    eventually(lambda: post.states(Desk) == {id_of(nobody_reads): "dead"})

    assert post.outbox(Desk) == []


def test_a_dead_letter_stays_until_it_is_redriven(post):
    """Redelivered, published again: a person decides, not the queue."""
    bear = letter(made("bear"))
    with trouble(Museum, "bear", LastingError("never")):
        post.open(Museum)
        post.drop(bear, queue="liandong.museum")
        eventually(lambda: post.states(Museum) == {id_of(bear): "dead"})

    duck = letter(made("duck"))
    post.drop(bear, duck, queue="liandong.museum")

    eventually(lambda: post.states(Museum) == {id_of(bear): "dead", id_of(duck): "handled"})
    assert effects(post, Museum) == [id_of(duck)]


def redrive(queue, *event_ids):
    return RedriveRequested(reader=queue, event_ids=event_ids, requested_by="ops")


def fail_once_painted(session):
    if session.scalars(select(Shelf).where(Shelf.colour != "plain")).all():
        raise ValueError


def redrives_heard(post, service):
    return [row.state for row in post.settlements(service).values() if row.type == "redrive.requested"]


def facts_of_death():
    moment = utc_now()
    facts = {"reader": "liandong.museum", "event_id": "1", "type": "toy.made", "about": None, "error": "x"}
    return {**facts, "attempts": 1, "first_failed_at": moment, "failed_at": moment}
