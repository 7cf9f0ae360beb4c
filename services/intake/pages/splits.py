"""Pages for whoever finds that a matter is several."""

from uuid import uuid4

from flask import flash, g, redirect, render_template, request
from flask_babel import gettext

from services.intake import actions, queries
from services.intake.api.splits import SPLIT_AT
from services.intake.forms.splits import SplitForm
from shared.contracts.splits import SPLIT_BARS
from shared.contracts.words import CATEGORIES, STATES
from shared.errors import InvalidFields
from shared.web import allowed, load_form, pages_of
from shared.web.complaints import complaints_by_field

pages = pages_of("intake", "split_pages")


@pages.get("/intake/matters/<matter_no>/splits/new")
@allowed(*SPLIT_AT)
def new_split(matter_no):
    return _form(matter_no)


@pages.post("/intake/matters/<matter_no>/splits")
@allowed(*SPLIT_AT)
def create_split(matter_no):
    try:
        asked = actions.split(g.session, matter_no, load_form(SplitForm), by=g.staff, now=g.now)
    except InvalidFields as refused:
        return _form(matter_no, refused.problems), refused.status
    flash(gettext("已登记拆分，新事项编号 %(new_no)s，分派确认后生效", new_no=asked.new_no), "success")
    return redirect(f"/intake/matters/{matter_no}#splits", 303)


def may_split(matter, bars, splits):
    """Whether somebody is offered the form: the desk that registered the matter, where a claim can leave it."""
    mine = g.staff.role in SPLIT_AT and g.staff.unit == matter.registering_unit
    return mine and len(matter.claims) > 1 and None in bars.values() and not queries.goes_on(splits)


def shown_splits(matter, splits):
    """By which splits claims left this matter or it began, and which of the others the reader may see."""
    others = {each.new_no if each.matter_no == matter.matter_no else each.matter_no for each in splits}
    bars = actions.bars_of(g.session, matter)
    return {
        "splits": splits,
        "others_seen": queries.numbers_seen(g.session, others, g.staff),
        "may_split": may_split(matter, bars, splits),
        "split_bars": SPLIT_BARS,
    }


def _form(matter_no, problems=()):
    matter = queries.matter_for(g.session, matter_no, g.staff)
    actions.must_not_be_splitting(g.session, matter_no)
    if g.staff.unit != matter.registering_unit:
        raise actions.NotYoursToSplit
    bars = actions.bars_of(g.session, matter)
    if not may_split(matter, bars, queries.splits(g.session, matter_no)):
        raise actions.NothingToSplit
    return render_template(
        "split.html",
        matter=matter,
        bars=bars,
        chosen=request.form.getlist("claims"),
        values=request.form,
        form_key=uuid4().hex,
        errors=complaints_by_field(problems),
        categories=CATEGORIES,
        split_bars=SPLIT_BARS,
        states=STATES,
    )
