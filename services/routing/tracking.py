"""What a unit sent and where it is stuck: who holds it, for how long, how often it came back, what is late first."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, literal, select, tuple_, union_all
from sqlalchemy.orm import aliased, raiseload, selectinload

from services.routing.desk import time_and_pressure
from services.routing.editions import city_now
from services.routing.models import UNDONE, CompletionReport, DecidedClaim, ReferralOrder, UrgingOrder
from services.routing.policy.question import SENDING_KINDS
from services.routing.queries import SEES_EVERY_UNIT, visible_to
from shared.db.paging import Page
from shared.errors import FieldProblem, InvalidFields
from shared.web.page import HERE

PAGE = 50
MOST = 200
REPORTS = selectinload(ReferralOrder.reports).load_only(CompletionReport.decided_at)
STUCK = {
    "AWAITING_SIGN": ("AWAITING_SIGN",),
    "OBJECTED": ("OBJECTED",),
    "IN_PROGRESS": ("IN_PROGRESS",),
    "AWAITING_REVIEW": ("AWAITING_REVIEW",),
    "ANSWERED": ("ANSWERED",),
    "REOPENED": ("REOPENED",),
    "FINALISED": ("FINALISED",),
    "REVIEWED": ("REVIEWED",),
    "REVOKED": ("REVOKED",),
    "RETURNED": ("RETURNED",),
    "WITHDRAWN": ("WITHDRAWN",),
    "SPLIT": ("SPLIT",),
    "STEERED": ("STEERED",),
    "HANDED_OUTSIDE": ("HANDED_OUTSIDE",),
}
"""Where it is stuck, as the office says it, and the states that are meant."""


@dataclass(frozen=True)
class Tracked:
    """A referral beside how many days it has been in its state, and how often its claims came back before."""

    referral: ReferralOrder
    days: int
    returned: int
    is_late: bool


@dataclass(frozen=True)
class Tally:
    """A count that stops where nobody counts any further."""

    number: int

    def __str__(self):
        return f"{MOST}+" if self.number > MOST else str(self.number)

    def __bool__(self):
        return self.number > 0


def sender_of(session, staff, asked=None):
    """Whose sending is looked at: one's own, or for a leader any unit's that sends."""
    if staff.role not in SEES_EVERY_UNIT:
        return staff.unit
    units = senders(session)
    return asked if asked in units else next(iter(units), staff.unit)


def senders(session):
    return [code for code, unit in city_now(session).units.items() if unit.kind in SENDING_KINDS]


def listed(session, staff, today, **asked):
    """The same with no more than the list shows: an order's whole file would be opened fifty times else."""
    return tracked(session, staff, today, options=(*time_and_pressure(), REPORTS, raiseload("*")), **asked)


def tracked(
    session, staff, today, *, sender=None, state=None, unit=None, late=False, pressed=False, cursor=None, options=()
):
    """A page of what a sender sent and is not done yet, or of one place where it is stuck, or over which a unit is
    supervised: a supervision is in force until its answer is accepted, also when all else is done."""
    query = select(ReferralOrder).where(*_sent(session, staff, today, sender, state, late, pressed)).options(*options)
    if unit:
        query = query.where(ReferralOrder.unit == unit)
    if pressed:
        in_force = select(UrgingOrder.referral_id).where(UrgingOrder.kind != "CHASE", UrgingOrder.ended_at.is_(None))
        query = query.where(ReferralOrder.referral_id.in_(in_force))
    page = _late_first(session, query, cursor)
    returned = _times_returned(session, [referral.referral_id for referral in page.rows])
    rows = [_tracked(referral, today, returned.get(referral.referral_id, 0)) for referral in page.rows]
    return Page(rows, page.next_cursor)


def tallies(session, staff, today, sender):
    """How many are stuck where, how many are open at all, how many of them are late; each counted up to MOST."""
    asked = {"OPEN": (None, False), "LATE": (None, True)} | {code: (code, False) for code in STUCK}
    counts = [
        select(
            literal(name),
            select(func.count())
            .select_from(
                select(ReferralOrder.referral_id)
                .where(*_sent(session, staff, today, sender, stuck, late))
                .limit(MOST + 1)
                .subquery()
            )
            .scalar_subquery(),
        )
        for name, (stuck, late) in asked.items()
    ]
    return {name: Tally(number) for name, number in session.execute(union_all(*counts))}


def _sent(session, staff, today, sender, stuck, late, pressed=False):
    conditions = [ReferralOrder.sender == sender_of(session, staff, sender), visible_to(staff)]
    if stuck in STUCK:
        conditions.append(ReferralOrder.state.in_(STUCK[stuck]))
    elif not pressed:
        conditions.append(UNDONE)
    if late:
        conditions += [UNDONE, ReferralOrder.due_on < today]
    return conditions


def _late_first(session, query, cursor):
    """By the first day on which something is owed; what owes nothing comes last. An index serves each half."""
    due_on, key = ReferralOrder.due_on, ReferralOrder.referral_id
    after_day, after_key = _position(cursor)
    found = []
    if cursor is None or after_day:
        dated = query.where(due_on.is_not(None)).order_by(due_on, key)
        if after_day:
            dated = dated.where(tuple_(due_on, key) > tuple_(literal(after_day), literal(after_key, key.type)))
        found = list(session.scalars(dated.limit(PAGE + 1)))
    if len(found) <= PAGE:
        undated = query.where(due_on.is_(None)).order_by(key)
        if cursor and not after_day:
            undated = undated.where(key > after_key)
        found += session.scalars(undated.limit(PAGE + 1 - len(found)))
    if len(found) <= PAGE:
        return Page(found, None)
    last = found[PAGE - 1]
    return Page(found[:PAGE], f"{last.due_on or ''}_{last.referral_id}")


def _position(cursor):
    if cursor is None:
        return None, None
    day, _, key = cursor.partition("_")
    try:
        return date.fromisoformat(day) if day else None, UUID(key)
    except ValueError:
        raise InvalidFields(FieldProblem("cursor", "wrong_form")) from None


def _times_returned(session, referral_ids):
    """How often the claims of each came back from a unit before."""
    mine, before = aliased(DecidedClaim), aliased(DecidedClaim)
    query = (
        select(mine.referral_id, func.count(ReferralOrder.referral_id.distinct()))
        .join(before, before.claim_id == mine.claim_id)
        .join(ReferralOrder, ReferralOrder.referral_id == before.referral_id)
        .where(mine.referral_id.in_(referral_ids), ReferralOrder.state == "RETURNED")
        .group_by(mine.referral_id)
    )
    return dict(session.execute(query).all())


def _tracked(referral, today, returned):
    since = (referral.since or referral.made_at).astimezone(HERE).date()
    is_late = referral.is_undone and referral.due_on is not None and referral.due_on < today
    return Tracked(referral, (today - since).days, returned, is_late)
