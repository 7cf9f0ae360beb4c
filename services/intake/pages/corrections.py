"""Pages for whoever puts right what was written down wrongly."""

import json
from uuid import uuid4

from flask import flash, g, redirect, render_template, request
from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from services.intake import actions, looking, queries
from services.intake.api.matters import HEARS_PETITIONERS
from services.intake.facts_told import facts_told
from services.intake.forms.corrections import CorrectionForm
from services.intake.policy.claim_facts import CHOICES, OF_CATEGORY, QUESTIONS, categories_asking_for
from services.intake.policy.correcting import ABOUT, MAY_BE_BLANK, OF_A_CLAIM, PERSON, correctable, fields_for
from shared.contracts.words import CATEGORIES, CORRECTED, GROUPS, STATES
from shared.directory import unit_names
from shared.errors import FieldProblem, InvalidFields, NotFound
from shared.privacy import mask_name, mask_phone, mask_words
from shared.web import allowed, in_english, load_values, pages_of, word
from shared.web.complaints import complaints_by_field
from shared.web.page import sentence, words

pages = pages_of("intake", "correction_pages")
MASKS = {"name": mask_name, "phone": mask_phone, "id_number": mask_phone, "address": mask_words}


@pages.get("/intake/matters/<matter_no>/corrections/new")
@allowed(*HEARS_PETITIONERS)
def new_correction(matter_no):
    """Of the petitioner and the matter, or of the claim that the address names. Whoever opens it has looked."""
    return _form(matter_no, request.args.get("claim_id"))


@pages.post("/intake/matters/<matter_no>/corrections")
@allowed(*HEARS_PETITIONERS)
def create_correction(matter_no):
    matter = queries.matter_for(g.session, matter_no, g.staff)
    claim_id = request.form.get("claim_id") or None
    try:
        form = load_values(CorrectionForm, _of_the_claim(matter, claim_id) if claim_id else _of_the_matter())
        actions.correct(g.session, matter_no, form, by=g.staff, now=g.now)
    except InvalidFields as refused:
        return _form(matter_no, claim_id, refused.problems), refused.status
    except actions.CorrectedMeanwhile as refused:
        flash(sentence(refused), "error")
        return _form(matter_no, claim_id, typed=_not_corrected_since(matter, claim_id)), refused.status
    flash(gettext("已更正，已告知承办单位。更正不改变承办单位；无权处理的，由承办单位提出异议"), "success")
    return redirect(f"/intake/matters/{matter_no}#corrections", 303)


def shown_corrections(corrections, matter, *, masked):
    """Each with its values in words, as the page folds them away; what is personal, masked like the rest."""
    numbers = {claim.claim_id: claim.number for claim in matter.claims}
    return [
        (
            one,
            [
                (
                    _called(value, numbers),
                    _in_words(value.field, value.before, masked),
                    _in_words(value.field, value.after, masked),
                )
                for value in one.values
            ],
        )
        for one in corrections
    ]


def _called(value, numbers):
    name = word(CORRECTED[value.field])
    if value.claim_id is None:
        return name
    number = numbers.get(value.claim_id)  # none where the claim is of another matter since
    return f"{gettext('诉求 %(number)s', number=number) if number else gettext('拆出的诉求')} {name}"


def _in_words(field, kept, masked):
    told = json.loads(kept) if kept else None
    if not told:
        return "–"
    if masked and field in MASKS:
        return MASKS[field](told)
    if field == "facts":
        return facts_told(told) or "–"
    if field == "respondent":
        return unit_names(g.session, in_english()).get(told, told)
    if field == "groups":
        return words(told, GROUPS)
    return word(CATEGORIES[told]) if field == "category" else told


def _of_the_matter():
    """What was typed; a field that was emptied is cleared. Fields that the form did not show are left alone."""
    typed = {name: value.strip() for name, value in request.form.items() if name in fields_for(g.staff.role)}
    groups = [group for group in request.form.getlist("groups") if group]  # the form sends an empty one in any case
    told = {name: value for name, value in typed.items() if value and name not in OF_A_CLAIM}
    told["clears"] = [name for name in MAY_BE_BLANK if typed.get(name) == "" and not (name == "groups" and groups)]
    told.pop("groups", None)
    if missing := [name for name in ("name", "narrative") if typed.get(name) == ""]:
        raise InvalidFields(*(FieldProblem(name, "required") for name in missing))
    if groups:
        told["groups"] = groups
    return told | _why()


def _of_the_claim(matter, claim_id):
    claim = _claim(matter, claim_id)
    typed = {name: request.form.get(name, "") for name in ("category", "text") if name in correctable(claim.state)}
    category = typed.get("category", claim.category)
    asked = {name: request.form.get(f"facts.{name}", "").strip() for name in OF_CATEGORY.get(category, ())}
    answered = {name: told for name, told in asked.items() if told}
    if not typed.get("text", claim.text).strip():
        raise InvalidFields(FieldProblem("text", "required"))
    others = {name: told for name, told in claim.facts.items() if name not in QUESTIONS}
    return typed | {"claim_id": claim_id, "facts": others | answered} | _why()


def _not_corrected_since(matter, claim_id):
    """What was typed, but for what somebody else has put right since the form was opened."""
    seen = int(request.form["seen"]) if request.form.get("seen", "").isdecimal() else 0
    since = {"seen"} | queries.corrected_since(g.session, matter.matter_no, seen, claim_id)
    return [(name, value) for name, value in request.form.items(multi=True) if name.split(".")[0] not in since]


def _why():
    told = {name: request.form.get(name, "").strip() for name in ("reason", "seen")}
    return {name: value for name, value in told.items() if value}


def _claim(matter, claim_id):
    claim = next((claim for claim in matter.claims if str(claim.claim_id) == str(claim_id)), None)
    if claim is None:
        raise NotFound
    return claim


def _form(matter_no, claim_id, problems=(), typed=None):
    typed = MultiDict(request.form if typed is None else typed)
    matter = queries.matter_for(g.session, matter_no, g.staff)
    claim = _claim(matter, claim_id) if claim_id else None
    fields = fields_for(g.staff.role)
    looking.opened_to_correct(matter_no, by=g.staff, now=g.now)
    if claim and ("text" not in fields or not correctable(claim.state)):
        raise actions.DecidedAlready
    return render_template(
        "correction.html",
        matter=matter,
        claim=claim,
        fields=correctable(claim.state) if claim else fields,
        values={**_as_it_is(matter, claim), **typed.to_dict()},
        seen=actions.last_correction(g.session, matter_no),
        form_key=uuid4().hex,
        errors=complaints_by_field(problems),
        units=unit_names(g.session, in_english()),
        groups=GROUPS,
        chosen=typed.getlist("groups") or matter.petitioner.groups,
        categories=CATEGORIES,
        corrected=CORRECTED,
        questions=QUESTIONS,
        fact_choices=CHOICES,
        categories_asking_for=categories_asking_for,
        states=STATES,
    )


def _as_it_is(matter, claim):
    if claim:
        facts = {f"facts.{name}": claim.facts.get(name, "") for name in QUESTIONS}
        return {"category": claim.category, "text": claim.text, **facts}
    person = matter.petitioner
    about = {name: getattr(matter, name) for name in ABOUT}
    return {name: getattr(person, name) for name in PERSON} | about
