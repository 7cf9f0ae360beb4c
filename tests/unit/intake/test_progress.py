"""What a petitioner sees of a matter."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from services.intake.policy.progress import ORDER, STAGE_OF, stages
from shared.contracts.words import STATES

AT = datetime(2026, 9, 20, tzinfo=UTC)


@dataclass
class Matter:
    state: str
    kind: str = "CLAIM_APPEAL"
    holder: str = "caoqiao"
    registered_at: datetime = AT


@dataclass
class Entry:
    type: str
    days: int

    @property
    def at(self):
        return AT + timedelta(days=self.days)


REFERRED = Entry("referral.made", 1)
SIGNED = Entry("referral.signed", 2)
REPLIED = Entry("reply.issued", 9)
NOTICED = Entry("notice.sent", 1)


def seen(matter, *timeline):
    return [(stage.name, stage.state) for stage in stages(matter, timeline)]


def test_a_new_matter_is_registered_and_the_rest_lies_ahead():
    assert seen(Matter("REGISTERED")) == [
        ("registered", "now"),
        ("referred", "todo"),
        ("in_progress", "todo"),
        ("answered", "todo"),
    ]


def test_each_stage_reached_shows_when_it_was_first_reached():
    again = Entry("referral.made", 5)
    shown = stages(Matter("IN_PROGRESS"), [NOTICED, REFERRED, SIGNED, again])
    assert [stage.at for stage in shown] == [AT, REFERRED.at, SIGNED.at, None]
    assert [stage.state for stage in shown] == ["done", "done", "now", "todo"]


def test_the_stage_a_matter_is_in_shows_who_holds_it():
    shown = stages(Matter("AWAITING_SIGN"), [REFERRED])
    assert [stage.holder for stage in shown] == [None, "caoqiao", None, None]


def test_of_a_report_nobody_learns_who_holds_it():
    for state in STATES:
        shown = stages(Matter(state, kind="REPORT", holder="discipline_inspection"), [REFERRED])
        assert {stage.holder for stage in shown} == {None}


@pytest.mark.parametrize("state", ["STEERED", "HANDED_OUTSIDE"])
def test_a_matter_that_went_elsewhere_ends_there_and_promises_no_answer_from_here(state):
    assert seen(Matter(state, holder="court"), REFERRED) == [("registered", "done"), ("referred", "now")]


def test_the_answer_to_one_of_two_claims_is_not_the_answer_to_the_matter():
    shown = stages(Matter("IN_PROGRESS"), [REFERRED, SIGNED, REPLIED])
    assert [stage.state for stage in shown] == ["done", "done", "now", "todo"]
    assert shown[-1].at is None


def test_a_matter_of_which_one_claim_still_waits_for_a_person_is_not_yet_referred():
    assert seen(Matter("AWAITING_TRIAGE", holder="bureau"), REFERRED)[:2] == [
        ("registered", "now"),
        ("referred", "todo"),
    ]


def test_a_stage_whose_event_comes_late_is_done_without_its_time():
    shown = stages(Matter("IN_PROGRESS"), [SIGNED])
    assert (shown[1].state, shown[1].at) == ("done", None)


@pytest.mark.parametrize("state", STATES)
def test_every_state_of_the_vocabulary_has_a_stage_and_exactly_one_is_now(state):
    assert STAGE_OF[state] in ORDER
    assert [each for _, each in seen(Matter(state))].count("now") == 1
