"""What legal aid tells."""

from shared.contracts.legalaid import AidDraftOpened, AidWithdrawn
from tests.contracts.factories.matter import AT, MATTER_NO, PETITIONER, REFERRAL

AID_DRAFT_OPENED = AidDraftOpened(matter_no=MATTER_NO, referral_id=REFERRAL, unit="legal_aid_centre", opened_at=AT)
AID_WITHDRAWN = AidWithdrawn(
    matter_no=MATTER_NO,
    referral_id=REFERRAL,
    unit="legal_aid_centre",
    sender="hotline",
    accused_unit="demo_unit_accused",
    told_by="applicant",
    channel="PHONE",
    words="（虚构）已经自己请了律师。",
    withdrawn_by="aid",
    withdrawn_at=AT,
    petitioner=PETITIONER,
)
