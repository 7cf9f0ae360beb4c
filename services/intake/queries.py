"""What intake's pages and its JSON door read."""

import re
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from hmac import compare_digest
from uuid import UUID

from sqlalchemy import and_, exists, func, or_, select

from services.intake.finding import filtered, has_phone, page_of
from services.intake.holding import held_by
from services.intake.models import (
    Contact,
    CorrectedValue,
    Correction,
    Draft,
    Matter,
    MatterClock,
    Petitioner,
    Rating,
    Split,
    TimelineEntry,
    Withdrawal,
    WithdrawnClaim,
)
from services.intake.policy.matter_state import IN_HAND
from services.intake.policy.tries import plain_code
from services.intake.telephones import kept_number
from shared.clocks.days import on_days
from shared.db.paging import newest_first, numbered
from shared.directory import not_accused
from shared.errors import NotFound
from shared.privacy import blind_index, open_sealed, seal

EARLIER = 10
CONTACTS_SHOWN = 50
TIMELINE_SHOWN = 200
CORRECTIONS_SHOWN = 50
DRAFTS = 20
NOBODYS = "petitioner.phone"
SEES_EVERY_UNIT = {"operator", "petition_clerk", "leader"}


@dataclass(frozen=True)
class Counted:
    """How many contacts a matter has, and when the last one was."""

    count: int
    last_at: datetime


def matter_for(session, matter_no, staff):
    matter = session.scalars(select(Matter).where(Matter.matter_no == matter_no, visible_to(staff))).one_or_none()
    if matter is None:
        raise NotFound
    return matter


def may_see(session, matter_no, staff):
    return session.scalar(select(exists().where(Matter.matter_no == matter_no, visible_to(staff))))


def matter_in_hand(session, matter_no, staff):
    """Whether a matter that this person may know of is being worked on. Never a report: whoever gets the new matter
    would learn that there is one."""
    here = (Matter.matter_no == matter_no, Matter.state.in_(IN_HAND), Matter.kind != "REPORT", visible_to(staff))
    return session.scalars(select(Matter).where(*here)).one_or_none()


def visible_to(staff):
    """Which matters a member of staff may know of: an office those it has or had in hand. A report is seen only where
    it was registered, and never by the unit it accuses or one below that."""
    return and_(not_accused(Matter.accused_index, staff), _of_their_desk(staff))


def _of_their_desk(staff):
    if staff.role in SEES_EVERY_UNIT:
        return or_(Matter.registering_unit == staff.unit, Matter.kind != "REPORT")
    return and_(held_by(staff.unit), Matter.kind != "REPORT")


def matters(session, staff, *, q=None, cursor=None, since=None, until=None, **filters):
    """A list of what this person may know of, newest first."""
    here = (visible_to(staff), *on_days(Matter.registered_at, since, until))
    queries = filtered(select(Matter).where(*here), **filters)
    return page_of(session, queries, q and q.strip(), cursor)


def earlier_contacts(session, staff, phone):
    """What this telephone number's owner brought before, newest first; exact matches only."""
    number = kept_number(phone)
    if not re.fullmatch(r"\+?\d{7,15}", number or ""):
        return []
    query = select(Matter).where(visible_to(staff), has_phone(number)).order_by(Matter.registered_at.desc())
    return list(session.scalars(query.limit(EARLIER)))


def contacts(session, matter_no):
    """How many times the petitioner called, came or wrote, and the newest of these, oldest first."""
    total = session.scalar(select(func.count()).where(Contact.matter_no == matter_no))
    query = select(Contact).where(Contact.matter_no == matter_no).order_by(Contact.number.desc())
    return total, list(reversed(session.scalars(query.limit(CONTACTS_SHOWN)).all()))


def corrections(session, matter_no):
    """What was corrected, the newest first, as many as a page shows."""
    query = select(Correction).where(Correction.matter_no == matter_no)
    return list(session.scalars(query.order_by(Correction.number.desc()).limit(CORRECTIONS_SHOWN)))


def corrected_since(session, matter_no, seen, claim_id):
    """Which fields were corrected after so many corrections: of the petitioner and the matter, or of one claim."""
    of_it = CorrectedValue.claim_id.is_(None) if claim_id is None else CorrectedValue.claim_id == UUID(claim_id)
    later = (CorrectedValue.matter_no == matter_no, CorrectedValue.number > seen, of_it)
    return set(session.scalars(select(CorrectedValue.field).where(*later)))


def splits(session, matter_no):
    """By which splits claims left a matter, and by which it began, oldest first: each claim leaves it but once."""
    query = select(Split).where(or_(Split.matter_no == matter_no, Split.new_no == matter_no))
    return list(session.scalars(query.order_by(Split.at)))


def goes_on(splits):
    """Whether one of these waits for what routing says."""
    return any(split.outcome is None for split in splits)


def numbers_seen(session, numbers, staff):
    """Those of these matters that this person may know of."""
    here = (Matter.matter_no.in_(numbers), visible_to(staff))
    return set(session.scalars(select(Matter.matter_no).where(*here))) if numbers else set()


def withdrawals(session, matter_no):
    """What the petitioner withdrew, oldest first; at most one for each claim, and one more for what came late."""
    query = select(Withdrawal).where(Withdrawal.matter_no == matter_no)
    return list(session.scalars(query.order_by(Withdrawal.recorded_at)))


def withdrawn_already(session, matter_no):
    """The claims whose withdrawal waits for whoever holds them, or was followed."""
    query = (
        select(WithdrawnClaim.claim_id)
        .join(Withdrawal, Withdrawal.withdrawal_id == WithdrawnClaim.withdrawal_id)
        .where(Withdrawal.matter_no == matter_no, WithdrawnClaim.outcome.is_distinct_from("CAME_LATE"))
    )
    return set(session.scalars(query))


def counted_contacts(session, matters):
    """Of each of these matters how many contacts there were and when the last one was."""
    numbers = [matter.matter_no for matter in matters]
    counted = (Contact.matter_no, func.count(), func.max(Contact.received_at))
    query = select(*counted).where(Contact.matter_no.in_(numbers)).group_by(Contact.matter_no)
    return {matter_no: Counted(count, last_at) for matter_no, count, last_at in session.execute(query)}


def drafts(session, staff, cursor=None):
    """One's own, newest first."""
    return newest_first(session, _own_drafts(staff), Draft.saved_at, Draft.draft_id, cursor, DRAFTS)


def has_drafts(session, staff):
    return session.scalar(select(_own_drafts(staff).exists()))


def _own_drafts(staff):
    return select(Draft).where(Draft.owner == staff.username, Draft.ended_at.is_(None))


def timeline(session, matter_no):
    query = select(TimelineEntry).where(TimelineEntry.matter_no == matter_no)
    return list(session.scalars(query.order_by(TimelineEntry.at, TimelineEntry.sequence)))


def timeline_counted(session, matter_no):
    """How much there is of each type of event."""
    query = select(TimelineEntry.type, func.count()).where(TimelineEntry.matter_no == matter_no)
    return dict(session.execute(query.group_by(TimelineEntry.type)).all())


def timeline_page(session, matter_no, types, page):
    """The newest of these types first; the next page is what was before."""
    query = select(TimelineEntry).where(TimelineEntry.matter_no == matter_no, TimelineEntry.type.in_(types))
    newest_first = (TimelineEntry.at.desc(), TimelineEntry.sequence.desc(), TimelineEntry.event_id)
    return numbered(session, query.order_by(*newest_first), page, TIMELINE_SHOWN)


def clocks_running(session, matter_no):
    """What somebody must still do about a matter, or may, and until when; what is due first, first."""
    query = select(MatterClock).where(MatterClock.matter_no == matter_no, MatterClock.running)
    return list(session.scalars(query.order_by(MatterClock.due_on.asc().nulls_last(), MatterClock.rule)))


def newest_rating(session, matter_no):
    query = select(Rating).where(Rating.matter_no == matter_no).order_by(Rating.number.desc()).limit(1)
    return session.scalars(query).one_or_none()


def matter_in_progress(session, query_code, last_digits):
    """The matter of a query code, and of the last four digits where a telephone number was given.

    Where there is no such code, as much is asked and opened as for one with wrong digits.
    """
    index = blind_index("query_code", plain_code(query_code))
    query = select(Matter.matter_no, Petitioner.phone).join(Petitioner).where(Matter.query_code_index == index)
    matter_no, phone = session.execute(query).one_or_none() or (None, _nobodys_phone())
    fits = phone is None or compare_digest(phone[-4:], last_digits or "")
    if matter_no is None or not fits:
        raise NotFound
    return session.get_one(Matter, matter_no)


def _nobodys_phone():
    return open_sealed(_a_sealed_phone(), NOBODYS)


@cache
def _a_sealed_phone():
    return seal("10000000000", NOBODYS)
