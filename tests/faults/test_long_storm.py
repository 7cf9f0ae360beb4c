"""Ten minutes in which whatever can break breaks, drawn from the seed, while messages come in without a pause."""

import time

import pytest

from shared.runner import GRACE
from tests.faults.lengths import chosen, only_in_full
from tests.faults.load import Load
from tests.faults.messages import all_rows
from tests.faults.storm import outcome
from tests.faults.test_database_faults import SEND_EVERYONE_OFF
from tests.faults.trial import NORMAL_AGAIN
from tests.faults.wire import harmed
from tests.faults.wounds import Wounds

DURATION = chosen(long=600, short=40)
PER_SECOND = 6  # a third of what this city can do at best, so that what waits at the end waits because of the faults
LONGEST_CALM = 3.0


def kill_one(city, chance):
    city.programs[chance.choice(list(city.programs))].kill()


def end_one(city, chance):
    city.programs[chance.choice(list(city.programs))].terminate(GRACE + 5)


def kill_all(city, chance):
    for program in city.programs.values():
        program.kill()


def kill_the_broker(city, chance):
    city.broker.kill()


def restart_the_broker(city, chance):
    city.broker.stop()


def close_all_connections(city, chance):
    city.broker.ctl("close_all_connections", "storm")


def crash_the_database(city, chance):
    city.postgres.stop("immediate")


def send_everyone_off(city, chance):
    city.sql(SEND_EVERYONE_OFF)


def cut(city, chance):
    city.wire.say("cut")


def freeze(city, chance):
    with harmed(city.wire, "freeze"):
        time.sleep(chance.uniform(1, 8))


def deafen(city, chance):
    with harmed(city.wire, "deafen"):
        time.sleep(chance.uniform(1, 8))


def alarm(city, chance):
    city.broker.ctl("set_disk_free_limit", "9000GB")
    time.sleep(chance.uniform(1, 8))
    city.broker.ctl("set_disk_free_limit", "50MB")


HARMS = (
    kill_one, end_one, kill_all, kill_the_broker, restart_the_broker, close_all_connections, crash_the_database,
    send_everyone_off, cut, freeze, deafen, alarm,
)  # fmt: skip


@only_in_full
@pytest.mark.parametrize("city", ["wired"], indirect=True)
def test_whatever_can_break_breaks_for_ten_minutes(city, chance, tell):
    load, wounds, times = Load(city, rows(chance), per_second=PER_SECOND).start(), Wounds(), 0
    began = time.monotonic()
    while time.monotonic() - began < DURATION and not load.is_over:
        time.sleep(chance.uniform(0.5, LONGEST_CALM))
        chance.choice(HARMS)(city, chance)
        time.sleep(chance.uniform(0, 1))
        city.start()
        wounds.look(city, load)
        times += 1
    told = outcome(f"storm of {DURATION} s, {len(HARMS)} kinds of faults", city, load, wounds, times)
    tell(told)
    assert told.verdict.is_clean, str(told)
    assert told.recovery <= NORMAL_AGAIN, str(told)


def rows(chance):
    """As many as come in while the storm lasts, or a few more."""
    return chance.choices(all_rows(), k=DURATION * PER_SECOND)
