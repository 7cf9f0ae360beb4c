"""Whatever lies in a queue, the queue goes on, and what cannot be read is held where a person sees it."""

import pytest

from shared.contracts.system import EventDead
from tests.integration.messaging.poisons import DEADLY, HARMLESS, NAME
from tests.integration.messaging.toys import Museum, made
from tests.integration.messaging.words import effects
from tests.support.letters import id_of, letter
from tests.support.waiting import eventually


@pytest.mark.parametrize("poison", DEADLY)
def test_what_cannot_be_read_becomes_a_dead_letter_and_its_neighbours_take_effect(post, poison):
    before, after = letter(made("bear")), letter(made("duck"))
    body, how = DEADLY[poison]
    post.drop(before, queue="liandong.museum")
    post.drop(body, queue="liandong.museum", **how)
    post.drop(after, queue="liandong.museum")

    post.open(Museum)

    eventually(lambda: sorted(post.states(Museum).values()) == ["dead", "handled", "handled"])
    eventually(lambda: post.in_queue("liandong.museum") == 0)
    assert effects(post, Museum) == sorted([id_of(before), id_of(after)])
    [dead] = [row for row in post.settlements(Museum).values() if row.state == "dead"]
    assert dead.why == "lasting"
    assert dead.error
    assert NAME not in dead.error
    [told] = post.published(Museum, EventDead)
    assert (told.event_id, told.error) == (dead.event_id, dead.error[:200].strip())


@pytest.mark.parametrize("oddity", HARMLESS)
def test_what_can_be_read_takes_effect_however_odd_its_wrapping(post, oddity):
    body, how = HARMLESS[oddity]
    post.drop(body, queue="liandong.museum", **how)

    post.open(Museum)

    eventually(lambda: post.states(Museum) == {id_of(body): "handled"})
    eventually(lambda: post.in_queue("liandong.museum") == 0)
    assert effects(post, Museum) == [id_of(body)]


def test_the_same_poison_twice_is_one_dead_letter(post):
    post.drop(b"poison", b"other poison", b"poison", queue="liandong.museum")

    post.open(Museum)

    eventually(lambda: list(post.states(Museum).values()) == ["dead", "dead"])
    eventually(lambda: post.in_queue("liandong.museum") == 0)
    assert sorted(row.body for row in post.settlements(Museum).values()) == ["other poison", "poison"]
