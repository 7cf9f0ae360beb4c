"""What state a matter is in."""

from dataclasses import dataclass
from itertools import permutations

import pytest

from services.intake.policy.matter_state import FURTHEST_BEHIND_FIRST, held_apart, matter_state
from shared.contracts.words import STATES


@dataclass
class Claim:
    number: int
    state: str
    holder: str = "caoqiao"


def test_a_matter_is_where_its_slowest_claim_is():
    claims = [Claim(1, "ANSWERED", "zhapu"), Claim(2, "IN_PROGRESS", "caoqiao"), Claim(3, "STEERED", "court")]
    assert {matter_state(list(order)) for order in permutations(claims)} == {("IN_PROGRESS", "caoqiao")}


def test_of_claims_that_are_equally_far_the_first_one_says_who_holds_it():
    claims = [Claim(2, "AWAITING_SIGN", "zhapu"), Claim(1, "AWAITING_SIGN", "caoqiao")]
    assert matter_state(claims) == ("AWAITING_SIGN", "caoqiao")


def test_a_matter_is_answered_only_when_every_claim_is():
    assert matter_state([Claim(1, "ANSWERED"), Claim(2, "ANSWERED")])[0] == "ANSWERED"
    assert matter_state([Claim(1, "ANSWERED"), Claim(2, "REGISTERED")])[0] == "REGISTERED"


def test_a_claim_that_was_withdrawn_holds_no_other_up_and_withdrawn_is_a_matter_only_with_all_of_them():
    gone = Claim(1, "WITHDRAWN", None)
    assert matter_state([gone, Claim(2, "IN_PROGRESS")]) == ("IN_PROGRESS", "caoqiao")
    assert matter_state([gone, Claim(2, "ANSWERED")])[0] == "ANSWERED"
    assert matter_state([gone, Claim(2, "WITHDRAWN", None)]) == ("WITHDRAWN", None)


@pytest.mark.parametrize(
    ("state", "holder", "apart"),
    [
        ("IN_PROGRESS", "zhapu", "zhapu"),
        ("STEERED", "court", "court"),
        ("IN_PROGRESS", "caoqiao", None),
        ("ANSWERED", "zhapu", None),
        ("REGISTERED", None, None),
    ],
)
def test_whoever_has_a_claim_of_another_unit_s_matter_is_known_by_it(state, holder, apart):
    assert held_apart(Claim(2, state, holder), "caoqiao") == apart


@pytest.mark.parametrize("state", STATES)
def test_every_state_of_the_vocabulary_has_its_place_in_the_order(state):
    assert FURTHEST_BEHIND_FIRST.count(state) == 1
    assert matter_state([Claim(1, state)]) == (state, "caoqiao")
