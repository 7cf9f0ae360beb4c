"""What notify's pages and its JSON door read."""

from sqlalchemy import and_, or_, select

from services.notify.models import Notice
from services.notify.wishes import reach_for
from shared.db.paging import newest_first
from shared.directory import not_accused
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


def reach(session, notice):
    """How whoever the notice is for may be reached, by what was said last; nothing is known of a unit."""
    if notice.recipient != "petitioner":
        return None
    return reach_for(session, notice)


def visible_to(staff):
    """A unit sees its own notices, the desks see all but those of a report; those are seen where it was registered,
    and never by the unit it accuses or one below that."""
    own = Notice.unit == staff.unit
    if staff.role in SEES_EVERY_UNIT:
        own = or_(own, ~Notice.confidential, Notice.registering_unit == staff.unit)
    return and_(own, not_accused(Notice.accused_index, staff))
