"""Mediation, and an order that was led into a statutory channel."""

from typing import Any
from uuid import UUID

from shared.contracts import mediation
from tests.contracts.factories.matter import AT, CLAIM, DUE_ON, PETITIONER, REPLY_BY
from tests.contracts.factories.routing import ABOUT_A_REFERRAL

MEDIATION = UUID("00000000-0000-4000-8000-000000000009")
WHOLE_ORDER = UUID("00000000-0000-4000-8000-000000000019")
ABOUT_A_MEDIATION: dict[str, Any] = {
    **ABOUT_A_REFERRAL,
    "mediation_id": MEDIATION,
    "mediator": "演示街道人民调解委员会",
}
MEDIATION_STARTED = mediation.MediationStarted(
    **ABOUT_A_MEDIATION,
    other_side="（虚构）演示塑料厂",
    began_on=DUE_ON,
    started_by="caoqiao",
    started_at=AT,
)
MEDIATION_HELD = mediation.MediationHeld(
    **ABOUT_A_MEDIATION, held_on=DUE_ON, words="（虚构）双方各说各的理由。", held_by="caoqiao", held_at=AT
)
MEDIATION_AGREED = mediation.MediationAgreed(
    **ABOUT_A_MEDIATION,
    words="（虚构）一次性补偿。",
    effective_on=DUE_ON,
    due_on=REPLY_BY,
    agreed_by="caoqiao",
    agreed_at=AT,
    petitioner=PETITIONER,
)
MEDIATION_FAILED = mediation.MediationFailed(
    **ABOUT_A_MEDIATION,
    how="refused",
    words="（虚构）厂方不愿再谈。",
    failed_by="caoqiao",
    failed_at=AT,
    petitioner=PETITIONER,
)
MEDIATION_CONFIRMED = mediation.MediationConfirmed(
    **ABOUT_A_MEDIATION, asked_on=DUE_ON, words="（虚构）共同提出。", recorded_by="caoqiao", recorded_at=AT
)
REFERRAL_STEERED_AWAY = mediation.ReferralSteeredAway(
    **ABOUT_A_REFERRAL,
    claims=(CLAIM,),
    path="ARBITRATION",
    door="演示市劳动人事争议仲裁委员会",
    article="《信访工作条例》第三十一条第二项",
    words="（虚构）劳动争议先申请仲裁。",
    steered_by="caoqiao",
    steered_at=AT,
    petitioner=PETITIONER,
    parted_from=WHOLE_ORDER,
    led_away=(mediation.LedAway(claim_id=CLAIM, number=2, category="wages", text="（虚构）支付工资。"),),
)
