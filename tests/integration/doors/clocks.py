"""Words for the clocks of a town: what stands in a service's rows, and looking at the time on another day."""

from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import select

from services.legalaid.clock import KEEPER as OF_LEGAL_AID
from services.routing.clock import KEEPER as OF_ROUTING
from shared.clocks.calendar import Announcement, Calendar
from shared.clocks.climbing import climb_all
from shared.clocks.deadline import HERE
from shared.contracts import EVENTS
from shared.db import database
from shared.messaging.tables import Outbox

EVERY_YEAR = Calendar(tuple(Announcement(y, date(y - 1, 11, 1), "演示通知", "") for y in range(2020, 2060)))
"""A calendar without holidays, so that what these tests say is true whatever day it is today."""

KEEPERS = {"routing": OF_ROUTING, "legalaid": OF_LEGAL_AID}


def clocks(matter_no, service="routing"):
    """A matter's clocks by their rules; of several under one rule the one that runs."""
    keeper = KEEPERS[service]
    with database(service).reading() as session:
        found = list(session.scalars(select(keeper.clock).where(keeper.clock.matter_no == matter_no)))
        return {clock.rule: clock for clock in sorted(found, key=lambda clock: clock.state == "running")}


def climbed(matter_no, service="routing"):
    """(rule, what was done) of every rung of a matter's clocks, in the order of their days."""
    clock, climbed = KEEPERS[service].clock, KEEPERS[service].climbed
    query = select(clock.rule, climbed.does).join(climbed, climbed.clock_id == clock.clock_id)
    with database(service).reading() as session:
        found = session.execute(query.where(clock.matter_no == matter_no).order_by(clock.rule, climbed.number))
        return [tuple(row) for row in found]


def told(matter_no, *types, service="routing"):
    """The types of the events about a matter's clocks, in their order."""
    query = select(Outbox.type).where(Outbox.subject == matter_no, Outbox.type.startswith("clock."))
    with database(service).reading() as session:
        found = list(session.scalars(query.order_by(Outbox.position)))
    assert set(found) <= set(EVENTS)
    return [type_ for type_ in found if not types or type_ in types]


def look(day, hour=10, service="routing"):
    """What a replica's timer does at that hour of that day; how many rungs it climbed."""
    now = datetime.combine(day, time(hour), HERE).astimezone(UTC)
    return climb_all(database(service), KEEPERS[service], now, day)


def after(day, days):
    return day + timedelta(days=days)
