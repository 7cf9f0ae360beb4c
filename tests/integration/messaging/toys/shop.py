"""What the shop does when it hears of toys."""

from shared.messaging import NotYet, handles
from tests.integration.messaging.toys.events import ToyMade, ToyPainted
from tests.integration.messaging.toys.tables import Effect, Shelf
from tests.integration.messaging.toys.trouble import meet_trouble


@handles(ToyMade)
def put_on_shelf(session, event):
    session.add(Shelf(toy=event.toy, owner=event.owner, colour="plain", sequence=event.meta.sequence))
    session.add(Effect(event_id=event.meta.id, what="put_on_shelf"))
    meet_trouble(session, event)


@handles(ToyPainted)
def change_colour(session, event):
    toy = session.get(Shelf, event.toy, with_for_update=True)
    if toy is None:
        raise NotYet("the toy is not known here")
    if event.meta.sequence > toy.sequence:
        toy.colour, toy.sequence = event.colour, event.meta.sequence
    session.add(Effect(event_id=event.meta.id, what="change_colour"))
    meet_trouble(session, event)
