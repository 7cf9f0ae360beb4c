"""What whoever answers the telephone sees of the caller: what they brought before, and how that stands."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import case, select

from services.intake.finding import has_phone
from services.intake.models import Matter, MatterClock
from services.intake.policy.matter_state import OPEN
from services.intake.policy.telephone import is_complete, plain_number
from services.intake.queries import EARLIER, visible_to
from shared.web.clocks import TONES, clock_name, clock_words, rule_called, where_it_stands


@dataclass(frozen=True)
class RunningClock:
    kind: str
    due_on: date | None
    state: str = "running"


def history_of(session, staff, phone):
    """The matters of this number's owner, those in hand first; None while the number is not whole."""
    if not is_complete(phone):
        return None
    open_first = case((Matter.state.in_(OPEN), 0), else_=1)
    query = select(Matter).where(visible_to(staff), has_phone(plain_number(phone)))
    return list(session.scalars(query.order_by(open_first, Matter.registered_at.desc()).limit(EARLIER)))


def next_clocks(session, matters, today):
    """Of each of these matters in hand the clock that is due first, in words."""
    numbers = [matter.matter_no for matter in matters if matter.state in OPEN]
    running = (MatterClock.matter_no.in_(numbers), MatterClock.running, MatterClock.kind == "duty")
    query = select(MatterClock).where(*running).order_by(MatterClock.due_on.asc().nulls_last(), MatterClock.rule)
    first = {}
    for clock in session.scalars(query) if numbers else ():
        first.setdefault(clock.matter_no, clock)
    return {matter_no: _in_words(clock, today) for matter_no, clock in first.items()}


def _in_words(clock, today):
    rule = rule_called(clock.rule, clock.edition)
    stands = where_it_stands(RunningClock(clock.kind, clock.due_on), rule, today)
    return {
        "name": clock_name(clock.rule, clock.edition),
        "words": clock_words(stands, clock.due_on),
        "tone": TONES[stands.band],
    }
