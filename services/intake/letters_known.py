"""Which letters an office registered already: by number, name and words, also as these stood before a correction."""

import json
from collections import defaultdict

from sqlalchemy import select

from services.intake.models import CorrectedValue, Matter, Petitioner

TOLD_APART_BY = ("name", "narrative")


def letter(number, name, narrative):
    """What makes two letters one. A page ends its lines otherwise than a spreadsheet does."""
    return number, name, "\n".join(narrative.splitlines())


def letters_known(session, unit, numbers):
    """The matter of each letter with one of these numbers."""
    query = (
        select(Matter.external_no, Petitioner.name, Matter.narrative, Matter.matter_no)
        .join(Petitioner, Petitioner.petitioner_id == Matter.petitioner_id)
        .where(Matter.external_no.in_(numbers), Matter.registering_unit == unit)
    )
    found = session.execute(query).all()
    before = _before(session, [matter_no for *_, matter_no in found])
    return {
        letter(number, one_name, one_narrative): matter_no
        for number, name, narrative, matter_no in found
        for one_name in (name, *before[matter_no, "name"])
        for one_narrative in (narrative, *before[matter_no, "narrative"])
    }


def _before(session, matter_numbers):
    before = defaultdict(list)
    if matter_numbers:
        of_them = (CorrectedValue.matter_no.in_(matter_numbers), CorrectedValue.field.in_(TOLD_APART_BY))
        for value in session.scalars(select(CorrectedValue).where(*of_them)):
            before[value.matter_no, value.field].append(json.loads(value.before))
    return before
