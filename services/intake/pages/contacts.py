"""Pages for whoever hears a petitioner again: one more contact of a matter that is there."""

from uuid import uuid4

from flask import flash, g, redirect, render_template, request
from flask_babel import gettext

from services.intake import actions, queries
from services.intake.api.matters import HEARS_PETITIONERS
from services.intake.call_form import as_local_moment
from services.intake.forms import ContactForm
from shared.contracts.words import CHANNELS, LANGUAGES, NEEDS, STATES
from shared.errors import InvalidFields
from shared.web import allowed, load_form, pages_of
from shared.web.complaints import complaints_by_field

pages = pages_of("intake", "contact_pages")


@pages.get("/intake/matters/<matter_no>/contacts/new")
@allowed(*HEARS_PETITIONERS)
def new_contact(matter_no):
    return _form(matter_no)


@pages.post("/intake/matters/<matter_no>/contacts")
@allowed(*HEARS_PETITIONERS)
def create_contact(matter_no):
    try:
        form = load_form(ContactForm, **as_local_moment(request.form))
        contact = actions.record_contact(g.session, matter_no, form, by=g.staff, now=g.now)
    except InvalidFields as refused:
        return _form(matter_no, refused.problems), refused.status
    return recorded(contact)


def recorded(contact):
    """On to the matter it was kept with."""
    told = {"number": contact.number, "matter_no": contact.matter_no}
    flash(gettext("已补记为 %(matter_no)s 的第 %(number)s 次反映", **told), "success")
    return redirect(f"/intake/matters/{contact.matter_no}", 303)


def _form(matter_no, problems=()):
    matter = queries.matter_for(g.session, matter_no, g.staff)
    if not matter.takes_contacts:
        raise actions.MatterIsClosed
    return render_template(
        "contact.html",
        matter=matter,
        values=request.form,
        form_key=uuid4().hex,
        errors=complaints_by_field(problems),
        channels=CHANNELS,
        languages=LANGUAGES,
        needs=NEEDS,
        states=STATES,
    )
