"""What may be done about a review and a re-review: how one is asked for, and what its own order goes through; more
rows of the table of acts."""

from dataclasses import replace

from services.routing.policy.act import (
    ANSWERED_HERE,
    CHECKER,
    DUTIES,
    HOLDER,
    IN_HAND,
    NOBODY,
    NOT_MADE,
    RECORDER,
    REVIEWERS,
    REVIEWS,
    SENDERS,
    Act,
)
from services.routing.policy.acts_of_reply import ACTS_OF_REPLY
from services.routing.policy.clocks_of import EXECUTING, HEARING, SERVING
from services.routing.policy.reviewing import ANSWER_REREVIEW, ANSWER_REVIEW, ASK_REREVIEW, ASK_REVIEW

UNDER_WAY = ("IN_PROGRESS", "AWAITING_REVIEW")
STAYS = {state: state for state in UNDER_WAY}
TOLD = ("review_received", "review_order", "review_asked")
BY_WHO_REVIEWS = [
    replace(act, kinds=REVIEWS, roles=REVIEWERS)
    for act in ACTS_OF_REPLY
    if act.name in ("send_for_check", "recall_reply", "send_back_reply")
]
"""An opinion on an opinion goes between two people as a reply does."""

ACTS_OF_REVIEW = (
    Act(
        "ask_review",
        by=RECORDER,
        kinds=ANSWERED_HERE,
        roles=SENDERS,
        moves=dict.fromkeys(("ANSWERED", "FINALISED"), "REVIEWED"),
        stops=(ASK_REVIEW,),
        event="review.requested",
        notices=TOLD,
    ),
    Act(
        "ask_review_of_some",
        by=RECORDER,
        kinds=ANSWERED_HERE,
        roles=SENDERS,
        moves={"ANSWERED": "ANSWERED", "FINALISED": "FINALISED"},
        stops=(ASK_REVIEW,),
        event="review.requested",
        notices=TOLD,
    ),
    Act(
        "ask_rereview",
        by=RECORDER,
        kinds=("REVIEW",),
        roles=SENDERS,
        moves=dict.fromkeys(("ANSWERED", "FINALISED"), "REVIEWED"),
        stops=(ASK_REREVIEW,),
        event="review.requested",
        notices=TOLD,
    ),
    Act(
        "review",
        by=NOBODY,
        kinds=("REVIEW",),
        moves={NOT_MADE: "IN_PROGRESS"},
        starts=(ANSWER_REVIEW,),
        event="review.requested",
        notices=TOLD,
    ),
    Act(
        "rereview",
        by=NOBODY,
        kinds=("REREVIEW",),
        moves={NOT_MADE: "IN_PROGRESS"},
        starts=(ANSWER_REREVIEW,),
        event="review.requested",
        notices=TOLD,
    ),
    Act("reassign", by=HOLDER, kinds=REVIEWS, roles=REVIEWERS, moves=STAYS, event="handler.reassigned"),
    Act(
        "open_hearing",
        by=HOLDER,
        kinds=("REREVIEW",),
        roles=REVIEWERS,
        moves=IN_HAND,
        starts=(HEARING,),
        event="hearing.opened",
        notices=("hearing",),
    ),
    Act(
        "close_hearing",
        by=HOLDER,
        kinds=("REREVIEW",),
        roles=REVIEWERS,
        moves=IN_HAND,
        stops=(HEARING,),
        event="hearing.closed",
        notices=("hearing_over",),
    ),
    *BY_WHO_REVIEWS,
    Act(
        "release_reply",
        by=CHECKER,
        kinds=REVIEWS,
        roles=REVIEWERS,
        moves={"AWAITING_REVIEW": "ANSWERED"},
        starts=(SERVING, EXECUTING),
        stops=(DUTIES,),
        event="review.decided",
        notices=("review_opinion", "review_opinion_copy", "review_result"),
    ),
    Act(
        "revoke",
        by=NOBODY,
        kinds=REVIEWS,
        moves={"ANSWERED": "REVOKED"},
        event="referral.made",
        notices=("referral", "referral_order"),
    ),
    Act(
        "finalise",
        by=NOBODY,
        kinds=REVIEWS,
        moves={"ANSWERED": "FINALISED"},
        event="reply.finalised",
        notices=("finalised",),
    ),
    Act(
        "withdraw",
        by=NOBODY,
        kinds=REVIEWS,
        moves=dict.fromkeys(UNDER_WAY, "WITHDRAWN"),
        stops=(DUTIES,),
        event="claim.withdrawn",
        notices=("withdrawal", "withdrawal_order"),
    ),
    Act(
        "take_over",
        by=NOBODY,
        kinds=REVIEWS,
        moves={state: state for state in (*UNDER_WAY, "ANSWERED", "REVOKED")},
        event="referral.taken_over",
        notices=("taken_over", "taking_over"),
    ),
    Act(
        "take_from_who_withdrew",
        by=NOBODY,
        kinds=REVIEWS,
        moves=dict.fromkeys(UNDER_WAY, "RETURNED"),
        stops=(DUTIES,),
        event="matter.held_for_triage",
    ),
    Act(
        "take_from_a_closed_unit",
        by=NOBODY,
        kinds=REVIEWS,
        moves=dict.fromkeys(UNDER_WAY, "RETURNED"),
        stops=(DUTIES,),
        event="matter.held_for_triage",
    ),
)
