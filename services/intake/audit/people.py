"""What must be true of the people behind matters."""

from sqlalchemy import select

from services.intake.models import Matter, Petitioner
from services.intake.telephones import written_otherwise


def every_number_is_written_like_all_others(session, before):
    """a matter of somebody whose telephone number is still to be written like all others after an upgrade"""
    query = select(Matter.matter_no).join(Petitioner, Petitioner.petitioner_id == Matter.petitioner_id)
    return session.scalars(query.where(Matter.registered_at < before, *written_otherwise()))


INVARIANTS = (every_number_is_written_like_all_others,)
