"""Two clerks at once, or a clerk and a timer, after a reply: one of them does it, the other is told."""

from contextlib import contextmanager

import eventlet
import pytest
from sqlalchemy import select, update

from services.routing import clock
from shared.db import database
from shared.history.verifying import acts_of, verify
from shared.messaging.tables import Outbox
from tests.integration.doors.clocks import after, clocks, look
from tests.integration.doors.reviewing import answered_and_served, asked, decided, request, rereviewed, served
from tests.integration.doors.test_after_the_reply import handed, today
from tests.integration.doors.test_completion_report import REPORT, replied
from tests.integration.doors.test_handing_on import broken
from tests.integration.doors.test_objections import at, matter
from tests.integration.doors.test_proofs_struck_out import WRONG, door
from tests.integration.doors.test_reopening import AGAIN, orders
from tests.integration.doors.test_rereviews import held

pytestmark = [
    pytest.mark.parametrize("town", ["postgresql"], indirect=True),
    pytest.mark.usefixtures("every_year_is_announced"),
]
END = {"last_on": today(), "words": "双方都到场。"}


def at_once(town, *asking):
    """`(username, path, body)` each, all at the same moment: the answers' status codes, sorted."""
    threads = [eventlet.spawn(town.visitor(by).post, path, json=body) for by, path, body in asking]
    answers = [one.wait().status_code for one in threads]
    town.deliver()
    assert broken() == set()
    return sorted(answers)


def test_a_review_is_asked_for_once(town):
    referral = answered_and_served(town)
    wanted = ("operator", at(referral, "review-requests"), request())
    assert at_once(town, wanted, wanted, ("leader", *wanted[1:])) == [201, 409, 409]
    assert [one["kind"] for one in orders(town, referral)] == ["TRANSFER", "REVIEW"]


def test_a_review_is_asked_for_or_it_is_done_again_never_both(town):
    referral = answered_and_served(town)
    asking = ("operator", at(referral, "review-requests"), request())
    assert at_once(town, asking, ("operator", at(referral, "reopenings"), AGAIN)) == [201, 409]
    assert len(orders(town, referral)) == 2


def test_a_hearing_is_opened_and_closed_once(town):
    order = rereviewed(town, answered_and_served(town))
    hearing = {"first_on": today(), "hearing_on": today(5), "place": "听证室", "words": "双方说法不一。"}
    opening = ("petition", at(order, "hearings"), hearing)
    assert at_once(town, opening, opening) == [201, 409]
    ending = ("petition", at(order, "hearing-ends"), END)
    assert at_once(town, ending, ("petition2", *ending[1:])) == [201, 409]


def test_a_review_is_decided_once(town):
    review = asked(town, answered_and_served(town))
    decided(town, review)
    serving = ("leader", at(review, "services"), handed())
    assert at_once(town, serving, ("leader2", *serving[1:])) == [201, 409]


def test_a_proof_is_struck_out_or_the_reply_becomes_final_never_both(town):
    referral = answered_and_served(town)
    look(after(clocks(referral["matter_no"])["ask_review"].due_on, 2))
    proof_id = orders(town, referral)[0]["services"][-1]["proof_id"]
    timer = eventlet.spawn(clock.finalise_what_lapsed)
    told = town.visitor("caoqiao").post(door(proof_id), json=WRONG)
    timer.wait()
    clock.finalise_what_lapsed()
    town.deliver()
    assert (told.status_code, matter(town, referral)["state"]) in [(201, "ANSWERED"), (409, "FINALISED")]
    assert broken() == set()


def test_a_proof_is_struck_out_while_its_thirty_days_lapse(town):
    referral = answered_and_served(town)
    last = clocks(referral["matter_no"])["ask_review"].due_on
    proof_id = orders(town, referral)[0]["services"][-1]["proof_id"]
    timer = eventlet.spawn(look, after(last, 2))
    told = town.visitor("caoqiao").post(door(proof_id), json=WRONG)
    timer.wait()
    if told.status_code == 503:
        told = town.visitor("caoqiao").post(door(proof_id), json=WRONG)
    assert told.status_code == 201, told.text
    clock.finalise_what_lapsed()
    town.deliver()
    assert matter(town, referral)["state"] == "ANSWERED"
    assert broken() == set()


def test_what_is_left_to_do_is_done_once(town):
    office = town.visitor("caoqiao")
    referral = replied(town, office, outcome="SUPPORT", reply_by="2099-01-01")
    done = {"claim_id": referral["claims"][0]["claim_id"], "done_on": today(), "words": "围墙已拆除。"}
    judged = {"accepted": True, "words": "同意办结。"}
    visit = {"visited_on": today(), "reached": True, "satisfaction": "SATISFIED", "words": "满意。"}
    for by, path, body in (
        ("caoqiao", "services", handed()),
        ("caoqiao", "performances", done),
        ("caoqiao", "completion-reports", REPORT),
        ("petition", "completion-decisions", judged),
        ("petition", "return-visits", visit),
    ):
        assert at_once(town, (by, at(referral, path), body), (f"{by}2", at(referral, path), body)) == [201, 409], path


def test_every_act_since_the_reply_stands_in_the_chain(town):
    referral = answered_and_served(town)
    order = rereviewed(town, referral)
    held(town.visitor("petition"), order)
    assert town.visitor("petition").post(at(order, "hearing-ends"), json=END).status_code == 201
    decided(town, order)
    served(town, order)
    assert list(verify(referral["matter_no"])) == []
    told = {act.type for act in acts_of("routing", [referral["matter_no"]])}
    of_reviews = {"review.requested", "review.decided", "hearing.opened", "hearing.closed"}
    assert told >= {"reply.served", "reply.finalised", *of_reviews}
    for type_ in of_reviews:
        with changed(referral, type_):
            assert any(type_ in sentence for sentence in verify(referral["matter_no"]))
    assert list(verify(referral["matter_no"])) == []


@contextmanager
def changed(referral, type_):
    """Somebody changes what an act says in the database itself, and then takes that back."""
    mine = (Outbox.subject == referral["matter_no"], Outbox.type == type_)
    with database("routing").transaction() as session:
        was = {row.event_id: row.data for row in session.scalars(select(Outbox).where(*mine))}
        session.execute(update(Outbox).where(*mine).values(data=Outbox.data + " "))
    yield
    with database("routing").transaction() as session:
        for event_id, data in was.items():
            session.execute(update(Outbox).where(Outbox.event_id == event_id).values(data=data))
