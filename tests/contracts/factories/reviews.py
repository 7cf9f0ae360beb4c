"""How an opinion is reviewed and re-reviewed, and the hearing about it."""

from datetime import date
from uuid import UUID

from shared.contracts import reviews
from tests.contracts.factories.matter import AT, CLAIM, PETITIONER
from tests.contracts.factories.routing import ABOUT_A_REFERRAL

REVIEWED = UUID("00000000-0000-4000-8000-000000000092")
HEARING = UUID("00000000-0000-4000-8000-000000000093")
IN_A_REVIEW = {**ABOUT_A_REFERRAL, "unit": "bureau"}
REVIEW_REQUESTED = reviews.ReviewRequested(
    **IN_A_REVIEW,
    level="REVIEW",
    reviewed=REVIEWED,
    reviewed_unit="caoqiao",
    claims=(CLAIM,),
    asked_on=date(2026, 11, 27),
    words="（虚构）没有到现场看过，请求复查。",
    article="《信访工作条例》第三十五条",
    due_on=date(2026, 12, 27),
    petitioner=PETITIONER,
    recorded_by="petition",
    recorded_at=AT,
)
REVIEW_DECIDED = reviews.ReviewDecided(
    **IN_A_REVIEW,
    level="REVIEW",
    reviewed=REVIEWED,
    reviewed_unit="caoqiao",
    claims=(
        reviews.ReviewedClaim(
            claim_id=CLAIM,
            outcome="TO_SUPPORT",
            stands="SUPPORT",
            facts="（虚构）经现场查看，通道确被堵死。",
            legal_basis="《民法典》第二百九十一条",
        ),
    ),
    revoked=False,
    law_explained="（虚构）邻里之间应当互让，通道不能堵。",
    remedy="（虚构）可以请求复核。",
    article="《信访工作条例》第三十五条",
    decided_by="leader",
    decided_at=AT,
    checked_by="leader2",
    petitioner=PETITIONER,
)
IN_A_REREVIEW = {**ABOUT_A_REFERRAL, "unit": "petition_office"}
HEARING_OPENED = reviews.HearingOpened(
    **IN_A_REREVIEW,
    hearing_id=HEARING,
    first_on=date(2026, 12, 1),
    held_on=date(2026, 12, 10),
    place="演示市信访局一楼听证室",
    words="（虚构）双方说法不一。",
    article="《信访工作条例》第三十六条第二款",
    opened_by="petition",
    opened_at=AT,
    petitioner=PETITIONER,
)
HEARING_CLOSED = reviews.HearingClosed(
    **IN_A_REREVIEW,
    hearing_id=HEARING,
    first_on=date(2026, 12, 1),
    last_on=date(2026, 12, 10),
    due_on=date(2027, 1, 6),
    words="（虚构）双方都到场，陈述并出示了照片。",
    article="《信访工作条例》第三十六条第二款",
    closed_by="petition",
    closed_at=AT,
    petitioner=PETITIONER,
)
