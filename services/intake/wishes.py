"""How somebody may be reached is asked once: what was said with one matter counts wherever they are heard next."""

from sqlalchemy import func, select

from services.intake.models import Petitioner
from services.intake.policy.telephone import is_complete
from services.intake.telephones import phone_index
from shared.privacy import blind_index


def said_before(session, people):
    """Of each of these people the row that says how they may be reached and is the newest of the same telephone or ID
    number; None where nothing was ever said."""
    phones = [phone_index(form.phone) if is_complete(form.phone) else None for form in people]
    id_numbers = [form.id_number and blind_index("id_number", form.id_number.upper()) for form in people]
    said = _newest(session, Petitioner.phone_index, phones) | _newest(session, Petitioner.id_number_index, id_numbers)
    return [_later(said.get(phone), said.get(id_number)) for phone, id_number in zip(phones, id_numbers, strict=True)]


def _newest(session, column, indexes):
    wanted = {index for index in indexes if index}
    if not wanted:
        return {}
    place = func.row_number().over(partition_by=column, order_by=Petitioner.reach_said_at.desc())
    said = (column.in_(wanted), Petitioner.reach_said_at.is_not(None))
    placed = select(Petitioner.petitioner_id, place.label("place")).where(*said).subquery()
    newest = select(placed.c.petitioner_id).where(placed.c.place == 1)
    found = session.scalars(select(Petitioner).where(Petitioner.petitioner_id.in_(newest)))
    return {getattr(person, column.key): person for person in found}


def _later(*said):
    return max(filter(None, said), key=lambda person: person.reach_said_at, default=None)
