"""What routing tells of orders, objections and replies."""

from datetime import date
from typing import Any

from shared.contracts.routing import (
    AcceptedWay,
    ClaimAnswer,
    ClaimDeclined,
    HandlerRecused,
    HandlerReleased,
    MatterAccepted,
    MatterHeldForTriage,
    ObjectionPassedOn,
    ObjectionRefused,
    ReferralMade,
    ReferralObjected,
    ReferralReturned,
    ReferralSigned,
    ReferralTakenOver,
    ReferredClaim,
    ReplyIssued,
)
from tests.contracts.factories.matter import (
    AT,
    CLAIM,
    CLAIM_TEXT,
    MATTER_NO,
    NARRATIVE,
    PETITIONER,
    PLACE,
    REFERRAL,
    REPLY_BY,
)

HELD_FOR_TRIAGE = MatterHeldForTriage(
    matter_no=MATTER_NO, claims=(CLAIM,), holder="bureau", reason="没有写明地点", reason_en="No place is named"
)
REFERRAL_MADE = ReferralMade(
    matter_no=MATTER_NO,
    referral_id=REFERRAL,
    kind="ASSIGN",
    matter_kind="CLAIM_APPEAL",
    sender="petition_office",
    unit="caoqiao",
    outside=False,
    accused_unit="zhapu",
    rule="the_township_of_the_place",
    article="《信访工作条例》第二十二条第三项",
    reason="属地管理：曹桥街道",
    reason_en="It happened in 曹桥街道",
    decided_by="petition",
    approver="leader",
    overridden="该单位在办事项已达 200 件",
    made_at=AT,
    reply_by=REPLY_BY,
    petitioner=PETITIONER,
    place=PLACE,
    narrative=NARRATIVE,
    claims=(ReferredClaim(claim_id=CLAIM, category="work_injury", text=CLAIM_TEXT),),
)
CLAIM_DECLINED = ClaimDeclined(
    matter_no=MATTER_NO,
    matter_kind="CLAIM_APPEAL",
    claims=(CLAIM,),
    state="DECLINED",
    sender="petition_office",
    unit="petition_office",
    accused_unit="zhapu",
    article="《信访工作条例》第十九条第三款",
    reason="同一事项（SZ-20260901-0002）正在规定期限内办理，不另行受理",
    reason_en="The same matter (SZ-20260901-0002) is in hand and within its period: it is not opened again",
    words="（虚构）经核实，与九月一日所反映的是同一件事。",
    same_as="SZ-20260901-0002",
    declined_by="petition",
    declined_at=AT,
    petitioner=PETITIONER,
)
HANDLER_RECUSED = HandlerRecused(
    matter_no=MATTER_NO,
    username="caoqiao2",
    unit="caoqiao",
    interest="（虚构）与信访人是亲属",
    recused_by="caoqiao",
    recused_at=AT,
)
REFERRAL_SIGNED = ReferralSigned(
    matter_no=MATTER_NO, referral_id=REFERRAL, unit="caoqiao", claims=(CLAIM,), signed_by="caoqiao", signed_at=AT
)
ABOUT_AN_OBJECTION: dict[str, Any] = {
    "matter_no": MATTER_NO,
    "referral_id": REFERRAL,
    "matter_kind": "CLAIM_APPEAL",
    "unit": "caoqiao",
    "sender": "petition_office",
    "accused_unit": "zhapu",
    "claims": (CLAIM,),
}
ABOUT_A_REFERRAL: dict[str, Any] = {name: told for name, told in ABOUT_AN_OBJECTION.items() if name != "claims"}
REFERRAL_OBJECTED = ReferralObjected(
    **ABOUT_AN_OBJECTION,
    reason="OTHER_TERRITORY",
    explanation="（虚构）事发地在新仓镇。",
    competent_unit="xincang",
    decider="petition_office",
    disputed=False,
    objected_by="caoqiao",
    objected_at=AT,
)
DECIDED: Any = {"disputed": False, "decider": "petition_office", "decided_by": "petition", "decided_at": AT}
REFERRAL_RETURNED = ReferralReturned(
    **ABOUT_AN_OBJECTION,
    **DECIDED,
    words="（虚构）经核实，同意退回。",
)
OBJECTION_REFUSED = ObjectionRefused(
    **ABOUT_AN_OBJECTION,
    words="（虚构）事发地在曹桥街道，由你单位办理。",
    **DECIDED,
    state="IN_PROGRESS",
)
MATTER_ACCEPTED = MatterAccepted(
    **ABOUT_AN_OBJECTION,
    path="PETITION",
    article="《信访工作条例》第三十一条第六项",
    words="（虚构）由曹桥司法所办理，先组织调解。",
    due_on=date(2026, 11, 19),
    accepted_by="caoqiao",
    accepted_at=AT,
    petitioner=PETITIONER,
    ways=(
        AcceptedWay(
            claim_id=CLAIM,
            number=1,
            category="land",
            path="PETITION",
            article="《信访工作条例》第三十一条第六项",
        ),
    ),
)
REFERRAL_TAKEN_OVER = ReferralTakenOver(
    **ABOUT_AN_OBJECTION,
    former_unit="lindai",
    state="IN_PROGRESS",
    because="closed",
    article="《信访工作条例》第二十四条第二款",
    petitioner=PETITIONER,
    taken_over_at=AT,
)
HANDLER_RELEASED = HandlerReleased(**ABOUT_A_REFERRAL, username="caoqiao", follower="caoqiao2", released_at=AT)
OBJECTION_PASSED_ON = ObjectionPassedOn(
    **ABOUT_A_REFERRAL,
    reason="OTHER_TERRITORY",
    competent_unit="xincang",
    disputed=True,
    former_decider="lindai",
    decider="bureau",
    passed_on_at=AT,
)
REPLY_ISSUED = ReplyIssued(
    **ABOUT_A_REFERRAL,
    answers=(
        ClaimAnswer(
            claim_id=CLAIM,
            outcome="EXPLAIN",
            facts="（虚构）经核实，协商确未达成一致。",
            legal_basis="《信访工作条例》第三十二条",
            path="PETITION",
        ),
    ),
    remedy="（虚构）可以在三十日内请求复查。",
    law_explained="（虚构）相邻各方应当给彼此必要的便利。",
    answered_by="caoqiao",
    answered_at=AT,
    checked_by="caoqiao2",
    petitioner=PETITIONER,
)
