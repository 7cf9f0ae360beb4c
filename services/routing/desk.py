"""The desk of a unit: five tabs by whose turn it is, in each what is due first; and how many stand in each."""

from datetime import timedelta

from sqlalchemy import func, literal, literal_column, select
from sqlalchemy.orm import joinedload, raiseload, selectinload

from services.routing.forms import TABS
from services.routing.models import Clock, ReferralOrder, RoutedClaim, RoutedMatter, UrgingOrder
from shared.db.paging import FAR, newest_first, soonest_first, undated_last
from shared.directory import accused

TO_SIGN = literal_column("'AWAITING_SIGN'")
RETURNED = literal_column("'RETURNED'")
BY_DAY = undated_last(ReferralOrder.due_on)
DAYS = {"today": 0, "week": 6}
CLOCK = (Clock.rule, Clock.edition, Clock.kind, Clock.state, Clock.due_on, Clock.explanation, Clock.explanation_en)
PAGE = 30
MOST_COUNTED = 199


def desk(session, staff, filters, today):
    """A page of a tab: what is due first, first, and without a day last; of what is over, the newest."""
    query = (
        _in_tab(select(ReferralOrder), staff, filters.tab, today).where(*_asked(filters, today)).options(*_shown())
    )
    by_arrival = (ReferralOrder.made_at, ReferralOrder.referral_id, filters.cursor, PAGE)
    if filters.tab == "answered":
        return newest_first(session, query, *by_arrival)
    return soonest_first(session, query, ReferralOrder.due_on, *by_arrival)


def tab_counts(session, staff, today):
    """How many stand in each tab, as far as one counts: `{"new": "12", "late": "199+"}`."""
    counted = [_counted(staff, tab, today).label(tab) for tab in TABS]
    [found] = session.execute(select(*counted))
    return {
        tab: f"{MOST_COUNTED}+" if number > MOST_COUNTED else str(number) for tab, number in found._mapping.items()
    }


def _counted(staff, tab, today):
    some = _in_tab(select(literal(1)), staff, tab, today).limit(MOST_COUNTED + 1).subquery()
    return select(func.count()).select_from(some).scalar_subquery()


def _in_tab(query, staff, tab, today):
    our_turn, here = ReferralOrder.turn == staff.unit, ReferralOrder.unit == staff.unit
    conditions = {
        "new": (our_turn, ReferralOrder.state == TO_SIGN),
        "mine": (our_turn, ReferralOrder.state != TO_SIGN),
        "waiting": (here, ReferralOrder.turn != ReferralOrder.unit),
        "late": (here, ReferralOrder.turn.is_not(None), today > BY_DAY),
        "answered": (here, ReferralOrder.turn.is_(None), ReferralOrder.state != RETURNED),
    }
    barred = select(RoutedMatter.matter_no).where(accused(RoutedMatter.accused_index, staff))
    return query.where(*conditions[tab], ReferralOrder.matter_no.not_in(barred))


def _asked(filters, today):
    if filters.kind:
        yield ReferralOrder.kind == filters.kind
    if filters.handler:
        yield ReferralOrder.handler == filters.handler
    if filters.due == "unknown":
        yield BY_DAY == FAR
    elif filters.due:
        yield today + timedelta(days=DAYS[filters.due]) >= BY_DAY


def _shown():
    """No more than the list shows: an order's whole file would be opened fifty times else."""
    return (
        joinedload(ReferralOrder.matter).load_only(RoutedMatter.place).raiseload("*"),
        selectinload(ReferralOrder.claims).load_only(RoutedClaim.category),
        selectinload(ReferralOrder.clocks.and_(Clock.state == "running")).load_only(*CLOCK),
        selectinload(ReferralOrder.urgings).load_only(UrgingOrder.kind, UrgingOrder.ended_at).raiseload("*"),
        raiseload("*"),
    )
