"""What is read of early warnings: those that stand, those before, and the matters they rose from."""

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import and_, func, or_, select

from services.routing.models import EarlyWarning, SurgeSign
from shared.db.paging import newest_first
from shared.errors import NotFound

PAGE = 20
MOST_COUNTED = 199
SHOWN = 50


@dataclass(frozen=True)
class Shown:
    """A warning, with how many matters there were since, 199 at most, and the newest of them."""

    warning: EarlyWarning
    matters: int
    newest: list[str]


def standing(session):
    """How many nobody took notice of yet."""
    return session.scalar(select(func.count()).where(EarlyWarning.acknowledged_at.is_(None)))


def warnings(session, cursor=None):
    return newest_first(session, select(EarlyWarning), EarlyWarning.raised_at, EarlyWarning.warning_id, cursor, PAGE)


def warning_for(session, warning_id):
    warning = session.get(EarlyWarning, warning_id)
    if warning is None:
        raise NotFound
    return warning


def shown(session, some):
    """Each of these warnings with the matters behind it, newest first."""
    behind = _behind(session, [warning.warning_id for warning in some])
    return [Shown(warning, len(behind[warning.warning_id]), behind[warning.warning_id][:SHOWN]) for warning in some]


def _behind(session, warning_ids):
    """Of each the numbers of the matters since it counts, until somebody took notice; the newest 199."""
    newest_first = SurgeSign.received_at.desc(), SurgeSign.matter_no.desc()
    place = func.row_number().over(partition_by=EarlyWarning.warning_id, order_by=newest_first).label("place")
    ranked = (
        select(EarlyWarning.warning_id, SurgeSign.matter_no, place)
        .join(SurgeSign, and_(SurgeSign.of == EarlyWarning.of, SurgeSign.subject == EarlyWarning.subject))
        .where(EarlyWarning.warning_id.in_(warning_ids), SurgeSign.received_at > EarlyWarning.counted_from)
        .where(or_(EarlyWarning.acknowledged_at.is_(None), SurgeSign.received_at <= EarlyWarning.acknowledged_at))
        .subquery()
    )
    found = defaultdict(list)
    query = select(ranked.c.warning_id, ranked.c.matter_no).where(ranked.c.place <= MOST_COUNTED)
    for warning_id, matter_no in session.execute(query.order_by(ranked.c.place)):
        found[warning_id].append(matter_no)
    return found
