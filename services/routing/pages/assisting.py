"""Asking a unit to assist, answering and releasing it, from the page of the referral."""

from flask import g
from flask_babel import gettext

from services.routing import actions, queries
from services.routing.forms.handling import AssistanceForm, AssistanceWordsForm
from services.routing.pages.referrals import of_a_referral
from services.routing.policy.act import OFFICE
from shared.web import allowed, load_form, pages_of

pages = pages_of("routing", "assisting_pages")


@pages.post("/routing/referrals/<uuid:referral_id>/assistants")
@allowed(*OFFICE)
@of_a_referral("assistant")
def create_assistant(referral_id):
    actions.add_assistant(g.session, referral_id, load_form(AssistanceForm), by=g.staff, now=g.now)
    return gettext("已加派协办单位，将通知该单位")


@pages.post("/routing/assistances/<uuid:assistance_id>/answers")
@allowed(*OFFICE)
@of_a_referral("assistance_answer", queries.referral_of_assistance)
def create_assistance_answer(assistance_id):
    actions.answer_assistance(g.session, assistance_id, load_form(AssistanceWordsForm), by=g.staff, now=g.now)
    return gettext("已反馈协办情况，将通知主办单位")


@pages.post("/routing/assistances/<uuid:assistance_id>/releases")
@allowed(*OFFICE)
@of_a_referral("release-{}", queries.referral_of_assistance)
def create_assistance_release(assistance_id):
    actions.release_assistant(g.session, assistance_id, load_form(AssistanceWordsForm), by=g.staff, now=g.now)
    return gettext("协办已撤回，将通知该单位")
