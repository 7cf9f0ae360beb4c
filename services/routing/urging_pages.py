"""Chasing and supervising from the page of a referral, and answering there."""

from flask import flash, g, redirect
from flask_babel import gettext

from services.routing import actions, queries
from services.routing.api import OFFICE
from services.routing.forms import AnswerDecisionForm, ChaseForm, SupervisionAnswerForm, SupervisionForm
from services.routing.handling_forms import StopForm
from services.routing.office_pages import referral_page
from services.routing.shown_urging import CHASERS, SUPERVISORS
from shared.errors import InvalidFields
from shared.web import allowed, load_form, pages_of
from shared.web.complaints import complaints_by_field

pages = pages_of("routing", "urging_pages")


@pages.post("/routing/referrals/<uuid:referral_id>/chases")
@allowed(*CHASERS)
def create_chase(referral_id):
    referral = queries.referral_for(g.session, referral_id, g.staff)
    try:
        form = load_form(ChaseForm)
        actions.chase_unit(g.session, referral_id, form, by=g.staff, now=g.now, today=g.today)
    except InvalidFields as refused:
        return _again(referral, refused, "chase")
    flash(gettext("已催办，将通知承办单位和它的负责人"), "success")
    return redirect(f"/routing/referrals/{referral_id}", 303)


@pages.post("/routing/referrals/<uuid:referral_id>/supervisions")
@allowed(*SUPERVISORS)
def create_supervision(referral_id):
    referral = queries.referral_for(g.session, referral_id, g.staff)
    try:
        form = load_form(SupervisionForm)
        actions.supervise_unit(g.session, referral_id, form, by=g.staff, now=g.now, today=g.today)
    except InvalidFields as refused:
        return _again(referral, refused, "supervision")
    flash(gettext("已督办，将通知承办单位和它的负责人"), "success")
    return redirect(f"/routing/referrals/{referral_id}", 303)


@pages.post("/routing/supervisions/<uuid:order_id>/answers")
@allowed(*OFFICE)
def create_supervision_answer(order_id):
    referral = queries.referral_of_supervision(g.session, order_id, g.staff)
    try:
        actions.answer_supervision(g.session, order_id, load_form(SupervisionAnswerForm), by=g.staff, now=g.now)
    except InvalidFields as refused:
        return _again(referral, refused, "supervision_answer")
    flash(gettext("已反馈，等督办单位审核"), "success")
    return redirect(f"/routing/referrals/{referral.referral_id}", 303)


@pages.post("/routing/supervisions/<uuid:order_id>/answer-decisions")
@allowed(*SUPERVISORS)
def create_answer_decision(order_id):
    referral = queries.referral_of_supervision(g.session, order_id, g.staff)
    try:
        form = load_form(AnswerDecisionForm)
        actions.decide_answer(g.session, order_id, form, by=g.staff, now=g.now)
    except InvalidFields as refused:
        return _again(referral, refused, "answer_decision")
    flash(gettext("督办已解除") if form.accepted else gettext("已退回，请该单位补正后再反馈"), "success")
    return redirect(f"/routing/referrals/{referral.referral_id}", 303)


@pages.post("/routing/supervisions/<uuid:order_id>/stops")
@allowed(*CHASERS)
def create_stop(order_id):
    referral = queries.referral_of_supervision(g.session, order_id, g.staff)
    try:
        actions.stop_supervision(g.session, order_id, load_form(StopForm), by=g.staff, now=g.now)
    except InvalidFields as refused:
        return _again(referral, refused, "stop")
    flash(gettext("自动督办已停止，将通知该单位"), "success")
    return redirect(f"/routing/referrals/{referral.referral_id}", 303)


def _again(referral, refused, failed):
    return referral_page(referral, complaints_by_field(refused.problems), failed), refused.status
