"""The return visits that a desk owes: what is due first, first; and how many there are."""

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, raiseload

from services.routing.models import ReferralOrder, ReturnVisit, RoutedMatter
from shared.db.paging import Page, soonest_first
from shared.directory import accused

PAGE = 30
MOST_COUNTED = 199


def visits_owed(session, staff, cursor=None):
    """A page of `(visit, referral)`."""
    query = select(ReturnVisit).where(*_owed(staff))
    page = soonest_first(
        session, query, ReturnVisit.due_on, ReturnVisit.opened_at, ReturnVisit.visit_id, cursor, PAGE
    )
    asked = [visit.referral_id for visit in page.rows]
    shown = (joinedload(ReferralOrder.matter).load_only(RoutedMatter.place).raiseload("*"), raiseload("*"))
    found = session.scalars(select(ReferralOrder).where(ReferralOrder.referral_id.in_(asked)).options(*shown))
    whole = {referral.referral_id: referral for referral in found}
    return Page([(visit, whole[visit.referral_id]) for visit in page.rows], page.next_cursor)


def how_many_owed(session, staff):
    """As far as one counts: `"12"`, `"199+"`; nothing where there is none."""
    some = select(ReturnVisit.visit_id).where(*_owed(staff)).limit(MOST_COUNTED + 1).subquery()
    number = session.scalar(select(func.count()).select_from(some))
    return f"{MOST_COUNTED}+" if number > MOST_COUNTED else str(number or "")


def _owed(staff):
    barred = select(RoutedMatter.matter_no).where(accused(RoutedMatter.accused_index, staff))
    hidden = select(ReferralOrder.referral_id).where(
        ReferralOrder.referral_id == ReturnVisit.referral_id, ReferralOrder.matter_no.in_(barred)
    )
    return ReturnVisit.unit == staff.unit, ReturnVisit.at.is_(None), ~hidden.exists()
