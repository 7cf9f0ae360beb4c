"""The JSON doors by which a unit is chased and supervised, and answers."""

from flask import g

from services.routing import actions, queries
from services.routing.api.door import api
from services.routing.forms.handling import StopForm
from services.routing.forms.urging import AnswerDecisionForm, ChaseForm, SupervisionAnswerForm, SupervisionForm
from services.routing.policy.act import REVIEWERS
from services.routing.shown.urging import CHASERS, SUPERVISORS
from services.routing.views import referral_view
from shared.contracts.fields import schema_of
from shared.web import allowed


@api.route("/referrals/<uuid:referral_id>/chases", methods=["POST"])
@allowed(*CHASERS)
@api.arguments(schema_of(ChaseForm))
@api.response(201)
def create_chase(form, referral_id):
    queries.referral_for(g.session, referral_id, g.staff)
    return referral_view(actions.chase_unit(g.session, referral_id, form, by=g.staff, now=g.now, today=g.today))


@api.route("/referrals/<uuid:referral_id>/supervisions", methods=["POST"])
@allowed(*SUPERVISORS)
@api.arguments(schema_of(SupervisionForm))
@api.response(201)
def create_supervision(form, referral_id):
    queries.referral_for(g.session, referral_id, g.staff)
    return referral_view(actions.supervise_unit(g.session, referral_id, form, by=g.staff, now=g.now, today=g.today))


@api.route("/supervisions/<uuid:order_id>/answers", methods=["POST"])
@allowed(*REVIEWERS)
@api.arguments(schema_of(SupervisionAnswerForm))
@api.response(201)
def create_supervision_answer(form, order_id):
    return referral_view(actions.answer_supervision(g.session, order_id, form, by=g.staff, now=g.now))


@api.route("/supervisions/<uuid:order_id>/answer-decisions", methods=["POST"])
@allowed(*SUPERVISORS)
@api.arguments(schema_of(AnswerDecisionForm))
@api.response(201)
def create_answer_decision(form, order_id):
    return referral_view(actions.decide_answer(g.session, order_id, form, by=g.staff, now=g.now))


@api.route("/supervisions/<uuid:order_id>/stops", methods=["POST"])
@allowed(*CHASERS)
@api.arguments(schema_of(StopForm))
@api.response(201)
def create_stop(form, order_id):
    queries.referral_of_supervision(g.session, order_id, g.staff)
    return referral_view(actions.stop_supervision(g.session, order_id, form, by=g.staff, now=g.now))
