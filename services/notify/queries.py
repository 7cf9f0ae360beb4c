"""What notify's pages and its JSON door read."""

from sqlalchemy import or_, select

from services.notify.models import Notice
from shared.db.paging import newest_first
from shared.errors import NotFound

PAGE = 50
SEES_EVERY_UNIT = {"operator", "petition_clerk", "leader"}


def notices(session, staff, *, matter_no=None, state=None, cursor=None):
    query = select(Notice).where(visible_to(staff))
    if matter_no:
        query = query.where(Notice.matter_no == matter_no)
    if state:
        query = query.where(Notice.state == state)
    return newest_first(session, query, Notice.created_at, Notice.notice_id, cursor, PAGE)


def notice_for(session, notice_id, staff):
    notice = session.scalars(select(Notice).where(Notice.notice_id == notice_id, visible_to(staff))).one_or_none()
    if notice is None:
        raise NotFound
    return notice


def visible_to(staff):
    """Notices of a report are shown to nobody but whom they were sent to; a unit sees its own."""
    own = Notice.unit == staff.unit
    return or_(own, ~Notice.confidential) if staff.role in SEES_EVERY_UNIT else own
