"""Time limits of claims that became a matter of their own: they run on there from the days on which they began."""

from services.routing.models import Clock
from shared.clocks import keeping


def same_for(session, order, later):
    """What runs for an order, to run for another one of another matter."""
    running = keeping.locked_clocks(session, Clock, Clock.subject_id == order.referral_id, Clock.claim_id.is_(None))
    return [keeping.same_clock(c, matter_no=later.matter_no, subject_id=later.referral_id) for c in running]


def same_for_matter(session, matter, new):
    """What runs while a matter waits for a person, to run for another one that waits as long already."""
    waits = (Clock.matter_no == matter.matter_no, Clock.subject_id.is_(None), Clock.claim_id.is_(None))
    running = keeping.locked_clocks(session, Clock, *waits)
    return [keeping.same_clock(clock, matter_no=new.matter_no, subject_id=None) for clock in running]


def move_watch(session, claims, new, *, now):
    """The limitation of these claims is watched in their new matter."""
    by_id = {claim.claim_id: claim for claim in claims}
    running = keeping.locked_clocks(session, Clock, Clock.claim_id.in_(by_id))
    moved = [
        keeping.same_clock(clock, matter_no=new.matter_no, subject_id=by_id[clock.claim_id].referral_id)
        for clock in running
    ]
    keeping.stop(session, running, now=now)
    keeping.start(session, moved)
