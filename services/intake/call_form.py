"""The call form as a page: what it shows, and what was typed in it."""

import re
from uuid import uuid4

from flask import g, render_template, request

from services.intake import queries
from services.intake.forms import MOST_CLAIMS
from shared.contracts.words import CATEGORIES, CHANNELS, GROUPS, KINDS, STATES
from shared.directory import unit_names
from shared.web import in_english
from shared.web.complaints import complaints_by_field

ADDS = {"add_claim": "claims"}
"""Buttons that ask for one more of something, where there is no JavaScript to do it."""


def call_form(problems=()):
    """The form, empty or with what was typed, and what is wrong with it."""
    g.here = "/intake/matters/new"  # also when a refused form is shown again
    phone = request.form.get("petitioner.phone", "")
    return render_template(
        "call_form.html",
        within=unit_names(g.session, in_english()).items(),
        values=request.form,
        form_key=request.form.get("form_key") or uuid4().hex,
        claims=shown("claims", MOST_CLAIMS),
        errors=complaints_by_field(problems),
        channels=CHANNELS,
        kinds=KINDS,
        categories=CATEGORIES,
        groups=GROUPS,
        opened_at=g.now,
        phone=phone,
        **caller(phone),
    )


def caller(phone):
    """What the panel beside the form shows of whoever has this number."""
    return {
        "contacts": queries.earlier_contacts(g.session, g.staff, phone) if phone else None,
        "units": unit_names(g.session, in_english()),
        "states": STATES,
    }


def asks_for_more():
    """Whether the form was sent only to be shown again with more room in it."""
    return any(button in request.form for button in ADDS)


def shown(part, most):
    """Which blocks of a repeated part are there: those typed in, at least one, and one more if it was asked for."""
    numbers = [int(number) for number in re.findall(rf"\b{part}\.(\d{{1,3}})\.", " ".join(request.form))]
    wanted = any(ADDS[button] == part for button in ADDS if button in request.form)
    return range(min(max(numbers, default=0) + 1 + wanted, most))


def as_local_moment(form):
    """A page's time field has no offset; it is the office's own time."""
    given = form.get("received_at", "").strip()
    return {"received_at": f"{given}:00+08:00" if len(given) == 16 else given} if given else {}
