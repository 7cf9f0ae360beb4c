"""What whoever answers the telephone sees of the caller: what they brought before, and how that stands."""

from sqlalchemy import case, select

from services.intake.clocks_told import in_words
from services.intake.finding import has_phone
from services.intake.models import Matter, MatterClock
from services.intake.policy.matter_state import OPEN
from services.intake.policy.telephone import is_complete
from services.intake.queries import EARLIER, visible_to
from services.intake.telephones import kept_number


def history_of(session, staff, phone):
    """The matters of this number's owner, those in hand first; None while the number is not whole."""
    if not is_complete(phone):
        return None
    open_first = case((Matter.state.in_(OPEN), 0), else_=1)
    query = select(Matter).where(visible_to(staff), has_phone(kept_number(phone)))
    return list(session.scalars(query.order_by(open_first, Matter.registered_at.desc()).limit(EARLIER)))


def next_clocks(session, matters, today):
    """Of each of these matters in hand the clock that is due first, in words."""
    numbers = [matter.matter_no for matter in matters if matter.state in OPEN]
    running = (MatterClock.matter_no.in_(numbers), MatterClock.running, MatterClock.kind == "duty")
    query = select(MatterClock).where(*running).order_by(MatterClock.due_on.asc().nulls_last(), MatterClock.rule)
    first = {}
    for clock in session.scalars(query) if numbers else ():
        first.setdefault(clock.matter_no, clock)
    return {matter_no: in_words(clock, today) for matter_no, clock in first.items()}
