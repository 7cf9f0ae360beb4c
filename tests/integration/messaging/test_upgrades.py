"""Writers and readers of different versions live side by side."""

from dataclasses import replace

import pytest
from marshmallow import fields, validate

from shared.contracts import EVENTS
from shared.contracts.system import EventSettled
from shared.db import database
from shared.messaging import envelope, services, settle
from shared.messaging.dead_letters import redrive
from shared.messaging.reader import Reader
from shared.messaging.relay import Relay
from tests.integration.messaging.toys import Maker, Museum, Shop, ToyMade, made, museum, painted
from tests.integration.messaging.words import assert_handled_once, colours, effects
from tests.support.letters import id_of, letter, rewritten
from tests.support.waiting import eventually


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch):
    monkeypatch.setattr(settle, "LONGEST_PAUSE", 0.1)


def test_an_event_of_an_unknown_type_waits_until_the_reader_is_upgraded(post, monkeypatch):
    bear, red = letter(made("bear")), letter(painted("bear", "red"))
    post.drop(bear, red, queue="liandong.shop")
    with monkeypatch.context() as older:
        older.delitem(EVENTS, "toy.painted")
        [replica] = post.open(Shop)
        eventually(lambda: post.states(Shop).get(id_of(red)) == "waiting")
        assert post.settlements(Shop)[id_of(red)].why == "unknown"
        post.close(replica)

    post.open(Shop)

    eventually(lambda: post.states(Shop)[id_of(red)] == "handled")
    assert colours(post, Shop) == {"bear": "red"}


def test_an_event_of_a_newer_version_waits_until_the_reader_is_upgraded(post, monkeypatch):
    newer = rewritten(letter(made("bear")), dataversion=2)
    post.drop(newer, queue="liandong.museum")
    [replica] = post.open(Museum)
    eventually(lambda: post.states(Museum) == {id_of(newer): "waiting"})
    assert post.settlements(Museum)[id_of(newer)].why == "unknown"
    post.close(replica)

    monkeypatch.setitem(EVENTS, "toy.made", replace(ToyMade.event_type, version=2, upgrades={1: dict}))
    post.open(Museum)

    eventually(lambda: assert_handled_once(post, Museum, id_of(newer)))


def test_an_event_of_an_older_version_is_brought_up_to_date(post, monkeypatch):
    def without_mood(data):
        return {name: value for name, value in data.items() if name != "mood"}

    body = letter(made("bear"))
    post.drop(body, queue="liandong.museum")
    monkeypatch.setitem(EVENTS, "toy.made", replace(ToyMade.event_type, version=2, upgrades={1: without_mood}))

    post.open(Museum)

    eventually(lambda: assert_handled_once(post, Museum, id_of(body)))


def test_an_older_event_that_its_upgrade_cannot_read_is_a_dead_letter(post, monkeypatch):
    body = letter(made("bear"))
    post.drop(body, queue="liandong.museum")
    monkeypatch.setitem(
        EVENTS, "toy.made", replace(ToyMade.event_type, version=2, upgrades={1: lambda data: data["mood"]})
    )

    post.open(Museum)

    eventually(lambda: post.states(Museum) == {id_of(body): "dead"})
    assert "not_version:1" in post.settlements(Museum)[id_of(body)].error


def test_what_an_older_version_could_not_even_name_takes_effect_once_when_it_is_upgraded(post, monkeypatch):
    """It was kept under the hash of its body; now it has an id, and comes again under that one too."""
    bear = letter(made("bear"))
    post.drop(bear, queue="liandong.museum")
    with monkeypatch.context() as older:
        older.setattr(envelope, "ENVELOPE", NarrowEnvelope())
        [replica] = post.open(Museum)
        [known_as] = eventually(lambda: post.states(Museum))
        assert known_as.startswith("sha256:")
        post.close(replica)

    post.open(Museum)
    post.drop(bear, queue="liandong.museum")
    eventually(lambda: post.states(Museum).get(id_of(bear)) == "handled")
    with database("museum").transaction() as session:
        redrive(session, "liandong.museum", [known_as])

    eventually(lambda: post.states(Museum) == {id_of(bear): "handled"})
    assert effects(post, Museum) == [id_of(bear)]
    assert post.published(Museum, EventSettled, event_id=known_as)


def test_an_event_this_version_does_not_hear_waits_for_one_that_does(post):
    red = letter(painted("bear", "red"))
    post.drop(red, queue="liandong.museum")

    post.open(Museum)

    eventually(lambda: post.states(Museum) == {id_of(red): "waiting"})
    assert post.settlements(Museum)[id_of(red)].why == "unknown"


def test_a_replica_declares_what_the_newer_version_hears(post):
    class CuriousMaker:
        """Maker, a version later: hears of its own toys."""

        name = "maker"
        hears = Reader(museum)
        relay = Relay()

    with services.only(CuriousMaker, Museum):
        post.open(CuriousMaker)
        [bear] = post.publish(Maker, made("bear"))

        eventually(lambda: effects(post, CuriousMaker) == [bear])


class NarrowEnvelope(envelope.EnvelopeSchema):
    """An older version's, that knew only short subjects."""

    subject = fields.String(required=True, validate=validate.Length(1, 2))
