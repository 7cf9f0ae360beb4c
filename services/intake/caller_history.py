"""What whoever answers the telephone sees of the caller: what they brought before, and how that stands."""

from dataclasses import dataclass

from sqlalchemy import case, func, select
from sqlalchemy.orm import selectinload

from services.intake.clocks_told import in_words
from services.intake.finding import has_phone
from services.intake.models import Matter, MatterClock
from services.intake.policy.matter_state import OPEN
from services.intake.policy.telephone import is_complete
from services.intake.queries import EARLIER, visible_to
from services.intake.telephones import kept_number

MOST_COUNTED = 100


@dataclass(frozen=True)
class Counted:
    """How many matters there are and how many of them are in hand: a hundred, if there are more."""

    number: int
    in_hand: int

    def __str__(self):
        return f"{MOST_COUNTED}+" if self.number > MOST_COUNTED else str(self.number)


def history_of(session, staff, phone):
    """The matters of this number's owner, those in hand first; None while the number is not whole."""
    if not is_complete(phone):
        return None
    query = _theirs(select(Matter), staff, phone).options(selectinload(Matter.consultation))
    return list(session.scalars(query.limit(EARLIER)))


def counted(session, staff, phone, listed):
    """Of all that the number's owner brought, where those that are listed are not all of it."""
    if len(listed) < EARLIER:
        return Counted(len(listed), sum(matter.state in OPEN for matter in listed))
    some = _theirs(select(Matter.state), staff, phone).limit(MOST_COUNTED + 1).subquery()
    in_hand = func.count(case((some.c.state.in_(OPEN), 1)))
    return Counted(*session.execute(select(func.count(), in_hand).select_from(some)).one())


def _theirs(query, staff, phone):
    open_first = case((Matter.state.in_(OPEN), 0), else_=1)
    found = query.where(visible_to(staff), has_phone(kept_number(phone)))
    return found.order_by(open_first, Matter.registered_at.desc())


def next_clocks(session, matters, today):
    """Of each of these matters in hand the clock that is due first, in words."""
    numbers = [matter.matter_no for matter in matters if matter.state in OPEN]
    running = (MatterClock.matter_no.in_(numbers), MatterClock.running, MatterClock.kind == "duty")
    query = select(MatterClock).where(*running).order_by(MatterClock.due_on.asc().nulls_last(), MatterClock.rule)
    first = {}
    for clock in session.scalars(query) if numbers else ():
        first.setdefault(clock.matter_no, clock)
    return {matter_no: in_words(clock, today) for matter_no, clock in first.items()}
