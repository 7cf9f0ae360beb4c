"""What must be true of contacts and of consultations answered on the spot."""

from sqlalchemy import func, or_, select

from services.intake.models import Consultation, Contact, Matter
from services.intake.policy.matter_state import OPEN
from shared.messaging.tables import Outbox
from shared.messaging.telling import untold

CONTACTED = "matter.contacted"
CONSULTED = "consultation.answered"


def every_matter_has_its_contacts(session, before):
    """a matter whose contacts are not counted from one on"""
    counted = (func.min(Contact.number), func.max(Contact.number), func.count(Contact.number))
    query = select(Matter.matter_no).outerjoin(Contact, Contact.matter_no == Matter.matter_no)
    first, last, count = counted
    gap = or_(count == 0, first != 1, last != count)
    return session.scalars(query.group_by(Matter.matter_no).having(gap))


def every_further_contact_was_announced_once(session, before):
    """a matter whose further contacts do not match its matter.contacted events"""
    return untold(session, select(Contact.matter_no).where(Contact.number > 1), CONTACTED)


def every_answer_on_the_spot_is_kept_and_closed_its_matter(session, before):
    """a consultation.answered without its answer, or whose matter is still open"""
    query = (
        select(Outbox.subject)
        .outerjoin(Consultation, Consultation.matter_no == Outbox.subject)
        .outerjoin(Matter, Matter.matter_no == Outbox.subject)
        .where(Outbox.type == CONSULTED, or_(Consultation.matter_no.is_(None), Matter.state.in_(OPEN)))
    )
    return session.scalars(query)


INVARIANTS = (
    every_answer_on_the_spot_is_kept_and_closed_its_matter,
    every_matter_has_its_contacts,
    every_further_contact_was_announced_once,
)
