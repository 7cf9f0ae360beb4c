"""Which orders let claims go for a matter of their own."""

import pytest

from services.routing.policy.referral_acts import states_for
from services.routing.policy.splitting import bar_of_an_order


def bar(state="AWAITING_SIGN", *, untouched=True, supervised=False):
    return bar_of_an_order(state, is_untouched=untouched, is_supervised=supervised)


def test_of_an_order_that_nobody_touched_claims_may_leave():
    assert bar() is None


def test_the_table_of_acts_says_the_same():
    assert states_for("split") == ("AWAITING_SIGN",)


@pytest.mark.parametrize("state", ["IN_PROGRESS", "AWAITING_REVIEW", "OBJECTED"])
def test_of_one_that_its_unit_has_taken_up_none_leaves(state):
    assert bar(state) == "TAKEN_UP"


def test_nor_of_one_that_was_objected_to_or_passed_down_and_is_to_be_signed_for_again():
    assert bar(untouched=False) == "TAKEN_UP"


def test_nor_of_one_under_supervision_which_would_lose_its_pressure():
    assert bar(supervised=True) == "SUPERVISED"


@pytest.mark.parametrize("state", ["ANSWERED", "STEERED", "HANDED_OUTSIDE", "RETURNED", "WITHDRAWN", "SPLIT"])
def test_nor_of_one_that_is_over(state):
    assert bar(state) == "OVER"
