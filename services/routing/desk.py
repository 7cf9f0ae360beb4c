"""The desk of a unit: tabs by whose turn it is, in each what is due first; and how many stand in each."""

from datetime import timedelta

from sqlalchemy import func, literal, literal_column, select
from sqlalchemy.orm import joinedload, raiseload, selectinload

from services.routing.forms.lists import NOBODY, TABS
from services.routing.models import (
    UNDONE,
    Assistance,
    Clock,
    ExtensionDecision,
    ExtensionRequest,
    ReferralOrder,
    RoutedClaim,
    RoutedMatter,
    UrgingOrder,
)
from shared.db.paging import FAR, Page, newest_first, soonest_first, undated_last
from shared.directory import accused

TO_SIGN = literal_column("'AWAITING_SIGN'")
RETURNED = literal_column("'RETURNED'")
WITHDRAWN = literal_column("'WITHDRAWN'")
SPLIT = literal_column("'SPLIT'")
BY_DAY = undated_last(ReferralOrder.due_on)
DAYS = {"today": 0, "week": 6}
CLOCK = (Clock.rule, Clock.edition, Clock.kind, Clock.state, Clock.due_on, Clock.explanation, Clock.explanation_en)
BY_ARRIVAL = (ReferralOrder.made_at, ReferralOrder.referral_id)
LED_BY = {**dict.fromkeys(TABS, (BY_DAY, *BY_ARRIVAL)), "assisting": (), "answered": BY_ARRIVAL}
"""A count wants no order; without one the database walks through every order of the city that is open."""
PAGE = 30
MOST_COUNTED = 199


def desk(session, staff, filters, today):
    """A page of a tab: what is due first, first, and without a day last; of what is over, the newest."""
    if filters.tab == "assisting":
        return _assisted(session, staff, filters, today)
    query = (
        _in_tab(select(ReferralOrder), staff, filters.tab, today).where(*_asked(filters, today)).options(*_shown())
    )
    by_arrival = (ReferralOrder.made_at, ReferralOrder.referral_id, filters.cursor, PAGE)
    if filters.tab == "answered":
        return newest_first(session, query, *by_arrival)
    return soonest_first(session, query, ReferralOrder.due_on, *by_arrival)


def _assisted(session, staff, filters, today):
    """What the unit was asked to assist with: what that is due first, first."""
    query = _in_tab(select(Assistance), staff, "assisting", today)
    query = query.where(*_asked(filters, today, undated_last(Assistance.due_on)))
    by_arrival = (Assistance.at, Assistance.assistance_id, filters.cursor, PAGE)
    page = soonest_first(session, query, Assistance.due_on, *by_arrival)
    asked = {one.referral_id: one for one in page.rows}
    found = session.scalars(select(ReferralOrder).where(ReferralOrder.referral_id.in_(asked)).options(*_shown()))
    whole = {referral.referral_id: referral for referral in found}
    return Page([whole[referral_id] for referral_id in asked], page.next_cursor)


def clocks_of_assistances(session, staff, referrals):
    """The clocks of what a unit assists with, by referral: `{referral_id: [clock]}`."""
    ids = [referral.referral_id for referral in referrals]
    query = select(Assistance.referral_id, Clock).join(Clock, Clock.subject_id == Assistance.assistance_id)
    mine = (Assistance.unit == staff.unit, Assistance.ended_at.is_(None), Clock.state == "running")
    return {one: [clock] for one, clock in session.execute(query.where(Assistance.referral_id.in_(ids), *mine))}


def tab_counts(session, staff, today):
    """How many stand in each tab, as far as one counts: `{"new": "12", "late": "199+"}`."""
    counted = [_counted(staff, tab, today).label(tab) for tab in TABS]
    [found] = session.execute(select(*counted))
    return {
        tab: f"{MOST_COUNTED}+" if number > MOST_COUNTED else str(number) for tab, number in found._mapping.items()
    }


def _counted(staff, tab, today):
    some = _in_tab(select(literal(1)), staff, tab, today).order_by(*LED_BY[tab])
    some = some.limit(MOST_COUNTED + 1).subquery()
    return select(func.count()).select_from(some).scalar_subquery()


def _in_tab(query, staff, tab, today):
    barred = select(RoutedMatter.matter_no).where(accused(RoutedMatter.accused_index, staff))
    if tab == "assisting":
        mine = (Assistance.unit == staff.unit, Assistance.ended_at.is_(None))
        query = query.select_from(Assistance).join(ReferralOrder, ReferralOrder.referral_id == Assistance.referral_id)
        return query.where(*mine, ReferralOrder.matter_no.not_in(barred))
    our_turn, here = ReferralOrder.turn == staff.unit, ReferralOrder.unit == staff.unit
    conditions = {
        "new": (our_turn, ReferralOrder.state == TO_SIGN),
        "mine": (our_turn, ReferralOrder.state != TO_SIGN),
        "waiting": (here, ReferralOrder.turn != ReferralOrder.unit),
        "late": (here, UNDONE, today > BY_DAY),
        "finishing": (here, ReferralOrder.to_finish_since.is_not(None)),
        "answered": (
            here,
            ReferralOrder.turn.is_(None),
            ReferralOrder.state != RETURNED,
            ReferralOrder.state != WITHDRAWN,
            ReferralOrder.state != SPLIT,
        ),
    }
    return query.where(*conditions[tab], ReferralOrder.matter_no.not_in(barred))


def _asked(filters, today, by_day=BY_DAY):
    if filters.kind:
        yield ReferralOrder.kind == filters.kind
    if filters.handler == NOBODY:
        yield ReferralOrder.handler.is_(None)
    elif filters.handler:
        yield ReferralOrder.handler == filters.handler
    if filters.due == "unknown":
        yield by_day == FAR
    elif filters.due:
        yield today + timedelta(days=DAYS[filters.due]) >= by_day


def _shown():
    """No more than the list shows: an order's whole file would be opened fifty times else."""
    return (
        joinedload(ReferralOrder.matter).load_only(RoutedMatter.place).raiseload("*"),
        selectinload(ReferralOrder.claims).load_only(RoutedClaim.category),
        *time_and_pressure(),
        raiseload("*"),
    )


def time_and_pressure():
    """What a list shows of running clocks, requests for more time, chasers and supervisions."""
    return (
        selectinload(ReferralOrder.clocks.and_(Clock.state == "running")).load_only(*CLOCK),
        selectinload(ReferralOrder.urgings).load_only(UrgingOrder.kind, UrgingOrder.ended_at).raiseload("*"),
        selectinload(ReferralOrder.extensions)
        .load_only(ExtensionRequest.at)
        .selectinload(ExtensionRequest.decision)
        .load_only(ExtensionDecision.agreed),
    )
