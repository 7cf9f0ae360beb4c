"""What the post tells of itself."""

from shared.contracts.system import EventDead, EventSettled, RedriveRequested
from tests.contracts.factories.matter import AT, EVENT, MATTER_NO

EVENT_DEAD = EventDead(
    reader="liandong.notify",
    event_id=EVENT,
    type="referral.made",
    about=MATTER_NO,
    error="KeyError at services/notify/letters.py:1 in write",
    attempts=12,
    first_failed_at=AT,
    failed_at=AT,
)
EVENT_SETTLED = EventSettled(reader="liandong.notify", event_id=EVENT, settled_at=AT)
REDRIVE_REQUESTED = RedriveRequested(reader="liandong.notify", event_ids=(EVENT,), requested_by="ops")
