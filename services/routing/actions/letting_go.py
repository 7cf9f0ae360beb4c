"""A unit holds a referral no more, for whatever reason: where its claims go from there."""

from services.routing import timing, watching
from services.routing.actions.acting import settle
from services.routing.actions.assistances import release_all
from services.routing.actions.mediations import end_what_is_over
from services.routing.actions.orders import hold_for_triage
from services.routing.actions.urging_orders import lift_what_left_the_unit
from services.routing.models import RoutedMatter
from services.routing.policy.referral_acts import step
from shared.messaging import publish


def let_go(session, referral, act, onwards, *, now, event=None):
    """The step of the table, then `onwards(matter, claims)`. The matter is locked, always after its referral: of two
    orders of one matter that come back at once, one starts the decider's clock and the other finds it running."""
    claims = referral.claims_here
    session.flush()
    matter = session.get(RoutedMatter, referral.matter_no, with_for_update=True, populate_existing=True)
    taken = step(referral.kind, referral.state, *act)
    referral.state = taken.to
    if event:
        publish(session, event)
    timing.follow(session, referral, taken, now=now)
    release_all(session, referral, now=now)
    end_what_is_over(session, referral, now=now)
    settle(session, referral)
    lift_what_left_the_unit(session, referral, now=now)
    onwards(matter, claims)
    watching.hand_over(session, claims)
    timing.start_for_what_waits_again(session, matter, now=now)


def to_a_person(session, held):
    """Onwards to whoever decides by hand, with the reason why."""

    def onwards(matter, claims):
        hold_for_triage(session, matter, [held] * len(claims), claims)

    return onwards
