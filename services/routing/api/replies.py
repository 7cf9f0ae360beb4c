"""Routing's JSON door, where a reply is drafted, checked and released."""

from flask import g

from services.routing import actions, queries
from services.routing.api.door import api
from services.routing.forms.acts import NothingMore
from services.routing.forms.documents import StrikingOutForm
from services.routing.forms.replies import (
    CheckForm,
    CompletionDecisionForm,
    CompletionForm,
    DraftForm,
    PerformedForm,
    ReplyForm,
    ServiceForm,
)
from services.routing.policy.act import OFFICE, REVIEWERS, SENDERS
from services.routing.shown.replies import sees_draft
from services.routing.views import draft_view, referral_view
from shared.contracts.fields import schema_of
from shared.errors import NotFound
from shared.web import allowed


@api.route("/referrals/<uuid:referral_id>/opinion-drafts", methods=["GET"])
@allowed(*REVIEWERS)
@api.response(200)
def show_draft(referral_id):
    referral = queries.referral_for(g.session, referral_id, g.staff)
    if referral.draft is None or not sees_draft(referral, g.staff):
        raise NotFound
    return draft_view(referral)


@api.route("/referrals/<uuid:referral_id>/opinion-drafts", methods=["POST"])
@allowed(*REVIEWERS)
@api.arguments(schema_of(DraftForm))
@api.response(201)
def create_draft(form, referral_id):
    return draft_view(actions.draft_reply(g.session, referral_id, form, by=g.staff, now=g.now))


@api.route("/referrals/<uuid:referral_id>/opinions", methods=["POST"])
@allowed(*REVIEWERS)
@api.arguments(schema_of(ReplyForm))
@api.response(201)
def create_opinion(form, referral_id):
    return referral_view(actions.send_reply_for_check(g.session, referral_id, form, by=g.staff, now=g.now))


@api.route("/referrals/<uuid:referral_id>/opinion-recalls", methods=["POST"])
@allowed(*REVIEWERS)
@api.arguments(schema_of(NothingMore))
@api.response(201)
def create_recall(form, referral_id):
    return referral_view(actions.recall_reply(g.session, referral_id, by=g.staff, now=g.now))


@api.route("/referrals/<uuid:referral_id>/opinion-checks", methods=["POST"])
@allowed(*REVIEWERS)
@api.arguments(schema_of(CheckForm))
@api.response(201)
def create_check(form, referral_id):
    return referral_view(actions.check_reply(g.session, referral_id, form, by=g.staff, now=g.now))


@api.route("/referrals/<uuid:referral_id>/services", methods=["POST"])
@allowed(*REVIEWERS)
@api.arguments(schema_of(ServiceForm))
@api.response(201)
def create_service(form, referral_id):
    return referral_view(actions.serve_reply(g.session, referral_id, form, by=g.staff, now=g.now, today=g.today))


@api.route("/proofs/<uuid:proof_id>/strikes", methods=["POST"])
@allowed(*REVIEWERS)
@api.arguments(schema_of(StrikingOutForm))
@api.response(201)
def create_strike_of_a_proof(form, proof_id):
    return referral_view(actions.strike_out_proof(g.session, proof_id, form, by=g.staff, now=g.now))


@api.route("/referrals/<uuid:referral_id>/performances", methods=["POST"])
@allowed(*REVIEWERS)
@api.arguments(schema_of(PerformedForm))
@api.response(201)
def create_performance(form, referral_id):
    return referral_view(actions.report_performed(g.session, referral_id, form, by=g.staff, now=g.now, today=g.today))


@api.route("/referrals/<uuid:referral_id>/completion-reports", methods=["POST"])
@allowed(*OFFICE)
@api.arguments(schema_of(CompletionForm))
@api.response(201)
def create_completion_report(form, referral_id):
    return referral_view(actions.report_completion(g.session, referral_id, form, by=g.staff, now=g.now))


@api.route("/referrals/<uuid:referral_id>/completion-decisions", methods=["POST"])
@allowed(*SENDERS)
@api.arguments(schema_of(CompletionDecisionForm))
@api.response(201)
def create_completion_decision(form, referral_id):
    queries.referral_for(g.session, referral_id, g.staff)
    return referral_view(actions.decide_report(g.session, referral_id, form, by=g.staff, now=g.now))
