"""The consultations answered on the spot: how many by which channel, and the newest of them."""

from datetime import date

from sqlalchemy import func, select

from services.intake.models import Consultation, Matter
from shared.clocks.days import on_days
from shared.db.paging import newest_first

PAGE = 50


def period(since, until, today):
    """The days that are counted: this year's, if nothing else was asked for."""
    return since or date(today.year, 1, 1), until or today


def counted(session, since, until):
    """How many were answered between two days, by channel."""
    query = select(Consultation.channel, func.count()).where(*_between(since, until)).group_by(Consultation.channel)
    return dict(session.execute(query).all())


def newest(session, since, until, channel=None, cursor=None):
    """A page of them, newest first."""
    query = select(Consultation).where(*_between(since, until))
    if channel:
        query = query.where(Consultation.channel == channel)
    return newest_first(session, query, Consultation.answered_at, Consultation.matter_no, cursor, PAGE)


def petitioners(session, consultations):
    """Who asked each of them."""
    numbers = [one.matter_no for one in consultations]
    matters = session.scalars(select(Matter).where(Matter.matter_no.in_(numbers)))
    return {matter.matter_no: matter for matter in matters}


def _between(since, until):
    return on_days(Consultation.answered_at, since, until)
