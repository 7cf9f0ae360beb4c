"""What intake tells."""

from dataclasses import replace

from shared.contracts.intake import (
    ConsultationAnswered,
    FollowupRated,
    MatterContacted,
    MatterCorrected,
    MatterJoined,
    MatterRegistered,
    Reach,
    RegisteredAgent,
    RegisteredClaim,
)
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
    group_size=6,
    representatives=("演示代表甲", "演示代表乙"),
    agents=(RegisteredAgent(name="演示代理人", authority="special", relation="姐姐", phone="13900000000"),),
    respondent="caoqiao",
    respondent_name="演示塑料厂",
    accused_unit="demo_unit_accused",
    registered_by="petition",
    registering_unit="petition_office",
    received_at=AT,
    external_no="演示〔2026〕0号",
    reply_by=REPLY_BY,
    same_as="SZ-20260901-0002",
)

REACH = Reach(
    safe_to_ring=True, do_not_announce=True, ring_when="18:00 后", language="sign", needs=("hearing", "company")
)

MATTER_CONTACTED = MatterContacted(
    matter_no=MATTER_NO,
    number=2,
    channel="PHONE",
    matter_kind="CLAIM_APPEAL",
    registering_unit="petition_office",
    unit="caoqiao",
    accused_unit="demo_unit_accused",
    received_at=AT,
    recorded_by="operator",
    recording_unit="hotline",
    words="（虚构）再次来电，询问何时答复。",
    petitioner=replace(PETITIONER, reach=REACH),
)

CONSULTATION_ANSWERED = ConsultationAnswered(
    matter_no=MATTER_NO,
    channel="PHONE",
    unit="hotline",
    answered_by="operator",
    words="（虚构）可以自收到裁决书之日起十五日内起诉。",
    legal_basis="《劳动争议调解仲裁法》第五十条",
    aid_explained_at=AT,
    answered_at=AT,
)

FOLLOWUP_RATED = FollowupRated(
    matter_no=MATTER_NO,
    number=1,
    matter_kind="CLAIM_APPEAL",
    unit="caoqiao",
    satisfaction="MOSTLY",
    timely=True,
    resolution="PARTLY",
    words="（虚构）还差一个月的工资。",
    given_to="operator",
    rated_at=AT,
)

MATTER_JOINED = MatterJoined(
    matter_no=MATTER_NO,
    other_no="SZ-20260901-0002",
    relation="JOINT",
    is_later=True,
    matter_kind="CLAIM_APPEAL",
    registering_unit="petition_office",
    unit="caoqiao",
    accused_unit="demo_unit_accused",
    joined_by="operator",
    joining_unit="hotline",
    words="（虚构）同一工地的两名工人反映同一笔工资。",
)

MATTER_CORRECTED = MatterCorrected(
    matter_no=MATTER_NO,
    number=1,
    matter_kind="CLAIM_APPEAL",
    registering_unit="petition_office",
    unit="caoqiao",
    accused_unit="demo_unit_accused",
    corrected=("phone", "narrative", "category"),
    reason="（虚构）回拨核对，登记时少写一位。",
    corrected_by="petition",
    correcting_unit="petition_office",
    petitioner=replace(PETITIONER, reach=REACH),
    place=PLACE,
    place_code="330482003",
    respondent="caoqiao",
    respondent_name="演示塑料厂",
    narrative=NARRATIVE,
    claims=(RegisteredClaim(claim_id=CLAIM, category="wages", text=CLAIM_TEXT, facts={"arbitration": "award"}),),
)
