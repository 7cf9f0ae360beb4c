"""The JSON doors of mediation, and of leading an order into a statutory channel."""

from flask import g

from services.routing import actions
from services.routing.api.door import api
from services.routing.forms.mediation import (
    AgreementForm,
    ConfirmationForm,
    FailureForm,
    MediationForm,
    SessionForm,
    SteeringForm,
)
from services.routing.policy.act import OFFICE
from services.routing.views import referral_view
from shared.contracts.fields import schema_of
from shared.web import allowed


@api.route("/referrals/<uuid:referral_id>/mediations", methods=["POST"])
@allowed(*OFFICE)
@api.arguments(schema_of(MediationForm))
@api.response(201)
def create_mediation(form, referral_id):
    started = actions.start_mediation(g.session, referral_id, form, by=g.staff, now=g.now, today=g.today)
    return referral_view(started)


@api.route("/mediations/<uuid:mediation_id>/sessions", methods=["POST"])
@allowed(*OFFICE)
@api.arguments(schema_of(SessionForm))
@api.response(201)
def create_session(form, mediation_id):
    held = actions.hold_session(g.session, mediation_id, form, by=g.staff, now=g.now, today=g.today)
    return referral_view(held)


@api.route("/mediations/<uuid:mediation_id>/agreements", methods=["POST"])
@allowed(*OFFICE)
@api.arguments(schema_of(AgreementForm))
@api.response(201)
def create_agreement(form, mediation_id):
    agreed = actions.record_agreement(g.session, mediation_id, form, by=g.staff, now=g.now, today=g.today)
    return referral_view(agreed)


@api.route("/mediations/<uuid:mediation_id>/failures", methods=["POST"])
@allowed(*OFFICE)
@api.arguments(schema_of(FailureForm))
@api.response(201)
def create_failure(form, mediation_id):
    return referral_view(actions.record_failure(g.session, mediation_id, form, by=g.staff, now=g.now))


@api.route("/mediations/<uuid:mediation_id>/confirmations", methods=["POST"])
@allowed(*OFFICE)
@api.arguments(schema_of(ConfirmationForm))
@api.response(201)
def create_confirmation(form, mediation_id):
    asked = actions.record_confirmation(g.session, mediation_id, form, by=g.staff, now=g.now, today=g.today)
    return referral_view(asked)


@api.route("/referrals/<uuid:referral_id>/steerings", methods=["POST"])
@allowed(*OFFICE)
@api.arguments(schema_of(SteeringForm))
@api.response(201)
def create_steering(form, referral_id):
    return referral_view(actions.steer_away(g.session, referral_id, form, by=g.staff, now=g.now))
