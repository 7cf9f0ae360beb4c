"""Which clocks begin with a matter, with a referral, and with a fact of a claim."""

from datetime import date

import pytest

from services.routing.policy.clocks_of import Begins, of_claim, of_matter, of_referral, of_triage, of_what_is_left
from services.routing.policy.urging import PRESSED_IN, is_owed
from tests.unit.clocks.books import NATIONAL_BOOK

TODAY = date(2026, 9, 20)
WATCHING = NATIONAL_BOOK.watching(TODAY)
ORDERED = date(2026, 10, 20)


def test_22_the_petition_office_forwards_every_other_organ_tells_where_it_went():
    assert of_matter("petition_office") == Begins("petition_office_forwards")
    assert of_matter("hotline") == of_matter("caoqiao") == Begins("direct_receipt_told")


def test_23_the_receivers_clocks_begin_with_the_referral():
    assert [begins.rule for begins in of_referral("TRANSFER", "AWAITING_SIGN", None)] == [
        "receiver_tells",
        "objection_window",
        "sign_for",
    ]


@pytest.mark.parametrize(("kind", "rule"), [("ASSIGN", "reply_ordered"), ("TRANSFER", "reply_asked")])
def test_22_3_the_day_on_an_order_is_one_more(kind, rule):
    assert of_referral(kind, "AWAITING_SIGN", ORDERED)[-1] == Begins(rule, set_for=ORDERED)


@pytest.mark.parametrize("state", ["STEERED", "HANDED_OUTSIDE"])
def test_what_is_not_answered_here_starts_nobodys_clock_here(state):
    assert of_referral("STEER", state, ORDERED) == []


def test_while_an_objection_is_undecided_the_unit_still_owes_what_it_owed():
    assert [begins.rule for begins in of_referral("TRANSFER", "OBJECTED", None)] == ["receiver_tells"]


def test_a_limitation_begins_on_the_day_that_the_claim_states():
    [begins] = of_claim({"award_received_on": "2026-09-11", "arbitration": "award"}, WATCHING, TODAY)
    assert begins == Begins("suit_after_award", from_day=date(2026, 9, 11))


def test_one_day_may_begin_several():
    found = {begins.rule for begins in of_claim({"injured_on": "2026-09-11"}, WATCHING, TODAY)}
    assert found == {"injury_recognition_by_employer", "injury_recognition_by_worker"}


@pytest.mark.parametrize("told", ["2026-09-21", "soon", "", None, 20260911, True])
def test_what_is_no_day_that_has_come_begins_nothing(told):
    assert list(of_claim({"award_received_on": told}, WATCHING, TODAY)) == []


@pytest.mark.parametrize(
    ("is_served", "is_performed", "rules"),
    [
        (False, False, ["serve_reply", "perform_reply"]),
        (False, True, ["serve_reply"]),
        (True, False, ["perform_reply"]),
        (True, True, []),
    ],
)
def test_after_the_reply_what_is_left_to_do_runs(is_served, is_performed, rules):
    assert of_what_is_left(is_served, is_performed) == rules


def test_a_unit_is_pressed_over_what_it_has_in_hand_and_over_a_reply_that_is_not_finished():
    assert all(is_owed(state, False) for state in PRESSED_IN)
    assert is_owed("ANSWERED", True)
    assert not any(is_owed(state, False) for state in ("ANSWERED", "FINALISED", "OBJECTED", "REOPENED"))


def test_every_rule_that_begins_is_in_the_rulebook_and_runs():
    begun = [*of_referral("ASSIGN", "AWAITING_SIGN", ORDERED), *of_referral("TRANSFER", "AWAITING_SIGN", ORDERED)]
    for begins in (of_matter("petition_office"), of_matter("hotline"), of_triage(), *begun):
        assert NATIONAL_BOOK.candidates(begins.rule, TODAY)[0].runs
