"""Replies that wait for a second person where nobody is left who may check them: those who could left or withdrew."""

from sqlalchemy import exists, func, select

from services.routing.actions.taking_over import pass_check_on
from services.routing.models import DraftAuthor, Recusal, ReferralOrder
from services.routing.policy.act import REVIEWERS, REVIEWS
from services.routing.policy.checking import OF_A_UNIT_ABOVE, OF_THE_UNIT
from shared.db.chores import Chore
from shared.directory import KnownStaff, KnownUnit

TWO = 2
WAITS = ReferralOrder.state == "AWAITING_REVIEW"


def where_too_few_are_left(now=None):
    """At units that have no two people: only there can the one who wrote it be alone."""
    checks = KnownStaff.active, KnownStaff.role.in_({*OF_THE_UNIT, *OF_A_UNIT_ABOVE, *REVIEWERS})
    enough = select(KnownStaff.unit).where(*checks).group_by(KnownStaff.unit).having(func.count() >= TWO)
    return WAITS, ReferralOrder.turn.in_(select(KnownUnit.code).where(KnownUnit.code.not_in(enough))), ~_somebody()


def where_somebody_withdrew(now=None):
    return WAITS, ReferralOrder.matter_no.in_(select(Recusal.matter_no)), ~_somebody()


def _somebody():
    """There is another person at the unit whose turn it is who may check it, as `policy.checking` says it."""
    here, above = ReferralOrder.turn == ReferralOrder.unit, ReferralOrder.turn != ReferralOrder.unit
    may = (
        (here & KnownStaff.role.in_(OF_THE_UNIT))
        | (here & ReferralOrder.kind.in_(REVIEWS) & KnownStaff.role.in_(REVIEWERS))
        | (above & KnownStaff.role.in_(OF_A_UNIT_ABOVE))
    )
    wrote = exists().where(
        DraftAuthor.referral_id == ReferralOrder.referral_id, DraftAuthor.username == KnownStaff.username
    )
    withdrew = exists().where(Recusal.matter_no == ReferralOrder.matter_no, Recusal.username == KnownStaff.username)
    others = ~wrote.correlate(ReferralOrder, KnownStaff), ~withdrew.correlate(ReferralOrder, KnownStaff)
    there = KnownStaff.unit == ReferralOrder.turn, KnownStaff.active
    return exists().where(*there, may, *others).correlate(ReferralOrder)


REFERRAL = (ReferralOrder, ReferralOrder.referral_id)
CHORES = (
    Chore("pass on a check of who left", *REFERRAL, where_too_few_are_left, pass_check_on),
    Chore("pass on a check of who withdrew", *REFERRAL, where_somebody_withdrew, pass_check_on),
)
