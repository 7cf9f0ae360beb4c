"""Query codes are tried a limited number of times, whether there is such a code or not."""

from flask import g, request
from sqlalchemy import delete

from services.intake.models import Tries
from services.intake.policy.tries import MOST_FOR_A_CODE, beginning_of, hour_of, seconds_left
from shared.config import settings
from shared.db import next_number
from shared.errors import Refused
from shared.privacy import blind_index


class TooManyTries(Refused):
    """查询得太频繁，请 {minutes} 分钟后再试，或拨打 12348"""

    status = 429


def count_try(session):
    """Counted before anything is looked up; gives the refusal of who tried too often."""
    hour = hour_of(g.now)
    limits = {}
    if request.remote_addr:
        limits[blind_index("tries_address", request.remote_addr)] = settings().progress_tries
    if beginning := beginning_of(request.form.get("query_code", "")):
        limits[blind_index("tries_code", beginning)] = MOST_FOR_A_CODE
    made = {who: next_number(session, Tries.__table__, {"who": who, "began_at": hour}) for who in limits}
    if all(made[who] <= most for who, most in limits.items()):
        return None
    refusal = TooManyTries(minutes=-(-seconds_left(g.now) // 60))
    refusal.retry_after = seconds_left(g.now)
    return refusal


def forget_tries(session, now):
    session.execute(delete(Tries).where(Tries.began_at < hour_of(now)))
