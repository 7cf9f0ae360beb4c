"""What may be withdrawn, and by whom."""

import pytest

from services.intake.policy.withdrawing import may_be_told_by, withdrawable


@pytest.mark.parametrize("state", ["REGISTERED", "AWAITING_TRIAGE", "AWAITING_SIGN", "IN_PROGRESS", "OBJECTED"])
def test_what_is_in_hand_may_be_withdrawn(state):
    assert withdrawable(state)


@pytest.mark.parametrize("state", ["ANSWERED", "FINALISED", "STEERED", "HANDED_OUTSIDE", "DECLINED", "WITHDRAWN"])
def test_what_is_decided_or_elsewhere_may_not(state):
    assert not withdrawable(state)


def test_a_general_authority_does_not_reach_to_giving_up_a_claim():
    assert may_be_told_by("petitioner", [])
    assert may_be_told_by("special", ["special"])
    assert may_be_told_by("statutory", ["statutory", "general"])
    assert not may_be_told_by("special", ["general"])
    assert not may_be_told_by("special", [])
