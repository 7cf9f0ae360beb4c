"""Drafting a reply, sending it to a second person and checking it, on the page of the referral."""

from flask import flash, g, redirect
from flask_babel import gettext

from services.routing import actions, queries
from services.routing.api import OFFICE
from services.routing.office_pages import referral_page
from services.routing.policy.act import CHECKERS
from services.routing.reply_forms import CheckForm, DraftForm, ReplyForm
from shared.errors import InvalidFields
from shared.web import allowed, load_form, pages_of
from shared.web.complaints import complaints_by_field

pages = pages_of("routing", "reply_pages")


@pages.post("/routing/referrals/<uuid:referral_id>/opinion-drafts")
@allowed(*OFFICE)
def create_draft(referral_id):
    try:
        actions.draft_reply(g.session, referral_id, load_form(DraftForm), by=g.staff, now=g.now)
    except InvalidFields as refused:
        return _again(referral_id, refused, "opinion")
    flash(gettext("草稿已保存，只有本单位看得到"), "success")
    return _back(referral_id)


@pages.post("/routing/referrals/<uuid:referral_id>/opinions")
@allowed(*OFFICE)
def create_opinion(referral_id):
    try:
        form = load_form(ReplyForm)
        referral = actions.send_reply_for_check(g.session, referral_id, form, by=g.staff, now=g.now)
    except InvalidFields as refused:
        return _again(referral_id, refused, "opinion")
    within = referral.turn == referral.unit
    flash(gettext("已送审，请本单位另一位工作人员审核") if within else gettext("已送审，由上级单位审核"), "success")
    return _back(referral_id)


@pages.post("/routing/referrals/<uuid:referral_id>/opinion-recalls")
@allowed(*OFFICE)
def create_recall(referral_id):
    actions.recall_reply(g.session, referral_id, by=g.staff, now=g.now)
    flash(gettext("已撤回送审，可以修改"), "success")
    return _back(referral_id)


@pages.post("/routing/referrals/<uuid:referral_id>/opinion-checks")
@allowed(*CHECKERS)
def create_check(referral_id):
    try:
        form = load_form(CheckForm)
        actions.check_reply(g.session, referral_id, form, by=g.staff, now=g.now)
    except InvalidFields as refused:
        return _again(referral_id, refused, "check")
    flash(gettext("已签发，将通知信访人和送件单位") if form.released else gettext("已退回起草人修改"), "success")
    return _back(referral_id)


def _back(referral_id):
    return redirect(f"/routing/referrals/{referral_id}", 303)


def _again(referral_id, refused, failed):
    referral = queries.referral_for(g.session, referral_id, g.staff)
    return referral_page(referral, complaints_by_field(refused.problems), failed), refused.status
