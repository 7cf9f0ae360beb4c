"""Which claims may become a matter of their own."""

import pytest

from services.intake.actions.splitting import BARS
from services.intake.policy.matter_state import IN_HAND
from services.intake.policy.splitting import leaves_one_behind, what_bars
from shared.contracts.splits import SPLIT_BARS
from shared.contracts.words import STATES


@pytest.mark.parametrize("state", ["AWAITING_TRIAGE", "AWAITING_SIGN"])
def test_what_nobody_has_taken_up_may_leave(state):
    assert what_bars(state) is None


@pytest.mark.parametrize("state", ["REGISTERED", "RETURNED", "REOPENED"])
def test_what_is_on_its_way_waits_a_moment(state):
    assert what_bars(state) == "BEING_SENT"


@pytest.mark.parametrize("state", ["IN_PROGRESS", "AWAITING_REVIEW", "OBJECTED"])
def test_what_a_unit_works_on_stays(state):
    assert what_bars(state) == "TAKEN_UP"


@pytest.mark.parametrize("state", [state for state in STATES if state not in IN_HAND])
def test_what_is_over_stays(state):
    assert what_bars(state) == "OVER"


def test_every_bar_that_a_desk_meets_has_its_sentence():
    assert set(BARS) == set(SPLIT_BARS) - {"SUPERVISED"}


@pytest.mark.parametrize(("chosen", "leaves"), [([], False), ([1], True), ([1, 2], True), ([1, 2, 3], False)])
def test_one_claim_stays_behind_and_one_leaves(chosen, leaves):
    assert leaves_one_behind([1, 2, 3], chosen) is leaves
