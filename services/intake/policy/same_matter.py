"""Whether two matters may be one: how likely, for which reasons; and what they are to each other if they are.

It is always said of two matters, never of a person, and a person decides (信访工作条例 19).
"""

from dataclasses import dataclass

from services.intake.policy.alike import ALIKE, THE_SAME

GRADES = ("CERTAIN", "LIKELY", "POSSIBLE")


@dataclass(frozen=True)
class Compared:
    """What two matters have in common. `name` is `same`, `variant` or None; of the ID numbers it counts whether both
    are known and the same, and whether both are known and differ."""

    same_id_number: bool = False
    other_id_number: bool = False
    same_phone: bool = False
    name: str | None = None
    likeness: float = 0.0
    same_place: bool = False
    same_category: bool = False


@dataclass(frozen=True)
class Grade:
    grade: str
    reasons: tuple[str, ...]


def graded(pair: Compared):
    """How likely it is that they are one, with every reason; None where nothing speaks for it."""
    reasons = tuple(reason for reason, given in _reasons(pair) if given)
    for grade, speaks_for_it in zip(GRADES, _grades(pair), strict=True):
        if speaks_for_it:
            return Grade(grade, reasons)
    return None


def relation(pair: Compared):
    """One person brings it up again (重信重访), or several persons bring up one thing (联名)."""
    if pair.other_id_number:
        return "JOINT"
    named_so = pair.name == "same" and (pair.same_place or pair.likeness >= ALIKE)
    return "REPEAT" if _is_one_person(pair) or named_so else "JOINT"


def _is_one_person(pair):
    return pair.same_id_number or (pair.same_phone and not pair.other_id_number)


def _grades(pair):
    alike, one_person = pair.likeness >= ALIKE, _is_one_person(pair)
    yield one_person and alike
    yield pair.likeness >= THE_SAME or (one_person and pair.same_category) or (pair.name == "same" and alike)
    yield alike or one_person or (pair.name == "same" and pair.same_place)


def _reasons(pair):
    yield "same_id_number", pair.same_id_number
    yield "same_phone", pair.same_phone
    yield "same_name", pair.name == "same"
    yield "name_variant", pair.name == "variant"
    yield "same_text", pair.likeness >= THE_SAME
    yield "alike_text", ALIKE <= pair.likeness < THE_SAME
    yield "same_place", pair.same_place
    yield "same_category", pair.same_category
