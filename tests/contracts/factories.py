"""One valid event of each type, about a fictional matter: a test says only the difference."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from shared.contracts import urging
from shared.contracts.clocks import (
    ClockBreached,
    ClockDueSoon,
    ClockFellDue,
    ClockMoved,
    ClockStarted,
    ClockStopped,
    StartedClock,
    StoppedClock,
)
from shared.contracts.console import StaffChanged, UnitChanged
from shared.contracts.intake import MatterRegistered, RegisteredClaim, RegisteredPetitioner
from shared.contracts.legalaid import AidDraftOpened
from shared.contracts.notify import NoticeFailed, NoticeSent
from shared.contracts.routing import (
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
from shared.contracts.system import EventDead, EventSettled, RedriveRequested

MATTER_NO = "LD-20260920-0001"
CLAIM = UUID("00000000-0000-4000-8000-000000000001")
REFERRAL = UUID("00000000-0000-4000-8000-000000000002")
NOTICE = UUID("00000000-0000-4000-8000-000000000003")
ORDER = UUID("00000000-0000-4000-8000-000000000006")
CLOCK = UUID("00000000-0000-4000-8000-000000000005")
DUE_ON = date(2026, 10, 5)
EVENT = "01990000-0000-7000-8000-000000000004"
AT = datetime(2026, 9, 20, 1, 30, tzinfo=UTC)
REPLY_BY = date(2026, 10, 20)

PETITIONER = RegisteredPetitioner(
    name="林某", phone="13800000000", address="演示路零号", groups=("migrant_worker", "woman")
)
NARRATIVE = "（虚构）在演示塑料厂受伤，与厂方协商未成。"
CLAIM_TEXT = "（虚构）请求工伤赔偿"
PLACE = "曹桥街道演示村"

UNIT_CHANGED = UnitChanged(
    code="caoqiao",
    kind="justice_office",
    name="演示司法所",
    name_en="Demo Justice Office",
    superior="bureau",
    mail="caoqiao@demo.invalid",
    phone="0000-00000000",
    active=True,
    successor="zhapu",
)
STAFF_CHANGED = StaffChanged(
    username="caoqiao", name="演示经办人", unit="caoqiao", role="office_clerk", active=True, signed_out_before=AT
)
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
AID_DRAFT_OPENED = AidDraftOpened(matter_no=MATTER_NO, referral_id=REFERRAL, unit="legal_aid_centre", opened_at=AT)
NOTICE_SENT = NoticeSent(
    matter_no=MATTER_NO,
    notice_id=NOTICE,
    template="referral_order",
    recipient="unit",
    unit="caoqiao",
    means="mail",
    sent_at=AT,
)
NOTICE_FAILED = NoticeFailed(
    matter_no=MATTER_NO,
    notice_id=NOTICE,
    template="registration",
    recipient="petitioner",
    unit=None,
    means="sms",
    reason="ConnectionRefusedError",
    failed_at=AT,
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
)
REFERRAL_TAKEN_OVER = ReferralTakenOver(
    **ABOUT_AN_OBJECTION,
    former_unit="lindai",
    state="IN_PROGRESS",
    article="《信访工作条例》第二十四条第二款",
    petitioner=PETITIONER,
    taken_over_at=AT,
)
HANDLER_RELEASED = HandlerReleased(**ABOUT_A_REFERRAL, username="caoqiao", released_at=AT)
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
        ),
    ),
    remedy="（虚构）可以在三十日内请求复查。",
    answered_by="caoqiao",
    answered_at=AT,
    petitioner=PETITIONER,
)
EXPLANATION = "2026年9月20日（星期日）收到；15日；2026年10月5日（星期一）到期；《信访工作条例》第二十三条第三款"
STARTED_CLOCK = StartedClock(
    clock_id=CLOCK,
    rule="receiver_tells",
    edition="national/2022-05-01",
    kind="duty",
    unit="caoqiao",
    started_on=date(2026, 9, 20),
    due_on=DUE_ON,
    explanation=EXPLANATION,
    explanation_en="received Sun 20 Sep; 15 days; due Mon 5 Oct 2026; 信访工作条例 23",
)
CLOCK_STARTED = ClockStarted(matter_no=MATTER_NO, clocks=(STARTED_CLOCK,))
CLOCK_MOVED = ClockMoved(matter_no=MATTER_NO, was_due_on=date(2026, 10, 4), clock=STARTED_CLOCK)
CLOCK_STOPPED = ClockStopped(
    matter_no=MATTER_NO,
    clocks=(
        StoppedClock(
            clock_id=CLOCK,
            rule="receiver_tells",
            edition="national/2022-05-01",
            kind="duty",
            unit="caoqiao",
            due_on=DUE_ON,
            outcome="done",
            late=False,
        ),
    ),
)
CLOCK_DUE_SOON = ClockDueSoon(
    matter_no=MATTER_NO,
    clock_id=CLOCK,
    rule="receiver_tells",
    edition="national/2022-05-01",
    unit="caoqiao",
    due_on=DUE_ON,
    explanation=EXPLANATION,
    sender="petition_office",
    confidential=False,
    accused_unit="zhapu",
)
OF_A_CLOCK = {name: value for name, value in vars(CLOCK_DUE_SOON).items() if name != "meta"}
CLOCK_FELL_DUE = ClockFellDue(**OF_A_CLOCK)
CLOCK_BREACHED = ClockBreached(supervisor="bureau", **OF_A_CLOCK)
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
EVENT_DEAD = EventDead(
    reader="liandong.notify",
    event_id=EVENT,
    type="referral.made",
    about=MATTER_NO,
    error="KeyError at services/notify/letters.py:1 in write",
    attempts=12,
    first_failed_at=AT,
    failed_at=AT,
)
EVENT_SETTLED = EventSettled(reader="liandong.notify", event_id=EVENT, settled_at=AT)
REDRIVE_REQUESTED = RedriveRequested(reader="liandong.notify", event_ids=(EVENT,), requested_by="ops")

CURRENT: dict[str, Any] = {
    made.event_type.type: made
    for made in (
        UNIT_CHANGED,
        STAFF_CHANGED,
        MATTER_REGISTERED,
        AID_DRAFT_OPENED,
        NOTICE_SENT,
        NOTICE_FAILED,
        HELD_FOR_TRIAGE,
        REFERRAL_MADE,
        CLAIM_DECLINED,
        HANDLER_RECUSED,
        REFERRAL_SIGNED,
        REFERRAL_OBJECTED,
        REFERRAL_RETURNED,
        OBJECTION_REFUSED,
        MATTER_ACCEPTED,
        REFERRAL_TAKEN_OVER,
        HANDLER_RELEASED,
        OBJECTION_PASSED_ON,
        REPLY_ISSUED,
        REFERRAL_CHASED,
        SUPERVISION_ISSUED,
        SUPERVISION_ANSWERED,
        SUPERVISION_ANSWER_REFUSED,
        SUPERVISION_LIFTED,
        CLOCK_STARTED,
        CLOCK_MOVED,
        CLOCK_STOPPED,
        CLOCK_DUE_SOON,
        CLOCK_FELL_DUE,
        CLOCK_BREACHED,
        EVENT_DEAD,
        EVENT_SETTLED,
        REDRIVE_REQUESTED,
    )
}
"""Every field is given a value, so that an example shows all of them."""

OLDER: dict[tuple[str, int], Any] = {
    ("unit.changed", 1): replace(UNIT_CHANGED, successor=None),
    ("matter.registered", 1): replace(MATTER_REGISTERED, same_as=None),
    ("referral.made", 1): replace(REFERRAL_MADE, approver=None, overridden=None),
}
"""What an example of an older version means today: `("referral.made", 1): replace(REFERRAL_MADE, reply_by=None)`."""


def meaning_of(type_: str, version: int) -> Any:
    """What the stored example of that type and version must load as today."""
    event = CURRENT.get(type_)
    if event is not None and version == event.event_type.version:
        return event
    return OLDER.get((type_, version))


def with_change(event: Any, **differences: Any) -> Any:
    """The same event but for these fields."""
    return replace(event, **differences)
