"""What routing does when time passes."""

from services.routing import closing, due, finalising, finishing, judging, supervising, timing
from services.routing.models import Climbed, Clock
from shared.clocks import climbing, following
from shared.db import chores, database

KEEPER = climbing.Keeper("routing", Clock, Climbed, timing.about, due.moved, finalising.mark_lapsed)


def chase_what_is_due():
    """Remind, chase and escalate what is due by now, however long nobody looked."""
    climbing.climb_what_is_due(database("routing"), KEEPER)


def start_what_is_missing():
    """Once in a process: what was open before this version kept clocks."""
    following.once(database("routing"), KEEPER, _start_missing)


def _start_missing(session):
    return timing.start_missing(session) + finishing.start_missing(session) + judging.start_missing(session)


def compute_again_what_a_calendar_moved():
    following.follow_the_calendar(database("routing"), KEEPER)


def hand_over_what_closed_units_hold():
    chores.work_off(database("routing"), closing.CHORES)


def supervise_what_stands_still():
    """By the city's own numbers, once for each cause."""
    chores.work_off(database("routing"), supervising.CHORES)


def finalise_what_lapsed():
    chores.work_off(database("routing"), finalising.CHORES)
