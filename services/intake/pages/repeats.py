"""Pages for whoever decides whether two matters are one, and for whoever is typing what another has said before."""

from flask import flash, g, redirect, render_template, request
from flask_babel import gettext

from services.intake import actions
from services.intake.api.matters import HEARS_PETITIONERS
from services.intake.call_form import alike_shown
from services.intake.forms import RepeatForm
from services.intake.pages.matters import matter_page
from shared.errors import InvalidFields
from shared.web import allowed, load_form, pages_of, reads_only

pages = pages_of("intake", "repeat_pages")


@pages.post("/intake/matters/<matter_no>/repeats")
@allowed(*HEARS_PETITIONERS)
def create_repeat(matter_no):
    try:
        decided = actions.decide_about_repeat(g.session, matter_no, load_form(RepeatForm), by=g.staff, now=g.now)
    except InvalidFields as refused:
        return matter_page(matter_no, refused.problems), refused.status
    pair = {"matter_no": decided.matter_no, "other_no": decided.other_no}
    if decided.answer == "DIFFERENT":
        flash(gettext("已记下：%(matter_no)s 与 %(other_no)s 不是同一事项，不再提示", **pair), "success")
    else:
        flash(gettext("已记下：%(matter_no)s 与 %(other_no)s 是同一事项", **pair), "success")
    return redirect(f"/intake/matters/{matter_no}#related", 303)


@pages.post("/intake/alike")
@allowed("operator", "petition_clerk")
@reads_only
def show_alike():
    return render_template("_alike.html", **alike_shown(request.form.get("narrative", "")))
