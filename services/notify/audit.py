"""What must be true of notify's rows if nothing is lost: every notice owed has exactly one row."""

from datetime import timedelta

from sqlalchemy import and_, select

from services.notify.models import Notice
from services.notify.policy.notices_owed import OWED
from shared.messaging.tables import Settlement

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


def every_notice_owed_has_its_row(session, before):
    """a handled event without a notice it owes"""
    for type_, owed in OWED.items():
        for one in owed:
            there = and_(
                Notice.event_id == Settlement.event_id,
                Notice.template == one.template,
                Notice.recipient == one.recipient,
            )
            query = (
                select(Settlement.event_id)
                .outerjoin(Notice, there)
                .where(Settlement.state == "handled", Settlement.type == type_, Notice.notice_id.is_(None))
            )
            yield from session.scalars(query)


def every_notice_has_its_event(session, before):
    """a notice whose event was not handled"""
    query = (
        select(Notice.notice_id)
        .outerjoin(Settlement, Settlement.event_id == Notice.event_id)
        .where(Settlement.event_id.is_(None) | (Settlement.state != "handled"))
    )
    return session.scalars(query)


def every_queued_notice_is_tried_in_time(session, before):
    """a notice that is queued and was not tried for an hour, or will not be within the day"""
    query = select(Notice.notice_id).where(Notice.state == "queued")
    too_late, forgotten = Notice.next_attempt_at > before + DAY, Notice.next_attempt_at < before - HOUR
    return session.scalars(query.where(Notice.next_attempt_at.is_(None) | too_late | forgotten))


INVARIANTS = (every_notice_owed_has_its_row, every_notice_has_its_event, every_queued_notice_is_tried_in_time)
