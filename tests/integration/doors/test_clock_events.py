"""Intake's copy of the clocks: the same in whatever order it hears of them, and however often."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, literal, select

from services.intake import handlers
from services.intake.models import MatterClock
from shared.db import database
from shared.messaging.envelope import read, write
from shared.messaging.handlers import collect
from shared.messaging.tables import Outbox
from tests.integration.doors.test_referrals import at, reply
from tests.integration.doors.town import ON_ONE_DATABASE

pytestmark = ON_ONE_DATABASE
SHUFFLED = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


def test_in_any_order_the_events_come_to_the_same_clocks(town):
    matter_no = answered(town)
    in_order, letters = kept(matter_no), clock_letters(matter_no)
    assert {(rule, running) for rule, _, running, _ in in_order} == {
        ("receiver_tells", False),
        ("objection_window", False),
        ("sign_for", False),
        ("serve_reply", True),
    }

    @SHUFFLED
    @given(heard=st.permutations(letters * 2))
    def come_to_the_same_clocks(heard):
        with database("intake").transaction() as session:
            session.execute(delete(MatterClock).where(MatterClock.matter_no == matter_no))
        for body in heard:
            hear(read(body).event)
        assert kept(matter_no) == in_order

    come_to_the_same_clocks()


def answered(town):
    referral, caoqiao = town.referral(), town.visitor("caoqiao")
    caoqiao.post(at(referral, "signatures"), json={})
    reply(town, referral)
    town.deliver()
    return referral["matter_no"]


def hear(event):
    with database("intake").transaction() as session:
        for handler in collect([handlers])[event.meta.type]:
            handler(session, event)


def kept(matter_no):
    with database("intake").reading() as session:
        rows = session.scalars(select(MatterClock).where(MatterClock.matter_no == matter_no))
        return {(row.rule, row.due_on, row.running, row.sequence) for row in rows}


def clock_letters(matter_no):
    query = select(Outbox.__table__, literal("routing").label("source"))
    query = query.where(Outbox.subject == matter_no, Outbox.type.startswith("clock."))
    with database("routing").reading() as session:
        return [write(row) for row in session.execute(query)]
