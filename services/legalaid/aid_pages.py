"""Pages of the legal-aid clerks."""

import json

from flask import g, render_template, request

from services.legalaid import queries
from shared.contracts.words import CATEGORIES, GROUPS, LOOK_REASONS
from shared.directory import unit_names
from shared.privacy import mask_name, mask_phone, mask_words
from shared.web import allowed, in_english, load_form, pages_of
from shared.web.clocks import clock_entries
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


def _application_page(application, *, masked=True):
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
        clocks=clock_entries(application.clocks, g.today, ("running", "stopped", "lapsed")),
        units=unit_names(g.session, in_english()),
        categories=CATEGORIES,
        groups=GROUPS,
    )


def _rows(page):
    clocks = {application.application_id: clock_entries(application.clocks, g.today) for application in page.rows}
    return {"page": page, "clocks": clocks, "units": unit_names(g.session, in_english())}
