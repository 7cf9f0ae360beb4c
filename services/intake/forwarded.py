"""What a desk registered and sent on, letter by letter: who holds it, which clock runs, what came back."""

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from sqlalchemy import func, literal, literal_column, select, union_all
from sqlalchemy.orm import joinedload, selectinload

from services.intake.finding import filtered
from services.intake.models import Claim, Matter, MatterClock, Petitioner, TimelineEntry
from services.intake.models.imports import ImportedMatter
from services.intake.policy.matter_state import BY_A_REVIEW, FURTHEST_BEHIND_FIRST, IN_HAND, OPEN
from shared.clocks.days import on_days
from shared.db.paging import Page, newest_of_all
from shared.directory import not_accused

PAGE = 50
BATCH = 500
MOST_COUNTED = 1000
PASSED_ON = ("STEERED", "HANDED_OUTSIDE")
SENT_ELSEWHERE = (*PASSED_ON, "DECLINED", "BARRED", "WITHDRAWN")
NOT_ANSWERED = tuple(state for state in IN_HAND if state not in BY_A_REVIEW)
CAME_BACK = (
    "reply.issued",
    "review.decided",
    "claim.declined",
    "claim.withdrawn",
    "referral.returned",
    "completion.reported",
    "matter.completed",
)


@dataclass(frozen=True)
class Forwarded:
    """A matter beside its first duty that runs, and the newest thing that came back about it."""

    matter: Matter
    clock: Any
    came_back: TimelineEntry | None
    is_late: bool

    @property
    def holders(self):
        """Every unit that has one of its claims, once; who has answered or declined has it no more."""
        held = [claim.holder for claim in self.matter.claims if claim.holder and claim.state in OPEN]
        return list(dict.fromkeys(held))


@dataclass(frozen=True)
class Tally:
    """A count that stops where nobody counts any further."""

    number: int

    def __str__(self):
        return f"{MOST_COUNTED}+" if self.number > MOST_COUNTED else str(self.number)

    def __bool__(self):
        return self.number > 0


def forwarded(
    session, staff, today, *, standing=None, imported=None, since=None, until=None, cursor=None, size=None, **filters
):
    """A page of it, what was registered last first."""
    here = (*_here(staff), *on_days(Matter.registered_at, since, until))
    query = select(Matter).where(*here, *_standing(standing, staff, today))
    if imported:
        of_the_import = select(ImportedMatter.matter_no).where(ImportedMatter.import_id == imported)
        query = query.where(Matter.matter_no.in_(of_the_import))
    query = query.options(
        joinedload(Matter.petitioner, innerjoin=True).load_only(Petitioner.name),
        selectinload(Matter.claims).load_only(Claim.state, Claim.holder, Claim.outcome, Claim.category, Claim.number),
    )
    queries = filtered(query, **filters)
    page = newest_of_all(session, queries, Matter.registered_at, Matter.matter_no, cursor, size or PAGE)
    numbers = [matter.matter_no for matter in page.rows]
    clocks, back = _first_duties(session, numbers), _newest_back(session, numbers)
    rows = [_row(matter, clocks.get(matter.matter_no), back.get(matter.matter_no), today) for matter in page.rows]
    return Page(rows, page.next_cursor)


def all_forwarded(session, staff, today, **filters):
    """Every row of the list, some hundreds at a time in memory."""
    cursor = None
    while True:
        page = forwarded(session, staff, today, cursor=cursor, size=BATCH, **filters)
        yield from page.rows
        session.expunge_all()
        if (cursor := page.next_cursor) is None:
            return


def tallies(session, staff, today):
    counts = [
        select(
            literal(name),
            select(func.count())
            .select_from(
                select(Matter.matter_no)
                .where(*_here(staff), *_standing(name, staff, today))
                .limit(MOST_COUNTED + 1)
                .subquery()
            )
            .scalar_subquery(),
        )
        for name in STANDINGS
    ]
    return {name: Tally(number) for name, number in session.execute(union_all(*counts))}


def _here(staff):
    return Matter.registering_unit == staff.unit, not_accused(Matter.accused_index, staff)


def _standing(name, staff, today):
    return STANDINGS[name](staff, today) if name else ()


def _open(staff, today):
    return (Matter.state.in_(IN_HAND),)


def _late(staff, today):
    """By the duties of the whole city that ran out, and by the own open letters: either are few."""
    duty = (MatterClock.running, MatterClock.kind == literal_column("'duty'"), MatterClock.due_on < today)
    letter = (Matter.registering_unit == staff.unit, Matter.state.in_(NOT_ANSWERED), Matter.reply_by < today)
    late = union_all(select(MatterClock.matter_no).where(*duty), select(Matter.matter_no).where(*letter))
    return Matter.state.in_(IN_HAND), Matter.matter_no.in_(late)


def _answered(staff, today):
    return (Matter.state.in_([s for s in FURTHEST_BEHIND_FIRST if s not in (*IN_HAND, *SENT_ELSEWHERE)]),)


def _sent_elsewhere(staff, today):
    return (Matter.state.in_(SENT_ELSEWHERE),)


STANDINGS = {"late": _late, "open": _open, "answered": _answered, "elsewhere": _sent_elsewhere}


def _first_duties(session, numbers):
    query = select(MatterClock).where(
        MatterClock.matter_no.in_(numbers), MatterClock.running, MatterClock.kind == "duty"
    )
    found = {}
    for clock in session.scalars(query.order_by(MatterClock.due_on.asc().nulls_last(), MatterClock.rule)):
        found.setdefault(clock.matter_no, clock)
    return found


def _newest_back(session, numbers):
    told = (TimelineEntry.matter_no.in_(numbers), TimelineEntry.type.in_(CAME_BACK))
    query = select(TimelineEntry).where(*told).order_by(TimelineEntry.at, TimelineEntry.sequence)
    return {entry.matter_no: entry for entry in session.scalars(query)}


def _row(matter, clock, came_back, today):
    in_hand = matter.state in IN_HAND
    late_clock = clock is not None and clock.due_on is not None and clock.due_on < today
    late_letter = matter.state in NOT_ANSWERED and matter.reply_by is not None and matter.reply_by < today
    is_late = in_hand and (late_clock or late_letter)
    shown = clock and SimpleNamespace(
        rule=clock.rule, edition=clock.edition, kind=clock.kind, due_on=clock.due_on, state="running"
    )
    return Forwarded(matter, shown if in_hand else None, came_back, is_late)
