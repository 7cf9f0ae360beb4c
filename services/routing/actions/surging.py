"""A matter that arrives counts towards early warnings; a person takes notice of one."""

from datetime import timedelta

from sqlalchemy import func, literal, select

from services.routing.actions.supervising import limit
from services.routing.city import gazetteer
from services.routing.models import EarlyWarning, SurgeSign
from services.routing.policy.surges import DAYS, LIMITS, counted_from, subjects
from shared.db import insert_if_absent
from shared.errors import NotFound, Refused
from shared.messaging import row_id
from shared.web.page import HERE


class NoticedAlready(Refused):
    """这条预警已经有人处理"""


def count_towards_warnings(session, matter, respondent, *, now):
    territory = gazetteer(session).territory_of(matter.place_code, matter.place)
    for of, subject in subjects(matter.kind, matter.same_as, territory, respondent):
        sign = SurgeSign(matter_no=matter.matter_no, of=of, subject=subject, received_at=matter.received_at)
        session.add(sign)
        session.flush()
        _warn_of_too_many(session, sign, now)


def acknowledge_warning(session, warning_id, form, *, by, now):
    """From now on matters are counted afresh; it warns again if they are as many again."""
    warning = session.get(EarlyWarning, warning_id, with_for_update=True)
    if warning is None:
        raise NotFound
    if warning.acknowledged_at is not None:
        raise NoticedAlready
    warning.acknowledged_at, warning.acknowledged_by, warning.words = now, by.username, form.words
    return warning


def _warn_of_too_many(session, sign, now):
    today = now.astimezone(HERE).date()
    days, most = limit(DAYS, today), limit(LIMITS[sign.of], today)
    if sign.received_at < now - timedelta(days=days):
        return  # what is entered long after is no news
    same = (EarlyWarning.of == sign.of, EarlyWarning.subject == sign.subject)
    noticed = session.scalar(select(func.max(EarlyWarning.acknowledged_at)).where(*same))
    since = counted_from(sign.received_at, days, noticed)
    counts = (SurgeSign.of == sign.of, SurgeSign.subject == sign.subject, SurgeSign.received_at > since)
    some = select(literal(1)).where(*counts).limit(most).subquery()
    if session.scalar(select(func.count()).select_from(some)) < most:
        return
    row = {
        "warning_id": row_id(session, "early warning", sign.of, sign.matter_no),
        "of": sign.of,
        "subject": sign.subject,
        "counted_from": since,
        "raised_at": now,
    }
    insert_if_absent(session, EarlyWarning.__table__, [row], "warning_id")
