"""A referral as JSON says it."""

from shared.clocks.showing import clock_view


def referral_view(referral):
    return {
        "referral_id": str(referral.referral_id),
        "matter_no": referral.matter_no,
        "kind": referral.kind,
        "state": referral.state,
        "sender": referral.sender,
        "unit": referral.unit,
        "choice": {**choice_view(referral), "reasons": [referral.reason]},
        "clocks": [clock_view(clock) for clock in referral.clocks],
        "made_at": referral.made_at.isoformat(),
        "reply_by": referral.reply_by.isoformat() if referral.reply_by else None,
        "claims": [{"claim_id": str(c.claim_id), "category": c.category, "text": c.text} for c in referral.claims],
        "signed": referral.signature and {"by": referral.signature.by, "at": referral.signature.at.isoformat()},
        "answers": [
            {"claim_id": str(a.claim_id), "outcome": a.outcome, "facts": a.facts, "legal_basis": a.legal_basis}
            for a in (referral.reply.answers if referral.reply else [])
        ],
    }


def choice_view(choice):
    if choice is None:
        return None
    return {"unit": choice.unit, "rule": choice.rule, "article": choice.article, "reason": choice.reason}
