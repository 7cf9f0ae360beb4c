"""What must be true of routing's rows if nothing is lost: every claim in exactly one party's hands."""

from collections import defaultdict

from sqlalchemy import and_, case, exists, func, or_, select

from services.routing import closing
from services.routing.actions.recusals import held_where_everyone_withdrew
from services.routing.audit import splits
from services.routing.audit.replies import checks_it
from services.routing.audit.telling import untold_of_orders
from services.routing.due import OWED
from services.routing.models import (
    Acceptance,
    Answer,
    Assistance,
    ClaimWithdrawal,
    Clock,
    DecidedClaim,
    NonAcceptance,
    Objection,
    ObjectionDecision,
    ReferralOrder,
    Reply,
    RoutedClaim,
    RoutedMatter,
    Signature,
    UrgingOrder,
)
from services.routing.policy import clocks_of
from services.routing.policy.act import CHECKER, DECIDER, HOLDER, REVIEWS
from services.routing.policy.referral_acts import STAGES
from shared.messaging.audit import published
from shared.messaging.tables import Settlement
from shared.messaging.telling import untold

REPLIED = ("ANSWERED", "FINALISED", "REOPENED", "REVIEWED", "REVOKED")
GAVE_BACK = ("RETURNED", "WITHDRAWN", "REOPENED", "SPLIT")
LET_GO = (*GAVE_BACK, "REVIEWED", "REVOKED")
CLOSED = ("ANSWERED", "FINALISED", *LET_GO)
IN_HAND = ("IN_PROGRESS", "AWAITING_REVIEW")


def every_registered_matter_arrived(session, before):
    """a handled matter.registered without its matter here"""
    query = (
        select(Settlement.event_id)
        .outerjoin(RoutedMatter, RoutedMatter.event_id == Settlement.event_id)
        .where(
            Settlement.state == "handled", Settlement.type == "matter.registered", RoutedMatter.matter_no.is_(None)
        )
    )
    return session.scalars(query)


def every_matter_here_has_its_event(session, before):
    """a matter here whose event was not handled"""
    query = (
        select(RoutedMatter.matter_no)
        .outerjoin(Settlement, Settlement.event_id == RoutedMatter.event_id)
        .where(Settlement.event_id.is_(None) | (Settlement.state != "handled"))
    )
    return session.scalars(query)


def every_claim_is_in_one_partys_hands(session, before):
    """a claim that nobody holds, declined or withdrew, or that is in more hands than one"""
    hands = (
        RoutedClaim.referral_id,
        RoutedClaim.triage_holder,
        NonAcceptance.claim_id,
        ClaimWithdrawal.claim_id,
    )
    query = (
        select(RoutedClaim.claim_id)
        .outerjoin(NonAcceptance, NonAcceptance.claim_id == RoutedClaim.claim_id)
        .outerjoin(ClaimWithdrawal, ClaimWithdrawal.claim_id == RoutedClaim.claim_id)
    )
    return session.scalars(query.where(sum(case((hand.is_not(None), 1), else_=0) for hand in hands) != 1))


def every_claim_declined_was_announced(session, before):
    """a matter with declined claims whose claim.declined events do not match them"""
    declined = select(RoutedClaim.matter_no).join(NonAcceptance, NonAcceptance.claim_id == RoutedClaim.claim_id)
    return untold(session, declined, "claim.declined")


def every_referral_was_announced(session, before):
    """a matter with referrals whose referral.made events do not match them"""
    made = select(ReferralOrder.matter_no).where(
        ReferralOrder.parted_from.is_(None), ReferralOrder.kind.not_in(REVIEWS)
    )
    return untold(session, made, "referral.made")


def every_matter_has_all_its_claims(session, before):
    """a matter here with other claims than were registered"""
    here, split_from = defaultdict(set), dict(session.execute(splits.of_other_matters()).all())
    for matter_no, claim_id in session.execute(select(RoutedClaim.matter_no, RoutedClaim.claim_id)):
        here[splits.registered_as(matter_no, split_from)].add(str(claim_id))
    known = set(session.scalars(select(RoutedMatter.matter_no)))
    for _, told in published("intake", "matter.registered", before):
        if told["matter_no"] in known and {c["claim_id"] for c in told["claims"]} != here[told["matter_no"]]:
            yield told["matter_no"]


def every_referral_of_a_claim_exists(session, before):
    """a claim whose referral is gone, a referral without claims, or one that was let go and still holds some"""
    lost = (
        select(RoutedClaim.claim_id)
        .outerjoin(ReferralOrder, ReferralOrder.referral_id == RoutedClaim.referral_id)
        .where(RoutedClaim.referral_id.is_not(None), ReferralOrder.referral_id.is_(None))
    )
    empty = (
        select(ReferralOrder.referral_id)
        .outerjoin(DecidedClaim, DecidedClaim.referral_id == ReferralOrder.referral_id)
        .where(DecidedClaim.claim_id.is_(None))
    )
    let_go = (
        select(ReferralOrder.referral_id)
        .outerjoin(RoutedClaim, RoutedClaim.referral_id == ReferralOrder.referral_id)
        .where(ReferralOrder.state.in_(LET_GO) != RoutedClaim.claim_id.is_(None))
    )
    for query in (lost, empty, let_go):
        yield from session.scalars(query)


def every_act_has_its_row(session, before):
    """a referral signed for or answered without the row that says who did it"""
    signed = ReferralOrder.state.in_((*IN_HAND, *REPLIED))
    unsigned = (
        select(ReferralOrder.referral_id)
        .outerjoin(Signature, Signature.referral_id == ReferralOrder.referral_id)
        .where(signed, ReferralOrder.kind.not_in(REVIEWS), Signature.referral_id.is_(None))
    )
    unanswered = (
        select(RoutedClaim.claim_id)
        .join(ReferralOrder, ReferralOrder.referral_id == RoutedClaim.referral_id)
        .outerjoin(
            Answer,
            and_(Answer.claim_id == RoutedClaim.claim_id, Answer.referral_id == RoutedClaim.referral_id),
        )
        .outerjoin(Reply, Reply.referral_id == ReferralOrder.referral_id)
        .where(
            ReferralOrder.state.in_(REPLIED),
            Answer.claim_id.is_(None) | Reply.referral_id.is_(None),
        )
    )
    yield from session.scalars(unsigned)
    yield from session.scalars(unanswered)


def every_open_referral_has_its_clock(session, before):
    """a referral that is open, of which the petitioner was not told yet, without the clock of telling"""
    told_within = (Clock.subject_id == ReferralOrder.referral_id) & (Clock.rule == clocks_of.TELLING)
    query = (
        select(ReferralOrder.referral_id)
        .outerjoin(Clock, told_within & (Clock.state == "running"))
        .outerjoin(Acceptance, Acceptance.referral_id == ReferralOrder.referral_id)
        .where(
            ReferralOrder.state.in_(clocks_of.OPEN_HERE),
            ReferralOrder.kind.not_in(REVIEWS),
            Clock.clock_id.is_(None),
            Acceptance.referral_id.is_(None),
        )
    )
    return session.scalars(query)


def every_matter_that_waits_has_its_clock(session, before):
    """a matter that waits for a person without that person's clock"""
    deciding = (Clock.rule == clocks_of.of_triage().rule) & (Clock.state == "running")
    query = (
        select(RoutedClaim.claim_id)
        .outerjoin(Clock, (Clock.matter_no == RoutedClaim.matter_no) & deciding)
        .where(RoutedClaim.triage_holder.is_not(None), Clock.clock_id.is_(None))
    )
    return session.scalars(query)


def no_clock_runs_after_the_answer(session, before):
    """a clock that runs on after the answer or the return, but for what is left to do after a reply"""
    query = (
        select(Clock.clock_id)
        .join(ReferralOrder, ReferralOrder.referral_id == Clock.subject_id)
        .where(ReferralOrder.state.in_(CLOSED), Clock.state == "running", Clock.kind != "right")
        .where(ReferralOrder.to_finish_since.is_(None) | Clock.rule.not_in(clocks_of.AFTER_THE_REPLY))
    )
    return session.scalars(query)


def every_urging_was_announced(session, before):
    """a matter with chasers or supervisions whose events do not match them"""
    return untold_of_orders(session, UrgingOrder, "referral.chased", "supervision.issued")


def nobody_is_supervised_over_what_they_gave_back(session, before):
    """a supervision in force over a referral that its unit holds no more"""
    query = (
        select(UrgingOrder.order_id)
        .join(ReferralOrder, ReferralOrder.referral_id == UrgingOrder.referral_id)
        .where(UrgingOrder.kind != "CHASE", UrgingOrder.ended_at.is_(None))
        .where(ReferralOrder.state.in_(GAVE_BACK) | (ReferralOrder.unit != UrgingOrder.unit))
    )
    return session.scalars(query)


def nothing_open_is_held_by_a_closed_unit(session, before):
    """an open referral, objection, check, supervision, return visit or undecided claim in the hands of a unit that is
    closed, or a reply that it did not finish"""
    yield from session.scalars(select(ReferralOrder.referral_id).where(*closing.sent_by_closed_units()))
    yield from session.scalars(select(ReferralOrder.referral_id).where(*closing.visited_by_closed_units()))
    yield from session.scalars(select(ReferralOrder.referral_id).where(*closing.checked_by_closed_units()))
    yield from session.scalars(select(ReferralOrder.referral_id).where(*closing.held_by_closed_units()))
    yield from session.scalars(select(ReferralOrder.referral_id).where(*closing.answered_by_closed_units()))
    yield from session.scalars(select(ReferralOrder.referral_id).where(*closing.awaiting_closed_units()))
    yield from session.scalars(select(ReferralOrder.referral_id).where(*closing.supervised_by_or_over_closed_units()))
    yield from session.scalars(select(RoutedMatter.matter_no).where(*closing.undecided_by_closed_units()))
    yield from session.scalars(select(Assistance.referral_id).where(*closing.assisted_by_closed_units()))


def every_turn_is_that_of_its_state(session, before):
    """a referral whose `turn` is not the unit that must act in its state"""
    deciding = exists().where(
        Objection.referral_id == ReferralOrder.referral_id,
        Objection.decider == ReferralOrder.turn,
        Objection.objection_id.not_in(select(ObjectionDecision.objection_id)),
    )
    right = {
        HOLDER: ReferralOrder.turn == ReferralOrder.unit,
        DECIDER: deciding,
        CHECKER: checks_it(),
        None: ReferralOrder.turn.is_(None),
    }
    for state, stage in STAGES.items():
        wrong = or_(~right[stage.turn], and_(ReferralOrder.turn.is_(None), stage.turn is not None))
        yield from session.scalars(select(ReferralOrder.referral_id).where(ReferralOrder.state == state, wrong))


def every_referral_shows_what_is_due_first(session, before):
    """a referral whose `due_on` is not that of its first running duty"""
    first = func.min(Clock.due_on)
    query = (
        select(ReferralOrder.referral_id)
        .outerjoin(Clock, and_(Clock.subject_id == ReferralOrder.referral_id, *OWED))
        .group_by(ReferralOrder.referral_id)
        .having(first.is_distinct_from(ReferralOrder.due_on))
    )
    return session.scalars(query)


def nothing_open_is_in_the_hands_of_who_left(session, before):
    """an open referral, or a reply that is not finished, in the hands of somebody who left its unit"""
    return session.scalars(select(ReferralOrder.referral_id).where(*closing.in_hands_of_who_left()))


def nothing_open_is_where_everyone_withdrew(session, before):
    """an open referral at a unit where everyone withdrew or left"""
    return session.scalars(select(ReferralOrder.referral_id).where(*held_where_everyone_withdrew()))


INVARIANTS = (
    nothing_open_is_where_everyone_withdrew,
    nothing_open_is_in_the_hands_of_who_left,
    nothing_open_is_held_by_a_closed_unit,
    every_urging_was_announced,
    nobody_is_supervised_over_what_they_gave_back,
    every_turn_is_that_of_its_state,
    every_referral_shows_what_is_due_first,
    every_open_referral_has_its_clock,
    every_matter_that_waits_has_its_clock,
    no_clock_runs_after_the_answer,
    every_matter_has_all_its_claims,
    every_referral_of_a_claim_exists,
    every_act_has_its_row,
    every_registered_matter_arrived,
    every_matter_here_has_its_event,
    every_claim_is_in_one_partys_hands,
    every_claim_declined_was_announced,
    every_referral_was_announced,
)
