"""复查, 复核 and their hearing (听证), on the page of the referral."""

from flask import g
from flask_babel import gettext

from services.routing import actions
from services.routing.forms.reviews import HearingEndForm, HearingForm, ReviewRequestForm
from services.routing.pages.referrals import of_a_referral
from services.routing.policy.act import REVIEWERS, SENDERS
from shared.contracts.reviews import REVIEW_LEVELS
from shared.directory import unit_names
from shared.web import allowed, in_english, load_form, pages_of, word

pages = pages_of("routing", "review_pages")


@pages.post("/routing/referrals/<uuid:referral_id>/review-requests")
@allowed(*SENDERS)
@of_a_referral("review")
def create_review_request(referral_id):
    form = load_form(ReviewRequestForm)
    made = actions.ask_for_review(g.session, referral_id, form, by=g.staff, now=g.now, today=g.today)
    unit = unit_names(g.session, in_english()).get(made.unit, made.unit)
    return gettext("已登记，由%(unit)s%(level)s", unit=unit, level=word(REVIEW_LEVELS[made.kind]))


@pages.post("/routing/referrals/<uuid:referral_id>/hearings")
@allowed(*REVIEWERS)
@of_a_referral("hearing")
def create_hearing(referral_id):
    form = load_form(HearingForm)
    actions.open_hearing(g.session, referral_id, form, by=g.staff, now=g.now, today=g.today)
    return gettext("已登记听证，所需时间不计入复核期限，将书面告知信访人")


@pages.post("/routing/referrals/<uuid:referral_id>/hearing-ends")
@allowed(*REVIEWERS)
@of_a_referral("hearing_end")
def create_hearing_end(referral_id):
    form = load_form(HearingEndForm)
    actions.close_hearing(g.session, referral_id, form, by=g.staff, now=g.now, today=g.today)
    return gettext("已登记听证结束，复核期限恢复计算")
