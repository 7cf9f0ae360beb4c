"""The completion report."""

from shared.contracts import completion
from tests.contracts.factories.matter import AT
from tests.contracts.factories.routing import ABOUT_A_REFERRAL

COMPLETION_REPORTED = completion.CompletionReported(
    **ABOUT_A_REFERRAL, words="（虚构）答复已经送达，围墙已经拆除。", reported_by="caoqiao", reported_at=AT
)
COMPLETION_REFUSED = completion.CompletionRefused(
    **ABOUT_A_REFERRAL, words="（虚构）请附上送达回证。", decided_by="petition", decided_at=AT
)
MATTER_COMPLETED = completion.MatterCompleted(
    **ABOUT_A_REFERRAL, words="（虚构）同意办结。", decided_by="petition", decided_at=AT
)
