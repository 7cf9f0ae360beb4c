"""集中反映预警: many matters from one place or about one unit, for whoever can do something about the cause."""

from flask import flash, g, redirect, render_template, request
from flask_babel import gettext

from services.routing import actions, surges
from services.routing.forms.surges import NoticeTakenForm
from services.routing.policy.act import DECIDERS
from shared.directory import staff_names, unit_names
from shared.errors import InvalidFields
from shared.web import allowed, in_english, load_form, pages_of
from shared.web.complaints import complaints_by_field

pages = pages_of("routing", "surge_pages")


@pages.get("/routing/warnings")
@allowed(*DECIDERS)
def list_warnings():
    return _page()


@pages.post("/routing/warnings/<uuid:warning_id>/acknowledgements")
@allowed(*DECIDERS)
def create_acknowledgement(warning_id):
    surges.warning_for(g.session, warning_id)
    try:
        actions.acknowledge_warning(g.session, warning_id, load_form(NoticeTakenForm), by=g.staff, now=g.now)
    except InvalidFields as refused:
        return _page(complaints_by_field(refused.problems), str(warning_id)), refused.status
    flash(gettext("已记下；再有这么多件时会再次预警"), "success")
    return redirect("/routing/warnings", 303)


def _page(errors=None, failed=None):
    """`failed` is the warning whose form `errors` are about."""
    g.here = "/routing/triage"
    page = surges.warnings(g.session, request.args.get("cursor"))
    return render_template(
        "warnings.html",
        page=page,
        shown=surges.shown(g.session, page.rows),
        units=unit_names(g.session, in_english()),
        names=staff_names(g.session, {one.acknowledged_by for one in page.rows if one.acknowledged_by}),
        errors=errors or {},
        failed=failed,
        values=request.form,
    )
