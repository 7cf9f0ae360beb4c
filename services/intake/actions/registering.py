"""Something is told for the first time: it becomes a matter with a number."""

import json
import secrets
from uuid import uuid4

from services.intake.finding import keep_words
from services.intake.forms import MatterForm
from services.intake.models import Claim, Matter, NumberSeries, Petitioner
from services.intake.policy.matter_number import matter_number, series
from services.intake.policy.representatives import REPRESENTATIVES, cap_on_representatives
from services.intake.policy.telephone import plain_number
from services.intake.queries import matter_in_hand
from shared.clocks import in_force
from shared.contracts.intake import MatterRegistered, RegisteredClaim, RegisteredPetitioner
from shared.db import next_number
from shared.directory import UnrelatedAccused, accused_index, unit_accused, unit_called
from shared.errors import FieldProblem, InvalidFields
from shared.messaging import publish
from shared.privacy import blind_index
from shared.web.page import HERE

LEGIBLE = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 12


def register_matter(session, form: MatterForm, *, by, now):
    return register_matters(session, [(form, None)], by=by, now=now)[0]


def register_matters(session, forms, *, by, now):
    """Each form with a number of its series that was reserved before; where there is none, the next one is taken."""
    matters = [_registered_one(session, form, matter_no, by, now) for form, matter_no in forms]
    keep_words(session, matters)
    return matters


def _registered_one(session, form, matter_no, by, now):
    check_matter(session, form, by, now)
    petitioner = _petitioner(form.petitioner)
    received_at = form.received_at or now
    matter = _matter(session, form, petitioner, received_at, by, now)
    matter.claims = [_claim(number, claim) for number, claim in enumerate(form.claims, 1)]
    matter.matter_no = matter_no or reserve_numbers(session, series_of(form, now), 1)[0]
    session.add(matter)
    publish(session, _registered(matter))
    return matter


def series_of(form, now):
    return series(form.channel, (form.received_at or now).astimezone(HERE).date())


def reserve_numbers(session, day_series, count):
    last = next_number(session, NumberSeries.__table__, {"prefix": day_series}, count)
    return [matter_number(day_series, number) for number in range(last - count + 1, last + 1)]


def check_matter(session, form, by, now):
    """Raises `InvalidFields` for what no form can know by itself."""
    problems = []
    if form.received_at and form.received_at > now:
        problems.append(FieldProblem("received_at", "not_in_future"))
    if form.accused_party and form.kind != "REPORT":
        problems.append(FieldProblem("accused_party", "only_for_report"))
    caps = in_force.rulebook().candidates(REPRESENTATIVES, now.astimezone(HERE).date())
    cap = cap_on_representatives(form.group_size, caps)
    if cap and len(form.representatives) > cap.limit:
        problems.append(FieldProblem("representatives", "too_many", f"{cap.limit}（{cap.article}）"))
    accused_unit = form.accused_party and form.accused_party.unit
    for name, code in (("respondent", form.respondent), ("accused_party.unit", accused_unit)):
        if code and unit_called(session, code) is None:
            problems.append(FieldProblem(name, "unknown_unit"))
    if form.same_as and not _is_theirs(matter_in_hand(session, form.same_as, by), form.petitioner):
        problems.append(FieldProblem("same_as", "unknown_matter"))
    if problems:
        raise InvalidFields(*problems)


def _is_theirs(earlier, form):
    """Whether the matter in hand is this petitioner's: nobody is told the number of somebody else's."""
    if earlier is None:
        return False
    number, person = plain_number(form.phone), earlier.petitioner
    return number == person.phone if number and person.phone else form.name == person.name


def _petitioner(form):
    phone = plain_number(form.phone)
    return Petitioner(
        petitioner_id=uuid4(),
        name=form.name,
        name_index=blind_index("name", form.name),
        phone=phone,
        phone_index=phone and blind_index("phone", phone),
        id_number=form.id_number,
        id_number_index=form.id_number and blind_index("id_number", form.id_number.upper()),
        address=form.address,
        groups=sorted(set(form.groups)),
    )


def _matter(session, form, petitioner, received_at, by, now):
    query_code = new_query_code()
    accused = form.accused_party
    accused_unit = accused and _barred(session, accused)
    return Matter(
        channel=form.channel,
        kind=form.kind,
        petitioner=petitioner,
        place=form.place,
        place_code=form.place_code,
        narrative=form.narrative,
        group_size=form.group_size,
        representatives=json.dumps(form.representatives, ensure_ascii=False) if form.representatives else None,
        respondent=form.respondent,
        accused_unit=accused_unit,
        accused_index=accused_index(accused_unit),
        accused_words=(accused and " ".join(filter(None, (accused.person, accused.text)))) or None,
        external_no=form.external_no,
        reply_by=form.reply_by,
        same_as=form.same_as,
        received_at=received_at,
        registered_at=now,
        registered_by=by.username,
        registering_unit=by.unit,
        query_code=query_code,
        query_code_index=blind_index("query_code", query_code),
        state="REGISTERED",
        holder=by.unit,
    )


def _barred(session, accused):
    try:
        return unit_accused(session, accused.unit, accused.person, accused.text)
    except UnrelatedAccused:
        raise InvalidFields(FieldProblem("accused_party.person", "unrelated_accused")) from None


def _claim(number, form):
    return Claim(
        claim_id=uuid4(),
        number=number,
        category=form.category,
        text=form.text,
        facts=dict(form.facts),
        state="REGISTERED",
        sequence=-1,
    )


def _registered(matter):
    person = matter.petitioner
    return MatterRegistered(
        matter_no=matter.matter_no,
        query_code=matter.query_code,
        channel=matter.channel,
        kind=matter.kind,
        petitioner=RegisteredPetitioner(
            name=person.name, phone=person.phone, address=person.address, groups=tuple(person.groups)
        ),
        place=matter.place,
        place_code=matter.place_code,
        narrative=matter.narrative,
        claims=tuple(
            RegisteredClaim(claim_id=c.claim_id, category=c.category, text=c.text, facts=c.facts)
            for c in matter.claims
        ),
        respondent=matter.respondent,
        accused_unit=matter.accused_unit,
        registered_by=matter.registered_by,
        registering_unit=matter.registering_unit,
        received_at=matter.received_at,
        external_no=matter.external_no,
        reply_by=matter.reply_by,
        same_as=matter.same_as,
    )


def new_query_code():
    """Sixty bits that can be read out on the telephone: no 0 and O, no 1, I and L, no U."""
    return "".join(secrets.choice(LEGIBLE) for _ in range(CODE_LENGTH))
