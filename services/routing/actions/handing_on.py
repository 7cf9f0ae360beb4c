"""A referral changes hands while it is in hand: to a colleague (改派), or to a unit below (转送下级)."""

from uuid import uuid4

from services.routing import timing
from services.routing.actions.about import about_a_referral
from services.routing.actions.acting import carry_out, take_up
from services.routing.actions.orders import petitioner_of
from services.routing.actions.overrides import Barred
from services.routing.actions.urging_orders import lift_what_left_the_unit
from services.routing.actions.withdrawn import recused_from
from services.routing.asked import claims_told, matter_told
from services.routing.editions import city_now, city_under, rulebook_in_use
from services.routing.models import PassingDown, Reassignment
from services.routing.policy.guards import bars
from services.routing.policy.handing_on import ARTICLE, below_with_a_desk
from services.routing.policy.not_now import AlreadyAccepted
from services.routing.policy.question import Question
from services.routing.policy.referral_acts import roles_for
from shared.contracts.handling import HandlerReassigned, ReferralPassedDown
from shared.directory import KnownStaff
from shared.errors import FieldProblem, InvalidFields, Refused


class AlreadyTheirs(Refused):
    """已经由{name}承办，不必重复改派"""


class ReassignedMeanwhile(Refused):
    """刚才已经改派给{name}，请看清后再改派"""


def reassign_referral(session, referral_id, form, *, by, now):
    """Anybody of the unit gives it to a member of the unit who may do what is to be done next."""
    referral, reassigning = take_up(session, referral_id, "reassign", by=by)
    colleague = _colleague(session, referral, form.handler)
    if form.handler == referral.handler:
        raise AlreadyTheirs(name=colleague.name)
    if form.former and form.former != referral.handler:
        raise ReassignedMeanwhile(name=_name(session, referral.handler))
    former, referral.handler = referral.handler, form.handler
    referral.reassignments.append(
        Reassignment(
            reassignment_id=uuid4(), former=former, handler=form.handler, words=form.words, by=by.username, at=now
        )
    )
    told = HandlerReassigned(
        **about_a_referral(referral),
        former=former,
        username=form.handler,
        words=form.words,
        reassigned_by=by.username,
        reassigned_at=now,
    )
    return carry_out(session, referral, reassigning, told, now=now)


def pass_down(session, referral_id, form, *, by, now):
    """What a unit below is competent for goes to it; nothing is objected to then."""
    referral, passing = take_up(session, referral_id, "pass_down", by=by)
    if referral.acceptance:
        raise AlreadyAccepted
    _must_be_passable(session, referral, form.unit)
    lift_what_left_the_unit(session, referral, now=now)
    former, signature = referral.unit, referral.signature
    referral.passings.append(
        PassingDown(
            passing_id=uuid4(),
            former_unit=former,
            unit=form.unit,
            signed_by=signature and signature.by,
            signed_at=signature and signature.at,
            words=form.words,
            by=by.username,
            at=now,
        )
    )
    timing.stop_what(session, referral, passing.stops, now=now)
    if signature:
        session.delete(signature)  # the unit below signs for itself; who signed here stands with the passing
        session.flush()
        session.expire(referral, ["signature"])
    referral.unit, referral.handler, referral.since = form.unit, None, now
    begins = timing.of_the_receiver(referral, passing, now=now)
    timing.move_to_its_unit(session, referral)
    return carry_out(session, referral, passing, _passed(referral, former, form, by, now), now=now, begins=begins)


def _colleague(session, referral, username):
    member = session.get(KnownStaff, username)
    if (
        member is None
        or not member.active
        or member.unit != referral.unit
        or member.role not in roles_for("reassign", referral.kind)
    ):
        raise InvalidFields(FieldProblem("handler", "not_a_colleague"))
    if username in recused_from(session, referral.matter_no):
        raise InvalidFields(FieldProblem("handler", "withdrew"))
    return member


def _name(session, username):
    member = session.get(KnownStaff, username) if username else None
    return member.name if member else username or "–"


def _must_be_passable(session, referral, unit):
    """Below this one in the city's tree, and no guard stands before it: never a unit that the matter accuses."""
    if unit not in below_with_a_desk(referral.unit, city_now(session)):
        raise InvalidFields(FieldProblem("unit", "not_below"))
    matter, book = referral.matter, rulebook_in_use(session, referral.matter)
    city, told = city_under(session, book), matter_told(session, matter)
    for claim in claims_told(session, matter, list(referral.claims)):
        for bar in bars(Question(told, claim), unit, city, book):
            raise Barred(reason=bar.reason, article=bar.article)


def _passed(referral, former, form, by, now):
    return ReferralPassedDown(
        **about_a_referral(referral),
        former_unit=former,
        claims=tuple(claim.claim_id for claim in referral.claims),
        words=form.words,
        article=ARTICLE,
        passed_by=by.username,
        passed_at=now,
        petitioner=petitioner_of(referral.matter),
    )
