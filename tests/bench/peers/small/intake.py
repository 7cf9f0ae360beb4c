"""A matter is registered."""

from shared.messaging import handles, publish
from tests.bench.peers.small.events import MatterAsked, MatterWritten
from tests.bench.peers.small.tables import Matter


@handles(MatterAsked)
def register(session, event):
    session.add(Matter(matter_no=event.matter_no, petitioner=event.petitioner, narrative=event.narrative))
    publish(
        session,
        MatterWritten(matter_no=event.matter_no, petitioner=event.petitioner, narrative=event.narrative),
    )
