"""What notify tells."""

from shared.contracts.notify import NoticeFailed, NoticeSent
from tests.contracts.factories.matter import AT, MATTER_NO, NOTICE

NOTICE_SENT = NoticeSent(
    matter_no=MATTER_NO,
    notice_id=NOTICE,
    template="referral_order",
    recipient="unit",
    unit="caoqiao",
    means="mail",
    sent_at=AT,
)
NOTICE_FAILED = NoticeFailed(
    matter_no=MATTER_NO,
    notice_id=NOTICE,
    template="registration",
    recipient="petitioner",
    unit=None,
    means="sms",
    reason="ConnectionRefusedError",
    failed_at=AT,
)
