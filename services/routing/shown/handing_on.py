"""What the page of a referral shows of those who have and had it in hand, and whom it may be given to."""

from flask import g

from services.routing import queries
from services.routing.editions import city_now
from services.routing.policy.act import REVIEWS
from services.routing.policy.handing_on import below_with_a_desk
from services.routing.policy.referral_acts import possible
from shared.directory import staff_names


def shown_handing_on(referral, acts):
    """`may_be_handed` are the colleagues, `may_be_passed_down_to` the units, that the reader may give it to; who
    `gave_back` an order reads no more of the matter."""
    mine, units_below = g.staff, []
    acts_now = possible(referral.kind, referral.state, mine.role) if acts and referral.unit == mine.unit else ()
    if "pass_down" in acts_now and not referral.acceptance:
        units_below = below_with_a_desk(referral.unit, city_now(g.session))
    colleagues = queries.colleagues_for(g.session, referral) if "reassign" in acts_now else {}
    colleagues.pop(referral.handler, None)
    return {
        "names": staff_names(g.session, _people(referral)),
        "may_be_handed": list(colleagues.items()),
        "may_be_passed_down_to": units_below,
        "gave_back": referral.state == "RETURNED" and referral.unit == mine.unit,
    }


def _people(referral):
    acts = [*referral.reassignments, *referral.passings, *referral.assistances, *referral.extensions]
    return {
        *_of_the_reply(referral),
        referral.handler,
        referral.approver,
        referral.acceptance and referral.acceptance.by,
        *(act.by for act in acts),
        *(visit.by for visit in (referral.visits if referral.reply else ())),
        *(proof.struck_out_by for proof in (referral.proofs if referral.reply else ())),
        *(one.by for one in _reviews(referral)),
        referral.reopening.by if referral.state == "REOPENED" else None,
        *(one.decision.by for one in referral.extensions if one.decision),
        *(one.handler for one in referral.reassignments),
        *(one.former for one in referral.reassignments),
    }


def _of_the_reply(referral):
    """Who wrote, checked and released it, and who did what came after it; before it is released, who drafts it."""
    people = {person for check in referral.checks for person in (check.sent_by, check.decided_by)}
    if referral.reply is None:
        return people | {author.username for author in (referral.draft.authors if referral.draft else ())}
    done = [*referral.proofs, *referral.tasks, *referral.reports]
    deciders = {report.decided_by for report in referral.reports}
    return people | deciders | {referral.reply.by, referral.reply.checked_by, *(one.by for one in done)}


def _reviews(referral):
    """The review it is, with its hearings, and the one of its own opinion."""
    review = referral.review if referral.kind in REVIEWS else None
    again = referral.asked_again if referral.reply else None
    return [*filter(None, (review, again)), *(review.hearings if review else ())]
