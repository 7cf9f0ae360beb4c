"""The page of who looked into whose history, for the leader."""

from flask import g, render_template

from services.intake import looking
from services.intake.forms import LookFilter
from shared.config import settings
from shared.contracts.looks import LOOKS
from shared.contracts.words import CODE_CHECKS, LOOK_REASONS
from shared.directory import staff_names, unit_names
from shared.web import allowed, in_english, load_query, pages_of

pages = pages_of("intake", "look_pages")


@pages.get("/intake/looks")
@allowed("leader")
def list_looks():
    filters = load_query(LookFilter)
    page = looking.looks(g.session, g.staff, **vars(filters))
    g.here = "/intake/matters"
    return render_template(
        "looks.html",
        page=page,
        filters=filters,
        doors=LOOKS,
        reasons={**LOOK_REASONS, **CODE_CHECKS},
        days=settings().keep_look_days,
        names=staff_names(g.session, [filters.who, *(look.username for look in page.rows)]),
        units=unit_names(g.session, in_english()),
    )
