"""What comes after a reply that was served."""

from datetime import date

from shared.contracts import after_reply
from tests.contracts.factories.matter import AT, CLAIM, PETITIONER
from tests.contracts.factories.mediation import WHOLE_ORDER
from tests.contracts.factories.routing import ABOUT_A_REFERRAL

FOLLOWUP_RECORDED = after_reply.FollowupRecorded(
    **ABOUT_A_REFERRAL,
    visitor="petition_office",
    number=1,
    visited_on=date(2026, 11, 27),
    reached=True,
    satisfaction="MOSTLY",
    words="（虚构）围墙拆了，砖还堆在通道上。",
    remains="（虚构）清走砖块。",
    recorded_by="petition",
    recorded_at=AT,
)
SENDING_TAKEN_OVER = after_reply.SendingTakenOver(
    **ABOUT_A_REFERRAL,
    former_sender="hotline",
    article="《信访工作条例》第二十四条第二款",
    taken_over_at=AT,
)
REFERRAL_REOPENED = after_reply.ReferralReopened(
    **ABOUT_A_REFERRAL,
    claims=(CLAIM,),
    cause="NOT_PERFORMED",
    words="（虚构）围墙只拆了一半，请办到底。",
    petitioner=PETITIONER,
    reopened_by="petition",
    reopened_at=AT,
    parted_from=WHOLE_ORDER,
    again=(after_reply.DoneAgain(claim_id=CLAIM, number=2, category="land", text="（虚构）拆除围墙。"),),
)
