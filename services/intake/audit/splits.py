"""What must be true of what was split."""

from sqlalchemy import exists, or_, select

from services.intake.models import Claim, Matter, Split, SplitClaim
from shared.messaging.telling import untold


def every_split_was_asked_for_once(session, before):
    """a matter whose splits do not match its split.asked events"""
    return untold(session, select(Split.matter_no), "split.asked")


def every_split_has_its_matter(session, before):
    """a split that was carried out and whose matter is not there, or one that was not and has one"""
    there = exists().where(Matter.matter_no == Split.new_no)
    done = Split.outcome.is_not_distinct_from("DONE")
    return session.scalars(select(Split.new_no).where(or_(done & ~there, ~done & there)))


def every_claim_that_was_split_off_has_left(session, before):
    """a claim that was split off and is still where it was, or one that is in a new matter without having been"""
    claims = (
        select(SplitClaim.claim_id)
        .join(Split, Split.split_id == SplitClaim.split_id)
        .join(Claim, Claim.claim_id == SplitClaim.claim_id)
    )
    stayed = (Split.outcome == "DONE", Claim.matter_no == Split.matter_no, Split.settled_at < before)
    yield from session.scalars(claims.where(*stayed))
    other = exists().where(
        SplitClaim.claim_id == Claim.claim_id, Split.split_id == SplitClaim.split_id, Split.new_no == Claim.matter_no
    )
    began = select(Split.new_no).where(Split.outcome == "DONE")
    yield from session.scalars(select(Claim.claim_id).where(Claim.matter_no.in_(began), ~other))


INVARIANTS = (every_split_was_asked_for_once, every_split_has_its_matter, every_claim_that_was_split_off_has_left)
