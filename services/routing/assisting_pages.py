"""Asking a unit to assist, answering and releasing it, from the page of the referral."""

from flask import flash, g, redirect
from flask_babel import gettext

from services.routing import actions, assisting_api, queries  # noqa: F401  its doors are declared there
from services.routing.actions.overrides import Barred
from services.routing.api import OFFICE
from services.routing.handling_forms import AssistanceForm, AssistanceWordsForm
from services.routing.office_pages import referral_page
from shared.errors import InvalidFields
from shared.web import allowed, load_form, pages_of
from shared.web.complaints import complaints_by_field
from shared.web.page import sentence

pages = pages_of("routing", "assisting_pages")


@pages.post("/routing/referrals/<uuid:referral_id>/assistants")
@allowed(*OFFICE)
def create_assistant(referral_id):
    referral = queries.referral_for(g.session, referral_id, g.staff)
    try:
        actions.add_assistant(g.session, referral_id, load_form(AssistanceForm), by=g.staff, now=g.now)
    except InvalidFields as refused:
        return _again(referral, complaints_by_field(refused.problems), refused, "assistant")
    except Barred as refused:
        return _again(referral, {"unit": sentence(refused)}, refused, "assistant")
    flash(gettext("已加派协办单位，将通知该单位"), "success")
    return redirect(f"/routing/referrals/{referral_id}", 303)


@pages.post("/routing/assistances/<uuid:assistance_id>/answers")
@allowed(*OFFICE)
def create_assistance_answer(assistance_id):
    referral = queries.referral_of_assistance(g.session, assistance_id, g.staff)
    try:
        actions.answer_assistance(g.session, assistance_id, load_form(AssistanceWordsForm), by=g.staff, now=g.now)
    except InvalidFields as refused:
        return _again(referral, complaints_by_field(refused.problems), refused, "assistance_answer")
    flash(gettext("已反馈协办情况，将通知主办单位"), "success")
    return redirect(f"/routing/referrals/{referral.referral_id}", 303)


@pages.post("/routing/assistances/<uuid:assistance_id>/releases")
@allowed(*OFFICE)
def create_assistance_release(assistance_id):
    referral = queries.referral_of_assistance(g.session, assistance_id, g.staff)
    try:
        actions.release_assistant(g.session, assistance_id, load_form(AssistanceWordsForm), by=g.staff, now=g.now)
    except InvalidFields as refused:
        return _again(referral, complaints_by_field(refused.problems), refused, f"release-{assistance_id}")
    flash(gettext("协办已撤回，将通知该单位"), "success")
    return redirect(f"/routing/referrals/{referral.referral_id}", 303)


def _again(referral, errors, refused, failed):
    return referral_page(referral, errors, failed), refused.status
