"""What is told when a petitioner withdraws."""

from uuid import UUID

from shared.contracts.withdrawals import ClaimWithdrawn, WithdrawalCameLate, WithdrawalRecorded
from tests.contracts.factories.matter import AT, CLAIM, MATTER_NO, PETITIONER, REFERRAL

WITHDRAWAL = UUID("00000000-0000-4000-8000-000000000007")

WITHDRAWAL_RECORDED = WithdrawalRecorded(
    matter_no=MATTER_NO,
    withdrawal_id=WITHDRAWAL,
    claims=(CLAIM,),
    whole=True,
    channel="PHONE",
    told_by="petitioner",
    words="（虚构）已经和厂方谈好，自愿撤回。",
    received_at=AT,
    recorded_by="operator",
    recording_unit="hotline",
)
CLAIM_WITHDRAWN = ClaimWithdrawn(
    matter_no=MATTER_NO,
    withdrawal_id=WITHDRAWAL,
    referral_id=REFERRAL,
    matter_kind="CLAIM_APPEAL",
    sender="petition_office",
    unit="caoqiao",
    accused_unit="demo_unit_accused",
    claims=(CLAIM,),
    ends=True,
    withdrawn_at=AT,
    petitioner=PETITIONER,
)
WITHDRAWAL_CAME_LATE = WithdrawalCameLate(matter_no=MATTER_NO, withdrawal_id=WITHDRAWAL, claims=(CLAIM,), found_at=AT)
