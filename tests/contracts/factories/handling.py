"""What happens to a referral while it is in hand."""

from datetime import date
from typing import Any
from uuid import UUID

from shared.contracts import handling
from tests.contracts.factories.matter import AT, CLAIM, PETITIONER, REPLY_BY
from tests.contracts.factories.routing import ABOUT_A_REFERRAL

LATER = date(2026, 11, 19)
REQUEST = UUID("00000000-0000-4000-8000-000000000008")
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

ABOUT_AN_EXTENSION: dict[str, Any] = {
    **ABOUT_A_REFERRAL,
    "request_id": REQUEST,
    "rule": "opinion_31_6",
    "edition": "national/2022-05-01",
    "days": 30,
    "approver": "caoqiao",
}
EXTENSION_ASKED = handling.ExtensionAsked(
    **ABOUT_AN_EXTENSION, due_on=REPLY_BY, reason="（虚构）须等鉴定结论。", asked_by="caoqiao", asked_at=AT
)
HANDLING_EXTENDED = handling.HandlingExtended(
    **ABOUT_AN_EXTENSION,
    was_due_on=REPLY_BY,
    due_on=LATER,
    reason="（虚构）须等鉴定结论。",
    words="（虚构）同意。",
    article="《信访工作条例》第三十四条",
    extended_by="caoqiao2",
    extended_at=AT,
    petitioner=PETITIONER,
)
ORDER_EXTENDED = handling.OrderExtended(
    **{**ABOUT_AN_EXTENSION, "rule": "reply_ordered", "approver": "petition_office"},
    was_due_on=REPLY_BY,
    due_on=LATER,
    reason="（虚构）须等鉴定结论。",
    words="（虚构）同意。",
    extended_by="petition",
    extended_at=AT,
)
EXTENSION_REFUSED = handling.ExtensionRefused(
    **ABOUT_AN_EXTENSION, due_on=REPLY_BY, words="（虚构）请按期办结。", refused_by="caoqiao2", refused_at=AT
)
