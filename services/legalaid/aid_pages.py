"""Pages of the legal-aid clerks."""

import json

from flask import g, render_template, request

from services.legalaid import queries
from shared.contracts.words import CATEGORIES, GROUPS
from shared.directory import unit_names
from shared.web import allowed, in_english, pages_of

pages = pages_of("legalaid", "aid_pages")


@pages.get("/legalaid/inbox")
@allowed("aid_clerk")
def show_inbox():
    page = queries.inbox(g.session, g.staff, cursor=request.args.get("cursor"))
    return render_template(
        "inbox.html",
        page=page,
        count=queries.inbox_count(g.session, g.staff),
        units=unit_names(g.session, in_english()),
    )


@pages.get("/legalaid/inbox/rows")
@allowed("aid_clerk")
def show_inbox_rows():
    page = queries.inbox(g.session, g.staff)
    return render_template("_inbox_rows.html", page=page, units=unit_names(g.session, in_english()))


@pages.get("/legalaid/applications/<uuid:application_id>")
@allowed("aid_clerk")
def show_application(application_id):
    application = queries.application_for(g.session, application_id, g.staff)
    return render_template(
        "application.html",
        application=application,
        claims=json.loads(application.claims),
        units=unit_names(g.session, in_english()),
        categories=CATEGORIES,
        groups=GROUPS,
    )
