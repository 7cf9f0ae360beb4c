"""The return visit (回访): whoever sent a matter asks the petitioner how it went, once all is done."""

from uuid import uuid4

from services.routing import timing
from services.routing.actions.about import about_a_referral
from services.routing.actions.acting import NotYourStep, locked
from services.routing.editions import city_now
from services.routing.models import ReturnVisit
from services.routing.policy.act import SENDERS
from services.routing.policy.visiting import ATTEMPTS, is_tried_again, speaks_for_reopening, wrong_in
from shared.clocks.in_force import rulebook
from shared.contracts.after_reply import FollowupRecorded
from shared.errors import FieldProblem, InvalidFields, NotAllowed, NotFound, Refused
from shared.messaging import publish
from shared.web.page import HERE


class NothingToVisit(Refused):
    """没有待办的回访：答复送达、执行完毕以后才回访，或者已经登记过了"""


def open_visit(session, referral, *, now):
    """All is done: its sender asks the petitioner about it. Nobody is sent to ask twice, but whoever was not reached
    is still to be asked where that was taken back."""
    last = referral.visits[-1] if referral.visits else None
    if last is None:
        _open(session, referral, number=1, now=now)
    elif last.at and is_tried_again(last.reached, last.number, _most_attempts(now.astimezone(HERE).date())):
        _open(session, referral, number=last.number + 1, now=now)


def take_back_visit(session, referral, *, now):
    """Nobody visits the petitioner about what is not done after all, or is done again."""
    if visit := referral.open_visit:
        timing.end_of_visit(session, visit, now=now)
        session.delete(visit)
        session.flush()
        session.expire(referral, ["visits"])


def record_visit(session, referral_id, form, *, by, now, today):
    """What the petitioner said; whoever was not reached is tried again."""
    referral = locked(session, referral_id, by)
    _must_be_its_sender(session, referral, by)
    visit = referral.open_visit
    if visit is None:
        raise NothingToVisit
    _must_make_sense(visit, form, today)
    visit.visited_on, visit.reached, visit.satisfaction = form.visited_on, form.reached, form.satisfaction
    visit.words, visit.remains, visit.by, visit.at = form.words, form.remains, by.username, now
    timing.end_of_visit(session, visit, now=now)
    if is_tried_again(form.reached, visit.number, _most_attempts(today)):
        _open(session, referral, number=visit.number + 1, now=now)
    publish(session, _recorded(referral, visit))
    return referral


def went_badly(referral):
    """The visit after which its sender is offered to have it done again; None where there is no reason to."""
    said = [visit for visit in referral.visits if visit.at]
    return next((v for v in said if speaks_for_reopening(v.satisfaction, v.remains)), None)


def may_record_visit(session, referral, by):
    """Whether somebody is offered the form for it."""
    return by.role in SENDERS and _sent_it(session, referral, by) and referral.open_visit is not None


def _sent_it(session, referral, by):
    """Its sender, or a unit above that one."""
    return by.unit in city_now(session).chain(referral.sender)


def _must_be_its_sender(session, referral, by):
    if not _sent_it(session, referral, by):
        raise NotYourStep if by.unit in referral.parties else NotFound
    if by.role not in SENDERS:
        raise NotAllowed


def _open(session, referral, *, number, now):
    visit = ReturnVisit(visit_id=uuid4(), number=number, unit=referral.sender, opened_at=now)
    referral.visits.append(visit)
    session.flush()
    timing.start_for_visit(session, referral, visit, now=now)


def _must_make_sense(visit, form, today):
    problems = [FieldProblem(field, code) for field, code in wrong_in(form).items()]
    if form.visited_on > today:
        problems.append(FieldProblem("visited_on", "not_in_future"))
    elif form.visited_on < visit.opened_at.astimezone(HERE).date():
        problems.append(FieldProblem("visited_on", "before_it_was_done"))
    if problems:
        raise InvalidFields(*problems)


def _most_attempts(today):
    return rulebook().candidates(ATTEMPTS, today)[0].limit


def _recorded(referral, visit):
    return FollowupRecorded(
        **about_a_referral(referral),
        visitor=visit.unit,
        number=visit.number,
        visited_on=visit.visited_on,
        reached=visit.reached,
        satisfaction=visit.satisfaction,
        words=visit.words,
        remains=visit.remains,
        recorded_by=visit.by,
        recorded_at=visit.at,
    )
