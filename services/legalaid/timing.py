"""The clocks of an application, and who is told of one."""

from sqlalchemy import exists, select

from services.legalaid.models import Application, Clock
from shared.clocks import keeping
from shared.clocks.climbing import Told
from shared.clocks.deadline import HERE
from shared.directory import supervisor_of

BATCH = 50


def start_for_application(session, application, *, now):
    """Seven days to decide. They run from the day the person's papers reached the centre, draft or not: a person who
    was guided here must not lose days because nobody took the application down."""
    clock = keeping.new_clock(
        Clock,
        "aid_decided",
        matter_no=application.matter_no,
        unit=application.unit,
        at=now,
        rules_on=now.astimezone(HERE).date(),
        subject_id=application.application_id,
    )
    keeping.start(session, [clock])


def stop_for_application(session, application, *, now):
    """There is nothing left to decide."""
    mine = Clock.subject_id == application.application_id
    keeping.stop(session, keeping.locked_clocks(session, Clock, mine), now=now)


def start_missing(session):
    """Applications that were there before there were clocks; how many were without."""
    without = ~exists().where(Clock.subject_id == Application.application_id)
    mine = select(Application).where(without).limit(BATCH)
    applications = session.scalars(mine.with_for_update(skip_locked=True)).all()
    for application in applications:
        start_for_application(session, application, now=application.received_at)
    return len(applications)


def about(session, clock):
    """What is told about a clock beside its own row. Reports never come here, so nothing is confidential."""
    application = session.get_one(Application, clock.subject_id)
    return Told(
        sender=application.sender,
        confidential=False,
        accused_unit=None,
        supervisor=supervisor_of(session, clock.unit),
    )
