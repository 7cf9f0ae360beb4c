"""What legal aid tells."""

from shared.contracts.legalaid import AidDraftOpened
from tests.contracts.factories.matter import AT, MATTER_NO, REFERRAL

AID_DRAFT_OPENED = AidDraftOpened(matter_no=MATTER_NO, referral_id=REFERRAL, unit="legal_aid_centre", opened_at=AT)
