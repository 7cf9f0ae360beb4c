"""What a service tells when it shows whose matter it is."""

from shared.contracts.looks import PersonalShown
from tests.contracts.factories.matter import AT, MATTER_NO

PERSONAL_SHOWN = PersonalShown(
    matter_no=MATTER_NO, door="referral", reason="contact", username="caoqiao", unit="caoqiao", shown_at=AT
)
