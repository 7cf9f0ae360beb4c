"""The verbs of routing, by who acts: each takes a session, changes rows, publishes events, never commits."""

from services.routing.actions.objections import decide_objection, may_object, object_to_referral
from services.routing.actions.office import reply_to_claims, sign_for_referral
from services.routing.actions.orders import petitioner_of
from services.routing.actions.receiving import receive_matter
from services.routing.actions.triage import decide_by_hand

__all__ = [
    "decide_by_hand",
    "decide_objection",
    "may_object",
    "object_to_referral",
    "petitioner_of",
    "receive_matter",
    "reply_to_claims",
    "sign_for_referral",
]
