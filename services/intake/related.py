"""The matters that a matter may be one with, and those it was found to be one with, or not."""

from dataclasses import dataclass

from sqlalchemy import and_, exists, or_, select

from services.intake.comparing import alike_to
from services.intake.models import Matter, RepeatAnswer, RepeatCandidate
from services.intake.policy.alike import ALIKE
from services.intake.queries import visible_to

MOST_SHOWN = 20
BESIDE_THE_FORM = 5


@dataclass(frozen=True)
class Related:
    """`asked` are pairs of a candidate and its matter, `answered` of an answer and its matter, which is None where
    whoever looks may not see it."""

    asked: list
    answered: list

    @property
    def joined(self):
        return [(answer, other) for answer, other in self.answered if answer.answer != "DIFFERENT"]

    @property
    def told_apart(self):
        return [(answer, other) for answer, other in self.answered if answer.answer == "DIFFERENT"]


def related(session, matter_no, staff):
    asked = session.scalars(_unanswered(matter_no).limit(MOST_SHOWN)).all()
    query = select(RepeatAnswer).where(_of(RepeatAnswer, matter_no)).order_by(RepeatAnswer.answered_at.desc())
    answered = session.scalars(query.limit(MOST_SHOWN)).all()
    seen = _seen(session, {other_of(row, matter_no) for row in (*asked, *answered)}, staff)
    return Related(
        [(row, seen[other_of(row, matter_no)]) for row in asked if other_of(row, matter_no) in seen],
        [(row, seen.get(other_of(row, matter_no))) for row in answered],
    )


def other_of(row, matter_no):
    return row.other_no if row.matter_no == matter_no else row.matter_no


def alike_beside_the_form(session, text, staff):
    """Matters with much the same words as what is being typed, for whoever is typing; with how alike, in per cent."""
    found = alike_to(session, text, visible_to(staff))
    return [(matter, round(100 * share)) for matter, share in found if share >= ALIKE][:BESIDE_THE_FORM]


def _unanswered(matter_no):
    pair = and_(
        RepeatAnswer.matter_no == RepeatCandidate.matter_no, RepeatAnswer.other_no == RepeatCandidate.other_no
    )
    query = select(RepeatCandidate).where(_of(RepeatCandidate, matter_no), ~exists().where(pair))
    return query.order_by(RepeatCandidate.grade, RepeatCandidate.likeness.desc(), RepeatCandidate.other_no)


def _of(table, matter_no):
    return or_(table.matter_no == matter_no, table.other_no == matter_no)


def _seen(session, numbers, staff):
    if not numbers:
        return {}
    query = select(Matter).where(Matter.matter_no.in_(numbers), visible_to(staff))
    return {matter.matter_no: matter for matter in session.scalars(query)}
