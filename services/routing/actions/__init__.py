"""The verbs of routing, by who acts: each takes a session, changes rows, publishes events, never commits."""

from services.routing.actions.accepting import accept_referral
from services.routing.actions.after_reply import report_performed, serve_reply
from services.routing.actions.assisting import add_assistant, answer_assistance, release_assistant
from services.routing.actions.checking import check_reply, may_check_now
from services.routing.actions.completing import decide_report, report_completion
from services.routing.actions.correcting import follow_correction
from services.routing.actions.documents import attach_document, strike_out_document
from services.routing.actions.drafting import draft_reply, recall_reply, send_reply_for_check
from services.routing.actions.extending import ask_for_extension, decide_extension
from services.routing.actions.handing_on import pass_down, reassign_referral
from services.routing.actions.hearing import close_hearing, open_hearing
from services.routing.actions.leaving import remember_who_takes_over
from services.routing.actions.mediating import (
    hold_session,
    record_agreement,
    record_confirmation,
    record_failure,
    start_mediation,
)
from services.routing.actions.objections import decide_objection, may_object, object_to_referral
from services.routing.actions.office import sign_for_referral, sign_for_several
from services.routing.actions.orders import parties_of, petitioner_of
from services.routing.actions.overrides import approvers
from services.routing.actions.proofs import strike_out_proof
from services.routing.actions.receiving import receive_matter, remember_contact
from services.routing.actions.recusals import recuse, staff_in_charge_of
from services.routing.actions.reopening import may_reopen, reopen_referral
from services.routing.actions.reviewing import ask_for_review, last_day_to_ask, may_ask_for_review
from services.routing.actions.splitting import know_who_split_off, split_claims
from services.routing.actions.steering import steer_away
from services.routing.actions.supervising import stop_supervision
from services.routing.actions.surging import acknowledge_warning
from services.routing.actions.taking_over import remember_successor
from services.routing.actions.triage import bar_of, decide_by_hand, decline_claim
from services.routing.actions.urging import answer_supervision, chase_unit, decide_answer, supervise_unit
from services.routing.actions.visiting import may_record_visit, record_visit
from services.routing.actions.withdrawing import withdraw_claims
from services.routing.actions.withdrawn import recused_from

__all__ = [
    "accept_referral",
    "acknowledge_warning",
    "add_assistant",
    "answer_assistance",
    "answer_supervision",
    "approvers",
    "ask_for_extension",
    "ask_for_review",
    "attach_document",
    "bar_of",
    "chase_unit",
    "check_reply",
    "close_hearing",
    "decide_answer",
    "decide_by_hand",
    "decide_extension",
    "decide_objection",
    "decide_report",
    "decline_claim",
    "draft_reply",
    "follow_correction",
    "hold_session",
    "know_who_split_off",
    "last_day_to_ask",
    "may_ask_for_review",
    "may_check_now",
    "may_object",
    "may_record_visit",
    "may_reopen",
    "object_to_referral",
    "open_hearing",
    "parties_of",
    "pass_down",
    "petitioner_of",
    "reassign_referral",
    "recall_reply",
    "receive_matter",
    "record_agreement",
    "record_confirmation",
    "record_failure",
    "record_visit",
    "recuse",
    "recused_from",
    "release_assistant",
    "remember_contact",
    "remember_successor",
    "remember_who_takes_over",
    "reopen_referral",
    "report_completion",
    "report_performed",
    "send_reply_for_check",
    "serve_reply",
    "sign_for_referral",
    "sign_for_several",
    "split_claims",
    "staff_in_charge_of",
    "start_mediation",
    "steer_away",
    "stop_supervision",
    "strike_out_document",
    "strike_out_proof",
    "supervise_unit",
    "withdraw_claims",
]
