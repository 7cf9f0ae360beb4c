"""What must be true of reviews: each was told of, is made by another unit than the one whose opinion it looks at, and
keeps its time; and of the hearings in them."""

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import aliased

from services.routing.audit.telling import untold_of_orders
from services.routing.models import Clock, CompletionReport, Hearing, ReferralOrder, Reply, ReturnVisit, Review
from services.routing.policy.act import REVIEWS
from services.routing.policy.reviewing import ANSWERED_BY, ASKED_BY
from shared.messaging.telling import untold

UNDER_WAY = ("IN_PROGRESS", "AWAITING_REVIEW")
REVIEWED = aliased(ReferralOrder)


def every_review_was_announced(session, before):
    """a matter whose reviews review.requested does not match, or whose decided ones review.decided does not"""
    yield from untold_of_orders(session, Review, "review.requested")
    decided = select(ReferralOrder.matter_no).join(Reply, Reply.referral_id == ReferralOrder.referral_id)
    yield from untold(session, decided.where(ReferralOrder.kind.in_(REVIEWS)), "review.decided")


def every_review_is_linked(session, before):
    """an order to review without what it looks at, of another matter or level, or by the very unit that answered"""
    wrong = or_(
        Review.referral_id.is_(None),
        REVIEWED.referral_id.is_(None),
        Review.level != ReferralOrder.kind,
        REVIEWED.matter_no != ReferralOrder.matter_no,
        Review.reviewed_unit == ReferralOrder.unit,
        (ReferralOrder.kind == "REREVIEW") != (REVIEWED.kind == "REVIEW"),
    )
    query = (
        select(ReferralOrder.referral_id)
        .outerjoin(Review, Review.referral_id == ReferralOrder.referral_id)
        .outerjoin(REVIEWED, REVIEWED.referral_id == Review.reviewed)
        .where(ReferralOrder.kind.in_(REVIEWS), wrong)
    )
    return session.scalars(query)


def what_is_reviewed_says_so(session, before):
    """an order that says it is reviewed and is not"""
    reviewed = exists().where(Review.reviewed == ReferralOrder.referral_id)
    return session.scalars(select(ReferralOrder.referral_id).where(ReferralOrder.state == "REVIEWED", ~reviewed))


def every_review_was_asked_for_in_time(session, before):
    """a review that was asked for after its last day, or whose period still runs"""
    counts = Clock.rule.in_(ASKED_BY.values()) & (Clock.state != "void")
    period = (Clock.subject_id == Review.reviewed) & counts
    late = or_(Clock.clock_id.is_(None), Clock.due_on < Review.asked_on, Clock.state == "running")
    return session.scalars(select(Review.referral_id).outerjoin(Clock, period).where(late))


def every_open_review_has_its_clock(session, before):
    """an open review without its thirty days"""
    for level, rule in ANSWERED_BY.items():
        kept = and_(Clock.subject_id == ReferralOrder.referral_id, Clock.rule == rule, Clock.state == "running")
        query = select(ReferralOrder.referral_id).outerjoin(Clock, kept)
        here = (ReferralOrder.kind == level, ReferralOrder.state.in_(UNDER_WAY))
        yield from session.scalars(query.where(*here, Clock.clock_id.is_(None)))


def every_hearing_was_announced(session, before):
    """a matter whose hearings hearing.opened does not match, or whose ended ones hearing.closed does not"""
    of_matters = select(ReferralOrder.matter_no).join(Hearing, Hearing.referral_id == ReferralOrder.referral_id)
    yield from untold(session, of_matters, "hearing.opened")
    yield from untold(session, of_matters.where(Hearing.closed_at.is_not(None)), "hearing.closed")


def time_stands_still_while_a_hearing_goes_on(session, before):
    """a re-review whose time runs though a hearing goes on, or stands still though none does"""
    rule = ANSWERED_BY["REREVIEW"]
    goes_on = exists().where(Hearing.referral_id == Clock.subject_id, Hearing.closed_at.is_(None))
    query = select(Clock.subject_id).where(Clock.rule == rule, Clock.state == "running")
    return session.scalars(query.where(Clock.due_on.is_(None) != goes_on, Clock.waits_for.is_(None)))


def nothing_is_left_of_what_was_revoked(session, before):
    """an opinion that a review revoked, and that is still to be finished, reported, decided about or visited"""
    mine = REVIEWED.referral_id
    report = exists().where(CompletionReport.referral_id == mine, CompletionReport.decided_at.is_(None))
    visit = exists().where(ReturnVisit.referral_id == mine, ReturnVisit.at.is_(None))
    query = (
        select(mine)
        .join(Review, Review.root == mine)
        .join(ReferralOrder, ReferralOrder.referral_id == Review.referral_id)
        .where(REVIEWED.state == "REVIEWED", ReferralOrder.state == "REVOKED")
    )
    return session.scalars(query.where(REVIEWED.to_finish_since.is_not(None) | report | visit))


INVARIANTS = (
    nothing_is_left_of_what_was_revoked,
    every_review_was_announced,
    every_review_is_linked,
    what_is_reviewed_says_so,
    every_review_was_asked_for_in_time,
    every_open_review_has_its_clock,
    every_hearing_was_announced,
    time_stands_still_while_a_hearing_goes_on,
)
