"""Pages for everyone who may read a matter: the list, and the matter with its timeline."""

import json
from collections import Counter
from datetime import date

from flask import flash, g, redirect, render_template, request
from flask_babel import gettext

from services.intake import actions, looking, queries
from services.intake.api.matters import ASKS_FOR_RATINGS, HEARS_PETITIONERS, READERS, MatterFilter
from services.intake.api.withdrawals import WITHDRAWN_AT
from services.intake.clocks_told import every_clock_in_words, in_words
from services.intake.comparing import MOST_OF_A_BAND
from services.intake.facts_told import facts_told
from services.intake.forms import PartForm, RatingForm, ShowForm
from services.intake.pages.corrections import shown_corrections
from services.intake.pages.slips import DESK
from services.intake.pages.splits import shown_splits
from services.intake.personal import personal
from services.intake.policy.correcting import correctable, may_correct
from services.intake.policy.matter_state import OF_AN_ORDER
from services.intake.policy.rating import may_be_rated
from services.intake.policy.timeline_parts import TIMELINE_PARTS, part_of
from services.intake.policy.withdrawing import withdrawable
from services.intake.related import other_of, related
from services.intake.told import people_in, sentences
from shared.contracts.words import (
    AUTHORITIES,
    CATEGORIES,
    CHANNELS,
    CODE_CHECKS,
    GROUPS,
    KINDS,
    LOOK_REASONS,
    OUTCOMES,
    RELATIONS,
    REPEAT_GRADES,
    REPEAT_REASONS,
    RESOLUTION,
    SATISFACTION,
    STATES,
    STATIONS,
    WITHDRAWAL_ENDS,
    WITHDRAWN_BY,
)
from shared.directory import staff_names, unit_names
from shared.errors import InvalidFields
from shared.web import allowed, in_english, load_form, load_query, pages_of, word
from shared.web.clocks import clock_name
from shared.web.complaints import complaints_by_field
from shared.web.page import day

pages = pages_of("intake", "matter_pages")


@pages.get("/intake/matters")
@allowed(*READERS)
def list_matters():
    filters = load_query(MatterFilter)
    page = queries.matters(g.session, g.staff, **vars(filters))
    looking.looked_for_person(g.session, filters, page.rows, by=g.staff, now=g.now)
    return render_template("matters.html", page=page, filters=filters, **_words())


@pages.get("/intake/matters/<matter_no>")
@allowed(*READERS)
def show_matter(matter_no):
    return matter_page(matter_no)


@pages.post("/intake/matters/<matter_no>")
@allowed(*READERS)
def show_personal(matter_no):
    """The same page with the personal data, which somebody asked for."""
    form = load_form(ShowForm)
    queries.matter_for(g.session, matter_no, g.staff)
    looking.shown(g.session, matter_no, form.look_reason, by=g.staff, now=g.now)
    return matter_page(matter_no, masked=False)


@pages.post("/intake/matters/<matter_no>/ratings")
@allowed(*ASKS_FOR_RATINGS)
def create_rating(matter_no):
    queries.matter_for(g.session, matter_no, g.staff)
    try:
        actions.rate_at_a_desk(g.session, matter_no, load_form(RatingForm), by=g.staff, now=g.now)
    except InvalidFields as refused:
        return matter_page(matter_no, rating_errors=complaints_by_field(refused.problems)), refused.status
    flash(gettext("评价已记录"), "success")
    return redirect(f"/intake/matters/{matter_no}", 303)


def matter_page(matter_no, problems=(), *, masked=True, rating_errors=None):
    """The matter; with what was typed and what is wrong with it, where something was refused."""
    matter = queries.matter_for(g.session, matter_no, g.staff)
    clocks = queries.clocks_running(g.session, matter_no)
    contact_count, contacts = queries.contacts(g.session, matter_no)
    corrections = queries.corrections(g.session, matter_no)
    withdrawn = queries.withdrawals(g.session, matter_no)
    asked_back = {
        one.claim_id: one.outcome for told in withdrawn for one in told.claims if one.outcome != "CAME_LATE"
    }
    still_in_hand = any(withdrawable(claim.state) and claim.claim_id not in asked_back for claim in matter.claims)
    due = next((clock for clock in clocks if clock.kind == "duty" and clock.due_on), None)
    return render_template(
        "matter.html",
        matter=matter,
        person=personal(matter, masked=masked),
        masked=masked,
        reasons=LOOK_REASONS,
        due=due and in_words(due, g.today),
        clocks=list(every_clock_in_words(clocks, unit_names(g.session, in_english()), g.today)),
        contacts=contacts,
        contact_count=contact_count,
        checks=CODE_CHECKS,
        may_give_code=g.staff.role in DESK,
        may_add_contact=matter.takes_contacts and g.staff.role in HEARS_PETITIONERS,
        corrections=shown_corrections(corrections, matter, masked=masked),
        correctors=staff_names(g.session, {one.by for one in corrections}),
        may_correct=g.staff.role in HEARS_PETITIONERS,
        claims_to_correct=_claims_to_correct(matter),
        **shown_splits(matter, queries.splits(g.session, matter_no)),
        withdrawals=withdrawn,
        waits_for_its_holder={claim_id for claim_id, outcome in asked_back.items() if outcome is None},
        may_withdraw=still_in_hand and g.staff.role in WITHDRAWN_AT,
        withdrawn_by=WITHDRAWN_BY,
        withdrawal_ends=WITHDRAWAL_ENDS,
        **_timeline(matter_no, masked=masked),
        details=_details(matter),
        sees_orders=not matter.consultation and g.staff.role != "aid_clerk",
        rating=queries.newest_rating(g.session, matter_no),
        may_rate=may_be_rated(matter.state) and g.staff.role in ASKS_FOR_RATINGS,
        rating_errors=rating_errors or {},
        values=request.form,
        satisfaction=SATISFACTION,
        resolution=RESOLUTION,
        facts_told=facts_told,
        authorities=AUTHORITIES,
        stations=STATIONS,
        sees_the_same=matter.same_as and queries.may_see(g.session, matter.same_as, g.staff),
        **_related(matter),
        errors=complaints_by_field(problems),
        **_words(),
    )


@pages.get("/intake/matters/<matter_no>/timeline")
@allowed(*READERS)
def show_timeline(matter_no):
    queries.matter_for(g.session, matter_no, g.staff)
    return render_template("_timeline.html", **_timeline(matter_no))


def _related(matter):
    found = related(g.session, matter.matter_no, g.staff)
    return {
        "related": found,
        "other_of": other_of,
        "deciders": staff_names(g.session, {answer.answered_by for answer, _ in found.answered}),
        "may_decide": matter.kind != "REPORT" and g.staff.role in HEARS_PETITIONERS,
        "grades": REPEAT_GRADES,
        "repeat_reasons": REPEAT_REASONS,
        "most_compared": MOST_OF_A_BAND,
        "relations": RELATIONS,
    }


def _details(matter):
    told = json.loads(matter.details or "{}")
    if written_on := told.get("written_on"):
        told["written_on"] = day(date.fromisoformat(written_on))
    return told


def _claims_to_correct(matter):
    may = g.staff.role in HEARS_PETITIONERS and may_correct(g.staff.role, "text")
    return {claim.claim_id for claim in matter.claims if may and correctable(claim.state)}


def _timeline(matter_no, *, masked=True):
    """The newest of it, or of the part that the address asks for, and how much there is of each."""
    asked, counted = load_query(PartForm), queries.timeline_counted(g.session, matter_no)
    types = [type_ for type_ in counted if asked.part in (None, part_of(type_))]
    page = queries.timeline_page(g.session, matter_no, types, asked.page)
    told, units = page.rows[::-1], unit_names(g.session, in_english())
    here = f"/intake/matters/{matter_no}?{f'part={asked.part}&' if asked.part else ''}page="
    return {
        "part": asked.part,
        "timeline_page": asked.page,
        "earlier_url": f"{here}{page.next_cursor}#timeline" if page.next_cursor else None,
        "later_url": f"{here}{asked.page - 1}#timeline" if asked.page > 1 else None,
        "counts": _counts(matter_no, counted, asked.part),
        "entries": sentences(told, units, staff_names(g.session, people_in(told)), masked=masked),
    }


def _counts(matter_no, counted, part):
    numbers, here = Counter(), f"/intake/matters/{matter_no}"
    for type_, number in counted.items():
        numbers[part_of(type_)] += number
    yield {"label": gettext("全部"), "number": numbers.total(), "url": f"{here}#timeline", "current": part is None}
    for name, called in TIMELINE_PARTS.items():
        told = {"label": word(called), "number": numbers[name], "url": f"{here}?part={name}#timeline"}
        yield told | {"current": name == part}


def _words():
    return {
        "units": unit_names(g.session, in_english()),
        "clock_name": clock_name,
        "channels": CHANNELS,
        "kinds": KINDS,
        "states": STATES,
        "states_of_a_matter": {code: called for code, called in STATES.items() if code not in OF_AN_ORDER},
        "categories": CATEGORIES,
        "groups": GROUPS,
        "outcomes": OUTCOMES,
    }
