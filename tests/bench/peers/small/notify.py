"""A notice is owed to the petitioner."""

from shared.messaging import handles, row_id
from tests.bench.peers.small.events import MatterRouted
from tests.bench.peers.small.tables import Notice
from tests.bench.peers.stages import notice_text


@handles(MatterRouted)
def owe_notice(session, event):
    body = notice_text({"petitioner": event.petitioner, "matter_no": event.matter_no, "unit": event.unit})
    session.add(Notice(notice_id=row_id(session), matter_no=event.matter_no, recipient=event.petitioner, body=body))
