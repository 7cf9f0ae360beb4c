"""What must be true of legal aid's rows if nothing is lost."""

from sqlalchemy import exists, or_, select

from services.legalaid.models import Application, Clock, Withdrawal
from shared.directory import KnownUnit
from shared.messaging.audit import published
from shared.messaging.tables import Outbox, Settlement
from shared.messaging.telling import untold


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


def every_withdrawal_was_announced(session, before):
    """a matter whose withdrawn applications do not match its aid.withdrawn events"""
    rows = select(Application.matter_no).join(Withdrawal, Withdrawal.application_id == Application.application_id)
    return untold(session, rows, "aid.withdrawn")


def nothing_is_owed_for_what_was_withdrawn(session, before):
    """a withdrawn application without its withdrawal, or with a clock that still runs"""
    said = exists().where(Withdrawal.application_id == Application.application_id)
    runs = exists().where(Clock.subject_id == Application.application_id, Clock.state == "running")
    is_it = Application.state == "WITHDRAWN"
    return session.scalars(select(Application.application_id).where(or_(is_it & ~said, ~is_it & said, is_it & runs)))


INVARIANTS = (
    every_steering_has_its_draft,
    every_draft_has_its_event,
    every_draft_was_announced,
    every_withdrawal_was_announced,
    nothing_is_owed_for_what_was_withdrawn,
)
