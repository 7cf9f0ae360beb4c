"""What every event about a referral says first."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from shared.contracts.base import part
from shared.contracts.fields import Code, MatterNo, OneOf, Sealed
from shared.contracts.words import KINDS


@part
class AboutAReferral:
    """Which referral it is, who holds it and who sent it; of a report, sealed, whom it accuses."""

    matter_no: MatterNo
    referral_id: UUID
    matter_kind: Annotated[str, OneOf(KINDS)]
    unit: Code
    sender: Code
    accused_unit: Sealed[Code | None] = None
