"""The JSON doors by which more time is asked for, given and refused."""

from flask import g

from services.routing import actions, queries
from services.routing.api.door import api
from services.routing.forms.handling import ExtensionDecisionForm, ExtensionForm
from services.routing.policy.act import OFFICE
from services.routing.policy.referral_acts import roles_for
from services.routing.views import referral_view
from shared.contracts.fields import schema_of
from shared.web import allowed

APPROVERS = (*roles_for("extend_handling"), *roles_for("extend_order"))


@api.route("/referrals/<uuid:referral_id>/extensions", methods=["POST"])
@allowed(*OFFICE)
@api.arguments(schema_of(ExtensionForm))
@api.response(201)
def create_extension(form, referral_id):
    asked = actions.ask_for_extension(g.session, referral_id, form, by=g.staff, now=g.now, today=g.today)
    return referral_view(asked)


@api.route("/referrals/<uuid:referral_id>/extension-decisions", methods=["POST"])
@allowed(*APPROVERS)
@api.arguments(schema_of(ExtensionDecisionForm))
@api.response(201)
def create_extension_decision(form, referral_id):
    queries.referral_for(g.session, referral_id, g.staff)
    decided = actions.decide_extension(g.session, referral_id, form, by=g.staff, now=g.now, today=g.today)
    return referral_view(decided)
