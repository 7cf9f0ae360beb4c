"""Chasing and supervising from the page of a referral, and answering there."""

from flask import g
from flask_babel import gettext

from services.routing import actions, queries
from services.routing.forms.handling import StopForm
from services.routing.forms.urging import AnswerDecisionForm, ChaseForm, SupervisionAnswerForm, SupervisionForm
from services.routing.pages.referrals import of_a_referral
from services.routing.policy.act import REVIEWERS
from services.routing.shown.urging import CHASERS, SUPERVISORS
from shared.web import allowed, load_form, pages_of

pages = pages_of("routing", "urging_pages")


@pages.post("/routing/referrals/<uuid:referral_id>/chases")
@allowed(*CHASERS)
@of_a_referral("chase")
def create_chase(referral_id):
    form = load_form(ChaseForm)
    actions.chase_unit(g.session, referral_id, form, by=g.staff, now=g.now, today=g.today)
    return gettext("已催办，将通知承办单位和它的负责人")


@pages.post("/routing/referrals/<uuid:referral_id>/supervisions")
@allowed(*SUPERVISORS)
@of_a_referral("supervision")
def create_supervision(referral_id):
    form = load_form(SupervisionForm)
    actions.supervise_unit(g.session, referral_id, form, by=g.staff, now=g.now, today=g.today)
    return gettext("已督办，将通知承办单位和它的负责人")


@pages.post("/routing/supervisions/<uuid:order_id>/answers")
@allowed(*REVIEWERS)
@of_a_referral("supervision_answer", queries.referral_of_supervision)
def create_supervision_answer(order_id):
    actions.answer_supervision(g.session, order_id, load_form(SupervisionAnswerForm), by=g.staff, now=g.now)
    return gettext("已反馈，等督办单位审核")


@pages.post("/routing/supervisions/<uuid:order_id>/answer-decisions")
@allowed(*SUPERVISORS)
@of_a_referral("answer_decision", queries.referral_of_supervision)
def create_answer_decision(order_id):
    form = load_form(AnswerDecisionForm)
    actions.decide_answer(g.session, order_id, form, by=g.staff, now=g.now)
    return gettext("督办已解除") if form.accepted else gettext("已退回，请该单位补正后再反馈")


@pages.post("/routing/supervisions/<uuid:order_id>/stops")
@allowed(*CHASERS)
@of_a_referral("stop", queries.referral_of_supervision)
def create_stop(order_id):
    actions.stop_supervision(g.session, order_id, load_form(StopForm), by=g.staff, now=g.now)
    return gettext("自动督办已停止，将通知该单位")
