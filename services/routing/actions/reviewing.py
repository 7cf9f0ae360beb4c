"""The petitioner does not agree with an opinion and asks the unit above for a review (复查), or the one above that
for a re-review (复核): an order of its own, linked to the one whose opinion it looks at."""

from datetime import datetime, time
from uuid import uuid4

from sqlalchemy import select

from services.routing import timing, watching
from services.routing.actions.about import about_a_referral
from services.routing.actions.acting import carry_out, settle, take_up, unit_that_reviews
from services.routing.actions.orders import petitioner_of
from services.routing.actions.urging_orders import lift_what_left_the_unit
from services.routing.models import DecidedClaim, ReferralOrder, Review, RoutedMatter
from services.routing.policy.not_now import ReviewAskedAlready
from services.routing.policy.referral_acts import possible
from services.routing.policy.reviewing import ANSWERED_BY, ARTICLE, ASKED_BY, NEXT, in_time, may_be_reviewed
from services.routing.policy.serving import served_by
from shared.clocks import keeping
from shared.contracts.reviews import REVIEW_LEVELS, ReviewRequested
from shared.errors import FieldProblem, InvalidFields, Refused
from shared.web.page import HERE

RULE = "asked_for_review"


class NotServedYet(Refused):
    """这份意见还没有送达证明：请求复查、复核的 30 日从收到书面答复之日起算，请先登记送达（{article}）"""


class NotReviewable(Refused):
    """只有按照信访程序受理、出具信访处理意见书的（《信访工作条例》第三十一条第六项），才能请求复查；其他的按照各自的法定程序救济"""


class AskedTooLate(Refused):
    """请求的期限已于 {last_day} 届满，不再复查、复核（{article}）"""


class NobodyReviews(Refused):
    """上一级机关、单位不在本系统，请书面告知信访人向其提出请求（{article}）"""


def ask_for_review(session, referral_id, form, *, by, now, today):
    """Taken down by whoever sent the matter, or by the unit that was asked; within the thirty days."""
    kind = session.scalar(select(ReferralOrder.kind).where(ReferralOrder.referral_id == referral_id))
    referral, asking = take_up(session, referral_id, "ask_rereview" if kind == "REVIEW" else "ask_review", by=by)
    level = NEXT[referral.kind]
    if referral.asked_again:
        raise ReviewAskedAlready
    _must_be_in_time(referral, level, form, today)
    unit = unit_that_reviews(session, referral)
    if unit is None:
        raise NobodyReviews(article=ARTICLE[level])
    session.flush()
    session.get(RoutedMatter, referral.matter_no, with_for_update=True, populate_existing=True)
    claims = reviewable(referral)
    if not claims:
        raise NotReviewable
    if len(claims) < len(referral.claims_here):
        referral, asking = take_up(session, referral_id, "ask_review_of_some", by=by)
    made = _review(session, referral, level, unit, claims, form, by=by, now=now)
    clock = timing.of_the_order(made, ANSWERED_BY[level], datetime.combine(form.received_on, time(12), HERE))
    if not referral.claims_here:
        lift_what_left_the_unit(session, referral, now=now)
    carry_out(session, referral, asking, _requested(referral, made, claims, clock.due_on), now=now)
    keeping.start(session, [clock])
    settle(session, made)
    watching.hand_over(session, claims)
    session.expire(referral, ["asked_again"])
    return made


def may_ask_for_review(session, referral, by):
    """Whether somebody is offered the form for it."""
    level = NEXT.get(referral.kind)
    act = {"REVIEW": "ask_review", "REREVIEW": "ask_rereview"}.get(level)
    if act is None or referral.reply is None or act not in possible(referral.kind, referral.state, by.role):
        return False
    served = served_by(referral.proofs) is not None
    return served and referral.asked_again is None and bool(reviewable(referral))


def last_day_to_ask(referral):
    """None before it was served, and while the calendar it needs is not announced."""
    period = _period(referral, NEXT.get(referral.kind))
    return period and period.due_on


def reviewable(referral):
    """The claims of an opinion that a review may look at: of a reply those that went by the way of petitions."""
    if referral.review:
        return referral.claims_here
    return [claim for claim in referral.claims_here if may_be_reviewed(referral.way_of(claim.claim_id))]


def _period(referral, level):
    """That of the proof that stands: one that was struck out never counted."""
    counts = ("running", "stopped", "lapsed")
    return next((one for one in referral.clocks if one.rule == ASKED_BY.get(level) and one.state in counts), None)


def _must_be_in_time(referral, level, form, today):
    """From the day on which the opinion was received, as its proof says."""
    served = served_by(referral.proofs)
    if served is None:
        raise NotServedYet(article=ARTICLE[level])
    period = _period(referral, level)
    if period is None:
        raise NotReviewable
    if form.received_on > today:
        raise InvalidFields(FieldProblem("received_on", "not_in_future"))
    if form.received_on < served.on:
        raise InvalidFields(FieldProblem("received_on", "before_it_was_served"))
    if not in_time(form.received_on, period.due_on):
        raise AskedTooLate(last_day=period.due_on, article=ARTICLE[level])


def _review(session, referral, level, unit, claims, form, *, by, now):
    made = ReferralOrder(
        referral_id=uuid4(),
        matter=referral.matter,
        matter_no=referral.matter_no,
        kind=level,
        sender=referral.sender,
        unit=unit,
        rule=RULE,
        article=ARTICLE[level],
        reason=f"信访人不服原意见，请求{REVIEW_LEVELS[level].zh}",
        reason_en=f"The petitioner does not agree with the opinion and asked for a {REVIEW_LEVELS[level].en.lower()}",
        made_at=now,
        since=now,
        state="IN_PROGRESS",
        turn=unit,
        review=Review(
            reviewed=referral.referral_id,
            reviewed_unit=referral.unit,
            root=referral.review.root if referral.review else referral.referral_id,
            level=level,
            asked_on=form.received_on,
            words=form.words,
            by=by.username,
            at=now,
        ),
    )
    session.add(made)
    session.flush()
    for claim in claims:
        claim.referral_id = made.referral_id
        made.decided.append(DecidedClaim(claim_id=claim.claim_id))
    session.flush()
    return made


def _requested(referral, made, claims, due_on):
    review = made.review
    return ReviewRequested(
        **about_a_referral(made),
        level=review.level,
        reviewed=review.reviewed,
        reviewed_unit=review.reviewed_unit,
        claims=tuple(claim.claim_id for claim in claims),
        asked_on=review.asked_on,
        words=review.words,
        article=made.article,
        due_on=due_on,
        petitioner=petitioner_of(made.matter),
        recorded_by=review.by,
        recorded_at=review.at,
    )
