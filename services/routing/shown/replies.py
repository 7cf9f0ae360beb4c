"""What the page of a referral shows of a reply that has not left the house."""

from flask import g, request

from services.routing import actions
from services.routing.actions.completing import may_report
from services.routing.actions.drafting import NOTHING_YET, asks_for_ways
from services.routing.actions.proofs import may_strike_out
from services.routing.policy.act import REVIEWS, SENDERS
from services.routing.policy.paths import may_refuse
from services.routing.policy.reviewing import REMEDY, outcomes_of
from services.routing.policy.serving import served_by
from shared.contracts.words import CATEGORIES, CHECKLIST, SERVICE_MEANS
from shared.web import word

USUAL_REMEDY = "自收到本答复之日起30日内，可以向上一级机关、单位请求复查（《信访工作条例》第三十五条）。"


def sees_draft(referral, staff):
    """The unit that wrote it and whoever checks it; not the sender, who is told of the reply."""
    return staff.unit == referral.unit or (referral.open_check is not None and staff.unit == referral.turn)


def shown_reply(referral, acts):
    """The draft with its answers by claim, its checks, and which of their forms the reader is offered."""
    seen = sees_draft(referral, g.staff)
    draft = referral.draft if seen else None
    values = _values(referral, draft) | request.form.to_dict()
    return {
        "draft": draft,
        "draft_seen": draft.saving if draft else NOTHING_YET,
        "drafted": {answer.claim_id: answer for answer in draft.answers} if draft else {},
        "reply_values": values,
        "asks_for_ways": asks_for_ways(referral),
        "checks": [check for check in referral.checks if check.decided_at] if seen else [],
        "checks_reply": acts and actions.may_check_now(g.session, referral, g.staff),
        "checklist": CHECKLIST,
        "service_means": SERVICE_MEANS,
        "is_served": served_by(referral.proofs) is not None,
        "proofs_to_strike_out": _standing(referral) if referral.reply and may_strike_out(referral) else (),
        "reports_done": acts and may_report(g.session, referral),
        "decides_report": acts
        and g.staff.unit == referral.sender
        and g.staff.role in SENDERS
        and referral.open_report,
        "numbers": {claim.claim_id: claim.number for claim in referral.claims},
        "asked_for": {
            claim.claim_id: f"{word(CATEGORIES[claim.category])} · {claim.text}" for claim in referral.claims
        },
        "ticked": request.form.getlist("ticked"),
        "usual_remedy": _usual_remedy(referral, values),
        "outcomes_open": {claim.claim_id: _open_to(referral, claim) for claim in referral.claims},
    }


def _standing(referral):
    return [proof for proof in referral.proofs if proof.struck_out_at is None]


def _open_to(referral, claim):
    """The outcomes that the way of a claim leaves open; all of them while the form still asks for it."""
    way = referral.acceptance and referral.acceptance.way_of(claim.claim_id)
    return [
        code for code in outcomes_of(referral.kind) if code != "REFUSE" or asks_for_ways(referral) or may_refuse(way)
    ]


def _usual_remedy(referral, values):
    if referral.kind in REVIEWS:
        return REMEDY[referral.kind]
    return USUAL_REMEDY if any(may_refuse(way) for way in _ways(referral, values)) else ""


def _ways(referral, values):
    """Those that were told, or that are chosen on the form."""
    chosen = (values.get(f"answers.{number}.path") for number in range(len(referral.claims)))
    return set(chosen) if asks_for_ways(referral) else referral.ways


def _values(referral, draft):
    """The draft as the fields of the form are called."""
    if draft is None:
        return {}
    answers = {answer.claim_id: answer for answer in draft.answers}
    values = {"law_explained": draft.law_explained or "", "remedy": draft.remedy or ""}
    for number, claim in enumerate(referral.claims):
        if answer := answers.get(claim.claim_id):
            for name in ("outcome", "facts", "legal_basis", "path"):
                values[f"answers.{number}.{name}"] = getattr(answer, name) or ""
    return values
