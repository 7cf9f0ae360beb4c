"""A referral's own row says whose turn it is, who has it in hand and what is due first: lists need nothing else."""

import pytest

from shared.clocks import following
from shared.db import database
from tests.integration.doors.clocks import EVERY_YEAR, KEEPERS, clocks
from tests.integration.doors.test_objections import AGREED, at, forwarded, objected
from tests.integration.doors.test_referrals import answers, reply
from tests.integration.doors.town import ON_ONE_DATABASE

__all__ = ["forwarded"]
pytestmark = ON_ONE_DATABASE


def row(town, referral):
    told = town.visitor("leader").get(f"/routing/api/v1/referrals/{referral['referral_id']}").json
    return told["whose_turn"], told["handler"], told["due_on"]


def due(referral, *rules):
    running = clocks(referral["matter_no"])
    return min(running[rule].due_on.isoformat() for rule in rules)


def test_from_arrival_to_the_answer_it_follows(town, forwarded):
    assert row(town, forwarded) == ("caoqiao", None, due(forwarded, "sign_for", "receiver_tells"))
    caoqiao = town.visitor("caoqiao")
    caoqiao.post(at(forwarded, "signatures"), json={})
    assert row(town, forwarded) == ("caoqiao", "caoqiao", due(forwarded, "receiver_tells"))
    reply(town, forwarded)
    assert row(town, forwarded)[::2] == (None, due(forwarded, "serve_reply")), "it is to be served"


def test_while_an_objection_waits_it_is_the_deciders_turn_and_then_the_holders_again(town, forwarded):
    objected(town, forwarded)
    assert row(town, forwarded)[0] == "petition_office"
    petition = town.visitor("petition")
    petition.post(at(forwarded, "objection-decisions"), json={**AGREED, "agreed": False})
    assert row(town, forwarded)[0] == "caoqiao"
    assert row(town, forwarded)[2] == due(forwarded, "sign_for", "receiver_tells")


def test_given_back_it_is_nobodys_turn(town, forwarded):
    objected(town, forwarded)
    town.visitor("petition").post(at(forwarded, "objection-decisions"), json=AGREED)
    assert row(town, forwarded)[::2] == (None, None)


def test_a_calendar_that_moves_a_due_date_moves_it_on_the_row(town, forwarded, monkeypatch):
    monkeypatch.setattr("shared.clocks.in_force.calendar", lambda: EVERY_YEAR)
    following.compute_all_again(database("routing"), KEEPERS["routing"], EVERY_YEAR.edition)
    assert row(town, forwarded)[2] == due(forwarded, "sign_for", "receiver_tells")


@pytest.mark.parametrize("act", ["signatures", "opinions", "objections"])
def test_who_sent_it_sees_it_and_may_not_do_what_its_holder_does(town, forwarded, act):
    body = {
        "signatures": {},
        "opinions": answers(forwarded),
        "objections": {"reason": "NOT_OUR_DUTY", "explanation": "x"},
    }
    assert town.visitor("petition").refused(403, at(forwarded, act), json=body[act])["title"]
