"""How an assistance ends, whoever ends it: its clock stops, and those concerned are told."""

from services.routing import timing
from services.routing.actions.about import about_a_referral
from shared.contracts.handling import AssistanceReleased
from shared.messaging import publish


def end(session, assistance, how, *, by, now, words=None):
    assistance.ended_at, assistance.ended_as, assistance.ended_by, assistance.words = now, how, by, words
    timing.end_of_assistance(session, assistance, now=now)


def release(session, referral, assistance, how, *, by, now, words=None):
    end(session, assistance, how, by=by, now=now, words=words)
    told = about_an_assistance(referral, assistance)
    publish(session, AssistanceReleased(**told, how=how, words=words, released_by=by, released_at=now))


def release_all(session, referral, *, now):
    """The unit has answered, or holds the referral no more: nobody need assist it."""
    for assistance in referral.assistances:
        if assistance.is_open:
            release(session, referral, assistance, "over", by=None, now=now)


def release_who_holds_it_now(session, referral, *, now):
    """Nobody assists itself."""
    for assistance in referral.assistances:
        if assistance.is_open and assistance.unit == referral.unit:
            release(session, referral, assistance, "over", by=None, now=now)


def release_closed(session, assistance, now):
    """The assisting unit was closed: the one that holds the referral asks another."""
    referral = assistance.referral
    release(session, referral, assistance, "closed", by=None, now=now)


def about_an_assistance(referral, assistance):
    return {
        **about_a_referral(referral),
        "assistance_id": assistance.assistance_id,
        "assistant": assistance.unit,
    }
