"""Withdrawing from a matter, from the page of its referral or of its decision; what those pages show of it."""

from flask import flash, g, redirect
from flask_babel import gettext

from services.routing import actions, queries
from services.routing.forms.acts import RecusalForm
from services.routing.policy.act import OFFICE, READERS
from shared.directory import staff_names
from shared.web import allowed, load_form, pages_of

pages = pages_of("routing", "recusal_pages")


@pages.post("/routing/matters/<matter_no>/recusals")
@allowed(*READERS)
def create_recusal(matter_no):
    queries.matter_here(g.session, matter_no, g.staff)
    actions.recuse(g.session, matter_no, load_form(RecusalForm), by=g.staff, now=g.now)
    flash(gettext("已登记回避"), "success")
    return redirect(_their_desk(), 303)


def shown_recusals(matter):
    """Who withdrew, whether the reader did, whom the reader may withdraw, and who may approve what they decide."""
    recused = actions.recused_from(g.session, matter.matter_no)
    names = staff_names(g.session, recused)
    others = [member for member in actions.staff_in_charge_of(g.session, g.staff) if member.username not in recused]
    return {
        "recused": sorted(recused),
        "recused_names": sorted(names.get(one, one) for one in recused),
        "i_am_recused": g.staff.username in recused,
        "approvers": lambda: _approvers(recused),
        "may_recuse": [("", gettext("本人"))] + [(m.username, f"{m.name}（{m.username}）") for m in others],
    }


def _approvers(recused):
    people = actions.approvers(g.session, g.staff, recused)
    return [("", gettext("不需要批准")), *people.items()]


def _their_desk():
    return "/routing/referrals" if g.staff.role in OFFICE else "/routing/sent"
