"""What follows a reply, on the page of the referral: its service with the proof, and the performing."""

from flask import g
from flask_babel import gettext

from services.routing import actions, queries
from services.routing.forms.documents import StrikingOutForm
from services.routing.forms.replies import CompletionDecisionForm, CompletionForm, PerformedForm, ServiceForm
from services.routing.pages.referrals import of_a_referral
from services.routing.policy.act import OFFICE, REVIEWERS, SENDERS
from shared.web import allowed, load_form, pages_of

pages = pages_of("routing", "after_reply_pages")


@pages.post("/routing/referrals/<uuid:referral_id>/services")
@allowed(*REVIEWERS)
@of_a_referral("service")
def create_service(referral_id):
    form = load_form(ServiceForm)
    actions.serve_reply(g.session, referral_id, form, by=g.staff, now=g.now, today=g.today)
    unserved = form.means == "NOT_SERVED"
    return gettext("已登记没有送达，请改用其他方式送达") if unserved else gettext("送达回证已登记")


@pages.post("/routing/proofs/<uuid:proof_id>/strikes")
@allowed(*REVIEWERS)
@of_a_referral("strike-proof-{}", queries.referral_of_proof)
def create_strike_of_a_proof(proof_id):
    actions.strike_out_proof(g.session, proof_id, load_form(StrikingOutForm), by=g.staff, now=g.now)
    return gettext("送达回证已作废，请重新登记送达")


@pages.post("/routing/referrals/<uuid:referral_id>/performances")
@allowed(*REVIEWERS)
@of_a_referral("performance")
def create_performance(referral_id):
    form = load_form(PerformedForm)
    actions.report_performed(g.session, referral_id, form, by=g.staff, now=g.now, today=g.today)
    return gettext("已登记执行完毕")


@pages.post("/routing/referrals/<uuid:referral_id>/completion-reports")
@allowed(*OFFICE)
@of_a_referral("completion")
def create_completion_report(referral_id):
    actions.report_completion(g.session, referral_id, load_form(CompletionForm), by=g.staff, now=g.now)
    return gettext("办结报告已报送，等送件单位审核")


@pages.post("/routing/referrals/<uuid:referral_id>/completion-decisions")
@allowed(*SENDERS)
@of_a_referral("completion_decision")
def create_completion_decision(referral_id):
    form = load_form(CompletionDecisionForm)
    actions.decide_report(g.session, referral_id, form, by=g.staff, now=g.now)
    return gettext("已同意办结") if form.accepted else gettext("办结报告已退回，请承办单位补正")
