"""A unit is closed: what it held goes to the unit that followed it, else back to be sent on again. None is lost."""

from services.routing import timing
from services.routing.actions.about import about_a_referral
from services.routing.actions.acting import settle, unit_that_reviews
from services.routing.actions.assistances import release_who_holds_it_now
from services.routing.actions.drafting import to_be_checked
from services.routing.actions.letting_go import let_go, to_a_person
from services.routing.actions.orders import petitioner_of
from services.routing.actions.reopening import do_again_what_was_left
from services.routing.asked import claims_told, matter_told, units_that_withdrew
from services.routing.deciders import open_decider, who_may_know
from services.routing.editions import city_now, city_under, rulebook_in_use
from services.routing.models import Clock, Succession
from services.routing.policy.act import REVIEWERS, REVIEWS
from services.routing.policy.decide import Held, who_decides_by_hand
from services.routing.policy.guards import bars
from services.routing.policy.question import Question
from services.routing.policy.reviewing import STATE
from shared.clocks import keeping
from shared.contracts.routing import MatterHeldForTriage, ObjectionPassedOn, ReferralTakenOver
from shared.messaging import publish

ARTICLE = "《信访工作条例》第二十四条第二款"
ON_WITHDRAWAL = "《信访工作条例》第二十八条第三款"
NOBODY_FOLLOWED = Held(
    "承办单位已经撤销，没有可以承接的单位，须另行指定承办单位",
    "The unit was closed and no other may take it over: another unit is to be named",
    ARTICLE,
)


def remember_successor(session, event):
    """Keep who follows a unit; an older event that comes late changes nothing."""
    known = session.get(Succession, event.code, with_for_update=True)
    if known is None:
        known = Succession(unit=event.code, sequence=-1)
        session.add(known)
    if event.meta.sequence > known.sequence:
        known.successor, known.sequence = None if event.active else event.successor, event.meta.sequence
        session.flush()


def hand_over_referral(session, referral, now):
    """To the unit that followed, if no guard stands before it; else a person names another one."""
    follower = _follower(session, referral)
    if follower is None:
        act = ("take_from_a_closed_unit",)
        let_go(session, referral, act, to_a_person(session, NOBODY_FOLLOWED), now=now)
    else:
        _take_over(session, referral, follower, now=now)


def finish_instead(session, referral, now):
    """What a reply still asks for is done by the unit that followed, if no guard stands before it; else all of it is
    done again. What is reviewed, or a review itself, is finished by the next unit above."""
    if follower := _follower(session, referral):
        _take_over(session, referral, follower, now=now)
    elif referral.state == "ANSWERED" and referral.kind not in REVIEWS:
        do_again_what_was_left(session, referral, now)
    else:
        above = open_decider(city_now(session), referral.matter, referral.unit)
        _take_over(session, referral, above, now=now)


def hand_over_triage(session, matter, now):
    """Who decides instead of a unit that is closed."""
    city = city_now(session)
    gone = [claim for claim in matter.claims if claim.triage_holder and not city.is_open(claim.triage_holder)]
    follower = who_may_know(city, matter, city.follower_of(gone[0].triage_holder))
    holder = follower or who_decides_by_hand(matter_told(session, matter), city)
    for claim in gone:
        claim.triage_holder = holder
    timing.hand_over_deciding(session, matter, holder)
    publish(
        session,
        MatterHeldForTriage(
            matter_no=matter.matter_no,
            claims=tuple(claim.claim_id for claim in gone),
            holder=holder,
            reason="原来负责分流的单位已经撤销",
            reason_en="The unit that had to decide was closed",
        ),
    )


def pass_objection_on(session, referral, now):
    """To the unit that followed its decider, the next one above it, or the joint conference."""
    objection, city = referral.open_objection, city_now(session)
    former = objection.decider
    objection.decider = open_decider(city, referral.matter, former)
    settle(session, referral)
    publish(
        session,
        ObjectionPassedOn(
            **about_a_referral(referral),
            reason=objection.reason,
            competent_unit=objection.competent_unit,
            disputed=objection.disputed,
            former_decider=former,
            decider=objection.decider,
            passed_on_at=now,
        ),
    )


def pass_check_on(session, referral, now):
    """The unit that had to check a reply was closed, or nobody there may: whoever can checks it now."""
    check = referral.open_check
    check.ended_as, check.decided_at = "passed_on", now
    session.flush()
    publish(session, to_be_checked(session, referral, by=check.sent_by, now=now))
    settle(session, referral)


def _follower(session, referral):
    if referral.kind in REVIEWS:
        return _reviewer(session, referral)
    matter = referral.matter
    book = rulebook_in_use(session, matter)
    city = city_under(session, book)
    follower = city.follower_of(referral.unit) or city.follower_of(book.successor_of(referral.unit))
    if follower is None or city.units[follower].outside:
        return None
    told = matter_told(session, matter)
    questions = [Question(told, claim) for claim in claims_told(session, matter, list(referral.claims))]
    barred = [bar for question in questions for bar in bars(question, follower, city, book) if not bar.overridable]
    return None if barred else follower


def _reviewer(session, referral):
    """Who reviews instead: whoever followed, or the next one above."""
    review, city = referral.review, city_now(session)
    follower = city.follower_of(referral.unit)
    withdrew = units_that_withdrew(session, referral.matter_no, REVIEWERS)
    if follower and follower not in (review.reviewed_unit, *withdrew) and not city.units[follower].outside:
        return follower
    return unit_that_reviews(session, referral)


def pass_review_on(session, referral, *, now):
    """Everyone of the unit withdrew: the next one above reviews, if there is one; whether there was."""
    if above := unit_that_reviews(session, referral):
        _take_over(session, referral, above, now=now, because="withdrew", article=ON_WITHDRAWAL)
    return above is not None


def _take_over(session, referral, follower, *, now, because="closed", article=ARTICLE):
    former, referral.unit, referral.handler, referral.since = referral.unit, follower, None, now
    settle(session, referral)
    if referral.supervision:
        referral.supervision.unit = follower
    if (request := referral.open_extension) and request.approver == former:
        request.approver = follower
    release_who_holds_it_now(session, referral, now=now)
    session.flush()
    for clock in keeping.locked_clocks(session, Clock, Clock.subject_id == referral.referral_id):
        clock.unit = follower
    publish(
        session,
        ReferralTakenOver(
            **about_a_referral(referral),
            former_unit=former,
            claims=tuple(claim.claim_id for claim in referral.claims_here),
            state=STATE.get(referral.kind, referral.state) if referral.turn else referral.state,
            because=because,
            article=article,
            petitioner=petitioner_of(referral.matter),
            taken_over_at=now,
        ),
    )
