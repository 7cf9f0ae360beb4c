"""What may be done with a reply before it leaves the house, that it is done again, and that it is final: more rows of
the table of acts."""

from services.routing.policy.act import (
    ALL_BUT_THE_REPORT,
    CHECKER,
    CHECKERS,
    DUTIES,
    HOLDER,
    NOBODY,
    OFFICE,
    SENDER,
    SENDERS,
    Act,
)
from services.routing.policy.clocks_of import EXECUTING, SERVING
from services.routing.policy.reviewing import ASK_REVIEW

ACTS_OF_REPLY = (
    Act(
        "send_for_check",
        by=HOLDER,
        roles=OFFICE,
        moves={"IN_PROGRESS": "AWAITING_REVIEW"},
        event="reply.sent_for_check",
        notices=("reply_to_check",),
    ),
    Act(
        "recall_reply",
        by=HOLDER,
        roles=OFFICE,
        moves={"AWAITING_REVIEW": "IN_PROGRESS"},
        event="reply.recalled",
    ),
    Act(
        "send_back_reply",
        by=CHECKER,
        roles=CHECKERS,
        moves={"AWAITING_REVIEW": "IN_PROGRESS"},
        event="reply.sent_back",
        notices=("reply_sent_back",),
    ),
    Act(
        "release_reply",
        by=CHECKER,
        roles=CHECKERS,
        moves={"AWAITING_REVIEW": "ANSWERED"},
        starts=(SERVING, EXECUTING),
        stops=(ALL_BUT_THE_REPORT,),
        event="reply.issued",
        notices=("reply", "reply_copy"),
    ),
    Act(
        "reopen",
        by=SENDER,
        roles=SENDERS,
        moves={"ANSWERED": "REOPENED"},
        stops=(ASK_REVIEW, DUTIES),
        event="referral.reopened",
        notices=("reopened", "reopened_copy"),
    ),
    Act(
        "reopen_claims",
        by=SENDER,
        roles=SENDERS,
        moves={"ANSWERED": "ANSWERED"},
        event="referral.reopened",
        notices=("reopened", "reopened_copy"),
    ),
    Act(
        "pass_check_on",
        by=NOBODY,
        moves={"AWAITING_REVIEW": "AWAITING_REVIEW"},
        event="reply.sent_for_check",
        notices=("reply_to_check",),
    ),
    Act(
        "reopen_what_a_closed_unit_left",
        by=NOBODY,
        moves={"ANSWERED": "REOPENED"},
        stops=(ASK_REVIEW, DUTIES),
        event="referral.reopened",
        notices=("reopened", "reopened_copy"),
    ),
    Act(
        "finalise",
        by=NOBODY,
        moves={"ANSWERED": "FINALISED"},
        event="reply.finalised",
        notices=("finalised",),
    ),
)
