"""Drafting a reply, sending it to a second person and checking it, on the page of the referral."""

from flask import g
from flask_babel import gettext

from services.routing import actions
from services.routing.forms.replies import CheckForm, DraftForm, ReplyForm
from services.routing.pages.referrals import of_a_referral
from services.routing.policy.act import REVIEWERS
from shared.web import allowed, load_form, pages_of

pages = pages_of("routing", "reply_pages")


@pages.post("/routing/referrals/<uuid:referral_id>/opinion-drafts")
@allowed(*REVIEWERS)
@of_a_referral("opinion")
def create_draft(referral_id):
    actions.draft_reply(g.session, referral_id, load_form(DraftForm), by=g.staff, now=g.now)
    return gettext("草稿已保存，只有本单位看得到")


@pages.post("/routing/referrals/<uuid:referral_id>/opinions")
@allowed(*REVIEWERS)
@of_a_referral("opinion")
def create_opinion(referral_id):
    form = load_form(ReplyForm)
    referral = actions.send_reply_for_check(g.session, referral_id, form, by=g.staff, now=g.now)
    within = referral.turn == referral.unit
    return gettext("已送审，请本单位另一位工作人员审核") if within else gettext("已送审，由上级单位审核")


@pages.post("/routing/referrals/<uuid:referral_id>/opinion-recalls")
@allowed(*REVIEWERS)
@of_a_referral("opinion")
def create_recall(referral_id):
    actions.recall_reply(g.session, referral_id, by=g.staff, now=g.now)
    return gettext("已撤回送审，可以修改")


@pages.post("/routing/referrals/<uuid:referral_id>/opinion-checks")
@allowed(*REVIEWERS)
@of_a_referral("check")
def create_check(referral_id):
    form = load_form(CheckForm)
    actions.check_reply(g.session, referral_id, form, by=g.staff, now=g.now)
    return gettext("已签发，将通知信访人和送件单位") if form.released else gettext("已退回起草人修改")
