"""The ways of article 31: which of several stands for an order, and which clocks begin."""

import pytest

from services.routing.policy.clocks_of import HANDLING, PERFORMING
from services.routing.policy.paths import may_refuse, names_its_way, starts, strictest
from shared.contracts.words import KINDS


@pytest.mark.parametrize(
    ("paths", "one"),
    [
        ({"ARBITRATION", "PETITION"}, "PETITION"),
        ({"LITIGATION", "PERFORM"}, "PERFORM"),
        ({"PARTY_APPEAL", "LITIGATION"}, "LITIGATION"),
        ({"ARBITRATION"}, "ARBITRATION"),
    ],
)
def test_of_different_ways_the_one_with_a_time_limit_stands_for_the_order(paths, one):
    assert strictest(paths) == one


def test_each_way_with_a_time_limit_begins_its_clock():
    assert starts({"PETITION", "PERFORM", "LITIGATION"}) == [HANDLING, PERFORMING]
    assert starts({"ARBITRATION", "LITIGATION"}) == []


def test_only_petition_procedure_answers_that_a_claim_is_not_supported():
    assert may_refuse("PETITION")
    assert not any(may_refuse(path) for path in ("PERFORM", "ARBITRATION", "LITIGATION", None))


def test_only_claims_and_appeals_go_one_of_these_ways():
    assert [kind for kind in KINDS if names_its_way(kind)] == ["CLAIM_APPEAL"]
