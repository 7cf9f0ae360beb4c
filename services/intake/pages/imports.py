"""Pages of the petition office: a spreadsheet is handed in, looked through, and becomes matters."""

import io

from flask import flash, g, redirect, render_template, request, send_file
from flask_babel import gettext

from services.intake import import_views as views
from services.intake.actions import importing
from services.intake.models.imports import AT_WORK
from services.intake.sheets.columns import COLUMNS, MOST_ROWS, csv_template, xlsx_template
from shared.errors import InvalidFields, Refused
from shared.web import allowed, in_english, pages_of
from shared.web.page import sentence
from shared.web.sheets import CONTENT_TYPE, sheet
from shared.web.uploads import takes_file, uploaded

pages = pages_of("intake", "import_pages")
CLERK = "petition_clerk"
CSV = "text/csv; charset=utf-8"


class ProblemColumn:
    """A column of the sheet that lists what must be mended."""

    def __init__(self, label, name):
        self.label, self.name = label, name

    def of(self, problem, /):
        return getattr(problem, self.name)


@pages.get("/intake/imports")
@allowed(CLERK)
def list_imports():
    return _overview()


@pages.post("/intake/imports")
@allowed(CLERK)
@takes_file()
def create_import():
    try:
        file = uploaded()
        one, is_new = importing.take_file(
            g.session, file.content, file.name, asks_first=True, by=g.staff, now=g.now, english=in_english()
        )
    except InvalidFields:
        return _overview({"file": gettext("请选择要导入的表格")}), InvalidFields.status
    except Refused as refused:
        return _overview({"file": sentence(refused)}), refused.status
    if not is_new:
        flash(gettext("这份表格已经传过，没有再处理一遍。"), "success")
    return redirect(f"/intake/imports/{one.import_id}", 303)


@pages.get("/intake/imports/<uuid:import_id>")
@allowed(CLERK)
def show_import(import_id):
    one = views.import_of(g.session, import_id, g.staff)
    return render_template("import.html", **_shown(one, _after()))


@pages.get("/intake/imports/<uuid:import_id>/progress")
@allowed(CLERK)
def show_progress(import_id):
    one = views.import_of(g.session, import_id, g.staff)
    return render_template("_import.html", **_shown(one, 0))


@pages.post("/intake/imports/<uuid:import_id>/confirmations")
@allowed(CLERK)
def create_confirmation(import_id):
    importing.confirm_import(g.session, import_id, by=g.staff, now=g.now)
    return redirect(f"/intake/imports/{import_id}", 303)


@pages.post("/intake/imports/<uuid:import_id>/discards")
@allowed(CLERK)
def create_discard(import_id):
    importing.discard_import(g.session, import_id, by=g.staff, now=g.now)
    flash(gettext("已放弃，表格和核对的内容都已删除。"), "success")
    return redirect("/intake/imports", 303)


@pages.get("/intake/imports/<uuid:import_id>/problems.xlsx")
@allowed(CLERK)
def export_problems(import_id):
    one = views.import_of(g.session, import_id, g.staff)
    columns = [
        ProblemColumn(gettext("行"), "row"),
        ProblemColumn(gettext("栏目"), "column"),
        ProblemColumn(gettext("填写的内容"), "value"),
        ProblemColumn(gettext("问题"), "detail"),
        ProblemColumn(gettext("可以填"), "allowed"),
    ]
    title = gettext("需要改正的内容")
    file = sheet(title, columns, views.all_problems(g.session, one))
    return send_file(file, mimetype=CONTENT_TYPE, as_attachment=True, download_name=f"{title}.xlsx")


@pages.get("/intake/imports/template.xlsx")
@allowed(CLERK)
def download_xlsx_template():
    return _template(xlsx_template, CONTENT_TYPE, "xlsx")


@pages.get("/intake/imports/template.csv")
@allowed(CLERK)
def download_csv_template():
    return _template(csv_template, CSV, "csv")


def _template(make, content_type, ending):
    content = make(in_english(), views.units_to_choose(g.session))
    name = f"{gettext('转来件导入模板')}.{ending}"
    return send_file(io.BytesIO(content), mimetype=content_type, as_attachment=True, download_name=name)


def _overview(errors=None):
    g.here = "/intake/matters/new"
    units = views.units_to_choose(g.session)
    return render_template(
        "imports.html",
        page=views.imports_of(g.session, g.staff, request.args.get("cursor")),
        errors=errors or {},
        states=views.STATES,
        tones=views.TONES,
        most_rows=MOST_ROWS,
        columns=[(c.label(in_english()), c.required, c.takes(in_english(), units)) for c in COLUMNS],
    )


def _shown(one, after):
    g.here = "/intake/matters/new"
    at_work = one.state in AT_WORK
    rows, following = ([], None) if at_work else views.shown_rows(g.session, one, after)
    matters, more = views.matters_of(g.session, one, g.staff, after) if one.state == "DONE" else ([], None)
    return {
        "one": one,
        "at_work": at_work,
        "done": views.done_so_far(g.session, one.import_id),
        "states": views.STATES,
        "tones": views.TONES,
        "rows": rows,
        "columns": [(c.path, c.label(in_english())) for c in views.columns_shown(rows)],
        "matters": matters,
        "following": following or more,
        "fault": views.fault_of(one) if one.state == "REFUSED" else None,
    }


def _after():
    asked = request.args.get("after", "")
    return int(asked) if asked.isdecimal() and len(asked) < 8 else 0
