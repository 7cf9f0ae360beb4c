"""The unit that sent an order is closed: who decides about an objection to it."""

from tests.integration.doors.test_nobody_is_left_with_it import NOT_OURS, close, tick, wrong
from tests.integration.doors.test_objections import at


def test_an_objection_to_what_a_closed_unit_sent_is_decided_above_it(town):
    referral = town.referral(place="新仓镇")
    close(town, "hotline")
    tick(town)
    told = town.visitor("xincang").post(at(referral, "objections"), json=NOT_OURS)
    assert (told.status_code, told.json["objections"][-1]["decider"]) == (201, "bureau"), told.text
    town.deliver()
    assert wrong() == set()
