"""Pages for the administrator: the units of the city, and closing one."""

from flask import flash, g, redirect, render_template, request
from flask_babel import gettext

from services.console import actions, queries
from services.console.actions import NEVER_CLOSED
from services.console.forms import ClosingForm
from shared.contracts.words import OUTSIDE_KINDS, UNIT_KINDS
from shared.errors import InvalidFields
from shared.web import allowed, in_english, load_form, pages_of
from shared.web.complaints import complaints_by_field

pages = pages_of("console", "unit_pages")


@pages.get("/console/units")
@allowed("admin")
def list_units():
    return render_template("units.html", units=queries.all_units(g.session), kinds=UNIT_KINDS)


@pages.get("/console/units/<code>")
@allowed("admin")
def show_unit(code):
    return _unit_page(queries.unit_of(g.session, code))


@pages.post("/console/units/<code>/closings")
@allowed("admin")
def create_closing(code):
    unit = queries.unit_of(g.session, code)
    try:
        actions.close_unit(g.session, code, load_form(ClosingForm), by=g.staff, now=g.now)
    except InvalidFields as refused:
        return _unit_page(unit, complaints_by_field(refused.problems)), refused.status
    flash(gettext("%(unit)s已撤销，它手里的交办件正在移交", unit=_name(unit)), "success")
    return redirect(f"/console/units/{code}", 303)


def _unit_page(unit, errors=None):
    units, closing = queries.all_units(g.session), queries.last_closing(g.session, unit.code)
    return render_template(
        "unit.html",
        unit=unit,
        names={each.code: _name(each) for each in units},
        may_close=unit.active and unit.kind not in NEVER_CLOSED,
        choices=[(each.code, _name(each)) for each in units if _may_follow(each, unit)],
        closing=closing,
        closed_by=queries.called(g.session, closing),
        kinds=UNIT_KINDS,
        errors=errors or {},
        values=request.form,
    )


def _may_follow(other, unit):
    outside = other.kind in OUTSIDE_KINDS and unit.kind not in OUTSIDE_KINDS
    return other.active and other.code != unit.code and not outside


def _name(unit):
    return unit.name_en if in_english() else unit.name
