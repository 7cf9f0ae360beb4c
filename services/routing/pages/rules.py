"""The leader's page of the rules: what is in force, and new rules tried before anybody publishes them."""

from datetime import datetime, time

from flask import g, render_template, request
from flask_babel import gettext

from services.routing import queries, trying
from services.routing.editions import RulesRefused, checked
from services.routing.forms.rules import MatterForm, ReplayForm, RulesForm
from services.routing.shown.choices import condition, shown_basis
from shared.contracts.words import CATEGORIES
from shared.directory import staff_names, unit_names
from shared.errors import InvalidFields, NotFound
from shared.web import allowed, in_english, load_form, pages_of, reads_only
from shared.web.complaints import complaints_by_field
from shared.web.page import HERE, sentence

pages = pages_of("routing", "rules_pages")
MOST = 2000


@pages.get("/routing/rules")
@allowed("leader")
def show_rules():
    return _page()


@pages.post("/routing/rules/checks")
@allowed("leader")
@reads_only
def check_rules():
    return _tried("check", RulesForm, lambda form: {"passed": checked(g.session, form.rules, now=g.now)})


@pages.post("/routing/rules/replays")
@allowed("leader")
@reads_only
def replay_rules():
    return _tried("replay", ReplayForm, _replayed)


@pages.post("/routing/rules/explanations")
@allowed("leader")
@reads_only
def explain_matter():
    return _tried("explain", MatterForm, _explained)


def _replayed(form):
    since = datetime.combine(form.since, time.min, HERE)
    return {"replayed": trying.replayed(g.session, checked(g.session, form.rules, now=g.now), since, MOST)}


def _explained(form):
    matter = queries.matter_to_explain(g.session, form.matter_no, g.staff)
    explained = list(trying.decisions_of(g.session, matter))
    deciders = {told.referral.decided_by for told in explained if told.referral}
    return {"explained": explained, "names": staff_names(g.session, deciders)}


def _tried(name, declaration, act):
    try:
        return _page(**act(load_form(declaration)))
    except InvalidFields as refused:
        return _page(failed=name, errors=complaints_by_field(refused.problems)), refused.status
    except NotFound as refused:
        return _page(failed=name, errors={"matter_no": sentence(refused)}), refused.status
    except RulesRefused as refused:
        said = {"rules": gettext("规则没有通过检查")}
        return _page(failed=name, errors=said, problems=refused.facts["problems"].splitlines()), refused.status


def _page(failed=None, errors=None, **tried):
    return render_template(
        "rules.html",
        editions=queries.editions(g.session),
        units=unit_names(g.session, in_english()),
        categories=CATEGORIES,
        shown_basis=shown_basis,
        condition=condition,
        failed=failed,
        errors=errors or {},
        values=request.form,
        most=MOST,
        **tried,
    )
