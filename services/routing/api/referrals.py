"""Routing's JSON door."""

from flask import g

from services.routing import actions, queries, tracking
from services.routing.api.door import api
from services.routing.forms.acts import (
    AcceptanceForm,
    DecisionForm,
    NonAcceptanceForm,
    NothingMore,
    ObjectionDecisionForm,
    ObjectionForm,
    RecusalForm,
)
from services.routing.forms.lists import ReferralFilter, SentFilter
from services.routing.forms.rules import ExplanationForm
from services.routing.policy.act import DECIDERS, OBJECTION_DECIDERS, OFFICE, READERS
from services.routing.views import explanation_view, referral_view, tracked_view
from shared.contracts.fields import schema_of
from shared.web import allowed, page_number, reads_only


@api.route("/referrals")
@allowed(*READERS)
@api.arguments(schema_of(ReferralFilter), location="query")
@api.response(200)
def list_referrals(filters):
    page = queries.referrals(g.session, g.staff, **vars(filters))
    return {"referrals": [referral_view(r) for r in page.rows], "next_cursor": page.next_cursor}


@api.route("/sent")
@allowed(*OBJECTION_DECIDERS)
@api.arguments(schema_of(SentFilter), location="query")
@api.response(200)
def list_sent(filters):
    page = tracking.tracked(g.session, g.staff, g.today, **vars(filters))
    return {"sent": [tracked_view(row) for row in page.rows], "next_cursor": page.next_cursor}


@api.route("/referrals/<uuid:referral_id>")
@allowed(*READERS)
@api.response(200)
def show_referral(referral_id):
    return referral_view(queries.referral_for(g.session, referral_id, g.staff))


@api.route("/referrals/<uuid:referral_id>/signatures", methods=["POST"])
@allowed(*OFFICE)
@api.arguments(schema_of(NothingMore))
@api.response(201)
def create_signature(form, referral_id):
    return referral_view(actions.sign_for_referral(g.session, referral_id, by=g.staff, now=g.now))


@api.route("/referrals/<uuid:referral_id>/acceptances", methods=["POST"])
@allowed(*OFFICE)
@api.arguments(schema_of(AcceptanceForm))
@api.response(201)
def create_acceptance(form, referral_id):
    return referral_view(actions.accept_referral(g.session, referral_id, form, by=g.staff, now=g.now))


@api.route("/referrals/<uuid:referral_id>/objections", methods=["POST"])
@allowed(*OFFICE)
@api.arguments(schema_of(ObjectionForm))
@api.response(201)
def create_objection(form, referral_id):
    made = actions.object_to_referral(g.session, referral_id, form, by=g.staff, now=g.now, today=g.today)
    return referral_view(made)


@api.route("/referrals/<uuid:referral_id>/objection-decisions", methods=["POST"])
@allowed(*OBJECTION_DECIDERS)
@api.arguments(schema_of(ObjectionDecisionForm))
@api.response(201)
def create_objection_decision(form, referral_id):
    queries.referral_for(g.session, referral_id, g.staff)
    return referral_view(actions.decide_objection(g.session, referral_id, form, by=g.staff, now=g.now))


@api.route("/triage/<matter_no>/decisions", methods=["POST"])
@allowed(*DECIDERS)
@api.arguments(schema_of(DecisionForm))
@api.response(201)
def create_decision(form, matter_no):
    queries.matter_awaiting(g.session, matter_no, g.staff)
    return referral_view(actions.decide_by_hand(g.session, matter_no, form, by=g.staff, now=g.now))


@api.route("/triage/<matter_no>/non-acceptances", methods=["POST"])
@allowed(*DECIDERS)
@api.arguments(schema_of(NonAcceptanceForm))
@api.response(201)
def create_non_acceptance(form, matter_no):
    queries.matter_awaiting(g.session, matter_no, g.staff)
    matter = actions.decline_claim(g.session, matter_no, form, by=g.staff, now=g.now)
    return {"matter_no": matter.matter_no}


@api.route("/matters/<matter_no>/recusals", methods=["POST"])
@allowed(*READERS)
@api.arguments(schema_of(RecusalForm))
@api.response(201)
def create_recusal(form, matter_no):
    queries.matter_here(g.session, matter_no, g.staff)
    actions.recuse(g.session, matter_no, form, by=g.staff, now=g.now)
    return {"matter_no": matter_no, "username": form.username or g.staff.username}


@api.route("/triage")
@allowed(*DECIDERS)
@api.response(200)
def list_triage():
    page = queries.awaiting_a_person(g.session, g.staff, page_number())
    matters = [{"matter_no": m.matter_no, "received_at": m.received_at.isoformat()} for m in page.rows]
    return {"matters": matters, "next_page": page.next_cursor}


@api.route("/explanations", methods=["POST"])
@allowed(*READERS)
@reads_only
@api.arguments(schema_of(ExplanationForm))
@api.response(200)
def explain(form):
    decided, looks = queries.explanation(g.session, form, g.staff, g.today)
    return explanation_view(decided, looks)
