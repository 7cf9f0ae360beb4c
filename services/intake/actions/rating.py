"""The petitioner says what the answer was worth: on the public page, or to whoever asks at a desk."""

from sqlalchemy import func, select

from services.intake.models import Matter, Rating
from services.intake.policy.rating import MOST, may_be_rated
from services.intake.queries import matter_for, matter_in_progress
from shared.contracts.intake import FollowupRated
from shared.errors import Refused
from shared.messaging import publish


class NothingToRate(Refused):
    """还没有答复，答复以后才能评价"""


class RatedOften(Refused):
    """评价的次数已经太多，不能再改；有话要说，请拨打 12348"""


def rate_with_code(session, form, *, now):
    """By whoever knows the query code. Raises `NotFound` as the page itself does."""
    matter = matter_in_progress(session, form.query_code, form.last_digits)
    return _rated(session, matter, form, None, now)


def rate_at_a_desk(session, matter_no, form, *, by, now):
    return _rated(session, matter_for(session, matter_no, by), form, by.username, now)


def _rated(session, found, form, given_to, now):
    matter = session.get_one(Matter, found.matter_no, with_for_update={"of": Matter}, populate_existing=True)
    if not may_be_rated(matter.state):
        raise NothingToRate
    last = session.scalar(select(func.max(Rating.number)).where(Rating.matter_no == matter.matter_no)) or 0
    if last >= MOST:
        raise RatedOften
    told = {"satisfaction": form.satisfaction, "timely": form.timely, "resolution": form.resolution}
    unit = matter.holder
    rating = Rating(
        matter_no=matter.matter_no, number=last + 1, words=form.words, unit=unit, given_to=given_to, at=now, **told
    )
    session.add(rating)
    publish(
        session,
        FollowupRated(
            matter_no=matter.matter_no,
            number=rating.number,
            matter_kind=matter.kind,
            unit=unit,
            words=form.words,
            given_to=given_to,
            rated_at=now,
            **told,
        ),
    )
    return rating
