"""The process dies at exactly the worst places, each by name; it is started again and nothing is lost or doubled."""

import signal
from random import Random

import pytest

from shared.crash import POINTS
from tests.faults.conftest import LONG, SEED
from tests.faults.load import Load
from tests.faults.messages import some_rows
from tests.faults.storm import outcome
from tests.faults.verdict import Wounds

MESSAGES = 25
PASSED_BY_EVERY_TICK = ("before_commit", "after_commit")
WHO_PASSES = {
    "after_insert": ("intake",),
    **dict.fromkeys(PASSED_BY_EVERY_TICK, ("intake", "routing", "notify")),
    **dict.fromkeys(("before_publish", "after_publish", "before_mark"), ("intake", "routing", "notify")),
    **dict.fromkeys(POINTS[6:], ("intake", "routing", "notify")),
}
CHOSEN = POINTS if LONG else sorted(Random(SEED).sample(POINTS, 4), key=POINTS.index)


@pytest.mark.parametrize("point", CHOSEN)
@pytest.mark.parametrize("city", ["embedded"], indirect=True)
def test_the_embedded_process_dies_at(point, city, chance, tell):
    die_at(point, city, "embedded", chance, tell)


@pytest.mark.parametrize("point", CHOSEN)
@pytest.mark.parametrize("city", ["real"], indirect=True)
def test_one_service_dies_at(point, city, chance, tell):
    die_at(point, city, chance.choice(WHO_PASSES[point]), chance, tell)


def die_at(point, city, name, chance, tell):
    passing = chance.randint(12, 30) if point in PASSED_BY_EVERY_TICK else chance.randint(1, 4)
    program, load, wounds = city.programs[name], Load(city, some_rows(MESSAGES, chance)), Wounds()
    program.kill()
    program.start(LIANDONG_TESTING="1", LIANDONG_CRASH_AT=f"{point}:{passing}")
    load.start()
    assert program.wait_for_death(60) == -signal.SIGKILL, f"{name} never came to {point} a {passing}th time"
    wounds.look(city, load)
    program.start()
    told = outcome(f"{name} died at {point}:{passing} ({city.mode})", city, load, wounds, 1)
    tell(told)
    assert told.verdict.is_clean, str(told)
