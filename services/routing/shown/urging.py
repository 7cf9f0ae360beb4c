"""What the page of a referral shows of chasers and supervisions."""

from flask import g

from services.routing.editions import city_now
from services.routing.policy.act import DECIDERS, OBJECTION_DECIDERS, OFFICE, REVIEWERS, REVIEWS
from services.routing.policy.urging import is_owed, may_chase, may_supervise
from shared.contracts.words import SUPERVISION_ENDS, URGING_CAUSES, URGING_KINDS

CHASERS, SUPERVISORS = OBJECTION_DECIDERS, DECIDERS


def shown_urging(referral, acts):
    """The chasers and supervisions of a referral, and which of their forms the reader is offered."""
    city, mine, supervision = city_now(g.session), g.staff, referral.supervision
    in_hand = acts and is_owed(referral.state, referral.to_finish_since is not None)
    answer = supervision and supervision.open_answer
    listed_already = supervision and supervision.kind == "SUPERVISE_LISTED"
    return {
        "supervision": supervision,
        "may_chase": in_hand and mine.role in CHASERS and may_chase(mine.unit, referral.sender, city),
        "may_stop": acts
        and supervision
        and supervision.is_automatic
        and mine.role in CHASERS
        and may_chase(mine.unit, referral.sender, city),
        "may_supervise": in_hand
        and mine.role in SUPERVISORS
        and not listed_already
        and may_supervise(mine.unit, referral.unit, city),
        "answers_supervision": acts
        and supervision
        and not answer
        and mine.role in (REVIEWERS if referral.kind in REVIEWS else OFFICE)
        and mine.unit == supervision.unit,
        "decides_answer": acts and answer and mine.role in SUPERVISORS and mine.unit == supervision.office,
        "urging_kinds": URGING_KINDS,
        "urging_causes": URGING_CAUSES,
        "supervision_ends": SUPERVISION_ENDS,
    }
