"""The desk on the screen: its tabs and filters stand in the address, and it keeps itself up to date."""

from urllib.parse import urlencode

from flask import g, render_template, request
from flask_babel import gettext

from services.routing.desk import clocks_of_assistances, desk, tab_counts
from services.routing.forms.lists import NOBODY, TABS, DeskFilter
from services.routing.policy.act import OFFICE
from services.routing.queries import handlers_of
from shared.contracts.words import CATEGORIES, REFERRAL_KINDS, STATES
from shared.directory import staff_names, unit_names
from shared.web import allowed, in_english, load_query, pages_of, word
from shared.web.clocks import clock_entries

pages = pages_of("routing", "desk_pages")
DESK = "/routing/referrals"


@pages.get("/routing/referrals")
@allowed(*OFFICE)
def show_desk():
    return render_template("desk.html", live_url=_url("/routing/referrals/rows"), **_shown())


@pages.get("/routing/referrals/rows")
@allowed(*OFFICE)
def show_desk_rows():
    return render_template("_desk.html", **_shown())


def _shown():
    filters = load_query(DeskFilter)
    page = desk(g.session, g.staff, filters, g.today)
    handlers = handlers_of(g.session, g.staff.unit)
    return {
        "tabs": _tabs(filters),
        "tab": filters.tab,
        "filters": filters,
        "chosen": _chosen(filters, handlers),
        "all_of_tab": f"{DESK}?tab={filters.tab}",
        "page": page,
        "next_url": page.next_cursor and _url(DESK, cursor=page.next_cursor),
        "first_url": filters.cursor and _url(DESK, cursor=None),
        "clocks": _clocks_shown(filters, page.rows),
        "handlers": handlers,
        "names": staff_names(g.session, {one.handler for one in page.rows}),
        "dues": _dues(),
        "units": unit_names(g.session, in_english()),
        "categories": CATEGORIES,
        "kinds": REFERRAL_KINDS,
        "states": STATES,
    }


def _tabs(filters):
    counts = tab_counts(g.session, g.staff, g.today)
    labels = {
        "new": gettext("新到"),
        "mine": gettext("待我办"),
        "assisting": gettext("协办"),
        "waiting": gettext("待他方办理"),
        "late": gettext("已逾期"),
        "finishing": gettext("待送达、执行"),
        "answered": gettext("已了结"),
    }
    return [
        {
            "label": labels[tab],
            "number": counts[tab],
            "url": f"{DESK}?tab={tab}",
            "current": tab == filters.tab,
            "tone": "late" if tab == "late" and counts[tab] != "0" else "",
        }
        for tab in TABS
    ]


def _clocks(referral):
    """What ends first, first; the time limits of the person, which do not bind the unit, last."""
    rights = {clock.clock_id for clock in referral.clocks if clock.kind == "right"}
    return sorted(clock_entries(referral.clocks, g.today), key=lambda entry: entry["id"] in rights)


def _clocks_shown(filters, referrals):
    if filters.tab != "assisting":
        return {one.referral_id: _clocks(one) for one in referrals}
    found = clocks_of_assistances(g.session, g.staff, referrals)
    return {one.referral_id: clock_entries(found.get(one.referral_id, ()), g.today) for one in referrals}


def _dues():
    return [("today", gettext("今天和以前到期")), ("week", gettext("7 天内到期")), ("unknown", gettext("日历未公布"))]


def _chosen(filters, handlers):
    told = {
        "kind": filters.kind and word(REFERRAL_KINDS[filters.kind]),
        "handler": filters.handler and gettext("经办人：%(name)s", name=_who(filters.handler, handlers)),
        "due": filters.due and dict(_dues())[filters.due],
    }
    off = {name: _url(DESK, **{name: None, "cursor": None}) for name in told}
    return [{"label": label, "remove_url": off[name]} for name, label in told.items() if label]


def _who(handler, handlers):
    return gettext("没有经办人") if handler == NOBODY else handlers.get(handler, handler)


def _url(path, **changes):
    """This list at another address: what it is asked for, with these changes."""
    asked = {**request.args.to_dict(), **changes}
    kept = {name: value for name, value in asked.items() if value and name != "lang"}
    return f"{path}?{urlencode(kept)}" if kept else path
