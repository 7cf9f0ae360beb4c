"""A person decides: what no rule could, whom a dispute goes to, and what the law says is not accepted."""

from services.routing import timing, watching
from services.routing.actions.orders import make_referral, petitioner_of
from services.routing.actions.overrides import must_be_an_approver, passed
from services.routing.actions.withdrawn import must_not_be_recused, recused_from
from services.routing.asked import claims_told, matter_told
from services.routing.editions import city_under, rulebook_in_use
from services.routing.models import NonAcceptance, RoutedMatter
from services.routing.policy.by_hand import chosen_by_a_person
from services.routing.policy.guards import bar_of_the_claim
from services.routing.policy.question import Question
from shared.contracts.routing import ClaimDeclined
from shared.directory import unit_called
from shared.errors import FieldProblem, InvalidFields, NotFound, Refused
from shared.messaging import publish


class NothingToDecide(Refused):
    """这件事项已经有人分流了"""


class NothingBarsIt(Refused):
    """没有不予受理、不再受理的法定情形，请转给有权处理的单位"""

    status = 422


def decide_by_hand(session, matter_no, form, *, by, now):
    """A person sends one undecided claim on."""
    matter, claim = _undecided(session, matter_no, form.claim_id, by)
    choices, decided = designated(session, matter, [claim], form, form.reason, by=by)
    referral = make_referral(session, matter, choices, [claim], now=now, **decided)
    timing.stop_when_all_is_decided(session, matter, now=now)
    watching.hand_over(session, [claim])
    return referral


def decline_claim(session, matter_no, form, *, by, now):
    """A person ends a claim that the law bars, and nothing else; whoever brought it is told in writing."""
    matter, claim = _undecided(session, matter_no, form.claim_id, by)
    bar = bar_of(session, matter, claim)
    if bar is None:
        raise NothingBarsIt
    session.add(
        NonAcceptance(
            claim_id=claim.claim_id,
            state=bar.ends_as,
            article=bar.article,
            words=form.words,
            by=by.username,
            at=now,
        )
    )
    claim.triage_holder, claim.held = None, None
    publish(session, _declined(matter, claim, bar, form, by, now))
    timing.stop_when_all_is_decided(session, matter, now=now)
    watching.end(session, claim, now=now)
    return matter


def bar_of(session, matter, claim):
    """What the law says against accepting a claim; None where nothing does."""
    [told] = claims_told(session, matter, [claim])
    return bar_of_the_claim(Question(matter_told(session, matter), told))


def designated(session, matter, claims, form, reason, *, by, settles_a_dispute=False):
    """A person's choice of `form.unit` for these claims, and who decided it. The guards hold for a person as for the
    rules; what gives way needs an approver."""
    if unit_called(session, form.unit) is None:
        raise InvalidFields(FieldProblem("unit", "unknown_unit"))
    book = rulebook_in_use(session, matter)
    city, told = city_under(session, book), matter_told(session, matter)
    unit = city.follower_of(book.successor_of(form.unit)) or form.unit
    questions = [Question(told, claim) for claim in claims_told(session, matter, claims)]
    overridden = passed(questions, unit, city, book, form.approver, settles_a_dispute)
    if overridden:
        recused = recused_from(session, matter.matter_no)
        must_be_an_approver(session, form.approver, by=by, recused=recused)
    choices = [
        chosen_by_a_person(question, unit, city, book, reason, settles_a_dispute=settles_a_dispute)
        for question in questions
    ]
    return choices, {
        "decided_by": by.username,
        "approver": form.approver if overridden else None,
        "overridden": "、".join(bar.reason for bar in overridden)[:200] or None,
    }


def _undecided(session, matter_no, claim_id, by):
    matter = session.get(RoutedMatter, matter_no, with_for_update=True, populate_existing=True)
    if matter is None:
        raise NotFound
    must_not_be_recused(session, matter_no, by)
    waiting = [claim for claim in matter.claims if claim.triage_holder]
    if not waiting:
        raise NothingToDecide
    if claim_id is None and len(waiting) > 1:
        raise InvalidFields(FieldProblem("claim_id", "which_claim"))
    claim = next((c for c in waiting if claim_id in (None, c.claim_id)), None)
    if claim is None:
        raise NothingToDecide
    return matter, claim


def _declined(matter, claim, bar, form, by, now):
    return ClaimDeclined(
        matter_no=matter.matter_no,
        matter_kind=matter.kind,
        claims=(claim.claim_id,),
        state=bar.ends_as,
        sender=matter.registering_unit,
        unit=by.unit,
        accused_unit=matter.accused_unit,
        article=bar.article,
        reason=bar.reason,
        reason_en=bar.reason_en,
        words=form.words,
        same_as=matter.same_as if bar.ends_as == "DECLINED" else None,
        declined_by=by.username,
        declined_at=now,
        petitioner=petitioner_of(matter),
    )
