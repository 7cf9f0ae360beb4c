"""What the console's pages read."""

from dataclasses import dataclass

from sqlalchemy import func, select

from services.console.models import (
    DeadLetter,
    Departure,
    QueueReading,
    Reconciliation,
    Staff,
    Unit,
    UnitClosing,
)
from shared.errors import NotFound
from shared.messaging.services import hearings
from shared.messaging.topology import SAFETY_NET_QUEUE

PAGE = 200


@dataclass(frozen=True)
class QueueRow:
    queue: str
    depth: int | None
    consumers: int | None
    unsent: int | None
    waiting: int | None
    read_at: object
    stale: bool
    dead: int


def queue_rows(session):
    readings = {reading.queue: reading for reading in session.scalars(select(QueueReading))}
    dead = dict(
        session.execute(
            select(DeadLetter.reader, func.count()).where(DeadLetter.settled_at.is_(None)).group_by(DeadLetter.reader)
        ).all()
    )
    names = [*(hearing.queue for hearing in hearings()), SAFETY_NET_QUEUE]
    return [_row(name, readings.get(name), dead.get(name, 0)) for name in names]


def last_reconciliation(session):
    finished = Reconciliation.finished_at.is_not(None)
    query = select(Reconciliation).where(finished).order_by(Reconciliation.day.desc()).limit(1)
    return session.scalars(query).one_or_none()


def _row(name, reading, dead):
    if reading is None:
        return QueueRow(name, None, None, None, None, None, True, dead)
    stale = reading.read_at is None or reading.read_at < reading.tried_at
    return QueueRow(
        name, reading.depth, reading.consumers, reading.unsent, reading.waiting, reading.read_at, stale, dead
    )


def open_dead_letters(session, reader=None, type=None, limit=PAGE):
    query = select(DeadLetter).where(DeadLetter.settled_at.is_(None))
    if reader:
        query = query.where(DeadLetter.reader == reader)
    if type:
        query = query.where(DeadLetter.type == type)
    return list(session.scalars(query.order_by(DeadLetter.failed_at.desc()).limit(limit)))


def dead_letters_chosen(session, reader, event_ids):
    return [letter for letter in open_dead_letters(session, reader=reader) if letter.event_id in set(event_ids)]


def all_staff(session):
    return list(
        session.execute(select(Staff, Unit).join(Unit, Unit.code == Staff.unit).order_by(Staff.unit, Staff.username))
    )


def all_units(session):
    """Those that are open first."""
    return list(session.scalars(select(Unit).order_by(Unit.active.desc(), Unit.kind, Unit.code)))


def unit_of(session, code):
    unit = session.get(Unit, code)
    if unit is None:
        raise NotFound
    return unit


def called(session, done):
    """The name of whoever did something; what stands there, where it was done on the server itself."""
    return done and (name_of(session, done.by) or done.by)


def last_closing(session, code):
    query = select(UnitClosing).where(UnitClosing.unit == code).order_by(UnitClosing.at.desc()).limit(1)
    return session.scalars(query).one_or_none()


def member_of_staff(session, username):
    staff = session.get(Staff, username)
    if staff is None:
        raise NotFound
    return staff


def colleagues_of(session, staff):
    """Who else works at the same unit, by user name."""
    others = (Staff.unit == staff.unit, Staff.active, Staff.username != staff.username)
    return list(session.scalars(select(Staff).where(*others).order_by(Staff.username)))


def name_of(session, username):
    """What somebody is called, also who left; None for nobody."""
    return session.scalar(select(Staff.name).where(Staff.username == username)) if username else None


def last_departure(session, username):
    query = select(Departure).where(Departure.username == username).order_by(Departure.at.desc()).limit(1)
    return session.scalars(query).one_or_none()
