"""The very first start of an embedded Liandong, killed while it makes tables, loads the city and fills it."""

import time
from dataclasses import dataclass
from random import Random

import yaml

from shared.demo import fill
from tests.faults.cities import EmbeddedCity
from tests.faults.verdict import answers, audit

EARLIEST, USUAL, LATEST = 0.3, 1.0, 4.0


@dataclass(frozen=True)
class Birth:
    """What a first start ended with that was killed so many times."""

    kills: int
    matters: int
    wrong: dict[str, list[str]]
    audit: str

    @property
    def is_like_any_other(self) -> bool:
        return (self.matters, self.wrong, self.audit) == (demo_matters(), {}, "nothing is lost")

    def __str__(self) -> str:
        return (
            f"first start: {self.kills} kills, then {self.matters} of {demo_matters()} demo matters, "
            f"wrong: {self.wrong or 'nothing'}, audit: {self.audit}"
        )


def born_under_fire(city: EmbeddedCity, kills: int, chance: Random) -> Birth:
    program = city.programs["embedded"]
    for _ in range(kills):
        program.start()
        time.sleep(chance.triangular(EARLIEST, LATEST, USUAL))
        program.kill()
    city.start()
    city.wait_until_quiet()
    with city.read() as tables:
        registered, wrong = len(tables.narratives()), answers(tables)
    return Birth(kills, registered, wrong, audit(city))


def demo_matters() -> int:
    return len(yaml.safe_load(fill.MATTERS.read_text(encoding="utf-8")))
