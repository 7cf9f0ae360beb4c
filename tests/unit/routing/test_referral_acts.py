"""The table of what may be done with a referral: it leads somewhere, leaves nobody holding nothing, and is drawn."""

from dataclasses import replace
from datetime import date

import pytest

from services.notify.policy.notices_owed import OWED
from services.routing.commands import DRAWING
from services.routing.policy.act import ANSWERED_HERE, HOLDER, NOBODY, NOT_MADE, Stage
from services.routing.policy.clocks_of import of_referral
from services.routing.policy.not_now import why_not
from services.routing.policy.referral_acts import ACTS, MACHINE, STAGES, BadMachine, machine, possible, step
from services.routing.policy.referral_drawing import drawing
from shared.contracts import EVENTS
from shared.contracts.words import ROLES
from shared.errors import Refused
from tests.faults.walking.entering import ENTERED, HAPPENS
from tests.unit.clocks.books import NATIONAL_BOOK

TODAY = date(2026, 9, 20)
SIGN = next(act for act in ACTS if act.name == "sign_for")


def test_who_may_do_what_is_one_look_into_the_table():
    found = step("ASSIGN", "AWAITING_SIGN", "sign_for", "office_clerk")
    assert (found.to, found.stops, STAGES[found.to].turn) == ("IN_PROGRESS", ("sign_for",), HOLDER)
    assert step("ASSIGN", "AWAITING_SIGN", "sign_for", "operator") is None
    assert step("STEER", "AWAITING_SIGN", "sign_for", "office_clerk") is None
    assert possible("TRANSFER", "AWAITING_SIGN", "office_clerk") == ("sign_for", "object", "pass_down")


@pytest.mark.parametrize(
    ("kind", "role"), [(kind, role) for kind in ANSWERED_HERE for role in ROLES], ids=lambda value: value
)
def test_what_the_table_does_not_allow_has_a_sentence(kind, role):
    for act in ACTS:
        for state in STAGES:
            if step(kind, state, act.name, role) is None:
                assert isinstance(why_not(act.name, state), Refused)


SPOILED = {
    "said twice": [*ACTS, SIGN],
    "no such state": [*ACTS, replace(SIGN, name="x", moves={"AWAITING_SIGN": "SLEEPING"})],
    "no such role": [*ACTS, replace(SIGN, name="x", roles=("king",))],
    "no such party": [*ACTS, replace(SIGN, name="x", by="king")],
    "needs its roles": [*ACTS, replace(SIGN, name="x", roles=())],
    "nothing leads there": [act for act in ACTS if act.name != "object"],
    "who can do nothing": [a for a in ACTS if a.name not in ("sign_for", "object", "pass_down")],
    "nobody's turn": [*ACTS, replace(SIGN, name="x", moves={"RETURNED": "IN_PROGRESS"})],
}


@pytest.mark.parametrize(("wrong", "acts"), SPOILED.items(), ids=SPOILED)
def test_a_table_that_makes_no_sense_is_not_read(wrong, acts):
    with pytest.raises(BadMachine, match=wrong):
        machine(STAGES, acts)


def test_a_state_without_its_sentence_is_not_read():
    with pytest.raises(BadMachine, match="no sentence"):
        machine(STAGES | {"REGISTERED": Stage()}, [*ACTS, replace(SIGN, name="x", moves={NOT_MADE: "REGISTERED"})])


def test_every_notice_the_table_owes_is_owed_by_notify_and_no_other():
    for act in ACTS:
        assert sorted(set(act.notices)) == sorted({owed.template for owed in OWED.get(act.event, ())}), act.name


def test_every_act_is_walked_at_random_with_all_the_others():
    how = "say in tests/faults/walking/entering.py how it is entered at the door: one line"
    assert {act.name for act in ACTS if act.by != NOBODY} == set(ENTERED), how
    assert {act.name for act in ACTS if act.by == NOBODY} == set(HAPPENS), how


def test_every_event_and_every_clock_of_the_table_exists():
    assert {act.event for act in ACTS} <= set(EVENTS)
    for rule in {rule for s in MACHINE.values() for rule in (*s.starts, *STAGES.get(s.to, Stage()).begins)}:
        assert NATIONAL_BOOK.candidates(rule, TODAY)[0].runs


@pytest.mark.parametrize(("kind", "act"), [("TRANSFER", "transfer"), ("ASSIGN", "assign")])
def test_the_clocks_that_begin_with_an_order_are_those_of_the_table(kind, act):
    made = step(kind, NOT_MADE, act)
    begun = {begins.rule for begins in of_referral(kind, made.to, TODAY)}
    assert begun == {*made.starts, *STAGES[made.to].begins}
    assert made.by == NOBODY


def test_the_drawing_in_the_documentation_is_current():
    assert DRAWING.read_text(encoding="utf-8") == drawing(), "run `liandong referrals draw`"
