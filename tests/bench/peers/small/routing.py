"""A matter is given to a unit."""

from shared.messaging import handles, publish, row_id
from tests.bench.peers.small.events import MatterRouted, MatterWritten
from tests.bench.peers.small.tables import Referral
from tests.bench.peers.stages import unit_for


@handles(MatterWritten)
def route(session, event):
    unit = unit_for(event.narrative)
    session.add(Referral(referral_id=row_id(session), matter_no=event.matter_no, unit=unit, reason="属地管理"))
    publish(
        session,
        MatterRouted(matter_no=event.matter_no, petitioner=event.petitioner, narrative=event.narrative, unit=unit),
    )
