"""What must be true of legal aid's rows if nothing is lost."""

from sqlalchemy import select

from services.legalaid.models import Application
from shared.directory import KnownUnit
from shared.messaging.audit import published
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
        .outerjoin(Outbox, (Outbox.cause == Application.event_id) & (Outbox.type == "aid.draft_opened"))
        .where(Outbox.event_id.is_(None))
    )
    return session.scalars(query)


def every_steering_has_its_draft(session, before):
    """a handled referral to a legal-aid agency without its draft"""
    agencies = set(session.scalars(select(KnownUnit.code).where(KnownUnit.kind == "legal_aid_agency")))
    drafts = set(session.scalars(select(Application.event_id)))
    handled = select(Settlement.event_id).where(Settlement.state == "handled", Settlement.type == "referral.made")
    heard = set(session.scalars(handled))
    for event_id, told in published("routing", "referral.made", before):
        if told["unit"] in agencies and event_id in heard and event_id not in drafts:
            yield event_id


INVARIANTS = (every_steering_has_its_draft, every_draft_has_its_event, every_draft_was_announced)
