"""Why an act is not possible now: the sentences a clerk reads instead."""

from services.routing.policy.act import REVIEWS
from shared.errors import Refused


class AlreadySigned(Refused):
    """这份交办件已经签收过了"""


class NotSignedFor(Refused):
    """请先签收，再办理这一步"""


class UnderCheck(Refused):
    """答复已经送审，等审核人审核；要修改的，先撤回送审"""


class NothingToCheck(Refused):
    """没有待审核的答复"""


class AlreadyAnswered(Refused):
    """这份交办件已经答复"""


class AlreadyAccepted(Refused):
    """已经书面告知信访人，由本单位办理"""


class UnderObjection(Refused):
    """异议还没有决定，决定之前不能办理这一步"""


class AlreadyReturned(Refused):
    """这份交办件已经退回，不再由本单位办理"""


class Withdrawn(Refused):
    """信访人已经撤回，这份交办件不再办理"""


class SplitOff(Refused):
    """诉求已经拆分到另一件事项，请在新的交办件里办理"""


class NothingObjected(Refused):
    """这份交办件没有待决定的异议"""


class NotAnsweredHere(Refused):
    """这份交办件已导入法定途径或移送系统外机关，不在这里签收、答复"""


class NotAnsweredYet(Refused):
    """还没有答复，不存在重办；要催的，可以催办、督办"""


class AlreadyReopened(Refused):
    """已经重办，请看新的交办件"""


class FinalNow(Refused):
    """已经终结，不再重办；有新的事实和理由的，登记为新的信访事项（《信访工作条例》第三十六条第三款）"""


class ReviewAskedAlready(Refused):
    """信访人已经就这份意见请求复查、复核，请看复查、复核件"""


class RevokedAlready(Refused):
    """原处理意见已经撤销，事项已经重新办理，请看新的交办件"""


class NoReviewYet(Refused):
    """还没有答复，不存在复查、复核（《信访工作条例》第三十五条）"""


class NotOfAReview(Refused):
    """复查、复核件不办理这一步，请在期限内提出复查、复核意见"""


class OnlyInARereview(Refused):
    """依法只有复核中听证所需的时间不计入期限（《信访工作条例》第三十六条第二款），其他情形不中止计时"""


class NothingAfterRereview(Refused):
    """已经复核，仍以同一事实和理由提出的，不再受理；有新的事实和理由的，登记为新的信访事项（《信访工作条例》第三十六条第三款）"""


IN = {
    "AWAITING_SIGN": NotSignedFor,
    "IN_PROGRESS": AlreadySigned,
    "AWAITING_REVIEW": UnderCheck,
    "OBJECTED": UnderObjection,
    "RETURNED": AlreadyReturned,
    "WITHDRAWN": Withdrawn,
    "SPLIT": SplitOff,
    "ANSWERED": AlreadyAnswered,
    "REOPENED": AlreadyReopened,
    "REVIEWED": ReviewAskedAlready,
    "REVOKED": RevokedAlready,
    "FINALISED": AlreadyAnswered,
    "STEERED": NotAnsweredHere,
    "HANDED_OUTSIDE": NotAnsweredHere,
}
"""What a clerk is told in a state, unless the act has a better answer."""
IN_HAND = ("AWAITING_SIGN", "IN_PROGRESS", "AWAITING_REVIEW", "OBJECTED")
NOT_AGAIN = {**dict.fromkeys(IN_HAND, NotAnsweredYet), "FINALISED": FinalNow}
INSTEAD = {
    "return_back": dict.fromkeys(IN, NothingObjected),
    "refuse_return": dict.fromkeys(IN, NothingObjected),
    "reopen": NOT_AGAIN,
    "reopen_claims": NOT_AGAIN,
    **dict.fromkeys(("ask_review", "ask_rereview"), dict.fromkeys(IN_HAND, NoReviewYet)),
    **{act: {**IN, "IN_PROGRESS": NothingToCheck} for act in ("release_reply", "send_back_reply", "recall_reply")},
}


def why_not(act, state):
    """The refusal of an act that a state does not allow."""
    return INSTEAD.get(act, {}).get(state, IN[state])()


def not_of_its_kind(act, kind):
    """The refusal of an act that orders of a kind do not have; None where their state says more."""
    if act in ("open_hearing", "close_hearing"):
        return OnlyInARereview()
    if kind in REVIEWS:
        return NothingAfterRereview() if act == "ask_review" else NotOfAReview()
    return None
