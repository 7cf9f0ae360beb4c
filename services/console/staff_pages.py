"""Pages for the administrator: who works here, and who has left."""

from flask import flash, g, redirect, render_template, request
from flask_babel import gettext

from services.console import actions, queries
from services.console.forms import DepartureForm
from shared.contracts.words import ROLES
from shared.errors import InvalidFields
from shared.web import allowed, load_form, pages_of
from shared.web.complaints import complaints_by_field

pages = pages_of("console", "staff_pages")


@pages.get("/console/staff")
@allowed("admin")
def list_staff():
    return render_template("staff.html", rows=queries.all_staff(g.session), roles=ROLES)


@pages.get("/console/staff/<username>")
@allowed("admin")
def show_staff(username):
    return _member_page(queries.member_of_staff(g.session, username))


@pages.post("/console/staff/<username>/departures")
@allowed("admin")
def create_departure(username):
    person = queries.member_of_staff(g.session, username)
    try:
        form = load_form(DepartureForm)
    except InvalidFields as refused:
        return _member_page(person, complaints_by_field(refused.problems)), refused.status
    try:
        actions.remove_staff(g.session, username, g.now, by=g.staff.username, **vars(form))
    except InvalidFields as refused:
        return _member_page(person, complaints_by_field(refused.problems)), refused.status
    flash(_said(person, queries.name_of(g.session, form.successor)), "success")
    return redirect("/console/staff", 303)


def _said(person, follower):
    if follower:
        return gettext("%(name)s已离岗，手里的交办件由%(follower)s接着办", name=person.name, follower=follower)
    return gettext("%(name)s已离岗，手里的交办件退回本单位待分派", name=person.name)


def _member_page(person, errors=None):
    departure = queries.last_departure(g.session, person.username)
    return render_template(
        "member_of_staff.html",
        person=person,
        unit=queries.unit_of(g.session, person.unit),
        departure=departure,
        follower=queries.name_of(g.session, departure and departure.successor),
        colleagues=queries.colleagues_of(g.session, person) if person.active else [],
        registered_by=queries.called(g.session, departure),
        roles=ROLES,
        errors=errors or {},
        values=request.form,
    )
