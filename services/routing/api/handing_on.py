"""The JSON doors by which a referral is given to a colleague or to a unit below."""

from flask import g

from services.routing import actions
from services.routing.api.door import api
from services.routing.forms.handling import PassingDownForm, ReassignmentForm
from services.routing.policy.act import REVIEWERS
from services.routing.policy.referral_acts import roles_for
from services.routing.views import referral_view
from shared.contracts.fields import schema_of
from shared.web import allowed

PASSERS = roles_for("pass_down")


@api.route("/referrals/<uuid:referral_id>/reassignments", methods=["POST"])
@allowed(*REVIEWERS)
@api.arguments(schema_of(ReassignmentForm))
@api.response(201)
def create_reassignment(form, referral_id):
    return referral_view(actions.reassign_referral(g.session, referral_id, form, by=g.staff, now=g.now))


@api.route("/referrals/<uuid:referral_id>/passings-down", methods=["POST"])
@allowed(*PASSERS)
@api.arguments(schema_of(PassingDownForm))
@api.response(201)
def create_passing_down(form, referral_id):
    return referral_view(actions.pass_down(g.session, referral_id, form, by=g.staff, now=g.now))
