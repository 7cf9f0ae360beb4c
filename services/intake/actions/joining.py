"""A person decides whether two matters are one: they are linked, or never asked about again."""

from services.intake.comparing import compared, in_order
from services.intake.models import Matter, RepeatAnswer, RepeatCandidate
from services.intake.policy.alike import likeness, runs
from services.intake.policy.same_matter import relation
from services.intake.queries import matter_for
from shared.contracts.intake import MatterJoined
from shared.db import insert_if_absent
from shared.errors import FieldProblem, InvalidFields, NotFound, Refused
from shared.messaging import publish


class AlreadyDecided(Refused):
    """这两件是不是同一事项，已经有人判定过了"""


def decide_about_repeat(session, matter_no, form, *, by, now):
    """Both keep their history, their state and their time limits; where they are one, each tells of the other."""
    matter = matter_for(session, matter_no, by)
    other = _other(session, matter, form.other_no, by)
    pair = in_order(matter, other)
    asked = session.get(RepeatCandidate, tuple(pair.values()))
    if not form.words and (asked is None or form.decision == "DIFFERENT"):
        raise InvalidFields(FieldProblem("words", "required"))
    alike = likeness(runs(matter.narrative), runs(other.narrative))
    answer = relation(compared(matter, other, alike)) if form.decision == "SAME" else "DIFFERENT"
    told = {"answer": answer, "words": form.words, "answered_by": by.username, "unit": by.unit, "answered_at": now}
    if not insert_if_absent(session, RepeatAnswer.__table__, [pair | told], "matter_no"):
        raise AlreadyDecided
    if answer != "DIFFERENT":
        _tell_both(session, pair, answer, form.words, by)
    return session.get_one(RepeatAnswer, tuple(pair.values()))


def _other(session, matter, other_no, by):
    try:
        other = matter_for(session, other_no, by)
    except NotFound:
        other = None
    if other is None or other is matter or "REPORT" in (matter.kind, other.kind):
        raise InvalidFields(FieldProblem("other_no", "no_such_other"))
    return other


def _tell_both(session, pair, answer, words, by):
    """Locked in the order of their numbers, as whoever follows their claims locks them."""
    for number in sorted(pair.values()):
        matter = session.get_one(Matter, number, with_for_update={"of": Matter}, populate_existing=True)
        event = MatterJoined(
            matter_no=number,
            other_no=pair["other_no"] if number == pair["matter_no"] else pair["matter_no"],
            relation=answer,
            is_later=number == pair["matter_no"],
            matter_kind=matter.kind,
            registering_unit=matter.registering_unit,
            unit=matter.holder or matter.registering_unit,
            accused_unit=matter.accused_unit,
            joined_by=by.username,
            joining_unit=by.unit,
            words=words,
        )
        publish(session, event)
