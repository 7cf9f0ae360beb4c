"""What legal aid's pages and its JSON door read."""

from sqlalchemy import func, select

from services.legalaid.models import Application, KnownReach
from shared.db.paging import newest_first
from shared.errors import NotFound
from shared.reaching import from_json, reach_of

PAGE = 50


def inbox(session, staff, *, state=None, matter_no=None, cursor=None):
    query = select(Application).where(Application.unit == staff.unit)
    if state:
        query = query.where(Application.state == state)
    if matter_no:
        query = query.where(Application.matter_no == matter_no)
    return newest_first(session, query, Application.received_at, Application.application_id, cursor, PAGE)


def inbox_count(session, staff):
    return session.scalar(select(func.count()).where(Application.unit == staff.unit))


def application_for(session, application_id, staff):
    application = session.get(Application, application_id)
    if application is None or application.unit != staff.unit:
        raise NotFound
    return application


def reach(session, application):
    """How the applicant may be reached, by what was said last."""
    return reach_of(session, KnownReach, application.matter_no, from_json(application.reach))
