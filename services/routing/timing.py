"""The clocks of a matter: which begin and which end with each act, and who is told of one."""

from datetime import datetime, time

from sqlalchemy import exists, select

from services.routing import due
from services.routing.deciders import open_decider
from services.routing.editions import city_now
from services.routing.models import (
    Clock,
    ReferralOrder,
    RoutedClaim,
    RoutedMatter,
)
from services.routing.policy import clocks_of
from services.routing.policy.act import ALL_BUT_THE_REPORT, DUTIES, REVIEWS
from services.routing.policy.clocks_of import Begins
from services.routing.policy.referral_acts import STAGES
from services.routing.policy.visiting import VISITING
from shared.clocks import keeping
from shared.clocks.climbing import Told
from shared.clocks.deadline import HERE
from shared.directory import KnownUnit, supervisor_of

BATCH = 50


def start_for_matter(session, matter, *, now):
    """The sender's clock runs from receipt; what is decided at once has met it, or missed it, already."""
    holder = _triage_holder(matter) or matter.registering_unit
    sender = new_clock(matter, clocks_of.of_matter(matter.registering_unit), holder, matter.received_at)
    if _triage_holder(matter):
        keeping.start(session, [sender, new_clock(matter, clocks_of.of_triage(), holder, now)])
    else:
        sender.state, sender.stopped_at, sender.next_rung_at = "stopped", now, None
        session.add(sender)


def start_for_referral(session, referral, *, now):
    begins = clocks_of.of_referral(referral.kind, referral.state, referral.reply_by)
    its = {"subject_id": referral.referral_id}
    clocks = [new_clock(referral.matter, each, referral.unit, now, **its) for each in begins]
    keeping.start(session, clocks)
    due.settle_by(referral, [clock for clock in clocks if clock.kind == "duty"])


def start_missing(session):
    """What was open before there were clocks: they run from its arrival, like all others. How many were without."""
    without = ~exists().where(Clock.subject_id == ReferralOrder.referral_id, Clock.rule == clocks_of.TELLING)
    open_here = ReferralOrder.state.in_(clocks_of.OPEN_HERE) & ReferralOrder.kind.not_in(REVIEWS)
    referrals = session.scalars(_mine(ReferralOrder, open_here, without)).all()
    for referral in referrals:
        start_for_referral(session, referral, now=referral.made_at)
    matters = session.scalars(_mine(RoutedMatter, _waits_without_a_clock())).all()
    for matter in matters:
        start_for_matter(session, matter, now=matter.received_at)
    return len(referrals) + len(matters)


def start_for_assistance(session, referral, assistance, *, now):
    """The assisting unit's own clock: the holder's are not touched by it."""
    begins = Begins(clocks_of.ASSISTING)
    clock = new_clock(referral.matter, begins, assistance.unit, now, subject_id=assistance.assistance_id)
    keeping.start(session, [clock])
    assistance.due_on = clock.due_on


def start_for_visit(session, referral, visit, *, now):
    """The sender's own clock, long after those of the unit have ended."""
    clock = new_clock(referral.matter, Begins(VISITING), visit.unit, now, subject_id=visit.visit_id)
    keeping.start(session, [clock])
    visit.due_on = clock.due_on


def hand_over_visit(session, visit):
    """Another unit visits: it is reminded from now on."""
    for clock in keeping.locked_clocks(session, Clock, Clock.subject_id == visit.visit_id):
        clock.unit = visit.unit


def end_of_visit(session, visit, *, now):
    keeping.stop(session, keeping.locked_clocks(session, Clock, Clock.subject_id == visit.visit_id), now=now)


def end_of_assistance(session, assistance, *, now):
    its = Clock.subject_id == assistance.assistance_id
    keeping.stop(session, keeping.locked_clocks(session, Clock, its), now=now)


def running_of(session, referral):
    """The running duties of a referral, locked."""
    return _running(session, referral, Clock.kind == "duty")


def start_confirmation(session, referral, mediation):
    """Both sides' own 30 days, from the day their agreement took effect."""
    at = datetime.combine(mediation.effective_on, time(12), HERE)
    begins, of_it = Begins(clocks_of.CONFIRMING), {"subject_id": referral.referral_id}
    clock = new_clock(referral.matter, begins, referral.unit, at, **of_it, occasion=mediation.mediation_id)
    keeping.start(session, [clock])
    mediation.clock_id = clock.clock_id
    return clock


def last_day_to_confirm(session, mediation):
    """None while the calendar it needs is not announced."""
    return session.scalar(select(Clock.due_on).where(Clock.clock_id == mediation.clock_id))


def end_confirmation(session, mediation, *, now):
    its = Clock.clock_id == mediation.clock_id
    keeping.stop(session, keeping.locked_clocks(session, Clock, its), now=now)


def stop_when_all_is_decided(session, matter, *, now):
    """Once every claim has somewhere to go, the sender has done its part."""
    if not _triage_holder(matter):
        keeping.stop(session, keeping.locked_clocks(session, Clock, *_of_the_matter(matter)), now=now)


def follow(session, referral, step, *, now, begins=None):
    """What a step of the table of acts starts and stops; a clock also begins with the state it leads to.

    A person's own time limits run on, whatever a unit does.
    """
    if referral.state != step.state:
        referral.since = now
    keeping.stop(session, _running(session, referral, _ended_by(step.stops)), now=now)
    entering = STAGES[referral.state].begins if referral.state != step.state else ()
    rules = (*(step.starts if begins is None else ()), *entering)
    keeping.start(session, [*(begins or ()), *(of_the_order(referral, rule, now) for rule in rules)])


def _ended_by(stops):
    ended = Clock.rule.in_(stops)
    if DUTIES in stops:
        return ended | (Clock.kind != "right")
    if ALL_BUT_THE_REPORT in stops:
        return ended | ((Clock.kind != "right") & (Clock.rule != clocks_of.OF_AN_ORDER))
    return ended


def stop_what(session, referral, rules, *, now):
    """End these clocks of the unit that still holds it."""
    keeping.stop(session, _running(session, referral, Clock.rule.in_(rules)), now=now)


def of_the_receiver(referral, step, *, now):
    """The clocks of a unit that receives a referral from another one; signing begins by itself with its state."""
    entering = STAGES[step.to].begins if step.to != step.state else ()
    return [of_the_order(referral, rule, now) for rule in step.starts if rule not in entering]


def move_to_its_unit(session, referral):
    """What runs on runs at the unit that holds it now."""
    session.flush()
    for clock in _running(session, referral):
        clock.unit = referral.unit


def of_the_acceptance(referral, rules, *, now):
    """The clocks of the ways of article 31; it was accepted with the notice, at the latest when that was due."""
    telling = next((c for c in referral.clocks if c.rule == clocks_of.TELLING and c.state == "running"), None)
    late = telling and telling.due_on and now.astimezone(HERE).date() > telling.due_on
    at = datetime.combine(telling.due_on, time(12), HERE) if late else now
    return [of_the_order(referral, rule, at) for rule in rules]


def start_for_what_waits_again(session, matter, *, now):
    """What was returned and no rule decides waits for a person, who has the agreed days from now on."""
    holder = _triage_holder(matter)
    deciding = (*_of_the_matter(matter), Clock.rule == clocks_of.of_triage().rule)
    if holder and not keeping.locked_clocks(session, Clock, *deciding):
        keeping.start(session, [new_clock(matter, clocks_of.of_triage(), holder, now)])


def hand_over_deciding(session, matter, holder):
    """Another unit decides by hand: it is reminded from now on."""
    for clock in keeping.locked_clocks(session, Clock, *_of_the_matter(matter)):
        clock.unit = holder


def last_day_to_object(referral):
    """The end of the objection window; None while the calendar it needs is not announced."""
    windows = [c for c in referral.clocks if c.rule == clocks_of.WINDOW and c.unit == referral.unit]
    kept = max(windows, key=lambda clock: clock.started_at, default=None)
    return (kept or new_clock(referral.matter, Begins(clocks_of.WINDOW), referral.unit, referral.made_at)).due_on


def about(session, clock):
    """What is told about a clock beside its own row. No closed unit is told: whoever stands in for it is."""
    matter = session.get_one(RoutedMatter, clock.matter_no)
    if (unit := session.get(KnownUnit, clock.unit)) and not unit.active:
        clock.unit = open_decider(city_now(session), matter, clock.unit)
    return Told(
        sender=matter.registering_unit,
        confidential=matter.kind == "REPORT",
        accused_unit=matter.accused_unit,
        supervisor=supervisor_of(session, clock.unit, matter.accused_unit),
    )


def new_clock(matter, begins, unit, at, *, subject_id=None, claim_id=None, occasion=None):
    return keeping.new_clock(
        Clock,
        begins.rule,
        matter_no=matter.matter_no,
        unit=unit,
        at=at,
        rules_on=matter.received_at.astimezone(HERE).date(),
        subject_id=subject_id,
        claim_id=claim_id,
        set_for=begins.set_for,
        occasion=occasion,
    )


def of_another(referral, rule, unit, subject_id, at):
    """A clock of what another unit than its holder owes on an order."""
    return new_clock(referral.matter, Begins(rule), unit, at, subject_id=subject_id)


def of_the_order(referral, rule, now, set_for=None, occasion=None):
    of_it = {"subject_id": referral.referral_id, "occasion": occasion}
    return new_clock(referral.matter, Begins(rule, set_for), referral.unit, now, **of_it)


def _triage_holder(matter):
    """Who must decide about a claim of the matter; None where nothing waits for a person."""
    return next((claim.triage_holder for claim in matter.claims if claim.triage_holder), None)


def _of_the_matter(matter):
    return Clock.matter_no == matter.matter_no, Clock.subject_id.is_(None), Clock.claim_id.is_(None)


def _mine(table, *conditions):
    """Some rows that no other replica is at."""
    return select(table).where(*conditions).limit(BATCH).with_for_update(of=table, skip_locked=True)


def _waits_without_a_clock():
    waits = exists().where(RoutedClaim.matter_no == RoutedMatter.matter_no, RoutedClaim.triage_holder.is_not(None))
    has_one = exists().where(
        Clock.matter_no == RoutedMatter.matter_no, Clock.subject_id.is_(None), Clock.claim_id.is_(None)
    )
    return waits & ~has_one


def _running(session, referral, *conditions):
    return keeping.locked_clocks(session, Clock, Clock.subject_id == referral.referral_id, *conditions)
