"""What the shop does slowly, in a lane of its own."""

from shared.messaging import handles
from tests.integration.messaging.toys.events import ToyShown
from tests.integration.messaging.toys.tables import Effect


@handles(ToyShown)
def decorate_window(session, event):
    session.add(Effect(event_id=event.meta.id, what="decorate_window"))
