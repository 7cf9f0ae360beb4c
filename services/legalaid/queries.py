"""What legal aid's pages and its JSON door read."""

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

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


def application_for(session, application_id, staff, *, to_change=False):
    """With its withdrawal, if there is one; locked for whoever changes it."""
    query = select(Application).where(Application.application_id == application_id)
    query = query.where(Application.unit == staff.unit).options(selectinload(Application.withdrawal))
    if to_change:
        query = query.with_for_update(of=Application).execution_options(populate_existing=True)
    application = session.scalars(query).one_or_none()
    if application is None:
        raise NotFound
    return application


def reach(session, application):
    """How the applicant may be reached, by what was said last."""
    return reach_of(session, KnownReach, application.matter_no, from_json(application.reach))
