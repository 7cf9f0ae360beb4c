"""Pages of the legal-aid clerks."""

import json

from flask import flash, g, redirect, render_template, request
from flask_babel import gettext

from services.legalaid import actions, queries
from services.legalaid.forms import WithdrawalForm
from shared.contracts.legalaid import AID_STATES, AID_WITHDRAWN_BY
from shared.contracts.words import CATEGORIES, CHANNELS, GROUPS, LOOK_REASONS
from shared.directory import staff_names, unit_names
from shared.errors import InvalidFields
from shared.privacy import mask_name, mask_phone, mask_words
from shared.web import allowed, in_english, load_form, pages_of
from shared.web.clocks import clock_entries
from shared.web.complaints import complaints_by_field
from shared.web.looks import ShowForm, tell_shown

pages = pages_of("legalaid", "aid_pages")


@pages.get("/legalaid/inbox")
@allowed("aid_clerk")
def show_inbox():
    page = queries.inbox(g.session, g.staff, cursor=request.args.get("cursor"))
    return render_template("inbox.html", count=queries.inbox_count(g.session, g.staff), **_rows(page))


@pages.get("/legalaid/inbox/rows")
@allowed("aid_clerk")
def show_inbox_rows():
    return render_template("_inbox_rows.html", **_rows(queries.inbox(g.session, g.staff)))


@pages.get("/legalaid/applications/<uuid:application_id>")
@allowed("aid_clerk")
def show_application(application_id):
    return _application_page(queries.application_for(g.session, application_id, g.staff))


@pages.post("/legalaid/applications/<uuid:application_id>")
@allowed("aid_clerk")
def show_applicant(application_id):
    """The same page with the personal data, which somebody asked for."""
    application = queries.application_for(g.session, application_id, g.staff)
    reason = load_form(ShowForm).look_reason
    tell_shown(g.session, application.matter_no, "application", reason=reason, by=g.staff, now=g.now)
    return _application_page(application, masked=False)


@pages.post("/legalaid/applications/<uuid:application_id>/withdrawals")
@allowed("aid_clerk")
def create_withdrawal(application_id):
    try:
        actions.withdraw(g.session, application_id, load_form(WithdrawalForm), by=g.staff, now=g.now)
    except InvalidFields as refused:
        application = queries.application_for(g.session, application_id, g.staff)
        return _application_page(application, errors=complaints_by_field(refused.problems)), refused.status
    flash(gettext("已登记撤回，申请人会收到告知"), "success")
    return redirect(f"/legalaid/applications/{application_id}", 303)


def _application_page(application, *, masked=True, errors=None):
    g.here = "/legalaid/inbox"
    name, number, words = (mask_name, mask_phone, mask_words) if masked else (str, str, str)
    return render_template(
        "application.html",
        application=application,
        applicant=name(application.applicant),
        phone=application.phone and number(application.phone),
        address=application.address and words(application.address),
        masked=masked,
        look_reasons=LOOK_REASONS,
        reach=queries.reach(g.session, application),
        claims=json.loads(application.claims),
        clocks=clock_entries(
            application.clocks,
            g.today,
            ("running", "stopped", "lapsed"),
            given_up=application.withdrawal is not None,
        ),
        units=unit_names(g.session, in_english()),
        categories=CATEGORIES,
        groups=GROUPS,
        states=AID_STATES,
        withdrawn_by=AID_WITHDRAWN_BY,
        channels=CHANNELS,
        names=_names(application),
        values=request.form,
        errors=errors or {},
    )


def _names(application):
    return staff_names(g.session, {application.withdrawal.recorded_by}) if application.withdrawal else {}


def _rows(page):
    clocks = {application.application_id: clock_entries(application.clocks, g.today) for application in page.rows}
    return {"page": page, "clocks": clocks, "states": AID_STATES, "units": unit_names(g.session, in_english())}
