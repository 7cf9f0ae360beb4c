"""Something is told for the first time: it becomes a matter with a number."""

import json
import secrets
from datetime import date
from uuid import uuid4

from services.intake.actions.answering import answer_at_once, answered, problems_of_the_answer
from services.intake.comparing import wait_to_be_compared
from services.intake.forms import MatterForm
from services.intake.models import Agent, Claim, Contact, Matter, NumberSeries, Petitioner
from services.intake.policy.asked_fields import details_not_of, not_of_a_report
from services.intake.policy.claim_facts import wrong_facts
from services.intake.policy.days_told import wrong_moment, wrong_reply_by
from services.intake.policy.matter_number import matter_number, series
from services.intake.policy.representatives import REPRESENTATIVES, too_many_representatives
from services.intake.queries import matter_in_hand
from services.intake.telephones import FORM, kept_number, phone_index
from services.intake.wishes import said_before
from services.intake.words import keep_words
from shared.clocks import in_force
from shared.contracts.intake import MatterRegistered, RegisteredAgent, RegisteredClaim, RegisteredPetitioner
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
    wishes = said_before(session, [form.petitioner for form, _ in forms])
    matters = [
        _registered_one(session, form, matter_no, earlier, by, now)
        for (form, matter_no), earlier in zip(forms, wishes, strict=True)
    ]
    keep_words(session, matters)
    wait_to_be_compared(session, matters)
    return matters


def _registered_one(session, form, matter_no, earlier, by, now):
    check_matter(session, form, by, now)
    petitioner = _petitioner(form.petitioner, earlier, now)
    received_at = form.received_at or now
    matter = _matter(session, form, petitioner, received_at, by, now)
    matter.claims = [_claim(number, claim) for number, claim in enumerate(form.claims, 1)]
    matter.matter_no = matter_no or reserve_numbers(session, series_of(form, now), 1)[0]
    matter.agents = [_agent(number, agent) for number, agent in enumerate(form.agents, 1)]
    matter.contacts = [_first_contact(matter, by, now)]
    if form.answer:
        answer_at_once(matter, form.answer, by=by, now=now)
    session.add(matter)
    publish(session, answered(matter) if form.answer else _registered(matter))
    return matter


def series_of(form, now):
    return series(form.channel, (form.received_at or now).astimezone(HERE).date())


def reserve_numbers(session, day_series, count):
    last = next_number(session, NumberSeries.__table__, {"prefix": day_series}, count)
    return [matter_number(day_series, number) for number in range(last - count + 1, last + 1)]


def check_matter(session, form, by, now):
    """Raises `InvalidFields` for what no form can know by itself."""
    today = now.astimezone(HERE).date()
    problems = [
        *problems_of_the_answer(form),
        *wrong_moment(form.received_at, now),
        *wrong_reply_by(form.reply_by, today),
    ]
    if form.accused_party and form.kind != "REPORT":
        problems.append(FieldProblem("accused_party", "only_for_report"))
    problems += [FieldProblem(name, "accused_instead") for name in not_of_a_report(form)]
    received_on = (form.received_at or now).astimezone(HERE).date()
    caps = in_force.rulebook().candidates(REPRESENTATIVES, received_on)
    if over := too_many_representatives(form.channel, form.group_size, len(form.representatives), caps):
        why = f"{over.limit}（{over.article}）" if over.article else str(over.limit)
        problems.append(FieldProblem("representatives", "too_many", why))
    for number, claim in enumerate(form.claims):
        for name, code in wrong_facts(claim.facts, today):
            problems.append(FieldProblem(f"claims.{number}.facts.{name}", code))
    for name in details_not_of(form.channel, details_given(form)):
        problems.append(FieldProblem(f"details.{name}", "not_of_channel"))
    accused_unit = form.accused_party and form.accused_party.unit
    for name, code in (("respondent", form.respondent), ("accused_party.unit", accused_unit)):
        if code and unit_called(session, code) is None:
            problems.append(FieldProblem(name, "unknown_unit"))
    if form.same_as and not is_theirs(matter_in_hand(session, form.same_as, by), form.petitioner):
        problems.append(FieldProblem("same_as", "unknown_matter"))
    if problems:
        raise InvalidFields(*problems)


def is_theirs(earlier, form):
    """Whether the matter in hand is this petitioner's: nobody is told the number of somebody else's."""
    if earlier is None:
        return False
    number, person = kept_number(form.phone), earlier.petitioner
    return number == kept_number(person.phone) if number and person.phone else form.name == person.name


def _petitioner(form, earlier, now):
    id_number = form.id_number and form.id_number.upper()
    person = Petitioner(
        petitioner_id=uuid4(),
        name=form.name,
        name_index=blind_index("name", form.name),
        phone=kept_number(form.phone),
        phone_index=phone_index(form.phone),
        phone_form=FORM,
        id_number=id_number,
        id_number_index=id_number and blind_index("id_number", id_number),
        address=form.address,
        groups=sorted(set(form.groups)),
        do_not_announce=False,
    )
    person.may_be_reached_like(earlier)
    person.may_be_reached(form.reach, now)
    return person


def _first_contact(matter, by, now):
    return Contact(
        number=1,
        channel=matter.channel,
        received_at=matter.received_at,
        recorded_by=by.username,
        recording_unit=by.unit,
        recorded_at=now,
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
        respondent_name=form.respondent_name,
        details=json.dumps(details_given(form), ensure_ascii=False) if form.details else None,
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


def details_given(form):
    """What was told of how it came, ready to be kept."""
    told = vars(form.details) if form.details else {}
    kept = {name: value.isoformat() if isinstance(value, date) else value for name, value in told.items()}
    return {name: value for name, value in kept.items() if value is not None}


def _agent(number, form):
    return Agent(
        number=number,
        name=form.name,
        phone=kept_number(form.phone),
        relation=form.relation,
        authority=form.authority,
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
    return MatterRegistered(
        matter_no=matter.matter_no,
        query_code=matter.query_code,
        channel=matter.channel,
        kind=matter.kind,
        petitioner=told_of(matter.petitioner),
        place=matter.place,
        place_code=matter.place_code,
        narrative=matter.narrative,
        claims=tuple(map(claim_told, matter.claims)),
        group_size=matter.group_size,
        representatives=tuple(json.loads(matter.representatives or "[]")),
        agents=tuple(
            RegisteredAgent(name=a.name, authority=a.authority, relation=a.relation, phone=a.phone)
            for a in matter.agents
        ),
        respondent=matter.respondent,
        respondent_name=matter.respondent_name,
        accused_unit=matter.accused_unit,
        registered_by=matter.registered_by,
        registering_unit=matter.registering_unit,
        received_at=matter.received_at,
        external_no=matter.external_no,
        reply_by=matter.reply_by,
        same_as=matter.same_as,
    )


def claim_told(claim):
    return RegisteredClaim(claim_id=claim.claim_id, category=claim.category, text=claim.text, facts=claim.facts)


def told_of(person):
    """What the services that must reach a petitioner need to know."""
    return RegisteredPetitioner(
        name=person.name,
        phone=person.phone,
        address=person.address,
        groups=tuple(person.groups),
        reach=person.reach,
    )


def new_query_code():
    """Sixty bits that can be read out on the telephone: no 0 and O, no 1, I and L, no U."""
    return "".join(secrets.choice(LEGIBLE) for _ in range(CODE_LENGTH))
