"""转来件办理情况: what the petition office forwarded, on the screen and as the sheet that says the same."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any
from urllib.parse import urlencode
from uuid import UUID

from flask import g, render_template, request, send_file
from flask_babel import gettext as _

from services.intake.api.matters import api
from services.intake.forwarded import STANDINGS, all_forwarded, forwarded, tallies
from services.intake.told import sentences
from shared.contracts.base import form
from shared.contracts.fields import Code, Line, OneOf, schema_of
from shared.contracts.words import CATEGORIES, CHANNELS, OUTCOMES, STATES
from shared.directory import unit_names
from shared.privacy import mask_name
from shared.web import allowed, in_english, load_query, pages_of, word
from shared.web.clocks import TONES, clock_name, clock_words, rule_called, where_it_stands
from shared.web.page import HERE, day, words
from shared.web.sheets import CONTENT_TYPE, sheet

pages = pages_of("intake", "forwarded_pages")


@form
class ForwardedFilter:
    standing: Annotated[str, OneOf(STANDINGS)] | None = None
    channel: Annotated[str, OneOf(CHANNELS)] | None = None
    unit: Code | None = None
    external_no: Line | None = None
    since: date | None = None
    until: date | None = None
    imported: UUID | None = None
    cursor: Line | None = None


@dataclass(frozen=True)
class Column:
    label: str
    of: Callable[[Any], Any]


@pages.get("/intake/forwarded")
@allowed("petition_clerk")
def list_forwarded():
    filters = load_query(ForwardedFilter)
    g.here = "/intake/matters"
    units = unit_names(g.session, in_english())
    return render_template(
        "forwarded.html",
        page=forwarded(g.session, g.staff, g.today, **vars(filters)),
        tallies=tallies(g.session, g.staff, g.today),
        standings=standing_words(),
        filters=filters,
        sheet_url=_sheet_url(),
        units=units,
        channels=CHANNELS,
        states=STATES,
        categories=CATEGORIES,
        clock_of=clock_of,
        came_back=lambda row: came_back(row, units),
    )


@pages.get("/intake/forwarded.xlsx")
@allowed("petition_clerk")
def export_forwarded():
    filters = {name: value for name, value in vars(load_query(ForwardedFilter)).items() if name != "cursor"}
    file = sheet(_("转来件"), _columns(), all_forwarded(g.session, g.staff, g.today, **filters))
    name = f"{_('转来件办理情况')}-{g.today:%Y%m%d}.xlsx"
    return send_file(file, mimetype=CONTENT_TYPE, as_attachment=True, download_name=name)


@api.route("/forwarded")
@allowed("petition_clerk")
@api.arguments(schema_of(ForwardedFilter), location="query")
@api.response(200)
def list_what_was_forwarded(filters):
    page = forwarded(g.session, g.staff, g.today, **vars(filters))
    units = unit_names(g.session, in_english())
    return {"matters": [_as_json(row, units) for row in page.rows], "next_cursor": page.next_cursor}


def clock_of(row):
    """The first duty that runs: its name, where it stands in words, and how that is coloured."""
    if row.clock is None:
        return None
    stands = where_it_stands(row.clock, rule_called(row.clock.rule, row.clock.edition), g.today)
    return {
        "name": clock_name(row.clock.rule, row.clock.edition),
        "words": clock_words(stands, row.clock.due_on),
        "tone": TONES[stands.band],
    }


def came_back(row, units):
    """What came back last, and which outcomes were told."""
    if row.came_back is None:
        return None
    [told] = sentences([row.came_back], units, people={})  # what comes back names units only
    outcomes = dict.fromkeys(word(OUTCOMES[claim.outcome]) for claim in row.matter.claims if claim.outcome)
    said = f"{told.who} {told.text}".strip()
    return {"text": said, "outcomes": (", " if in_english() else "、").join(outcomes), "at": told.at}


def standing_words():
    return {"late": _("已逾期"), "open": _("在办"), "answered": _("已答复"), "elsewhere": _("引导、移送、不予受理")}


def _columns():
    units = unit_names(g.session, in_english())
    return (
        Column(_("来文编号"), lambda row: row.matter.external_no),
        Column(_("编号"), lambda row: row.matter.matter_no),
        Column(_("信访人"), lambda row: mask_name(row.matter.petitioner.name)),
        Column(_("诉求"), lambda row: words((claim.category for claim in row.matter.claims), CATEGORIES)),
        Column(_("状态"), lambda row: word(STATES[row.matter.state])),
        Column(_("在谁手里"), lambda row: _holders(row, units)),
        Column(_("期限"), _clock_in_words),
        Column(_("反馈期限"), lambda row: row.matter.reply_by),
        Column(_("反馈情况"), lambda row: _back_in_words(row, units)),
        Column(_("登记"), lambda row: row.matter.registered_at.astimezone(HERE)),
    )


def _holders(row, units):
    return (", " if in_english() else "、").join(units.get(code, code) for code in row.holders)


def _clock_in_words(row):
    clock = clock_of(row)
    return clock and f"{clock['name']} {clock['words']}"


def _back_in_words(row, units):
    back = came_back(row, units)
    return back and " ".join(filter(None, (day(back["at"].astimezone(HERE).date()), back["text"], back["outcomes"])))


def _as_json(row, units):
    clock = row.clock
    return {
        "matter_no": row.matter.matter_no,
        "external_no": row.matter.external_no,
        "state": row.matter.state,
        "held_by": row.holders,
        "reply_by": row.matter.reply_by and row.matter.reply_by.isoformat(),
        "late": row.is_late,
        "clock": clock and {**clock_of(row), "rule": clock.rule, "due_on": clock.due_on and clock.due_on.isoformat()},
        "came_back": row.came_back
        and {"type": row.came_back.type, "at": row.came_back.at.isoformat(), "text": came_back(row, units)["text"]},
        "outcomes": [claim.outcome for claim in row.matter.claims],
    }


def _sheet_url():
    asked = {name: value for name, value in request.args.items() if value and name not in ("cursor", "lang")}
    return f"/intake/forwarded.xlsx?{urlencode(asked)}" if asked else "/intake/forwarded.xlsx"
