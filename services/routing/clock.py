"""What routing does when time passes."""

from services.routing import timing
from services.routing.models import Climbed, Clock
from shared.clocks import climbing, following
from shared.clocks.deadline import HERE
from shared.db import database
from shared.messaging.envelope import utc_now

KEEPER = climbing.Keeper("routing", Clock, Climbed, timing.about)


def chase_what_is_due():
    """Remind, chase and escalate what is due by now, however long nobody looked."""
    now = utc_now()
    climbing.climb_all(database("routing"), KEEPER, now, now.astimezone(HERE).date())


def start_what_is_missing():
    """Once in a process: what was open before this version kept clocks."""
    following.once(database("routing"), KEEPER, timing.start_missing)


def compute_again_what_a_calendar_moved():
    following.follow_the_calendar(database("routing"), KEEPER)
