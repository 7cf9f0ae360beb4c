"""The referrals somebody ticked to sign for them, and where each stands now."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload, raiseload, selectinload

from services.routing.models import Recusal, ReferralOrder, RoutedClaim, RoutedMatter
from shared.directory import KnownStaff, not_accused


@dataclass(frozen=True)
class Ticked:
    """A referral, the name of who signed for it, whether that is who asks, and whether they withdrew from it."""

    referral: ReferralOrder
    signed_by: str | None
    by_me: bool
    recused: bool

    @property
    def can_be_signed(self):
        return self.referral.state == "AWAITING_SIGN" and not self.recused


@dataclass(frozen=True)
class Chosen:
    """What was ticked and is still with the unit, in the order of arrival, and how many are not."""

    found: list[Ticked]
    gone: int


def chosen_to_sign(session, staff, referral_ids):
    query = (
        select(ReferralOrder)
        .join(ReferralOrder.matter)
        .where(ReferralOrder.referral_id.in_(set(referral_ids)), ReferralOrder.unit == staff.unit)
        .where(not_accused(RoutedMatter.accused_index, staff))
        .options(
            joinedload(ReferralOrder.matter).load_only(RoutedMatter.place).raiseload("*"),
            selectinload(ReferralOrder.claims).load_only(RoutedClaim.category),
            selectinload(ReferralOrder.signature),
            selectinload(ReferralOrder.clocks),
            raiseload("*"),
        )
        .order_by(ReferralOrder.made_at, ReferralOrder.referral_id)
    )
    found = list(session.scalars(query))
    names = _names(session, {one.signature.by for one in found if one.signature})
    withdrawn = _withdrawn(session, staff, {one.matter_no for one in found})
    ticked = [
        Ticked(
            one,
            one.signature and names.get(one.signature.by, one.signature.by),
            one.signature is not None and one.signature.by == staff.username,
            one.matter_no in withdrawn,
        )
        for one in found
    ]
    return Chosen(ticked, len(set(referral_ids)) - len(found))


def _names(session, usernames):
    known = select(KnownStaff.username, KnownStaff.name).where(KnownStaff.username.in_(usernames))
    return dict(session.execute(known).all())


def _withdrawn(session, staff, matters):
    mine = select(Recusal.matter_no).where(Recusal.username == staff.username, Recusal.matter_no.in_(matters))
    return set(session.scalars(mine))
