"""The opinion of a review: who may not write or check it, what it says of the one it looked at, and what becomes of
claims whose opinion is revoked."""

from sqlalchemy import select

from services.routing import due, timing
from services.routing.actions.about import about_a_referral
from services.routing.actions.after_reply import is_all_done
from services.routing.actions.completing import take_back_report
from services.routing.actions.letting_go import let_go
from services.routing.actions.orders import hold_for_triage, make_referral, petitioner_of
from services.routing.actions.reopening import nothing_is_left_to_do
from services.routing.asked import units_that_withdrew
from services.routing.editions import city_now
from services.routing.models import Answer, ReferralOrder, ReplyDraft
from services.routing.policy.act import REVIEWS
from services.routing.policy.clocks_of import AFTER_THE_REPLY
from services.routing.policy.decide import Choice, Held
from services.routing.policy.reviewing import ARTICLE, contradicts_itself, revokes, stands, stands_by
from shared.contracts.reviews import ReviewDecided, ReviewedClaim
from shared.errors import FieldProblem, InvalidFields, Refused

RULE = "opinion_revoked"
ON_REVOKING = "复查（复核）撤销原处理意见，责令重新办理"
ON_REVOKING_EN = "The opinion was revoked: it is to be handled anew"


class YouTookPart(Refused):
    """您参与了原意见的起草或者审核，复查、复核由其他人办理"""

    status = 403


class HearingGoesOn(Refused):
    """听证还没有结束，请先登记听证结束，再提出复核意见"""


def must_not_have_taken_part(session, referral, by):
    """Nobody reviews what they wrote or released themselves."""
    if by.username in took_part(session, referral):
        raise YouTookPart


def took_part(session, referral):
    """Who wrote and who released the opinions that a review looks at."""
    if referral.kind not in REVIEWS:
        return set()
    looked_at = {referral.review.reviewed, referral.review.root}
    people = set()
    for order in session.scalars(select(ReferralOrder).where(ReferralOrder.referral_id.in_(looked_at))):
        draft = session.get(ReplyDraft, order.referral_id)
        authors = {one.username for one in draft.authors} if draft else set()
        people |= {order.reply.by, order.reply.checked_by} | authors
    return people - {None}


def must_not_contradict_itself(referral, form):
    """Of a review, one paper: revoked as a whole or not at all; and not while its hearing goes on."""
    if referral.kind not in REVIEWS:
        return
    if referral.review.open_hearing:
        raise HearingGoesOn
    if contradicts_itself([answer.outcome for answer in form.answers]):
        raise InvalidFields(FieldProblem("answers.0.outcome", "revoked_as_a_whole"))


def decided(session, referral, said, check):
    """What is told of an opinion that was released; `said` is what it says of each claim."""
    review = referral.review
    before = answers_that_stand(session, referral)
    return ReviewDecided(
        **about_a_referral(referral),
        level=review.level,
        reviewed=review.reviewed,
        reviewed_unit=review.reviewed_unit,
        claims=tuple(
            ReviewedClaim(**_told(one), stands=stands(one["outcome"], before.get(one["claim_id"]))) for one in said
        ),
        revoked=revokes([one["outcome"] for one in said]),
        law_explained=referral.reply.law_explained,
        remedy=referral.reply.remedy,
        article=ARTICLE[review.level],
        decided_by=check.sent_by,
        decided_at=check.decided_at,
        checked_by=check.decided_by,
        petitioner=petitioner_of(referral.matter),
    )


def answers_that_stand(session, referral):
    """The outcome of each claim that counted when this review was asked for, by claim."""
    review = referral.review
    orders = [review.root] if review.reviewed == review.root else [review.root, review.reviewed]
    counts = {}
    for order in orders:
        for answer in session.scalars(select(Answer).where(Answer.referral_id == order)):
            counts[answer.claim_id] = stands(answer.outcome, counts.get(answer.claim_id, answer.outcome))
    return counts


def overturn(session, referral, *, now):
    """What the opinions that it looked at promised is performed only as far as it upholds them."""
    changed = {answer.claim_id for answer in referral.reply.answers if not stands_by(answer.outcome)}
    looked_at = (referral.review.reviewed, referral.review.root)
    query = select(ReferralOrder).where(ReferralOrder.referral_id.in_(looked_at))
    fresh = query.with_for_update(of=ReferralOrder).execution_options(populate_existing=True)
    for order in session.scalars(fresh.order_by(ReferralOrder.referral_id)).all():
        promised = [task for task in order.tasks_here if task.claim_id in changed and task.done_on is None]
        for task in promised:
            task.overturned_at = now
        if promised:
            is_all_done(session, order, now=now)


def handle_anew(session, referral, *, now):
    """Its opinion is revoked: the claims go back to the unit that handled them, or whoever followed it."""
    root = session.get_one(ReferralOrder, referral.review.root)
    unit, article = city_now(session).follower_of(root.unit), ARTICLE[referral.review.level]
    nobody_there = unit is None or unit in units_that_withdrew(session, referral.matter_no)

    def onwards(matter, claims):
        if nobody_there:
            held = Held(ON_REVOKING, ON_REVOKING_EN, article)
            hold_for_triage(session, matter, [held] * len(claims), claims)
        else:
            choice = Choice(unit, "TRANSFER", RULE, article, ON_REVOKING, ON_REVOKING_EN)
            make_referral(session, matter, [choice] * len(claims), claims, now=now, reply_by=None)

    if root.state == "REVIEWED":
        nothing_is_left_to_do(session, root, now=now)
        take_back_report(session, root, now=now)
        timing.stop_what(session, root, AFTER_THE_REPLY, now=now)
        due.settle(session, root)
    let_go(session, referral, ("revoke",), onwards, now=now)


def _told(said):
    """A review goes the way of the opinion it looks at, and names none of its own."""
    return {name: value for name, value in said.items() if name != "path"}
