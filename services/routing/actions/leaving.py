"""Somebody leaves, or moves to another unit: a colleague who was named takes over the open orders in their hands;
else they go back to the unit."""

from services.routing.actions.about import about_a_referral
from services.routing.actions.withdrawn import recused_from
from services.routing.models import StaffSuccession
from services.routing.policy.referral_acts import roles_for
from shared.contracts.routing import HandlerReleased
from shared.directory import KnownStaff
from shared.messaging import publish


def remember_who_takes_over(session, event):
    """Keep who was named when somebody left; an older event that comes late changes nothing."""
    known = session.get(StaffSuccession, event.username, with_for_update=True)
    if known is None:
        known = StaffSuccession(username=event.username, sequence=-1)
        session.add(known)
    if event.meta.sequence > known.sequence:
        known.successor, known.sequence = None if event.active else event.successor, event.meta.sequence
        session.flush()


def release_handler(session, referral, now):
    """Where no colleague takes over, nobody has it in hand until the unit gives it to somebody. Whose turn it is
    stays what it was."""
    left = referral.handler
    referral.handler = _who_takes_over(session, referral, left)
    publish(
        session,
        HandlerReleased(**about_a_referral(referral), username=left, follower=referral.handler, released_at=now),
    )


def _who_takes_over(session, referral, left):
    """Whoever was named, while they are there, may handle such orders and did not withdraw from this matter."""
    named = session.get(StaffSuccession, left)
    colleague = named and named.successor and session.get(KnownStaff, named.successor)
    if not colleague or not colleague.active or colleague.unit != referral.unit:
        return None
    able = colleague.role in roles_for("reassign", referral.kind)
    withdrew = colleague.username in recused_from(session, referral.matter_no)
    return colleague.username if able and not withdrew else None
