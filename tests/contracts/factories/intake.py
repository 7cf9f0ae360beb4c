"""What intake tells."""

from shared.contracts.intake import MatterRegistered, RegisteredClaim
from tests.contracts.factories.matter import AT, CLAIM, CLAIM_TEXT, MATTER_NO, NARRATIVE, PETITIONER, PLACE, REPLY_BY

MATTER_REGISTERED = MatterRegistered(
    matter_no=MATTER_NO,
    query_code="EXAMPLECODE2",
    channel="FORWARDED",
    kind="CLAIM_APPEAL",
    petitioner=PETITIONER,
    place=PLACE,
    place_code="330482003",
    narrative=NARRATIVE,
    claims=(
        RegisteredClaim(
            claim_id=CLAIM, category="work_injury", text=CLAIM_TEXT, facts={"arbitration": "not_accepted"}
        ),
    ),
    respondent="caoqiao",
    accused_unit="demo_unit_accused",
    registered_by="petition",
    registering_unit="petition_office",
    received_at=AT,
    external_no="演示〔2026〕0号",
    reply_by=REPLY_BY,
    same_as="SZ-20260901-0002",
)
