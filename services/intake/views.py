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


def whole(matter, timeline, clocks):
    person = matter.petitioner
    return {
        **brief(matter),
        "petitioner": {
            "name": person.name,
            "phone": person.phone,
            "address": person.address,
            "groups": person.groups,
        },
        "place": matter.place,
        "place_code": matter.place_code,
        "narrative": matter.narrative,
        "same_as": matter.same_as,
        "external_no": matter.external_no,
        "reply_by": matter.reply_by.isoformat() if matter.reply_by else None,
        "claims": [_claim(claim) for claim in matter.claims],
        "clocks": [_clock(clock) for clock in clocks],
        "timeline": [_entry(entry) for entry in timeline],
    }


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
