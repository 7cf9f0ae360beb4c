"""The page of consultations that were answered on the spot, counted as calls and visits."""

from flask import g, render_template

from services.intake import consulting
from services.intake.api.matters import CONSULTED_BY, ConsultationFilter
from shared.contracts.words import CATEGORIES, CHANNELS
from shared.directory import unit_names
from shared.web import allowed, in_english, load_query, pages_of

pages = pages_of("intake", "consultation_pages")


@pages.get("/intake/consultations")
@allowed(*CONSULTED_BY)
def list_consultations():
    filters = load_query(ConsultationFilter)
    since, until = consulting.period(filters.since, filters.until, g.today)
    page = consulting.newest(g.session, since, until, filters.channel, filters.cursor)
    return render_template(
        "consultations.html",
        page=page,
        matters=consulting.petitioners(g.session, page.rows),
        counted=consulting.counted(g.session, since, until),
        filters=filters,
        since=since,
        until=until,
        channels=CHANNELS,
        categories=CATEGORIES,
        units=unit_names(g.session, in_english()),
    )
