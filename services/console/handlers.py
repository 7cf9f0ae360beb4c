"""What the console does when a service tells of its dead letters."""

from services.console.models import DeadLetter
from shared.contracts.system import EventDead, EventSettled
from shared.messaging import NotYet, handles


@handles(EventDead)
def list_dead_letter(session, event):
    letter = session.get(DeadLetter, (event.reader, event.event_id), with_for_update=True)
    if letter is None:
        letter = DeadLetter(reader=event.reader, event_id=event.event_id, sequence=-1)
        session.add(letter)
    if event.meta.sequence < letter.sequence:
        return
    letter.sequence = event.meta.sequence
    letter.settled_at = None
    for name in ("type", "about", "error", "attempts", "first_failed_at", "failed_at"):
        setattr(letter, name, getattr(event, name))
    session.flush()


@handles(EventSettled)
def strike_dead_letter(session, event):
    letter = session.get(DeadLetter, (event.reader, event.event_id), with_for_update=True)
    if letter is None:
        raise NotYet("its death has not been heard of")
    if event.meta.sequence > letter.sequence:
        letter.sequence = event.meta.sequence
        letter.settled_at = event.settled_at
