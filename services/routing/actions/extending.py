"""More time is asked for before the day, and given or refused by whom the law names (延期)."""

from uuid import uuid4

from services.routing import timing
from services.routing.actions.about import about_a_referral
from services.routing.actions.acting import carry_out, locked, take_up
from services.routing.actions.orders import petitioner_of
from services.routing.models import ExtensionDecision, ExtensionRequest
from services.routing.policy.extending import act_of, decides_itself, who_approves
from shared.clocks import keeping
from shared.clocks.deadline import HERE
from shared.clocks.entries import Extended, Noticed
from shared.clocks.in_force import rulebook
from shared.clocks.lengthening import days_left_to_give, rule_of, why_not_added
from shared.contracts.handling import ExtensionAsked, ExtensionRefused, HandlingExtended, OrderExtended
from shared.errors import FieldProblem, InvalidFields, NotFound, Refused


class NotExtendable(Refused):
    """这项期限依法不能延长，或者已经延长过"""


class AfterItsLastDay(Refused):
    """期限已经届满，不能再延期"""


class AskedAlready(Refused):
    """已经申请延期，正在等待审批，不必重复申请"""


class NothingAsked(Refused):
    """没有待审批的延期申请"""


class ClockIsOver(Refused):
    """申请延期的期限已经结束，不必再审批"""


def ask_for_extension(session, referral_id, form, *, by, now, today):
    """For one time limit that runs, within the law's most, before its last day is over."""
    referral, asking = take_up(session, referral_id, "ask_extension", by=by)
    if referral.open_extension:
        raise AskedAlready
    clock = next((c for c in timing.running_of(session, referral) if c.rule == form.rule), None)
    if clock is None:
        raise InvalidFields(FieldProblem("rule", "unknown_choice"))
    _must_be_extendable(clock, form.days, today, now)
    approver = who_approves(rule_of(clock).extension.approver, referral.unit, referral.sender)
    request = ExtensionRequest(
        request_id=uuid4(),
        clock_id=clock.clock_id,
        rule=clock.rule,
        days=form.days,
        reason=form.reason,
        approver=approver,
        by=by.username,
        at=now,
        decision=None,
    )
    referral.extensions.append(request)
    told = ExtensionAsked(
        **_about(referral, request, clock),
        due_on=clock.due_on,
        reason=request.reason,
        asked_by=by.username,
        asked_at=now,
    )
    return carry_out(session, referral, asking, told, now=now)


def decide_extension(session, referral_id, form, *, by, now, today):
    """The head of the unit in charge, or whoever set the day, gives the days or refuses them with a word."""
    referral, request, clock, deciding = _asked(session, referral_id, form, by)
    was = clock.due_on
    request.decision = ExtensionDecision(
        agreed=form.agreed, words=form.words, was_due_on=was, due_on=was, by=by.username, at=now
    )
    if not form.agreed:
        refused = ExtensionRefused(
            **_about(referral, request, clock), due_on=was, words=form.words, refused_by=by.username, refused_at=now
        )
        return carry_out(session, referral, deciding, refused, now=now)
    _must_be_extendable(clock, request.days, today, now)
    keeping.extend(session, clock, _entries(request, by, today, now))
    request.decision.due_on = clock.due_on
    if clock.set_for:
        referral.reply_by = clock.due_on
    return carry_out(session, referral, deciding, _extended(referral, request, clock, by, now), now=now)


def _asked(session, referral_id, form, by):
    """The open request, its clock, and the step that its approver's word is."""
    referral = locked(session, referral_id, by)
    request = referral.open_extension
    if request is None:
        raise NothingAsked if by.unit in referral.parties else NotFound
    act = act_of(form.agreed, _approver(request))
    referral, deciding = take_up(session, referral_id, act, by=by)
    clock = next((c for c in timing.running_of(session, referral) if c.clock_id == request.clock_id), None)
    if clock is None:
        raise ClockIsOver
    return referral, request, clock, deciding


def _approver(request):
    """Who approves what its rule lets be extended, as the rulebook says it."""
    return rulebook().candidates(request.rule, request.at.astimezone(HERE).date())[0].extension.approver


def _must_be_extendable(clock, days, today, now):
    left = days_left_to_give(clock)
    if left == 0:
        raise NotExtendable
    if left is not None and days > left:
        raise InvalidFields(FieldProblem("days", "too_many", str(left)))
    tried = Extended(id="asked", recorded_at=now, on=today, days=days, approved_by="asked", reason="asked")
    why = why_not_added(clock, tried, today)
    if why == "after_the_end":
        raise AfterItsLastDay
    if why:
        raise NotExtendable


def _entries(request, by, today, now):
    """What is kept with the clock; the reason stays with the request."""
    one = str(request.request_id)
    yield Extended(id=one, recorded_at=now, on=today, days=request.days, approved_by=by.username, reason=one)
    yield Noticed(id=f"{one} notice", recorded_at=now, extension=one, on=now.astimezone(HERE).date())


def _about(referral, request, clock):
    return {
        **about_a_referral(referral),
        "request_id": request.request_id,
        "rule": request.rule,
        "edition": clock.edition,
        "days": request.days,
        "approver": request.approver,
    }


def _extended(referral, request, clock, by, now):
    here = decides_itself(rule_of(clock).extension.approver)
    more = {"petitioner": petitioner_of(referral.matter), "article": rule_of(clock).article} if here else {}
    return (HandlingExtended if here else OrderExtended)(
        **_about(referral, request, clock),
        was_due_on=request.decision.was_due_on,
        due_on=clock.due_on,
        reason=request.reason,
        words=request.decision.words,
        extended_by=by.username,
        extended_at=now,
        **more,
    )
