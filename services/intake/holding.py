"""Which units held a claim of a matter: what they held they go on reading, unless they gave it back."""

from sqlalchemy import exists, select, update

from services.intake.models import Claim, HeldClaim, Matter
from shared.db import insert_if_absent


def keep_holder(session, matter_no, claim_ids, unit):
    rows = [
        {"unit": unit, "matter_no": matter_no, "claim_id": claim_id, "given_back": False} for claim_id in claim_ids
    ]
    insert_if_absent(session, HeldClaim.__table__, rows, "claim_id")


def keep_given_back(session, event):
    """Its objection was agreed to: it was never its matter. In whatever order that is heard, it stays so."""
    keep_holder(session, event.matter_no, event.claims, event.unit)
    these = (HeldClaim.unit == event.unit, HeldClaim.claim_id.in_(event.claims))
    session.execute(update(HeldClaim).where(HeldClaim.matter_no == event.matter_no, *these).values(given_back=True))


def keep_of_a_split(session, claim_ids, new_no):
    """Whoever held one of these claims reads the matter that it left, and the one it is of now."""
    kept = session.scalars(select(HeldClaim).where(HeldClaim.claim_id.in_(claim_ids))).all()
    rows = [
        {"unit": one.unit, "matter_no": new_no, "claim_id": one.claim_id, "given_back": one.given_back}
        for one in kept
        if one.matter_no != new_no
    ]
    insert_if_absent(session, HeldClaim.__table__, rows, "claim_id")


def held_by(unit):
    """Whether a unit holds a claim of a matter, or held one and did not give it back. Asked of each matter, so that a
    list reads the newest until it is full."""
    mine = (HeldClaim.unit == unit, HeldClaim.given_back.is_(False))
    return exists().where(HeldClaim.matter_no == Matter.matter_no, *mine).correlate(Matter)


def without_their_holder():
    """The matters of claims of which it is not kept who has them in hand; not what its desk answered on the spot."""
    kept = (HeldClaim.unit == Claim.holder, HeldClaim.matter_no == Claim.matter_no)
    known = select(HeldClaim.unit).where(*kept, HeldClaim.claim_id == Claim.claim_id)
    handed_over = (Claim.holder.is_not(None), Claim.sequence >= 0)
    return select(Claim.matter_no).where(*handed_over, ~known.exists())
