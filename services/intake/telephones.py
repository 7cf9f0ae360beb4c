"""Telephone numbers as this city keeps them; those of before are written like all others, piece by piece."""

from services.intake.models import Petitioner
from services.intake.policy.telephone import plain_number
from shared.config import settings
from shared.db import database
from shared.db.chores import Chore, work_off
from shared.privacy import blind_index

FORM = 1
"""Which of its forms a number is kept in: another way to write them would be the next one."""


def kept_number(phone):
    return plain_number(phone, settings().area_code)


def phone_index(phone):
    return blind_index("phone", kept_number(phone)) if phone else None


def written_otherwise(now=None):
    """Whose number is still kept as it was said."""
    return Petitioner.phone_form.is_(None), Petitioner.phone_index.is_not(None)


def write_like_all_others(session, person, now):
    person.phone = kept_number(person.phone)
    person.phone_index, person.phone_form = phone_index(person.phone), FORM


CHORES = (
    Chore(
        "write a telephone number like all others",
        Petitioner,
        Petitioner.petitioner_id,
        written_otherwise,
        write_like_all_others,
    ),
)


def write_numbers_alike():
    work_off(database("intake"), CHORES)
