"""Pages for the administrator: who works here."""

from flask import g, render_template

from services.console import queries
from shared.contracts.words import ROLES
from shared.web import allowed, pages_of

pages = pages_of("console", "staff_pages")


@pages.get("/console/staff")
@allowed("admin")
def list_staff():
    return render_template("staff.html", rows=queries.all_staff(g.session), roles=ROLES)
