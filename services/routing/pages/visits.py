"""回访: whoever sent a matter asks the petitioner how it went."""

from flask import g, render_template, request
from flask_babel import gettext

from services.routing import actions, visits
from services.routing.forms.after_reply import ReturnVisitForm
from services.routing.pages.referrals import of_a_referral
from services.routing.policy.act import SENDERS
from shared.directory import unit_names
from shared.web import allowed, in_english, load_form, pages_of

pages = pages_of("routing", "visit_pages")


@pages.get("/routing/return-visits")
@allowed(*SENDERS)
def list_visits():
    cursor, g.here = request.args.get("cursor"), "/routing/sent"
    page = visits.visits_owed(g.session, g.staff, cursor)
    return render_template(
        "return_visits.html", page=page, cursor=cursor, today=g.today, units=unit_names(g.session, in_english())
    )


@pages.post("/routing/referrals/<uuid:referral_id>/return-visits")
@allowed(*SENDERS)
@of_a_referral("return_visit")
def create_visit(referral_id):
    form = load_form(ReturnVisitForm)
    referral = actions.record_visit(g.session, referral_id, form, by=g.staff, now=g.now, today=g.today)
    if referral.open_visit:
        return gettext("已登记没有联系上，请再次回访")
    return gettext("回访结果已登记")
