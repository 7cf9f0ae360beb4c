"""Papers to be printed: the answer as it is handed to the petitioner."""

from flask import g, render_template

from services.routing import actions, queries, reviews
from services.routing.policy.act import READERS, REVIEWS
from services.routing.policy.paths import PATHS, may_refuse
from shared.contracts.reviews import EVERY_OUTCOME, REVIEW_LEVELS
from shared.contracts.words import CATEGORIES, HANDLING_PATHS
from shared.directory import unit_names
from shared.errors import NotFound
from shared.web import allowed, pages_of
from shared.web.looks import opened
from shared.web.page import HERE

pages = pages_of("routing", "paper_pages")
NUMBERS = "一二三四五六七八九十"


@pages.get("/routing/referrals/<uuid:referral_id>/opinion")
@allowed(*READERS)
def show_opinion(referral_id):
    """As it was issued, also after some of its claims are done again."""
    referral = queries.referral_for(g.session, referral_id, g.staff)
    if referral.reply is None:
        raise NotFound
    if referral.parted_from:
        referral = queries.referral_for(g.session, referral.parted_from, g.staff)
    opened(referral.matter_no, "paper", by=g.staff, now=g.now)
    units = unit_names(g.session)
    answers = {answer.claim_id: answer for answer in referral.reply.answers}
    answered = [claim for claim in referral.matter.claims if claim.claim_id in answers]
    ways = {referral.way_of(claim.claim_id) for claim in answered}
    return render_template(
        "opinion.html",
        referral=referral,
        petitioner=actions.petitioner_of(referral.matter),
        unit=units[referral.reply.unit],
        follower=units[referral.unit] if referral.unit != referral.reply.unit else None,
        parts=[(_numbered(place), claim, answers[claim.claim_id]) for place, claim in enumerate(answered, 1)],
        answered_on=referral.reply.at.astimezone(HERE).date(),
        categories=CATEGORIES,
        outcomes=EVERY_OUTCOME,
        title=_title(referral, ways),
        received_on=_received_on(referral),
        asks_again=referral.kind in REVIEWS,
        paths=HANDLING_PATHS,
        path_articles={path: PATHS[path].article for path in PATHS},
        level=REVIEW_LEVELS.get(referral.kind),
        reviewed=_reviewed(referral, units) if referral.kind in REVIEWS else None,
    )


def _title(referral, ways):
    if referral.kind in REVIEWS:
        return f"信访事项{REVIEW_LEVELS[referral.kind].zh}意见书"
    return "信访处理意见书" if any(may_refuse(way) for way in ways) else "信访事项答复书"


def _reviewed(referral, units):
    """The opinion that somebody does not agree with."""
    before = reviews.opinions_before(g.session, referral)[-1]
    called = REVIEW_LEVELS[before.kind].zh if before.kind in REVIEWS else "处理"
    return {"unit": units[before.reply.unit], "on": before.reply.at.astimezone(HERE).date(), "called": called}


def _received_on(referral):
    """Of a review, the day on which it was asked for."""
    return referral.review.asked_on if referral.kind in REVIEWS else referral.made_at.astimezone(HERE).date()


def _numbered(place):
    """`一` to `二十`, as a paper counts."""
    tens, ones = divmod(place - 1, 10)
    return ("", "十")[tens] + NUMBERS[ones] if place < 20 else "二十"
