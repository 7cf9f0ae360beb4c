"""The ledger on the screen, and as the sheet that says the same."""

from urllib.parse import urlencode

from flask import g, render_template, request, send_file
from flask_babel import gettext

from services.routing.forms.lists import LedgerFilter
from services.routing.ledger import HELD, columns, ledger, whole_ledger
from services.routing.policy.act import OFFICE
from shared.contracts.words import REFERRAL_KINDS, STATES
from shared.directory import unit_names
from shared.web import allowed, in_english, load_query, pages_of, word
from shared.web.page import day
from shared.web.sheets import CONTENT_TYPE, sheet

pages = pages_of("routing", "ledger_pages")


@pages.get("/routing/ledger")
@allowed(*OFFICE)
def show_ledger():
    filters = load_query(LedgerFilter)
    return render_template(
        "ledger.html",
        columns=_columns(),
        page=ledger(g.session, g.staff, filters, cursor=filters.cursor),
        filters=filters,
        chosen=_chosen(filters),
        states=[(code, word(STATES[code])) for code in HELD],
        kinds=REFERRAL_KINDS,
        sheet_url=_sheet_url(),
    )


@pages.get("/routing/ledger.xlsx")
@allowed(*OFFICE)
def export_ledger():
    filters = load_query(LedgerFilter)
    rows = whole_ledger(g.session, g.staff, filters)
    file = sheet(gettext("台账"), _columns(), rows)
    name = f"{gettext('台账')}-{g.today:%Y%m%d}.xlsx"
    return send_file(file, mimetype=CONTENT_TYPE, as_attachment=True, download_name=name)


def _columns():
    return columns(unit_names(g.session, in_english()))


def _sheet_url():
    asked = {name: value for name, value in request.args.items() if value and name not in ("cursor", "lang")}
    return f"/routing/ledger.xlsx?{urlencode(asked)}" if asked else "/routing/ledger.xlsx"


def _chosen(filters):
    """The filters in force, each with its words."""
    told = {
        "state": filters.state and word(STATES[filters.state]),
        "kind": filters.kind and word(REFERRAL_KINDS[filters.kind]),
        "since": filters.since and gettext("%(day)s起收到", day=day(filters.since)),
        "until": filters.until and gettext("%(day)s前收到（含当日）", day=day(filters.until)),
    }
    return [{"name": name, "label": label} for name, label in told.items() if label]
