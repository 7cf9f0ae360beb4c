"""Who stands in where the unit that would act is closed, or is accused in the matter."""

from services.routing.policy.objections import JOINT_CONFERENCE
from services.routing.policy.question import BUREAU, PETITION_OFFICE, SENDING_KINDS


def open_decider(city, matter, unit):
    """The unit itself, the one that followed it, the next one above it, or the joint conference."""
    return _next(city, matter, unit, JOINT_CONFERENCE)


def who_sends(city, matter, unit):
    """The unit itself while it is open; else the one that followed it or the next above it that sends matters on."""
    if not city.is_closed(unit):
        return unit
    first, second = (PETITION_OFFICE, BUREAU) if unit == PETITION_OFFICE else (BUREAU, PETITION_OFFICE)
    return _next(city, matter, unit, who_may_know(city, matter, first) or second, kinds=SENDING_KINDS)


def who_may_know(city, matter, unit):
    """The unit, unless there is none or a report accuses it."""
    accused = matter.accused_unit
    return None if unit is None or (accused and accused in city.ever_above(unit)) else unit


def _next(city, matter, unit, otherwise, kinds=None):
    above = (one for one in city.chain(unit)[1:] if city.is_open(one))
    asked = (one for one in (city.follower_of(unit), *above) if one)
    able = (one for one in asked if kinds is None or city.units[one].kind in kinds)
    return next(filter(None, (who_may_know(city, matter, one) for one in able)), otherwise)
