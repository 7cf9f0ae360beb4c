"""The call form as a page: what it shows, and what was typed in it."""

import re
from dataclasses import fields, replace
from uuid import uuid4

from flask import g, render_template, request
from werkzeug.datastructures import MultiDict

from services.intake import looking, queries
from services.intake.caller_history import counted, history_of, next_clocks
from services.intake.comparing import MOST_OF_A_BAND
from services.intake.draft_form import draft_shown
from services.intake.forms import MOST_AGENTS, MOST_CLAIMS, ContactForm, MatterForm, PetitionerForm
from services.intake.policy.asked_fields import channels_asking_for, is_asked_for
from services.intake.policy.claim_facts import CHOICES, ONLY_AFTER, QUESTIONS, categories_asking_for
from services.intake.policy.representatives import REPRESENTATIVES
from services.intake.policy.telephone import COMPLETE
from services.intake.related import alike_beside_the_form
from shared.clocks import in_force
from shared.contracts.words import (
    AUTHORITIES,
    CATEGORIES,
    CHANNELS,
    GROUPS,
    KINDS,
    LANGUAGES,
    NEEDS,
    STATES,
    STATIONS,
)
from shared.directory import unit_names
from shared.errors import FieldProblem, InvalidFields
from shared.web import in_english
from shared.web.complaints import complaints_by_field
from shared.web.forms import NOT_DATA, load_values, nested

PETITIONER_THERE = {each.name: f"petitioner.{each.name}" for each in fields(PetitionerForm)}
OF_A_CONTACT = ("petitioner.phone", "petitioner.name", "channel", "kind", "narrative", "received_at")
"""What the call form may tell of somebody who brings up the same matter; the kind is chosen in every form."""
BETWEEN_NAMES = re.compile(r"[、，,；;]")
SHOW = "show_fields"
ADDS = {"add_claim": "claims", "add_agent": "agents"}
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
        channel=_chosen("channel", "FORWARDED" if g.staff.role == "petition_clerk" else "PHONE"),
        kind=_chosen("kind", "CLAIM_APPEAL"),
        representatives=_representatives_shown(),
        agents=shown("agents", MOST_AGENTS),
        speaks_for_them="add_agent" in request.form or _any_given("agents."),
        channels_asking_for=channels_asking_for,
        categories_asking_for=categories_asking_for,
        questions=QUESTIONS,
        fact_choices=CHOICES,
        only_after=ONLY_AFTER,
        authorities=AUTHORITIES,
        stations=STATIONS,
        channels=CHANNELS,
        kinds=KINDS,
        categories=CATEGORIES,
        groups=GROUPS,
        languages=LANGUAGES,
        needs=NEEDS,
        opened_at=g.now,
        draft=draft_shown(),
        has_drafts=queries.has_drafts(g.session, g.staff),
        phone=phone,
        complete_number=COMPLETE,
        **caller(phone) | alike_shown(request.form.get("narrative", "")),
    )


def caller(phone):
    """What the panel beside the form shows of whoever has this number."""
    contacts = history_of(g.session, g.staff, phone)
    if contacts:
        looking.looked_for_caller(phone, by=g.staff, now=g.now)
    return {
        "contacts": contacts,
        "contact_counts": queries.counted_contacts(g.session, contacts) if contacts else {},
        "clocks": next_clocks(g.session, contacts or [], g.today),
        "counted": counted(g.session, g.staff, phone, contacts or []),
        "units": unit_names(g.session, in_english()),
        "states": STATES,
    }


def alike_shown(narrative):
    """What the panel beside the form shows of matters with much the same words."""
    return {
        "alike": alike_beside_the_form(g.session, narrative, g.staff),
        "most_compared": MOST_OF_A_BAND,
        "units": unit_names(g.session, in_english()),
        "states": STATES,
    }


def asks_for_more():
    """Whether the form was sent only to be shown again with more room in it, or with the fields of another choice."""
    return any(button in request.form for button in (*ADDS, SHOW))


def shown(part, most):
    """Which blocks of a repeated part are there: those typed in, at least one, and one more if it was asked for."""
    numbers = [int(number) for number in re.findall(rf"\b{part}\.(\d{{1,3}})\.", " ".join(request.form))]
    wanted = any(ADDS[button] == part for button in ADDS if button in request.form)
    return range(min(max(numbers, default=0) + 1 + wanted, most))


def submitted():
    """What was typed in, without the fields that the channel, the categories and what was answered do not ask for:
    nobody sees them."""
    return load_values(MatterForm, {**nested(MultiDict(_asked()), MatterForm), **as_local_moment(request.form)})


def _asked():
    channel, kind = request.form.get("channel"), request.form.get("kind")
    return [
        (name, part)
        for name, value in request.form.items(multi=True)
        if is_asked_for(name, channel, kind, lambda number, part: request.form.get(f"claims.{number}.{part}"))
        for part in (BETWEEN_NAMES.split(value) if name == "representatives" else [value])
    ]


def _chosen(field, otherwise):
    """What is chosen in a field: what was sent, what the address asks for, or what is usual at this desk."""
    return request.form.get(field) or request.args.get(field) or otherwise


def _any_given(beginning):
    return any(value.strip() for name, value in request.form.items() if name.startswith(beginning))


def _representatives_shown():
    """Those typed in, and room for as many as the rule in force lets any group send."""
    typed = [name for name in request.form.getlist("representatives") if name.strip()]
    limits = [row.limit for row in in_force.rulebook().candidates(REPRESENTATIVES, g.today) if row.limit]
    return typed + [""] * (max(limits, default=len(typed) + 1) - len(typed))


def as_local_moment(form):
    """A page's time field has no offset; it is the office's own time."""
    given = form.get("received_at", "").strip()
    return {"received_at": f"{given}:00+08:00" if len(given) == 16 else given} if given else {}


def of_the_same_matter():
    """What the call form says of a contact. Raises `InvalidFields`, also for what was typed and would be lost."""
    if left_out := [name for name, value in _asked() if value.strip() and not _is_of_a_contact(name)]:
        raise InvalidFields(*(FieldProblem(name, "not_with_contact") for name in dict.fromkeys(left_out)))
    given = nested(request.form, MatterForm)
    told = {"channel": given.get("channel"), "words": given.get("narrative"), **as_local_moment(request.form)}
    form = _loaded(ContactForm, {name: value for name, value in told.items() if value}, {"words": "narrative"})
    person = _loaded(PetitionerForm, given.get("petitioner", {}), PETITIONER_THERE)
    return replace(form, reach=person.reach), person


def _is_of_a_contact(name):
    return name in NOT_DATA or name in OF_A_CONTACT or name.startswith("petitioner.reach.")


def _loaded(declaration, values, names):
    """The values as such a form; a complaint names the field as the page does."""
    try:
        return load_values(declaration, values)
    except InvalidFields as refused:
        named = (replace(problem, field=names.get(problem.field, problem.field)) for problem in refused.problems)
        raise InvalidFields(*named) from None
