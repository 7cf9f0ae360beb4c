"""What intake does when anybody speaks of a matter: it follows each claim, and the clocks others keep."""

from sqlalchemy import select, update

from services.intake import actions, looking
from services.intake.holding import keep_given_back, keep_holder
from services.intake.models import Claim, Matter, MatterClock, WithdrawnClaim
from services.intake.policy.matter_state import held_apart, matter_state
from shared.contracts.after_reply import ReferralReopened, SendingTakenOver
from shared.contracts.clocks import ClockMoved, ClockStarted, ClockStopped
from shared.contracts.handling import (
    ReferralPassedDown,
)
from shared.contracts.looks import PersonalShown
from shared.contracts.mediation import (
    ReferralSteeredAway,
)
from shared.contracts.replies import (
    ReplyFinalised,
    ReplyRecalled,
    ReplySentBack,
    ReplySentForCheck,
)
from shared.contracts.reviews import ReviewDecided, ReviewRequested
from shared.contracts.routing import (
    ClaimDeclined,
    MatterHeldForTriage,
    ObjectionRefused,
    ReferralMade,
    ReferralObjected,
    ReferralReturned,
    ReferralSigned,
    ReferralTakenOver,
    ReplyIssued,
)
from shared.contracts.splits import ClaimSplit, SplitRefused
from shared.contracts.withdrawals import ClaimWithdrawn, WithdrawalCameLate
from shared.messaging import NotYet, handles

DECIDED = ("ANSWERED", "FINALISED")
UNDER = {"REVIEW": "UNDER_REVIEW", "REREVIEW": "UNDER_REREVIEW"}


@handles(MatterHeldForTriage)
def hold_claims(session, event):
    follow(session, event, event.claims, "AWAITING_TRIAGE", event.holder)


@handles(ReferralMade)
def hand_claims_over(session, event):
    follow(session, event, [claim.claim_id for claim in event.claims], _state_after_referral(event), event.unit)


@handles(ClaimDeclined)
def end_claims_that_are_not_accepted(session, event):
    follow(session, event, event.claims, event.state, None)


@handles(ClaimWithdrawn)
def end_claims_that_were_withdrawn(session, event):
    follow(session, event, event.claims, "WITHDRAWN", None)
    settle_withdrawal(session, event, "WITHDRAWN")


@handles(WithdrawalCameLate)
def keep_that_a_withdrawal_came_late(session, event):
    settle_withdrawal(session, event, "CAME_LATE")


@handles(ClaimSplit)
def move_claims_to_the_new_matter(session, event):
    actions.follow_split(session, event)


@handles(SplitRefused)
def keep_why_a_split_did_not_happen(session, event):
    actions.follow_refusal(session, event)


@handles(ReferralSigned)
def put_claims_in_progress(session, event):
    follow(session, event, event.claims, "IN_PROGRESS", event.unit)


@handles(ReferralObjected)
def put_claims_under_objection(session, event):
    follow(session, event, event.claims, "OBJECTED", event.unit)


@handles(ReferralReturned)
def take_claims_back(session, event):
    follow(session, event, event.claims, "RETURNED", event.decider)
    keep_given_back(session, event)


@handles(ObjectionRefused)
def leave_claims_where_they_are(session, event):
    follow(session, event, event.claims, event.state, event.unit)


@handles(ReferralTakenOver)
def pass_claims_to_who_followed(session, event):
    follow(session, event, event.claims, event.state, event.unit)
    pass_clocks_on(session, event, event.former_unit, event.unit)


@handles(SendingTakenOver)
def pass_visits_to_who_followed(session, event):
    if session.get(Matter, event.matter_no, with_for_update={"of": Matter}) is None:
        raise NotYet("the matter is not known here")
    pass_clocks_on(session, event, event.former_sender, event.sender)


@handles(ReferralSteeredAway)
def lead_claims_away(session, event):
    follow(session, event, event.claims, "STEERED", event.unit)


@handles(ReferralPassedDown)
def pass_claims_down(session, event):
    follow(session, event, event.claims, "AWAITING_SIGN", event.unit)


@handles(ReplySentForCheck)
def put_claims_under_check(session, event):
    follow(session, event, event.claims, UNDER.get(event.level, "AWAITING_REVIEW"), event.checker)


@handles(ReplyRecalled, ReplySentBack)
def put_claims_back_to_whoever_drafts(session, event):
    follow(session, event, event.claims, UNDER.get(event.level, "IN_PROGRESS"), event.unit)


@handles(ReplyIssued)
def close_claims(session, event):
    outcomes = {answer.claim_id: answer.outcome for answer in event.answers}
    follow(session, event, outcomes, "ANSWERED", event.unit, outcomes)


@handles(ReviewRequested)
def put_claims_under_review(session, event):
    follow(session, event, event.claims, UNDER[event.level], event.unit)


@handles(ReviewDecided)
def close_claims_by_a_review(session, event):
    outcomes = {claim.claim_id: claim.stands for claim in event.claims}
    follow(session, event, outcomes, "ANSWERED", event.unit, outcomes)


@handles(ReferralReopened)
def take_claims_up_again(session, event):
    follow(session, event, event.claims, "REOPENED", event.sender)


@handles(ReplyFinalised)
def end_claims_that_are_final(session, event):
    follow(session, event, event.claims, "FINALISED", event.unit)


@handles(PersonalShown)
def keep_that_somebody_looked(session, event):
    looking.shown_elsewhere(session, event)


@handles(ClockStarted, ClockStopped)
def keep_clocks(session, event):
    for clock in event.clocks:
        keep_clock(session, event, clock, running=isinstance(event, ClockStarted))


@handles(ClockMoved)
def move_clock(session, event):
    keep_clock(session, event, event.clock, running=True)


def keep_clock(session, event, told, *, running):
    """Keep what the newest event says of a clock; an older one that comes late changes nothing."""
    if session.get(Matter, event.matter_no, with_for_update={"of": Matter}) is None:
        raise NotYet("the matter is not known here")
    clock = session.get(MatterClock, told.clock_id)
    if clock is None:
        clock = MatterClock(clock_id=told.clock_id, matter_no=event.matter_no, sequence=-1)
        session.add(clock)
    if event.meta.sequence > clock.sequence:
        clock.rule, clock.edition, clock.kind, clock.unit = told.rule, told.edition, told.kind, told.unit
        clock.due_on, clock.running, clock.sequence = told.due_on, running, event.meta.sequence


def pass_clocks_on(session, event, former, unit):
    """What ran for a unit that was closed runs for another one."""
    kept = (MatterClock.matter_no == event.matter_no, MatterClock.unit == former)
    known_before = (MatterClock.running, MatterClock.sequence < event.meta.sequence)
    session.execute(update(MatterClock).where(*kept, *known_before).values(unit=unit))


def settle_withdrawal(session, event, outcome):
    """What became of the withdrawal of each of these claims."""
    these = (WithdrawnClaim.withdrawal_id == event.withdrawal_id, WithdrawnClaim.claim_id.in_(event.claims))
    session.execute(update(WithdrawnClaim).where(*these).values(outcome=outcome, settled_at=event.meta.time))


def follow(session, event, claim_ids, state, holder, outcomes=None):
    """Move claims to where the newest event about them says; an older one that comes late only adds who had them."""
    matter = session.get(Matter, event.matter_no, with_for_update={"of": Matter})
    if matter is None:
        raise NotYet("the matter is not known here")
    claims = session.scalars(select(Claim).where(Claim.matter_no == event.matter_no)).all()
    told_of = [claim for claim in claims if claim.claim_id in set(claim_ids)]
    if holder:
        moved = [claim.claim_id for claim in told_of if claim.holder != holder]
        keep_holder(session, event.matter_no, moved, holder)
    for claim in told_of:
        if event.meta.sequence > claim.sequence:
            claim.state, claim.holder, claim.sequence = state, holder, event.meta.sequence
            answered = (outcomes or {}).get(claim.claim_id, claim.outcome)
            claim.outcome = answered if state in DECIDED else None  # what is done again has none any more
    matter.state, matter.holder = matter_state(claims)
    for claim in claims:
        claim.held_apart = held_apart(claim, matter.holder)


def _state_after_referral(event):
    if event.outside:
        return "HANDED_OUTSIDE"
    return "STEERED" if event.kind == "STEER" else "AWAITING_SIGN"
