"""How a reply is checked, served and performed, and that it is final."""

from datetime import date

from shared.contracts import replies
from tests.contracts.factories.matter import AT, CLAIM
from tests.contracts.factories.routing import ABOUT_A_REFERRAL

ABOUT_A_DRAFT = {**ABOUT_A_REFERRAL, "claims": (CLAIM,)}
REPLY_SENT_FOR_CHECK = replies.ReplySentForCheck(
    **ABOUT_A_DRAFT, checker="caoqiao", sent_by="caoqiao", level="REVIEW"
)
REPLY_RECALLED = replies.ReplyRecalled(**ABOUT_A_DRAFT, recalled_by="caoqiao", level="REVIEW")
REPLY_SENT_BACK = replies.ReplySentBack(
    **ABOUT_A_DRAFT,
    drafted_by="caoqiao",
    words="（虚构）依据应当写到条、款。",
    sent_back_by="caoqiao2",
    sent_back_at=AT,
    level="REREVIEW",
)
REPLY_SERVED = replies.ReplyServed(
    **ABOUT_A_REFERRAL,
    means="LEFT",
    served=True,
    served_on=date(2026, 11, 20),
    receiver="（虚构）林某之母",
    words="（虚构）拒绝签收，由村干部见证，留在住处。",
    review_until=date(2026, 12, 20),
    entered_by="caoqiao",
    level="REVIEW",
    reviewer="petition_office",
)
SERVICE_STRUCK_OUT = replies.ServiceStruckOut(
    **ABOUT_A_REFERRAL,
    means="LEFT",
    served=True,
    served_on=date(2026, 11, 20),
    words="（虚构）日期登记错了。",
    struck_out_by="caoqiao",
    struck_out_at=AT,
)
OPINION_PERFORMED = replies.OpinionPerformed(
    **ABOUT_A_DRAFT, done_on=date(2026, 11, 25), words="（虚构）围墙已经拆除。", reported_by="caoqiao"
)
REPLY_FINALISED = replies.ReplyFinalised(**ABOUT_A_DRAFT, finalised_at=AT, level="REREVIEW")
