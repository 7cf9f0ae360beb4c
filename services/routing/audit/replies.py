"""What must be true of replies: another person checked it before it left the house, it is served and performed, and
not final before its time."""

from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from services.routing import finishing
from services.routing.audit.telling import untold_of_orders
from services.routing.models import (
    Answer,
    ClaimWay,
    Clock,
    CompletionReport,
    DecidedClaim,
    DraftAuthor,
    ExecutionTask,
    ProofOfService,
    ReferralOrder,
    Reply,
    ReplyCheck,
    ReplyDraft,
    Review,
)
from services.routing.policy.clocks_of import JUDGING
from services.routing.policy.paths import PATHS
from services.routing.policy.reviewing import ASK_REVIEW, ASKED_BY, may_be_reviewed
from services.routing.policy.serving import NOT_SERVED
from shared.messaging.telling import untold

ASKING = tuple(ASKED_BY.values())
REVIEWABLE = tuple(path for path in PATHS if may_be_reviewed(path))
PROMISING = ("SUPPORT", "TO_SUPPORT")
AGAIN = aliased(ReferralOrder)


def _served(referral_id):
    """A proof that the reply of this order arrived, and that stands."""
    arrived = ProofOfService.means != NOT_SERVED
    return ProofOfService.referral_id == referral_id, arrived, ProofOfService.struck_out_at.is_(None)


def checks_it():
    """The turn is that of the unit that was asked to check the reply."""
    return exists().where(
        ReplyCheck.referral_id == ReferralOrder.referral_id,
        ReplyCheck.decided_at.is_(None),
        func.coalesce(ReplyCheck.unit, ReferralOrder.unit) == ReferralOrder.turn,
    )


def every_reply_was_checked_by_another_person(session, before):
    """a reply that nobody checked, or that one of those who drafted it checked"""
    wrote = exists().where(DraftAuthor.referral_id == Reply.referral_id, DraftAuthor.username == Reply.checked_by)
    query = select(Reply.referral_id).join(ReplyDraft, ReplyDraft.referral_id == Reply.referral_id)
    return session.scalars(query.where(or_(Reply.checked_by.is_(None), wrote)))


def every_check_ends(session, before):
    """a check that is open though its reply does not wait for one"""
    query = (
        select(ReplyCheck.referral_id)
        .join(ReferralOrder, ReferralOrder.referral_id == ReplyCheck.referral_id)
        .where(
            ReplyCheck.decided_at.is_(None), ReferralOrder.state.not_in(("AWAITING_REVIEW", "RETURNED", "WITHDRAWN"))
        )
    )
    return session.scalars(query)


def every_check_was_announced(session, before):
    """a matter whose replies were sent to be checked more or less often than reply.sent_for_check says"""
    return untold_of_orders(session, ReplyCheck, "reply.sent_for_check")


def every_supported_claim_has_its_task(session, before):
    """a claim that was supported and that nobody has to perform"""
    query = (
        select(Answer.claim_id)
        .join(Reply, Reply.referral_id == Answer.referral_id)
        .outerjoin(
            ExecutionTask,
            and_(ExecutionTask.claim_id == Answer.claim_id, ExecutionTask.referral_id == Answer.referral_id),
        )
        .where(Answer.outcome.in_(PROMISING), Reply.checked_by.is_not(None), ExecutionTask.claim_id.is_(None))
    )
    return session.scalars(query)


def nothing_is_overturned_but_by_a_review(session, before):
    """a promise that is not to be performed any more though no review looked at it"""
    looked_at = or_(Review.reviewed == ExecutionTask.referral_id, Review.root == ExecutionTask.referral_id)
    query = select(ExecutionTask.claim_id).where(ExecutionTask.overturned_at.is_not(None))
    return session.scalars(query.where(~exists().where(looked_at).correlate(ExecutionTask)))


def what_is_left_to_do_is_on_the_desk(session, before):
    """a reply that was not served, or not performed, and that no desk shows; or one that it shows for nothing"""
    mine = ReferralOrder.referral_id
    served = exists().where(*_served(mine))
    its_claim = (DecidedClaim.referral_id == mine, DecidedClaim.claim_id == ExecutionTask.claim_id)
    undone = (ExecutionTask.referral_id == mine, *finishing.IS_UNDONE)
    open_task = exists().where(*undone, exists().where(*its_claim).correlate(ReferralOrder, ExecutionTask))
    accepted = exists().where(CompletionReport.referral_id == mine, CompletionReport.accepted)
    done_again = ReferralOrder.state == "REOPENED"
    revoked = exists().where(Review.root == mine, Review.referral_id == AGAIN.referral_id, AGAIN.state == "REVOKED")
    unreported = and_(ReferralOrder.kind == "ASSIGN", ~accepted)
    query = (
        select(ReferralOrder.referral_id)
        .join(Reply, Reply.referral_id == ReferralOrder.referral_id)
        .where(
            Reply.checked_by.is_not(None),
            ~revoked,
            ReferralOrder.to_finish_since.is_(None) == and_(or_(~served, open_task, unreported), ~done_again),
        )
    )
    return session.scalars(query)


def nothing_is_final_before_its_time(session, before):
    """a reply that became final though its thirty days have not lapsed, or though something is left to do; against
    a re-review nothing may be asked for any more"""
    lapsed = exists().where(
        Clock.subject_id == ReferralOrder.referral_id, Clock.rule.in_(ASKING), Clock.state == "lapsed"
    )
    early = or_(and_(~lapsed, ReferralOrder.kind != "REREVIEW"), ReferralOrder.to_finish_since.is_not(None))
    return session.scalars(select(ReferralOrder.referral_id).where(ReferralOrder.state == "FINALISED", early))


def what_lapsed_without_review_says_so(session, before):
    """an answered order whose days to ask for review lapsed and that does not say so, or says so for nothing"""
    lapsed = exists().where(
        Clock.subject_id == ReferralOrder.referral_id, Clock.rule.in_(ASKING), Clock.state == "lapsed"
    )
    unsaid = ReferralOrder.review_lapsed_at.is_(None) == lapsed
    return session.scalars(select(ReferralOrder.referral_id).where(ReferralOrder.state == "ANSWERED", unsaid))


def every_service_was_announced(session, before):
    """a matter whose proofs of service reply.served does not match"""
    return untold_of_orders(session, ProofOfService, "reply.served")


def every_proof_struck_out_was_announced(session, before):
    """a matter whose proofs of service that were struck out reply.service_struck_out does not match"""
    rows = select(ReferralOrder.matter_no).join(
        ProofOfService, ProofOfService.referral_id == ReferralOrder.referral_id
    )
    return untold(session, rows.where(ProofOfService.struck_out_at.is_not(None)), "reply.service_struck_out")


def time_for_review_runs_from_a_proof_that_stands(session, before):
    """a period to ask for review that runs or lapsed though no proof of service stands"""
    counts = (Clock.rule.in_(ASKING), Clock.state.in_(("running", "lapsed")), Clock.subject_id.is_not(None))
    return session.scalars(select(Clock.subject_id).where(*counts, ~exists().where(*_served(Clock.subject_id))))


def whoever_was_served_has_the_time_to_ask_for_review(session, before):
    """a served reply to a claim that went by the way of petitions, without the days to ask for its review"""
    mine = ReferralOrder.referral_id
    goes = [
        exists().where(told.referral_id == mine, told.claim_id == DecidedClaim.claim_id, told.path.in_(REVIEWABLE))
        for told in (ClaimWay, Answer)
    ]
    counted = exists().where(Clock.subject_id == mine, Clock.rule == ASK_REVIEW, Clock.state != "void")
    query = (
        select(mine)
        .join(DecidedClaim, DecidedClaim.referral_id == mine)
        .where(ReferralOrder.state.in_(("ANSWERED", "FINALISED", "REVIEWED")), DecidedClaim.withdrawn_at.is_(None))
        .where(or_(*goes), exists().where(*_served(mine)), ~counted)
    )
    return session.scalars(query)


def what_is_left_to_do_has_its_clock(session, before):
    """a reply that is to be served, performed or reported, and no clock of that runs"""
    return session.scalars(select(ReferralOrder.referral_id).where(*finishing.unwatched()))


def every_report_was_announced(session, before):
    """a matter whose completion reports completion.reported does not match"""
    return untold_of_orders(session, CompletionReport, "completion.reported")


def every_report_that_waits_has_its_clock(session, before):
    """a completion report that waits for its sender without its running clock, or with another day than that clock;
    or a clock of one that was decided about"""
    runs = and_(Clock.subject_id == CompletionReport.report_id, Clock.rule == JUDGING, Clock.state == "running")
    query = select(CompletionReport.report_id).outerjoin(Clock, runs)
    wrong = Clock.clock_id.is_(None) | Clock.due_on.is_distinct_from(CompletionReport.due_on)
    yield from session.scalars(query.where(CompletionReport.decided_at.is_(None), wrong))
    yield from session.scalars(query.where(CompletionReport.decided_at.is_not(None), Clock.clock_id.is_not(None)))


INVARIANTS = (
    every_report_was_announced,
    every_report_that_waits_has_its_clock,
    every_reply_was_checked_by_another_person,
    every_check_ends,
    every_check_was_announced,
    every_supported_claim_has_its_task,
    nothing_is_overturned_but_by_a_review,
    what_is_left_to_do_is_on_the_desk,
    nothing_is_final_before_its_time,
    what_lapsed_without_review_says_so,
    every_service_was_announced,
    every_proof_struck_out_was_announced,
    time_for_review_runs_from_a_proof_that_stands,
    whoever_was_served_has_the_time_to_ask_for_review,
    what_is_left_to_do_has_its_clock,
)
