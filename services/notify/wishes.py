"""A text message comes to a telephone: what was asked for there, with any matter, counts for all that goes there."""

from services.notify.models import KnownReach, NumberReach
from services.notify.policy.notices_owed import is_unwanted_text
from shared.db import insert_if_absent
from shared.privacy import blind_index
from shared.reaching import as_json, from_json, reach_of


def keep_for_the_number(session, event):
    """Keep what the newest event says of how this telephone may be reached; an older one that comes late changes
    nothing. A wish that was taken back is one no more; most people have none."""
    phone, reach = event.petitioner.phone, event.petitioner.reach
    index = phone and blind_index("phone", phone)
    if index and reach:
        insert_if_absent(session, NumberReach.__table__, [{"phone_index": index, "sequence": -1}], "phone_index")
    known = index and session.get(NumberReach, index, with_for_update=True, populate_existing=True)
    if known and event.meta.sequence > known.sequence:
        known.reach, known.sequence = as_json(reach), event.meta.sequence


def reach_for(session, notice):
    """How the petitioner whom a notice is for may be reached: what was said of the telephone, where that forbids a
    text message, else what was said last with the matter."""
    known = session.get(NumberReach, blind_index("phone", notice.address)) if notice.address else None
    at_the_number = from_json(known.reach) if known else None
    if is_unwanted_text(at_the_number):
        return at_the_number
    return reach_of(session, KnownReach, notice.matter_no, from_json(notice.reach))
