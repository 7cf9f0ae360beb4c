"""The slip with the query code, given out at the desk: once the matter is registered, and again after a check."""

from typing import Annotated

from flask import g, render_template

from services.intake import looking, queries
from shared.contracts.base import form
from shared.contracts.fields import OneOf
from shared.contracts.words import CHANNELS, CODE_CHECKS
from shared.directory import unit_names
from shared.web import allowed, load_form, pages_of
from shared.web.page import HERE

pages = pages_of("intake", "slip_pages")
DESK = ("operator", "petition_clerk")


@form
class SlipForm:
    check: Annotated[str, OneOf(CODE_CHECKS)]


@pages.post("/intake/matters/<matter_no>/slips")
@allowed(*DESK)
def show_slip(matter_no):
    """Who gave the code out, and how they made sure that it is the petitioner, is in the access log."""
    said = load_form(SlipForm)
    matter = queries.matter_for(g.session, matter_no, g.staff)
    looking.code_given(g.session, matter_no, said.check, by=g.staff, now=g.now)
    return render_template(
        "slip.html",
        matter=matter,
        unit=unit_names(g.session)[matter.registering_unit],
        registered_on=matter.registered_at.astimezone(HERE).date(),
        channel=CHANNELS[matter.channel].zh,
    )
