"""Who decides about an objection, and which objections are open at all (信访工作条例 23 ¶3, 24 ¶1)."""

from dataclasses import dataclass

from shared.contracts.words import OBJECTION_REASONS

JOINT_CONFERENCE = "petition_office"  # 联席会议办公室设在信访局


@dataclass(frozen=True)
class Reason:
    """What follows from a reason: whether the unit must say who is competent instead."""

    names_unit: bool


REASONS = {
    "NOT_OUR_DUTY": Reason(names_unit=False),
    "OTHER_TERRITORY": Reason(names_unit=True),
    "OTHER_PROCEDURE": Reason(names_unit=False),
    "POWERS_MOVED": Reason(names_unit=True),
}
if set(REASONS) != set(OBJECTION_REASONS):
    raise ValueError("every objection reason of the vocabulary has its consequence here, and no other")


@dataclass(frozen=True)
class Objected:
    """A unit that objected to a claim, and whom it called competent."""

    unit: str
    competent_unit: str | None = None


@dataclass(frozen=True)
class Decider:
    unit: str
    disputed: bool
    article: str


def who_decides(objection, earlier, sender, city):
    """The sender; but the second objection in a row, or two units naming each other, is a dispute (24 ¶1)."""
    if not earlier:
        return Decider(sender, False, "《信访工作条例》第二十三条第三款")
    other = next((one for one in earlier if _name_each_other(one, objection)), earlier[-1])
    superior = city.common_superior(objection.unit, other.unit)
    return Decider(superior or JOINT_CONFERENCE, True, "《信访工作条例》第二十四条第一款")


def is_passed_down_instead(objection, city):
    """Where a unit below the objecting one is competent no objection is open: it passes the matter down."""
    return bool(objection.competent_unit) and objection.unit in city.chain(objection.competent_unit)


def _name_each_other(one, other):
    return one.unit == other.competent_unit and one.competent_unit == other.unit
