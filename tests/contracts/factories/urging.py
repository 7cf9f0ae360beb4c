"""Chasing and supervising."""

from typing import Any

from shared.contracts import urging
from tests.contracts.factories.matter import AT, ORDER, REPLY_BY
from tests.contracts.factories.routing import ABOUT_A_REFERRAL

ABOUT_A_SUPERVISION: dict[str, Any] = {
    **ABOUT_A_REFERRAL,
    "order_id": ORDER,
    "kind": "SUPERVISE_LISTED",
    "number": "挂督〔2026〕1号",
    "supervisor": "petition_office",
}
REFERRAL_CHASED = urging.ReferralChased(
    **ABOUT_A_REFERRAL,
    order_id=ORDER,
    number="催〔2026〕1号",
    cause="LATE",
    words="（虚构）请抓紧核实并答复。",
    reply_by=REPLY_BY,
    office="petition_office",
    chased_by="petition",
    chased_at=AT,
)
SUPERVISION_ISSUED = urging.SupervisionIssued(
    **ABOUT_A_SUPERVISION,
    cause="PASSED_ABOUT",
    words="（虚构）请说明为何至今没有办理。",
    reply_by=REPLY_BY,
    article="《信访工作条例》第四十条",
    issued_by="petition",
    issued_at=AT,
)
SUPERVISION_ANSWERED = urging.SupervisionAnswered(
    **ABOUT_A_SUPERVISION, words="（虚构）已约双方调解。", answered_by="caoqiao", answered_at=AT
)
SUPERVISION_ANSWER_REFUSED = urging.SupervisionAnswerRefused(
    **ABOUT_A_SUPERVISION, words="（虚构）没有写明调解结果。", refused_by="petition", refused_at=AT
)
SUPERVISION_LIFTED = urging.SupervisionLifted(
    **ABOUT_A_SUPERVISION, how="accepted", words="（虚构）同意。", lifted_by="petition", lifted_at=AT
)
