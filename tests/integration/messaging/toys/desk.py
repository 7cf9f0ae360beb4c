"""What the desk does when it hears of dead letters: it lists them."""

from shared.contracts.system import EventDead, EventSettled
from shared.messaging import handles
from tests.integration.messaging.toys.tables import Effect


@handles(EventDead)
def list_dead_letter(session, event):
    session.add(Effect(event_id=event.event_id, what=f"dead in {event.reader}"))


@handles(EventSettled)
def strike_dead_letter(session, event):
    session.add(Effect(event_id=event.event_id, what=f"settled in {event.reader}"))
