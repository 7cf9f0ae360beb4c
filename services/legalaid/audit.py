"""What must be true of legal aid's rows if nothing is lost."""

from sqlalchemy import select

from services.legalaid.models import Application
from shared.messaging.tables import Outbox, Settlement


def every_draft_has_its_event(session, before):
    """a draft of an application whose referral was not handled"""
    query = (
        select(Application.application_id)
        .outerjoin(Settlement, Settlement.event_id == Application.event_id)
        .where(Settlement.event_id.is_(None) | (Settlement.state != "handled"))
    )
    return session.scalars(query)


def every_draft_was_announced(session, before):
    """a draft of an application without its aid.draft_opened"""
    query = (
        select(Application.application_id)
        .outerjoin(Outbox, Outbox.cause == Application.event_id)
        .where(Outbox.event_id.is_(None))
    )
    return session.scalars(query)


INVARIANTS = (every_draft_has_its_event, every_draft_was_announced)
