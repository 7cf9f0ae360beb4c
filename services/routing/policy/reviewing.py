"""Review (复查) and re-review (复核): who reviews an opinion, until when it may be asked for, what it may say and
what then stands (信访工作条例 35, 36)."""

from services.routing.policy.act import REVIEWS
from services.routing.policy.paths import may_refuse
from services.routing.policy.question import PETITION_OFFICE
from shared.contracts.reviews import REVIEW_LEVELS, REVIEW_OUTCOMES
from shared.contracts.words import OUTCOMES

ASK_REVIEW = "ask_review"
ASK_REREVIEW = "ask_rereview"
ANSWER_REVIEW = "answer_review"
ANSWER_REREVIEW = "answer_rereview"
ASKING = (ASK_REVIEW, ASK_REREVIEW)
UPHELD, REVOKED = "UPHELD", "REVOKED"
STATE = {"REVIEW": "UNDER_REVIEW", "REREVIEW": "UNDER_REREVIEW"}
ARTICLE = {"REVIEW": "《信访工作条例》第三十五条", "REREVIEW": "《信访工作条例》第三十六条第一款"}
HEARING_ARTICLE = "《信访工作条例》第三十六条第二款"
NEXT = {**dict.fromkeys(("TRANSFER", "ASSIGN"), "REVIEW"), "REVIEW": "REREVIEW"}
"""What may be asked for against the opinion of an order of that kind; nothing after a re-review (36 ¶3)."""
ASKED_BY = {"REVIEW": ASK_REVIEW, "REREVIEW": ASK_REREVIEW}
ANSWERED_BY = {"REVIEW": ANSWER_REVIEW, "REREVIEW": ANSWER_REREVIEW}
CHANGED = {"TO_SUPPORT": "SUPPORT", "TO_EXPLAIN": "EXPLAIN", "TO_REFUSE": "REFUSE"}
REMEDY = {
    "REVIEW": "自收到本意见之日起30日内，可以向上一级机关、单位请求复核（《信访工作条例》第三十六条第一款）。",
    "REREVIEW": "本意见为复核意见。仍以同一事实和理由提出投诉请求的，各级机关、单位不再受理"
    "（《信访工作条例》第三十六条第三款）；有新的事实和理由的，可以另行提出。",
}
if set(STATE) != set(REVIEW_LEVELS) or set(REVIEWS) != set(REVIEW_LEVELS):
    raise ValueError("every level of the vocabulary has its row here, and no other")
if set(REVIEW_OUTCOMES) != {UPHELD, REVOKED, *CHANGED} or set(CHANGED.values()) != set(OUTCOMES):
    raise ValueError("every outcome of the vocabulary says here what stands then")


def level_of(kind):
    """Of which kind an opinion is; none for the reply itself."""
    return kind if kind in REVIEWS else None


def who_reviews(unit, city, barred=()):
    """The unit above, or whoever followed it; above the highest of a system the petition office, for the government.
    Never the unit itself, one of `barred`, or one without a desk here: then it is none."""
    above = [*city.chain(unit)[1:], PETITION_OFFICE]
    found = (city.follower_of(one) for one in above)
    return next((one for one in found if one and _may_review(one, unit, city, barred)), None)


def _may_review(one, unit, city, barred):
    return one != unit and one not in barred and unit not in city.chain(one) and not city.units[one].outside


def may_be_reviewed(way):
    """Review is asked of a handling opinion: of what was accepted under 31(6)."""
    return may_refuse(way)


def in_time(asked_on, last_day):
    """By the day on which the request was received; without an announced calendar nobody is too late."""
    return last_day is None or asked_on <= last_day


def outcomes_of(kind):
    """The outcomes an opinion of that kind may have."""
    return REVIEW_OUTCOMES if kind in REVIEWS else OUTCOMES


def revokes(outcomes):
    return REVOKED in outcomes


def contradicts_itself(outcomes):
    """An opinion is one paper: it is revoked for all of its claims or for none."""
    return len({one == REVOKED for one in outcomes}) > 1


def stands(outcome, before):
    """The answer that counts after a review, `before` being the one it looked at; none where it was revoked."""
    return None if outcome == REVOKED else CHANGED.get(outcome, before)


def stands_by(outcome):
    """Whether what the opinion promised that was looked at is still to be performed."""
    return outcome == UPHELD


def promises(outcome):
    """Whether something is to be performed because this opinion says so."""
    return outcome in ("SUPPORT", "TO_SUPPORT")
