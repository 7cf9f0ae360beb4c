"""The very first start is killed too: while it makes tables, loads the city, and fills it with its first matters."""

import time
from contextlib import closing

import yaml

from shared.demo import fill
from tests.faults.cities import EmbeddedCity
from tests.faults.conftest import LONG
from tests.faults.verdict import answers, audit

KILLS = 12 if LONG else 4
LATEST = 4.0


def test_a_first_start_that_is_killed_again_and_again_ends_like_any_other(chance, tell):
    moments = [chance.triangular(0.3, LATEST, 1.0) for _ in range(KILLS)]
    with closing(EmbeddedCity()) as city:
        for moment in moments:
            city.programs["embedded"].start()
            time.sleep(moment)
            city.programs["embedded"].kill()
        city.start()
        city.wait_until_quiet()
        with city.read() as tables:
            registered, wrong = len(tables.narratives()), answers(tables, set())
        found = audit(city)
    tell(f"first day: {KILLS} kills, {registered} matters of the demo, wrong: {wrong or 'nothing'}, audit: {found}")
    assert (registered, wrong, found) == (demo_matters(), {}, "nothing is lost")


def demo_matters() -> int:
    return len(yaml.safe_load(fill.MATTERS.read_text(encoding="utf-8")))
