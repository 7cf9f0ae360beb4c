"""What follows a reply, on the page of the referral: its service with the proof, and the performing."""

from flask import flash, g, redirect
from flask_babel import gettext

from services.routing import actions, queries
from services.routing.api import OFFICE
from services.routing.office_pages import referral_page
from services.routing.policy.act import SENDERS
from services.routing.reply_forms import CompletionDecisionForm, CompletionForm, PerformedForm, ServiceForm
from shared.errors import InvalidFields
from shared.web import allowed, load_form, pages_of
from shared.web.complaints import complaints_by_field

pages = pages_of("routing", "after_reply_pages")


@pages.post("/routing/referrals/<uuid:referral_id>/services")
@allowed(*OFFICE)
def create_service(referral_id):
    try:
        form = load_form(ServiceForm)
        actions.serve_reply(g.session, referral_id, form, by=g.staff, now=g.now, today=g.today)
    except InvalidFields as refused:
        return _again(referral_id, refused, "service")
    unserved = form.means == "NOT_SERVED"
    flash(gettext("已登记没有送达，请改用其他方式送达") if unserved else gettext("送达回证已登记"), "success")
    return redirect(f"/routing/referrals/{referral_id}", 303)


@pages.post("/routing/referrals/<uuid:referral_id>/performances")
@allowed(*OFFICE)
def create_performance(referral_id):
    try:
        form = load_form(PerformedForm)
        actions.report_performed(g.session, referral_id, form, by=g.staff, now=g.now, today=g.today)
    except InvalidFields as refused:
        return _again(referral_id, refused, "performance")
    flash(gettext("已登记执行完毕"), "success")
    return redirect(f"/routing/referrals/{referral_id}", 303)


@pages.post("/routing/referrals/<uuid:referral_id>/completion-reports")
@allowed(*OFFICE)
def create_completion_report(referral_id):
    try:
        actions.report_completion(g.session, referral_id, load_form(CompletionForm), by=g.staff, now=g.now)
    except InvalidFields as refused:
        return _again(referral_id, refused, "completion")
    flash(gettext("办结报告已报送，等送件单位审核"), "success")
    return redirect(f"/routing/referrals/{referral_id}", 303)


@pages.post("/routing/referrals/<uuid:referral_id>/completion-decisions")
@allowed(*SENDERS)
def create_completion_decision(referral_id):
    queries.referral_for(g.session, referral_id, g.staff)
    try:
        form = load_form(CompletionDecisionForm)
        actions.decide_report(g.session, referral_id, form, by=g.staff, now=g.now)
    except InvalidFields as refused:
        return _again(referral_id, refused, "completion_decision")
    flash(gettext("已同意办结") if form.accepted else gettext("办结报告已退回，请承办单位补正"), "success")
    return redirect(f"/routing/referrals/{referral_id}", 303)


def _again(referral_id, refused, failed):
    referral = queries.referral_for(g.session, referral_id, g.staff)
    return referral_page(referral, complaints_by_field(refused.problems), failed), refused.status
