"""How a mediation ends without an agreement, whoever ends it."""

from services.routing.actions.about import about_a_referral
from services.routing.actions.orders import petitioner_of
from shared.contracts.mediation import MediationFailed
from shared.messaging import publish


def fail(session, referral, mediation, how, *, by, now, words=None):
    mediation.ended_at, mediation.ended_as, mediation.ended_by, mediation.outcome = now, how, by, words
    publish(session, failed(referral, mediation, words, now))


def failed(referral, mediation, words, now):
    return MediationFailed(
        **about_a_mediation(referral, mediation),
        how=mediation.ended_as,
        words=words,
        failed_by=mediation.ended_by,
        failed_at=now,
        petitioner=petitioner_of(referral.matter),
    )


def end_what_is_over(session, referral, *, now):
    """The unit has answered, or holds the referral no more: nobody mediates about it here."""
    if referral.mediation:
        fail(session, referral, referral.mediation, "over", by=None, now=now)


def about_a_mediation(referral, mediation):
    return {**about_a_referral(referral), "mediation_id": mediation.mediation_id, "mediator": mediation.mediator}
