"""The papers that lie with orders, as those who may read them find them."""

from sqlalchemy import or_, select

from services.routing.models import DecidedClaim, Document, ReferralOrder
from services.routing.queries import visible_to
from shared.errors import NotFound


def documents_of(session, referral):
    """The papers of an order and of those that brought its claims to a unit before, oldest first."""
    query = select(Document).where(Document.referral_id.in_(_with_its_claims(referral.referral_id)))
    return list(session.scalars(query.order_by(Document.at)))


def document_to_read(session, document_id, staff):
    """A paper of an order that this person sees, or of one that had the same claims; and whose matter it is then."""
    document = session.get(Document, document_id)
    if document is None or document.struck_out_at is not None:
        raise NotFound
    split_off = ReferralOrder.split_from == document.referral_id
    with_them = or_(ReferralOrder.referral_id.in_(_with_its_claims(document.referral_id)), split_off)
    itself_first = ReferralOrder.referral_id != document.referral_id
    seen = select(ReferralOrder.matter_no).where(with_them, visible_to(staff)).order_by(itself_first)
    matter_no = session.scalar(seen.limit(1))
    if matter_no is None:
        raise NotFound
    return document, matter_no


def _with_its_claims(referral_id):
    """An order, every other that has or had one of its claims, also of those that left it, what these left, and
    the one that it was split off from."""
    itself = ReferralOrder.referral_id == referral_id
    family = select(ReferralOrder.referral_id).where(itself | (ReferralOrder.parted_from == referral_id))
    claims = select(DecidedClaim.claim_id).where(DecidedClaim.referral_id.in_(family))
    others = select(DecidedClaim.referral_id).where(DecidedClaim.claim_id.in_(claims))
    wholes = select(ReferralOrder.parted_from).where(
        ReferralOrder.referral_id.in_(others), ReferralOrder.parted_from.is_not(None)
    )
    before = select(ReferralOrder.split_from).where(itself, ReferralOrder.split_from.is_not(None))
    return others.union(wholes, before, select(ReferralOrder.referral_id).where(itself))
