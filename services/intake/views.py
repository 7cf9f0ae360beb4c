"""A matter as JSON says it."""

import json


def brief(matter):
    return {
        "matter_no": matter.matter_no,
        "channel": matter.channel,
        "kind": matter.kind,
        "state": matter.state,
        "whose_turn": matter.whose_turn,
        "received_at": matter.received_at.isoformat(),
        "registered_at": matter.registered_at.isoformat(),
    }


def earlier(matters, counted):
    """What a caller brought before, each with how often and when last."""
    return [
        {
            **brief(matter),
            "contacts": counted[matter.matter_no].count,
            "last_contact_at": counted[matter.matter_no].last_at.isoformat(),
            "reach": reach_told(matter.petitioner.reach),
        }
        for matter in matters
    ]


def contact_told(contact):
    return {
        "matter_no": contact.matter_no,
        "number": contact.number,
        "channel": contact.channel,
        "received_at": contact.received_at.isoformat(),
        "words": contact.words,
        "recorded_by": contact.recorded_by,
        "recording_unit": contact.recording_unit,
    }


def correction_told(correction):
    return {
        "number": correction.number,
        "reason": correction.reason,
        "by": correction.by,
        "unit": correction.unit,
        "at": correction.at.isoformat(),
        "corrected": [
            {
                "field": value.field,
                "claim_id": str(value.claim_id) if value.claim_id else None,
                "before": json.loads(value.before) if value.before else None,
                "after": json.loads(value.after) if value.after else None,
            }
            for value in correction.values
        ],
    }


def split_told(split):
    return {
        "split_id": str(split.split_id),
        "matter_no": split.matter_no,
        "new_no": split.new_no,
        "claims": [str(claim.claim_id) for claim in split.claims],
        "reason": split.reason,
        "by": split.by,
        "unit": split.unit,
        "at": split.at.isoformat(),
        "outcome": split.outcome,
        "why": split.why,
    }


def withdrawal_told(withdrawal):
    return {
        "withdrawal_id": str(withdrawal.withdrawal_id),
        "matter_no": withdrawal.matter_no,
        "whole": withdrawal.whole,
        "channel": withdrawal.channel,
        "told_by": withdrawal.told_by,
        "words": withdrawal.words,
        "received_at": withdrawal.received_at.isoformat(),
        "recorded_by": withdrawal.recorded_by,
        "recording_unit": withdrawal.recording_unit,
        "claims": [{"claim_id": str(claim.claim_id), "outcome": claim.outcome} for claim in withdrawal.claims],
    }


def consultation_told(told):
    return told and {
        "matter_no": told.matter_no,
        "channel": told.channel,
        "words": told.words,
        "legal_basis": told.legal_basis,
        "aid_explained_at": told.aid_explained_at.isoformat(),
        "answered_by": told.answered_by,
        "unit": told.unit,
        "answered_at": told.answered_at.isoformat(),
    }


def rating_told(rating):
    return rating and {
        "matter_no": rating.matter_no,
        "number": rating.number,
        "satisfaction": rating.satisfaction,
        "timely": rating.timely,
        "resolution": rating.resolution,
        "words": rating.words,
        "given_to": rating.given_to,
        "rated_at": rating.at.isoformat(),
    }


def reach_told(reach):
    return reach and {**vars(reach), "needs": list(reach.needs)}


def decided(answer):
    """What a person decided about two matters that may be one."""
    return {
        "matter_no": answer.matter_no,
        "other_no": answer.other_no,
        "answer": answer.answer,
        "words": answer.words,
        "answered_by": answer.answered_by,
        "unit": answer.unit,
        "answered_at": answer.answered_at.isoformat(),
    }


def related_told(related):
    return {
        "asked": [
            {
                "other_no": other.matter_no,
                "grade": candidate.grade,
                "reasons": candidate.reasons.split(),
                "likeness": candidate.likeness,
            }
            for candidate, other in related.asked
        ],
        "answered": [decided(answer) for answer, _ in related.answered],
    }


def whole(matter, timeline, clocks, contacts, withdrawals, corrections, splits, rating, related):
    count, newest = contacts
    person = matter.petitioner
    return {
        **brief(matter),
        "petitioner": {
            "name": person.name,
            "phone": person.phone,
            "address": person.address,
            "groups": person.groups,
            "reach": reach_told(person.reach),
        },
        "group_size": matter.group_size,
        "representatives": json.loads(matter.representatives or "[]"),
        "agents": [_agent(agent) for agent in matter.agents],
        "respondent": matter.respondent,
        "respondent_name": matter.respondent_name,
        "details": json.loads(matter.details or "{}"),
        "place": matter.place,
        "place_code": matter.place_code,
        "narrative": matter.narrative,
        "same_as": matter.same_as,
        "external_no": matter.external_no,
        "reply_by": matter.reply_by.isoformat() if matter.reply_by else None,
        "consultation": consultation_told(matter.consultation),
        "contact_count": count,
        "contacts": [contact_told(contact) for contact in newest],
        "rating": rating_told(rating),
        "claims": [_claim(claim) for claim in matter.claims],
        "corrections": [correction_told(correction) for correction in corrections],
        "splits": [split_told(split) for split in splits],
        "withdrawals": [withdrawal_told(withdrawal) for withdrawal in withdrawals],
        "related": related_told(related),
        "clocks": [_clock(clock) for clock in clocks],
        "timeline": [_entry(entry) for entry in timeline],
    }


def _agent(agent):
    told = ("name", "authority", "relation", "phone")
    return {name: getattr(agent, name) for name in told}


def _claim(claim):
    return {
        "claim_id": str(claim.claim_id),
        "category": claim.category,
        "text": claim.text,
        "facts": claim.facts,
        "state": claim.state,
        "holder": claim.holder,
        "outcome": claim.outcome,
    }


def _clock(clock):
    return {
        "name": clock.rule,
        "kind": clock.kind,
        "unit": clock.unit,
        "due_on": clock.due_on.isoformat() if clock.due_on else None,
    }


def _entry(entry):
    words = json.loads(entry.words) if entry.words else {}
    return {
        "event_id": entry.event_id,
        "at": entry.at.isoformat(),
        "type": entry.type,
        "source": entry.source,
        "cause": entry.cause,
        "facts": {**entry.facts, **words},
    }
