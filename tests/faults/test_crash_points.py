"""The process dies at exactly the worst places, each by name; it is started again and nothing is lost or doubled."""

import signal
from random import Random

import pytest

from shared.crash import POINTS
from tests.faults.conftest import SEED
from tests.faults.lengths import LONG
from tests.faults.load import Load
from tests.faults.messages import some_rows
from tests.faults.storm import outcome
from tests.faults.wounds import Wounds

MESSAGES = 40
WHILE_IT_DIES = 4
"""Messages a second: on a quick machine all were sent before the last death, and nothing was left to die of."""
PASSED_BY_EVERY_TICK = ("before_commit", "after_commit")
PASSED_BY_REQUESTS_ONLY = "after_insert"
WHO_PUBLISHES_AND_HEARS = ("intake", "routing", "notify")
CHOSEN = [(point,) for point in POINTS] if LONG else [tuple(Random(SEED).sample(POINTS, 4))]


@pytest.mark.parametrize("points", CHOSEN, ids=" then ".join)
@pytest.mark.parametrize("city", ["embedded"], indirect=True)
def test_the_embedded_process_dies_at(points, city, chance, tell):
    die_at(points, city, "embedded", chance, tell)


@pytest.mark.parametrize("points", CHOSEN, ids=" then ".join)
@pytest.mark.parametrize("city", ["real"], indirect=True)
def test_one_service_dies_at(points, city, chance, tell):
    name = "intake" if PASSED_BY_REQUESTS_ONLY in points else chance.choice(WHO_PUBLISHES_AND_HEARS)
    die_at(points, city, name, chance, tell)


def die_at(points, city, name, chance, tell):
    """Each start is the way back from the last death and the way to the next one."""
    rows = some_rows(MESSAGES * len(points), chance)
    program, load, wounds = city.programs[name], Load(city, rows, per_second=WHILE_IT_DIES), Wounds()
    traps = [f"{point}:{passing(point, chance, is_first=point == points[0])}" for point in points]
    program.kill()
    for number, trap in enumerate(traps):
        program.start(LIANDONG_TESTING="1", LIANDONG_CRASH_AT=trap)
        if number == 0:
            load.start()
        assert program.wait_for_death(60) == -signal.SIGKILL, f"{name} never came to {trap}"
        wounds.look(city, load)
    program.start()
    told = outcome(f"died at {', '.join(points)} ({city.mode})", city, load, wounds, len(traps))
    tell(told)
    assert told.verdict.is_clean, str(told)


def passing(point, chance, is_first):
    """At which passing of it: relays and timers pass a commit every second, with or without messages. What lay
    waiting while it was dead may come as one batch, so that a later death waits for no second passing."""
    if point in PASSED_BY_EVERY_TICK:
        return chance.randint(12, 30)
    return chance.randint(1, 2) if is_first else 1
