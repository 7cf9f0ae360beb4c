"""A harm befalls a city while messages come in; how soon all is normal again, and what became of each message."""

import time
from collections.abc import Callable
from random import Random

from tests.faults.cities import City
from tests.faults.load import Load
from tests.faults.messages import some_rows
from tests.faults.storm import Told, outcome
from tests.faults.wounds import Wounds

NORMAL_AGAIN = 60

Harm = Callable[[City, Load], object]


class NotNormalAgain(Exception):
    """What hung when the harm was mended still hangs; the message says what and where."""


def undergo(name: str, city: City, harm: Harm, messages: int, chance: Random, times: int = 1) -> Told:
    """`harm(city, load)` breaks something, lets it last and mends it; it befalls the city so often in one load."""
    load = Load(city, some_rows(messages, chance)).start()
    wounds, slowest = Wounds(), 0.0
    for number in range(times):
        load.wait_until_acknowledged(messages * (number + 1) // (times + 2))
        with wounds.watched(city, load):
            harm(city, load)
        slowest = max(slowest, normal_again(city, load, wounds))
    return outcome(f"{name} ({city.mode})", city, load, wounds, times, slowest)


def normal_again(city: City, load: Load, wounds: Wounds, seconds: float = 3 * NORMAL_AGAIN) -> float:
    """How many seconds until everything that hangs now has taken effect."""
    began = time.monotonic()
    hanging = wounds.look(city, load)
    while hanging:
        if time.monotonic() - began > seconds:
            raise NotNormalAgain(f"after {seconds} s: {sorted(hanging)[:5]} and more, {len(hanging)}\n{city.tails()}")
        time.sleep(0.3)
        with city.read() as tables:
            hanging &= tables.unsettled()
    return time.monotonic() - began
