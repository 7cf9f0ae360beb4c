"""What happens to a referral while it is in hand."""

from typing import Any
from uuid import UUID

from shared.contracts import handling
from tests.contracts.factories.matter import AT, CLAIM, PETITIONER, REPLY_BY
from tests.contracts.factories.routing import ABOUT_A_REFERRAL

ASSISTANCE = UUID("00000000-0000-4000-8000-000000000007")

HANDLER_REASSIGNED = handling.HandlerReassigned(
    **ABOUT_A_REFERRAL,
    former="caoqiao",
    username="caoqiao2",
    words="（虚构）原经办人轮休。",
    reassigned_by="caoqiao2",
    reassigned_at=AT,
)
REFERRAL_PASSED_DOWN = handling.ReferralPassedDown(
    **ABOUT_A_REFERRAL,
    former_unit="bureau",
    claims=(CLAIM,),
    words="（虚构）事发地在该辖区。",
    article="《信访工作条例》第二十三条第三款",
    passed_by="leader",
    passed_at=AT,
    petitioner=PETITIONER,
)

ABOUT_AN_ASSISTANCE: dict[str, Any] = {**ABOUT_A_REFERRAL, "assistance_id": ASSISTANCE, "assistant": "xindai"}
ASSISTANCE_ASKED = handling.AssistanceAsked(
    **ABOUT_AN_ASSISTANCE,
    words="（虚构）请协助核实用工情况。",
    due_on=REPLY_BY,
    asked_by="caoqiao",
    asked_at=AT,
)
ASSISTANCE_ANSWERED = handling.AssistanceAnswered(
    **ABOUT_AN_ASSISTANCE, words="（虚构）已经核实。", answered_by="xindai", answered_at=AT
)
ASSISTANCE_RELEASED = handling.AssistanceReleased(
    **ABOUT_AN_ASSISTANCE, how="released", words="（虚构）不再需要。", released_by="caoqiao", released_at=AT
)
