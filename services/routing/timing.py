"""The clocks of a matter: which begin and which end with each act, and who is told of one."""

from datetime import datetime, time

from sqlalchemy import exists, select

from services.routing.deciders import open_decider
from services.routing.editions import city_now
from services.routing.models import (
    Assistance,
    Clock,
    CompletionReport,
    ReferralOrder,
    ReturnVisit,
    RoutedClaim,
    RoutedMatter,
)
from services.routing.policy import clocks_of
from services.routing.policy.act import ALL_BUT_THE_REPORT, DUTIES, REVIEWS
from services.routing.policy.automatic import IDLE, gone_on
from services.routing.policy.clocks_of import Begins
from services.routing.policy.referral_acts import STAGES
from services.routing.policy.visiting import VISITING
from shared.clocks import keeping
from shared.clocks.climbing import Told
from shared.clocks.deadline import HERE
from shared.clocks.in_force import rulebook
from shared.directory import KnownUnit, supervisor_of

BATCH = 50
OWED = (Clock.claim_id.is_(None), Clock.kind == "duty", Clock.state == "running")


def start_for_matter(session, matter, *, now):
    """The sender's clock runs from receipt; what is decided at once has met it, or missed it, already."""
    holder = _triage_holder(matter) or matter.registering_unit
    sender = _new(matter, clocks_of.of_matter(matter.registering_unit), holder, matter.received_at)
    if _triage_holder(matter):
        keeping.start(session, [sender, _new(matter, clocks_of.of_triage(), holder, now)])
    else:
        sender.state, sender.stopped_at, sender.next_rung_at = "stopped", now, None
        session.add(sender)


def start_for_referral(session, referral, *, now):
    begins = clocks_of.of_referral(referral.kind, referral.state, referral.reply_by)
    clocks = [_new(referral.matter, each, referral.unit, now, subject_id=referral.referral_id) for each in begins]
    keeping.start(session, clocks)
    _settle(referral, [clock for clock in clocks if clock.kind == "duty"])


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


def start_watch(session, matter, facts, *, now):
    """The limitation watch of each claim, by whoever holds the claim. Nobody watches over a report."""
    if matter.kind == "REPORT":
        return
    today = now.astimezone(HERE).date()
    watching = rulebook().watching(today)
    clocks = [
        _watch(session, matter, claim, begins)
        for claim in matter.claims
        for begins in clocks_of.of_claim(facts[claim.claim_id], watching, today)
    ]
    keeping.start(session, [clock for clock in clocks if not _long_over(clock, today)])


def watch_again(session, matter, claim, facts, *, now):
    """The facts of a claim were corrected: its watch follows them, as long as somebody holds it."""
    if matter.kind == "REPORT" or not (claim.referral_id or claim.triage_holder):
        return
    today = now.astimezone(HERE).date()
    begun = clocks_of.of_claim(facts, rulebook().watching(today), today)
    wanted = {_run(clock): clock for clock in (_watch(session, matter, claim, begins) for begins in begun)}
    running = keeping.locked_clocks(session, Clock, Clock.claim_id == claim.claim_id)
    keeping.stop(session, [clock for clock in running if _run(clock) not in wanted], now=now)
    fresh = [clock for run, clock in wanted.items() if run not in set(map(_run, running))]
    known = set(session.scalars(select(Clock.clock_id).where(Clock.clock_id.in_([c.clock_id for c in fresh]))))
    keeping.start(session, [c for c in fresh if c.clock_id not in known and not _long_over(c, today)])


def _run(clock):
    return clock.rule, clock.started_at


def start_for_assistance(session, referral, assistance, *, now):
    """The assisting unit's own clock: the holder's are not touched by it."""
    begins = Begins(clocks_of.ASSISTING)
    clock = _new(referral.matter, begins, assistance.unit, now, subject_id=assistance.assistance_id)
    keeping.start(session, [clock])
    assistance.due_on = clock.due_on


def start_for_visit(session, referral, visit, *, now):
    """The sender's own clock, long after those of the unit have ended."""
    clock = _new(referral.matter, Begins(VISITING), visit.unit, now, subject_id=visit.visit_id)
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
    clock = _new(referral.matter, begins, referral.unit, at, **of_it, occasion=mediation.mediation_id)
    keeping.start(session, [clock])
    mediation.clock_id = clock.clock_id
    return clock


def last_day_to_confirm(session, mediation):
    """None while the calendar it needs is not announced."""
    return session.scalar(select(Clock.due_on).where(Clock.clock_id == mediation.clock_id))


def end_confirmation(session, mediation, *, now):
    its = Clock.clock_id == mediation.clock_id
    keeping.stop(session, keeping.locked_clocks(session, Clock, its), now=now)


def hand_over_watch(session, claims):
    """The claims are in other hands: their time limits are watched there from now on."""
    by_id = {claim.claim_id: claim for claim in claims}
    for clock in keeping.locked_clocks(session, Clock, Clock.claim_id.in_(by_id)):
        claim = by_id[clock.claim_id]
        clock.subject_id, clock.unit = claim.referral_id, _watched_by(session, claim)


def end_watch(session, claim, *, now):
    """Nobody holds the claim any more, so nobody watches over its time limits."""
    keeping.stop(session, keeping.locked_clocks(session, Clock, Clock.claim_id == claim.claim_id), now=now)


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


def settle_due(session, referral):
    """The first day by which a unit owes something on a referral, on its own row for the lists."""
    session.flush()
    owed = select(Clock.rule, Clock.started_at, Clock.due_on).where(Clock.subject_id == referral.referral_id, *OWED)
    _settle(referral, session.execute(owed).all())


def _settle(referral, owed):
    referral.due_on = min((clock.due_on for clock in owed if clock.due_on), default=None)
    referral.idle_on = _idle_on(referral, [clock for clock in owed if clock.due_on and _is_quiet(referral, clock)])


def _idle_on(referral, quiet):
    """When too much of a period will be gone in which its unit has done nothing; a unit that reviews is reminded by
    its clock and supervised by nobody below it."""
    if referral.kind in REVIEWS:
        return None
    days = [(_watched_from(referral, clock).astimezone(HERE).date(), clock.due_on) for clock in quiet]
    percent = rulebook().candidates(IDLE, max(day for day, _ in days))[0].limit if days else None
    return min((gone_on(began, due_on, percent) for began, due_on in days), default=None)


def _is_quiet(referral, clock):
    """Whether nothing was done yet in a period: in one that the law or an order sets, no act of the unit; after its
    reply, no attempt to serve it, nothing performed."""
    if clock.rule == clocks_of.SERVING:
        return not any(proof.struck_out_at is None for proof in referral.proofs)
    if clock.rule == clocks_of.EXECUTING:
        return not any(task.done_on for task in referral.tasks_here)
    if clock.rule in clocks_of.AGREED_HERE or referral.to_finish_since:
        return False
    return referral.acted_at is None or _watched_from(referral, clock) >= referral.acted_at


def _watched_from(referral, clock):
    """The period of an acceptance that came late began before it; whether its unit is idle shows only afterwards."""
    accepted = referral.acceptance if clock.rule in clocks_of.BY_WAY else None
    return max(clock.started_at, accepted.at) if accepted else clock.started_at


def due_date_moved(session, clock):
    """A calendar moved a due date: the lists are told of it too."""
    if clock.subject_id and (referral := session.get(ReferralOrder, clock.subject_id)):
        settle_due(session, referral)
    elif clock.rule == clocks_of.ASSISTING and (assistance := session.get(Assistance, clock.subject_id)):
        assistance.due_on = clock.due_on
    elif clock.rule == clocks_of.JUDGING and (report := session.get(CompletionReport, clock.subject_id)):
        report.due_on = clock.due_on
    elif clock.rule == VISITING and (visit := session.get(ReturnVisit, clock.subject_id)):
        visit.due_on = clock.due_on


def start_for_what_waits_again(session, matter, *, now):
    """What was returned and no rule decides waits for a person, who has the agreed days from now on."""
    holder = _triage_holder(matter)
    deciding = (*_of_the_matter(matter), Clock.rule == clocks_of.of_triage().rule)
    if holder and not keeping.locked_clocks(session, Clock, *deciding):
        keeping.start(session, [_new(matter, clocks_of.of_triage(), holder, now)])


def hand_over_deciding(session, matter, holder):
    """Another unit decides by hand: it is reminded from now on."""
    for clock in keeping.locked_clocks(session, Clock, *_of_the_matter(matter)):
        clock.unit = holder


def last_day_to_object(referral):
    """The end of the objection window; None while the calendar it needs is not announced."""
    windows = [c for c in referral.clocks if c.rule == clocks_of.WINDOW and c.unit == referral.unit]
    kept = max(windows, key=lambda clock: clock.started_at, default=None)
    return (kept or _new(referral.matter, Begins(clocks_of.WINDOW), referral.unit, referral.made_at)).due_on


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


def _new(matter, begins, unit, at, *, subject_id=None, claim_id=None, occasion=None):
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
    return _new(referral.matter, Begins(rule), unit, at, subject_id=subject_id)


def of_the_order(referral, rule, now, set_for=None, occasion=None):
    of_it = {"subject_id": referral.referral_id, "occasion": occasion}
    return _new(referral.matter, Begins(rule, set_for), referral.unit, now, **of_it)


def _triage_holder(matter):
    """Who must decide about a claim of the matter; None where nothing waits for a person."""
    return next((claim.triage_holder for claim in matter.claims if claim.triage_holder), None)


def _of_the_matter(matter):
    return Clock.matter_no == matter.matter_no, Clock.subject_id.is_(None), Clock.claim_id.is_(None)


def _watch(session, matter, claim, begins):
    at = datetime.combine(begins.from_day, time(12), HERE)
    unit = _watched_by(session, claim)
    return _new(matter, begins, unit, at, subject_id=claim.referral_id, claim_id=claim.claim_id)


def _watched_by(session, claim):
    if claim.referral_id is None:
        return claim.triage_holder
    referral = session.get_one(ReferralOrder, claim.referral_id)
    return referral.sender if referral.state == "HANDED_OUTSIDE" else referral.unit


def _long_over(clock, today):
    """It ended in a year before our first calendar, so nothing will ever say on which day."""
    return clock.waits_for is not None and clock.waits_for < today.year


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
