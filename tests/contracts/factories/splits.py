"""What is told when claims of a matter become a matter of their own."""

from uuid import UUID

from shared.contracts.intake import RegisteredClaim
from shared.contracts.splits import ClaimSplit, MatterSplitOff, SplitAsked, SplitRefused
from tests.contracts.factories.matter import AT, CLAIM, CLAIM_TEXT, MATTER_NO, PETITIONER, REFERRAL

SPLIT = UUID("00000000-0000-4000-8000-000000000017")
NEW_NO = "LD-20260920-0002"
WHY = "（虚构）欠薪和噪声是两件事，分别办理。"

CLAIMS = (RegisteredClaim(claim_id=CLAIM, category="wages", text=CLAIM_TEXT, facts={"arbitration": "award"}),)

SPLIT_ASKED = SplitAsked(
    matter_no=MATTER_NO,
    split_id=SPLIT,
    new_no=NEW_NO,
    claims=CLAIMS,
    reason=WHY,
    contacts=2,
    corrections=1,
    asked_by="petition",
    asking_unit="petition_office",
)
CLAIM_SPLIT = ClaimSplit(
    matter_no=MATTER_NO,
    split_id=SPLIT,
    new_no=NEW_NO,
    referral_id=REFERRAL,
    new_referral_id=UUID("00000000-0000-4000-8000-000000000018"),
    matter_kind="CLAIM_APPEAL",
    sender="petition_office",
    unit="caoqiao",
    accused_unit="demo_unit_accused",
    claims=(CLAIM,),
    ends=True,
    split_at=AT,
)
SPLIT_REFUSED = SplitRefused(matter_no=MATTER_NO, split_id=SPLIT, new_no=NEW_NO, why="TAKEN_UP", refused_at=AT)
MATTER_SPLIT_OFF = MatterSplitOff(
    matter_no=NEW_NO,
    from_no=MATTER_NO,
    split_id=SPLIT,
    query_code="DEMO23456789",
    channel="PHONE",
    matter_kind="CLAIM_APPEAL",
    registering_unit="petition_office",
    accused_unit="demo_unit_accused",
    petitioner=PETITIONER,
    claims=CLAIMS,
    reason=WHY,
    split_by="petition",
    received_at=AT,
)
