"""Every look into a person's history is kept, and who may read these looks sees them newest first."""

from datetime import timedelta
from functools import partial

from sqlalchemy import delete, exists, or_, select

from services.intake.finding import number_typed, of_person
from services.intake.models import FormerIndex, Look, Matter
from services.intake.policy.telephone import bare_number
from services.intake.queries import visible_to
from services.intake.telephones import kept_number
from shared.clocks.days import on_days
from shared.db.paging import newest_first
from shared.directory import usernames_of
from shared.privacy import blind_index
from shared.web.left_behind import leave_behind

PAGE = 50
THE_SAME_LOOK = timedelta(minutes=5)
FORGOTTEN_AT_ONCE = 5_000
LONGEST_NAME = 60


def shown(session, matter_no, reason, *, by, now):
    """The personal data of a matter were asked for, and why."""
    _keep(session, {"door": "shown", "reason": reason, "matter_no": matter_no}, by, now)


def code_given(session, matter_no, check, *, by, now):
    """The query code of a matter was given out, after a check who asks for it."""
    _keep(session, {"door": "code", "reason": check, "matter_no": matter_no}, by, now)


def shown_elsewhere(session, told):
    """Another service showed them, and tells of it."""
    about = {"door": told.door, "reason": told.reason, "matter_no": told.matter_no}
    _keep(session, about, by=told, now=told.shown_at)


def read_whole(matter_no, *, by, now):
    """A program read a matter with its personal data."""
    _after_this({"door": "matter", "matter_no": matter_no}, by, now)


def opened_to_correct(matter_no, *, by, now):
    """The form shows what was written down, as it must be to be put right."""
    _after_this({"door": "correction", "matter_no": matter_no}, by, now)


def looked_for_caller(phone, *, by, now):
    if number := kept_number(phone):
        _after_this({"door": "caller", "asked": blind_index("phone", number)}, by, now)


def looked_for_person(session, filters, found, *, by, now):
    """A list that was narrowed to somebody: by telephone, by ID number, or by a name that was found, also one that
    was corrected since."""
    if filters.phone:
        _searched("phone", kept_number(filters.phone) or filters.phone, by, now)
    words = (filters.q or "").strip()
    kind, value = number_typed(words) or ("name" if _was_named(session, words, found) else None, words)
    if kind not in (None, "matter_no"):
        _searched(kind, value, by, now)


def _was_named(session, words, found):
    if any(matter.petitioner.name == words for matter in found):
        return True
    people = [matter.petitioner_id for matter in found] if 0 < len(words) <= LONGEST_NAME else []
    before = (FormerIndex.value == blind_index("name", words), FormerIndex.petitioner_id.in_(people))
    return bool(people) and session.scalar(select(exists().where(*before)))


def looks(session, staff, *, cursor=None, **filters):
    """The newest looks; never those at a matter that the reader may not know of."""
    seen = exists().where(Matter.matter_no == Look.matter_no, visible_to(staff))
    query = select(Look).where(or_(Look.matter_no.is_(None), seen), *_wanted(session, **filters))
    return newest_first(session, query, Look.at, Look.look_id, cursor, PAGE)


def forget_looks(session, before):
    """Forget the oldest looks from before a moment, not all at once; how many were forgotten."""
    old = select(Look.look_id).where(Look.at < before).order_by(Look.at).limit(FORGOTTEN_AT_ONCE)
    return session.execute(delete(Look).where(Look.look_id.in_(old))).rowcount


def _wanted(session, who=None, matter_no=None, door=None, person=None, asked=None, since=None, until=None):
    wanted = {Look.matter_no: matter_no, Look.door: door, Look.asked: asked}
    yield from (column == value for column, value in wanted.items() if value)
    if who:
        yield Look.username.in_(usernames_of(session, who.strip()))
    if person:
        yield _about(person.strip())
    yield from on_days(Look.at, since, until)


def _about(words):
    """Looks for somebody, and looks at what is theirs; `words` is a number or a name."""
    kind, value = number_typed(words) or ("name", words)
    if kind == "matter_no":
        return Look.matter_no == value
    theirs = select(Matter.matter_no).where(of_person(kind, value))
    asked = {value, bare_number(words)} if kind == "phone" else {value}  # numbers were once kept as they were typed
    return or_(Look.asked.in_([blind_index(kind, one) for one in asked]), Look.matter_no.in_(theirs))


def _searched(kind, value, by, now):
    _after_this({"door": "search", "asked": blind_index(kind, value)}, by, now)


def _after_this(about, by, now):
    leave_behind(partial(_keep, about=about, by=by, now=now))


def _keep(session, about, by, now):
    """Once for what the same person does again within a few minutes."""
    again = select(Look).filter_by(username=by.username, **about).where(Look.at > now - THE_SAME_LOOK)
    if not session.scalar(select(again.exists())):
        session.add(Look(at=now, username=by.username, unit=by.unit, **about))
