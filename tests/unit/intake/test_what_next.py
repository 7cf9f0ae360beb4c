"""What a petitioner is told of what comes next."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from services.intake.next_told import SAYS
from services.intake.policy.what_next import OWED, what_next
from shared.clocks.rulebook import FOLDER, Rulebook
from shared.contracts.words import KINDS, STATES

TODAY = date(2026, 11, 27)
TOLD_OTHERWISE = {"MAY_ASK_FOR_REVIEW", "MAY_ASK_FOR_REREVIEW", "CONSULTED", "REPORT"}


@dataclass(frozen=True)
class Clock:
    rule: str
    days: int | None
    kind: str = "duty"
    unit: str = "caoqiao"

    @property
    def due_on(self):
        return None if self.days is None else TODAY + timedelta(days=self.days)


TELLS, SIGNS, OPINION = Clock("receiver_tells", 10), Clock("sign_for", 1), Clock("opinion_31_6", 55)
REVIEW = Clock("ask_review", 30, kind="right")
SUIT = Clock("suit_after_award", 12, kind="right")


def told(state, *clocks, kind="CLAIM_APPEAL"):
    return what_next(state, kind, clocks, TODAY)


def test_every_state_has_its_sentence_and_no_other_is_kept():
    assert set(SAYS) == set(STATES) | TOLD_OTHERWISE
    assert len(set(SAYS.values())) == len(SAYS)


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("kind", KINDS)
def test_whatever_a_matter_is_something_is_said(state, kind):
    assert told(state, kind=kind).says in SAYS
    assert told(state, REVIEW, kind=kind).says in SAYS


def test_what_is_owed_to_the_petitioner_first_is_told_and_not_what_desks_owe_each_other():
    assert told("AWAITING_SIGN", SIGNS, OPINION, TELLS).owed == TELLS
    assert told("AWAITING_SIGN", SIGNS, Clock("objection_window", 5, kind="window")).owed is None


def test_a_day_that_is_not_known_yet_is_not_promised():
    assert told("IN_PROGRESS", Clock("receiver_tells", None), OPINION).owed == OPINION


@pytest.mark.parametrize(("days", "late"), [(1, False), (0, False), (-1, True)])
def test_the_day_itself_is_not_late_and_the_next_one_is(days, late):
    assert told("IN_PROGRESS", Clock("receiver_tells", days)).late is late


@pytest.mark.parametrize("state", STATES)
def test_of_a_report_no_unit_no_day_and_no_right_is_told(state):
    found = told(state, TELLS, REVIEW, SUIT, kind="REPORT")
    assert (found.owed, found.ask_until, found.own) == (None, None, ())


@pytest.mark.parametrize("state", ["STEERED", "HANDED_OUTSIDE", "ANSWERED", "FINALISED", "AWAITING_SIGN"])
def test_of_a_report_it_is_not_said_how_far_it_is(state):
    assert told(state, kind="REPORT").says == "REPORT"


def test_while_review_may_be_asked_for_it_is_said_until_when():
    found = told("ANSWERED", REVIEW, SUIT)
    assert (found.says, found.ask_until, found.own) == ("MAY_ASK_FOR_REVIEW", REVIEW.due_on, (SUIT,))


def test_after_a_review_it_is_re_review_that_may_be_asked_for():
    again = Clock("ask_rereview", 30, kind="right")
    found = told("ANSWERED", again)
    assert (found.says, found.ask_until, found.own) == ("MAY_ASK_FOR_REREVIEW", again.due_on, ())
    assert told("UNDER_REVIEW", Clock("answer_review", 9, unit="bureau")).owed.unit == "bureau"


def test_of_two_answers_the_earlier_day_is_told_so_that_neither_is_missed():
    later = Clock("ask_review", 40, kind="right")
    assert told("ANSWERED", later, REVIEW).ask_until == REVIEW.due_on


@pytest.mark.parametrize("state", ["ANSWERED", "FINALISED"])
def test_once_the_thirty_days_are_over_no_review_is_offered(state):
    over = Clock("ask_review", -1, kind="right")
    assert told(state, over).says == state
    assert told(state, over).own == ()


def test_the_answer_to_one_claim_keeps_its_last_day_while_another_is_in_hand():
    found = told("IN_PROGRESS", OPINION, REVIEW)
    assert (found.says, found.own) == ("IN_PROGRESS", (REVIEW,))


def test_a_right_whose_day_waits_for_the_holidays_is_named_all_the_same():
    waiting = Clock("ask_review", None, kind="right")
    assert told("ANSWERED", waiting).own == (waiting,)


def test_an_answered_consultation_has_no_review():
    assert told("ANSWERED", kind="CONSULT").says == "CONSULTED"


def test_every_duty_told_of_is_a_rule_of_the_book():
    book = Rulebook.read(FOLDER, regions=["", "city"])
    assert all(book.candidates(rule, TODAY) for rule in OWED)
