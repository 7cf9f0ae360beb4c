"""Who decides where the unit that would is closed, or is accused in the matter."""

from services.routing.policy.objections import JOINT_CONFERENCE


def open_decider(city, matter, unit):
    """The unit itself, the one that followed it, the next one above it, or the joint conference."""
    above = (one for one in city.chain(unit)[1:] if city.is_open(one))
    others = (who_may_know(city, matter, one) for one in (city.follower_of(unit), *above))
    return next(filter(None, others), JOINT_CONFERENCE)


def who_may_know(city, matter, unit):
    """The unit, unless there is none or a report accuses it."""
    accused = matter.accused_unit
    return None if unit is None or (accused and accused in city.ever_above(unit)) else unit
