"""Some of the claims of an order leave it with an order of their own, which is over at once; the others stay."""

from uuid import uuid4

from services.routing.models import DecidedClaim, ReferralOrder, Reply, Signature
from shared.errors import Refused

ANSWERED = ("outcome", "facts", "legal_basis", "path")


class NotOfThisOrder(Refused):
    """所选诉求不在这份交办件里，可能刚才已经导入法定途径或者重办，请刷新后再办"""


def chosen(referral, claim_ids):
    """The claims of an order that were named; all of them if none was. Raises `NotOfThisOrder`."""
    if not set(claim_ids) <= {claim.claim_id for claim in referral.claims}:
        raise NotOfThisOrder
    return [claim for claim in referral.claims if not claim_ids or claim.claim_id in claim_ids]


def part(session, referral, claims, state, *, now):
    """As the order was made, but for where it stands."""
    same = ("matter", "matter_no", "kind", "sender", "unit", "rule", "article", "reason", "reason_en", "decided_by")
    kept = ("approver", "overridden", "made_at", "reply_by")
    left = ReferralOrder(
        referral_id=uuid4(),
        parted_from=referral.referral_id,
        state=state,
        since=now,
        acted_at=now,
        **{name: getattr(referral, name) for name in (*same, *kept)},
    )
    session.add(left)
    session.flush()
    gone = {claim.claim_id for claim in claims}
    for decided in [each for each in referral.decided if each.claim_id in gone]:
        left.decided.append(DecidedClaim(claim_id=decided.claim_id, basis=decided.basis))
        session.delete(decided)
    for claim in claims:
        claim.referral_id = left.referral_id
    session.flush()
    session.expire(referral, ["claims", "decided"])
    return left


def copy_reply(session, referral, left, claims):
    """What was answered about these claims, and what was done about it so far, is read on their own order too; the
    reply stays as it was issued."""
    gone = {claim.claim_id for claim in claims}
    signed, reply = referral.signature, referral.reply
    left.signature = Signature(by=signed.by, at=signed.at)
    left.reply = Reply(
        unit=reply.unit,
        by=reply.by,
        at=reply.at,
        remedy=reply.remedy,
        law_explained=reply.law_explained,
        checked_by=reply.checked_by,
        answers=[_copy(one, *ANSWERED) for one in reply.answers if one.claim_id in gone],
    )
    session.flush()
    left.tasks = [
        _copy(task, "opened_at", "done_on", "words", "by", "at") for task in referral.tasks if task.claim_id in gone
    ]


def _copy(row, *names):
    return type(row)(claim_id=row.claim_id, **{name: getattr(row, name) for name in names})
