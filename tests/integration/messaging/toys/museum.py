"""What the museum does when it hears of toys: it shows them, and says so."""

from shared.messaging import handles, publish
from tests.integration.messaging.toys.events import ToyMade, ToyShown, ToyTold
from tests.integration.messaging.toys.tables import Effect
from tests.integration.messaging.toys.trouble import meet_trouble


@handles(ToyMade)
def show(session, event):
    session.add(Effect(event_id=event.meta.id, what="show"))
    publish(session, ToyShown(toy=event.toy))
    meet_trouble(session, event)


@handles(ToyTold)
def write_down(session, event):
    session.add(Effect(event_id=event.meta.id, what="write_down"))
