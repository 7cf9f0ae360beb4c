"""Where every act on a referral begins and ends: who may do it now, and what follows from it."""

from sqlalchemy import select

from services.routing import due, timing
from services.routing.actions.assistances import release_all
from services.routing.actions.mediations import end_what_is_over
from services.routing.actions.withdrawn import must_not_be_recused
from services.routing.asked import units_that_withdrew
from services.routing.editions import city_now
from services.routing.models import ReferralOrder
from services.routing.policy.act import ASSISTANT, CHECKER, DECIDER, HOLDER, RECORDER, REVIEWERS, SENDER
from services.routing.policy.not_now import not_of_its_kind, why_not
from services.routing.policy.referral_acts import ACTS, STAGES, roles_for, step
from services.routing.policy.reviewing import who_reviews
from shared.directory import is_accused
from shared.errors import NotAllowed, NotFound, Refused
from shared.messaging import publish

PARTY = {act.name: act.by for act in ACTS}


class NotYourStep(Refused):
    """这一步不由您所在的单位办理"""

    status = 403


def take_up(session, referral_id, act, *, by):
    """The referral, locked, and the step that follows from `act`; or why there is none now, or not for them."""
    referral = locked(session, referral_id, by)
    if not _is_party(session, referral, PARTY[act], by):
        raise NotYourStep if by.unit in referral.parties else NotFound
    mine = roles_for(act, referral.kind)
    if by.role not in (mine or roles_for(act)):
        raise NotAllowed
    if not mine and (refusal := not_of_its_kind(act, referral.kind)):
        raise refusal
    found = step(referral.kind, referral.state, act, by.role)
    if found is None:
        raise why_not(act, referral.state)
    return referral, found


def carry_out(session, referral, found, event, *, now, before=None, begins=None):
    """The state, the event and the clocks of a step, together; `before` is the state that BEFORE leads back to,
    `begins` the clocks that begin where not all that the step could start do."""
    referral.state = found.leads_to(before)
    if found.by == HOLDER:
        referral.acted_at = now
    publish(session, event)
    timing.follow(session, referral, found, now=now, begins=begins)
    if STAGES[referral.state].turn is None:
        release_all(session, referral, now=now)
        end_what_is_over(session, referral, now=now)
    settle(session, referral)
    return referral


def settle(session, referral):
    """Whose turn it is and what is due first, for the lists: the one place that says so."""
    referral.turn = whose_turn(referral)
    due.settle(session, referral)


def whose_turn(referral):
    """The unit that must act next; None once it is over for us."""
    party = STAGES[referral.state].turn
    if party == DECIDER:
        return referral.open_objection.decider
    if party == CHECKER:
        return referral.open_check.unit or referral.unit
    return referral.unit if party == HOLDER else None


def unit_that_reviews(session, referral):
    """Whom the petitioner may ask to look at an order's opinion again; None where that is no unit of this city."""
    city, accused = city_now(session), referral.matter.accused_unit
    accused_ones = [unit for unit in city.units if accused and accused in city.ever_above(unit)]
    withdrew = units_that_withdrew(session, referral.matter_no, REVIEWERS)
    return who_reviews(referral.unit, city, (*accused_ones, *withdrew))


def locked(session, referral_id, by):
    """The referral, for an act on it by somebody who has no interest in it."""
    query = select(ReferralOrder).where(ReferralOrder.referral_id == referral_id)
    fresh = query.with_for_update(of=ReferralOrder).execution_options(populate_existing=True)
    referral = session.scalars(fresh).one_or_none()
    if referral is None or is_accused(referral.matter.accused_index, by):
        raise NotFound
    must_not_be_recused(session, referral.matter_no, by)
    return referral


def _is_party(session, referral, party, by):
    if party == DECIDER and (objection := referral.open_objection):
        return by.unit in city_now(session).chain(objection.decider)
    if party == SENDER:
        return by.unit in city_now(session).chain(referral.sender)
    if party == RECORDER:
        return by.unit in (*city_now(session).chain(referral.sender), unit_that_reviews(session, referral))
    if party == ASSISTANT:
        return by.unit in {one.unit for one in referral.assistances}
    if party == CHECKER and referral.open_check:
        return by.unit == referral.turn
    return party == DECIDER or by.unit == referral.unit
