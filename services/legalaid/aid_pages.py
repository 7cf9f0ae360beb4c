"""Pages of the legal-aid clerks."""

import json

from flask import g, render_template, request

from services.legalaid import queries
from shared.contracts.words import CATEGORIES, GROUPS
from shared.directory import unit_names
from shared.web import allowed, in_english, pages_of
from shared.web.clocks import clock_entries

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
    application = queries.application_for(g.session, application_id, g.staff)
    return render_template(
        "application.html",
        application=application,
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
