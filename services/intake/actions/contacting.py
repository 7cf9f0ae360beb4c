"""The petitioner of an open matter calls, comes or writes again: a contact, not a second matter."""

from sqlalchemy import func, select

from services.intake.actions.registering import is_theirs, told_of
from services.intake.models import Contact, Matter
from services.intake.policy.days_told import wrong_moment
from services.intake.queries import matter_for
from services.intake.wishes import said_before
from shared.contracts.intake import MatterContacted
from shared.errors import FieldProblem, InvalidFields, NotFound, Refused
from shared.messaging import publish


class MatterIsClosed(Refused):
    """这件事项已经办结，不能再补记往来；信访人有新的诉求或者理由的，请另行登记"""


def record_contact(session, matter_no, form, *, by, now):
    """What the petitioner adds to an open matter, in the words and at the moment it was told."""
    if wrong := wrong_moment(form.received_at, now):
        raise InvalidFields(*wrong)
    matter = locked_matter(session, matter_no, by)
    if not matter.takes_contacts:
        raise MatterIsClosed
    last = session.scalar(select(func.max(Contact.number)).where(Contact.matter_no == matter_no))
    contact = Contact(
        matter_no=matter_no,
        number=last + 1,
        channel=form.channel,
        received_at=form.received_at or now,
        words=form.words,
        recorded_by=by.username,
        recording_unit=by.unit,
        recorded_at=now,
    )
    session.add(contact)
    [said_since] = said_before(session, [matter.petitioner])
    matter.petitioner.may_be_reached_like(said_since)
    matter.petitioner.may_be_reached(form.reach, now)
    publish(session, _contacted(matter, contact))
    return contact


def record_contact_of_caller(session, matter_no, form, petitioner, *, by, now):
    """The same, where whoever calls only says which matter it is: it must be theirs."""
    try:
        theirs = is_theirs(matter_for(session, matter_no, by), petitioner)
    except NotFound:
        theirs = False
    if not theirs:
        raise InvalidFields(FieldProblem("same_matter", "not_their_matter"))
    return record_contact(session, matter_no, form, by=by, now=now)


def locked_matter(session, matter_no, by):
    """The matter, if this person may know of it, so that nobody else changes it meanwhile."""
    matter_for(session, matter_no, by)
    return session.get_one(Matter, matter_no, with_for_update={"of": Matter}, populate_existing=True)


def _contacted(matter, contact):
    return MatterContacted(
        matter_no=matter.matter_no,
        number=contact.number,
        channel=contact.channel,
        matter_kind=matter.kind,
        registering_unit=matter.registering_unit,
        unit=matter.holder or matter.registering_unit,
        accused_unit=matter.accused_unit,
        received_at=contact.received_at,
        recorded_by=contact.recorded_by,
        recording_unit=contact.recording_unit,
        words=contact.words,
        petitioner=told_of(matter.petitioner),
    )
