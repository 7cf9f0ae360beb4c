"""A hearing (听证) in a re-review: its time does not count into the thirty days (信访工作条例 36 ¶2)."""

from datetime import datetime, time
from uuid import uuid4

from services.routing import timing
from services.routing.actions.about import about_a_referral
from services.routing.actions.acting import carry_out, take_up
from services.routing.actions.orders import petitioner_of
from services.routing.models import Hearing
from services.routing.policy.clocks_of import HEARING
from services.routing.policy.reviewing import ANSWER_REREVIEW, HEARING_ARTICLE
from shared.clocks import keeping
from shared.clocks.deadline import HERE
from shared.clocks.entries import Paused, Resumed
from shared.clocks.lengthening import why_not_added
from shared.contracts.reviews import HearingClosed, HearingOpened
from shared.errors import FieldProblem, InvalidFields, Refused

CAUSE = "hearing"
SAID = {"before_start": "before_it_was_asked", "in_future": "not_in_future", "overlaps": "another_hearing"}


class HearingAlready(Refused):
    """听证正在进行，请先登记听证结束"""


class NoHearing(Refused):
    """没有正在进行的听证"""


def open_hearing(session, referral_id, form, *, by, now, today):
    """From its first day on the thirty days stand still."""
    referral, opening = take_up(session, referral_id, "open_hearing", by=by)
    if referral.review.open_hearing:
        raise HearingAlready
    if form.hearing_on < form.first_on:
        raise InvalidFields(FieldProblem("hearing_on", "before_its_first_day"))
    hearing = Hearing(
        hearing_id=uuid4(),
        first_on=form.first_on,
        held_on=form.hearing_on,
        place=form.place,
        words=form.words,
        by=by.username,
        at=now,
    )
    one, clock = str(hearing.hearing_id), _clock(session, referral)
    paused = Paused(id=one, recorded_at=now, cause=CAUSE, first=form.first_on, reason=one, proof=one)
    if why := why_not_added(clock, paused, today):
        raise InvalidFields(FieldProblem("first_on", SAID[why]))
    referral.review.hearings.append(hearing)
    session.flush()
    keeping.extend(session, clock, [paused], because=CAUSE)
    told = HearingOpened(
        **_about(referral, hearing),
        held_on=hearing.held_on,
        place=hearing.place,
        words=hearing.words,
        opened_by=by.username,
        opened_at=now,
    )
    return carry_out(session, referral, opening, told, now=now, begins=[_days_to_end(referral, hearing)])


def close_hearing(session, referral_id, form, *, by, now, today):
    """It is over: the thirty days run on, longer by as many days as it took."""
    referral, closing = take_up(session, referral_id, "close_hearing", by=by)
    hearing = referral.review.open_hearing
    if hearing is None:
        raise NoHearing
    if form.last_on > today:
        raise InvalidFields(FieldProblem("last_on", "not_in_future"))
    if form.last_on < hearing.first_on:
        raise InvalidFields(FieldProblem("last_on", "before_its_first_day"))
    hearing.last_on, hearing.closing_words, hearing.closed_by, hearing.closed_at = (
        form.last_on,
        form.words,
        by.username,
        now,
    )
    one, clock = str(hearing.hearing_id), _clock(session, referral)
    resumed = Resumed(id=f"{one} over", recorded_at=now, pause=one, last=form.last_on)
    keeping.extend(session, clock, [resumed], because=CAUSE)
    told = HearingClosed(
        **_about(referral, hearing),
        last_on=hearing.last_on,
        due_on=clock.due_on,
        words=hearing.closing_words,
        closed_by=by.username,
        closed_at=now,
    )
    return carry_out(session, referral, closing, told, now=now)


def _days_to_end(referral, hearing):
    """Nothing else would remind anybody of a hearing that nobody says is over: the thirty days stand still."""
    at = datetime.combine(hearing.held_on, time(12), HERE)
    return timing.of_the_order(referral, HEARING, at, occasion=hearing.hearing_id)


def _clock(session, referral):
    [clock] = [clock for clock in timing.running_of(session, referral) if clock.rule == ANSWER_REREVIEW]
    return clock


def _about(referral, hearing):
    return {
        **about_a_referral(referral),
        "hearing_id": hearing.hearing_id,
        "first_on": hearing.first_on,
        "article": HEARING_ARTICLE,
        "petitioner": petitioner_of(referral.matter),
    }
