"""A referral, and what the rules would decide, as JSON says them."""

import json

from services.routing.asked import basis_json, held_json
from services.routing.policy.act import REVIEWS
from services.routing.policy.decide import Choice
from services.routing.policy.paths import PATHS
from services.routing.views_after_reply import reopening_view, visit_view
from services.routing.views_of_reviews import review_view
from shared.clocks.showing import clock_view


def referral_view(referral):
    return {
        "referral_id": str(referral.referral_id),
        "matter_no": referral.matter_no,
        "kind": referral.kind,
        "state": referral.state,
        "sender": referral.sender,
        "unit": referral.unit,
        "whose_turn": referral.turn,
        "handler": referral.handler,
        "due_on": referral.due_on.isoformat() if referral.due_on else None,
        "choice": {
            **choice_view(referral),
            "reasons": [referral.reason],
            "edition": referral.matter.edition,
            "approver": referral.approver,
            "claims": [{"claim_id": str(d.claim_id), **basis_view(d)} for d in referral.decided],
        },
        "clocks": [clock_view(clock) for clock in referral.clocks],
        "made_at": referral.made_at.isoformat(),
        "reply_by": referral.reply_by.isoformat() if referral.reply_by else None,
        "parted_from": referral.parted_from and str(referral.parted_from),
        "split_from": referral.split_from and str(referral.split_from),
        "claims": [{"claim_id": str(c.claim_id), "category": c.category, "text": c.text} for c in referral.claims],
        "objections": [objection_view(objection) for objection in referral.objections],
        "mediations": [mediation_view(one) for one in referral.mediations],
        "extensions": [extension_view(one) for one in referral.extensions],
        "assistants": [assistance_view(one) for one in referral.assistances],
        "urgings": [urging_view(order) for order in referral.urgings],
        "signed": referral.signature and {"by": referral.signature.by, "at": referral.signature.at.isoformat()},
        "accepted": referral.acceptance
        and {
            "path": referral.acceptance.path,
            "article": PATHS[referral.acceptance.path].article,
            "words": referral.acceptance.words,
            "ways": [
                {"claim_id": str(way.claim_id), "path": way.path, "article": PATHS[way.path].article}
                for way in referral.acceptance.ways
            ],
            "by": referral.acceptance.by,
            "at": referral.acceptance.at.isoformat(),
        },
        "answers": [answer_view(answer) for answer in (referral.reply.answers if referral.reply else [])],
        "reply": reply_view(referral.reply),
        "services": [proof_view(proof) for proof in (referral.proofs if referral.reply else [])],
        "completion_reports": [report_view(report) for report in (referral.reports if referral.reply else [])],
        "to_perform": [task_view(task) for task in (referral.tasks_here if referral.reply else [])],
        "return_visits": [visit_view(visit) for visit in (referral.visits if referral.reply else [])],
        "review": review_view(referral.review if referral.kind in REVIEWS else None),
        "reviewed_by": str(referral.asked_again.referral_id) if referral.reply and referral.asked_again else None,
        "reopened": reopening_view(referral.reopening) if referral.state == "REOPENED" else None,
    }


def draft_view(referral):
    draft = referral.draft
    return {
        "state": referral.state,
        "answers": [answer_view(answer) for answer in draft.answers],
        "law_explained": draft.law_explained,
        "remedy": draft.remedy,
        "authors": sorted(author.username for author in draft.authors),
        "seen": draft.saving,
        "checks": [check_view(check) for check in referral.checks],
    }


def answer_view(answer):
    return {
        "claim_id": str(answer.claim_id),
        "outcome": answer.outcome,
        "facts": answer.facts,
        "legal_basis": answer.legal_basis,
        "path": answer.path,
    }


def check_view(check):
    return {
        "sent_by": check.sent_by,
        "sent_at": check.sent_at.isoformat(),
        "unit": check.unit,
        "ended_as": check.ended_as,
        "ticked": (check.ticked or "").split(),
        "words": check.words,
        "decided_by": check.decided_by,
        "decided_at": check.decided_at and check.decided_at.isoformat(),
    }


def reply_view(reply):
    return reply and {
        "unit": reply.unit,
        "by": reply.by,
        "at": reply.at.isoformat(),
        "checked_by": reply.checked_by,
        "law_explained": reply.law_explained,
        "remedy": reply.remedy,
    }


def proof_view(proof):
    told = {"proof_id": str(proof.proof_id), "means": proof.means, "served_on": proof.on.isoformat()}
    said = {"receiver": proof.receiver, "post_number": proof.post_number, "words": proof.words, "by": proof.by}
    return {**told, **said, "struck_out": striking_view(proof)}


def striking_view(row):
    """Who struck out what was entered by mistake, when and why; None while it stands."""
    at = row.struck_out_at
    return at and {"by": row.struck_out_by, "at": at.isoformat(), "words": row.struck_out_because}


def task_view(task):
    done_on = task.done_on and task.done_on.isoformat()
    return {"claim_id": str(task.claim_id), "done_on": done_on, "words": task.words, "by": task.by}


def report_view(report):
    decided_at = report.decided_at and report.decided_at.isoformat()
    told = {"words": report.words, "by": report.by, "at": report.at.isoformat(), "accepted": report.accepted}
    return {
        **told,
        "due_on": report.due_on and report.due_on.isoformat(),
        "decision_words": report.decision_words,
        "decided_by": report.decided_by,
        "decided_at": decided_at,
    }


def objection_view(objection):
    decision = objection.decision
    return {
        "unit": objection.unit,
        "reason": objection.reason,
        "explanation": objection.explanation,
        "competent_unit": objection.competent_unit,
        "decider": objection.decider,
        "disputed": objection.disputed,
        "by": objection.by,
        "at": objection.at.isoformat(),
        "decision": decision
        and {
            "agreed": decision.agreed,
            "words": decision.words,
            "unit": decision.unit,
            "at": decision.at.isoformat(),
        },
    }


def tracked_view(row):
    return {
        **referral_view(row.referral),
        "since": (row.referral.since or row.referral.made_at).isoformat(),
        "days": row.days,
        "returned": row.returned,
        "late": row.is_late,
    }


def mediation_view(one):
    return {
        "mediation_id": str(one.mediation_id),
        "mediator": one.mediator,
        "other_side": one.other_side,
        "began_on": one.began_on.isoformat(),
        "at": one.at.isoformat(),
        "sessions": [{"held_on": each.held_on.isoformat(), "words": each.words} for each in one.sessions],
        "ended_as": one.ended_as,
        "outcome": one.outcome,
        "effective_on": one.effective_on.isoformat() if one.effective_on else None,
        "confirmation_asked_on": one.confirmation.asked_on.isoformat() if one.confirmation else None,
    }


def extension_view(one):
    decision = one.decision
    return {
        "rule": one.rule,
        "days": one.days,
        "reason": one.reason,
        "approver": one.approver,
        "at": one.at.isoformat(),
        "decision": decision
        and {
            "agreed": decision.agreed,
            "words": decision.words,
            "due_on": decision.due_on.isoformat() if decision.due_on else None,
        },
    }


def assistance_view(one):
    return {
        "assistance_id": str(one.assistance_id),
        "unit": one.unit,
        "task": one.task,
        "at": one.at.isoformat(),
        "due_on": one.due_on.isoformat() if one.due_on else None,
        "ended_as": one.ended_as,
        "words": one.words,
    }


def urging_view(order):
    return {
        "order_id": str(order.order_id),
        "kind": order.kind,
        "number": order.number,
        "office": order.office,
        "cause": order.cause,
        "words": order.words,
        "reply_by": order.reply_by.isoformat() if order.reply_by else None,
        "by": order.by,
        "at": order.at.isoformat(),
        "in_force": order.in_force,
        "ended_as": order.ended_as,
        "answers": [supervision_answer_view(answer) for answer in order.answers],
    }


def supervision_answer_view(answer):
    decision = answer.decision
    return {
        "words": answer.words,
        "by": answer.by,
        "at": answer.at.isoformat(),
        "decision": decision
        and {"accepted": decision.accepted, "words": decision.words, "at": decision.at.isoformat()},
    }


def choice_view(choice):
    return {"unit": choice.unit, "rule": choice.rule, "article": choice.article, "reason": choice.reason}


def basis_view(decided):
    """The way, the grounds and the alternatives of one claim; nothing for orders older than their keeping."""
    return json.loads(decided.basis) if decided.basis else {"way": None, "grounds": [], "alternatives": []}


def explanation_view(decided, looks):
    rules = [look_view(look) for look in looks]
    if not isinstance(decided, Choice):
        return {"choice": None, "held": json.loads(held_json(decided)), "rules": rules}
    choice = {**choice_view(decided), "kind": decided.kind, **json.loads(basis_json(decided))}
    return {"choice": choice, "held": None, "rules": rules}


def look_view(look):
    return {
        "rule": look.rule,
        "unit": look.unit,
        "fits": look.fits,
        "rests_on": [{"field": g.field, "said": g.said} for g in look.rests_on],
        "failed_on": look.failed_on,
    }


def document_view(document):
    return {
        "document_id": str(document.document_id),
        "referral_id": str(document.referral_id),
        "title": document.title,
        "media_type": document.media_type,
        "size": document.size,
        "unit": document.unit,
        "attached": {"by": document.by, "at": document.at.isoformat()},
        "struck_out": striking_view(document),
    }
