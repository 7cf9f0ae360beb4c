"""A storm: what is killed when is drawn from the seed, and every kill falls into the load."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from random import Random

from tests.faults.cities import City
from tests.faults.load import Load
from tests.faults.messages import some_rows
from tests.faults.verdict import Verdict, judge
from tests.faults.wounds import Wounds

LONGEST_DELAY = 0.4
LONGEST_OUTAGE = 1.0


@dataclass(frozen=True)
class Kill:
    """SIGKILL for a victim so many seconds after so many were acknowledged; it stays away for `outage` seconds."""

    victim: str
    after: int
    delay: float
    outage: float


@dataclass(frozen=True)
class Told:
    """A fault or a storm and its outcome, for whoever reads the figures."""

    name: str
    times: int
    load_seconds: float
    quiet_seconds: float
    longest_silence: float
    in_flight: int
    verdict: Verdict
    normal_after: float | None = None

    def __str__(self) -> str:
        return (
            f"{self.name}: {self.times} times, normal after {self.recovery:.1f} s, load {self.load_seconds:.1f} s, "
            f"at worst {self.longest_silence:.1f} s without an answer, quiet after {self.quiet_seconds:.1f} s more\n"
            f"{self.verdict}"
        )

    @property
    def recovery(self) -> float:
        """Seconds until what hung when the harm was mended had taken effect; of a storm, until all was quiet."""
        return self.quiet_seconds if self.normal_after is None else self.normal_after


@dataclass(frozen=True)
class BrokenOff:
    """A fault after which it could not even be judged: all did not come to rest in time, or the harm went wrong."""

    name: str
    why: str

    def __str__(self) -> str:
        return f"{self.name}: BROKEN OFF: {self.why}"


def plan(victims: Sequence[str], kills: int, messages: int, chance: Random) -> list[Kill]:
    """Each victim in turn, in an order that is drawn, at moments spread over the load."""
    in_turn = islice(cycle(chance.sample(victims, len(victims))), kills)
    moments = sorted(chance.randrange(messages * 7 // 10) for _ in range(kills))
    return [
        Kill(victim, after, chance.uniform(0, LONGEST_DELAY), chance.uniform(0, LONGEST_OUTAGE))
        for victim, after in zip(in_turn, moments, strict=True)
    ]


def storm(name: str, city: City, victims: Sequence[str], kills: int, messages: int, chance: Random) -> Told:
    load = Load(city, some_rows(messages, chance))
    planned = plan(victims, kills, load.sent, chance)
    wounds = Wounds()
    load.start()
    for kill in planned:
        load.wait_until_acknowledged(kill.after)
        time.sleep(kill.delay)
        strike(city, load, kill, wounds)
    return outcome(name, city, load, wounds, kills)


def strike(city: City, load: Load, kill: Kill, wounds: Wounds) -> None:
    city.victims[kill.victim].kill()
    wounds.look(city, load)
    time.sleep(kill.outage)
    city.victims[kill.victim].start()


def outcome(name: str, city: City, load: Load, wounds: Wounds, times: int, normal_after: float | None = None) -> Told:
    """Let the load end and Liandong come to rest; then judge."""
    seconds = load.finish()
    city.start()
    quiet = city.wait_until_quiet()
    in_flight = len(wounds.effects) + len(wounds.matters)
    verdict = judge(city, load, wounds)
    return Told(name, times, seconds, quiet, load.longest_silence, in_flight, verdict, normal_after)
