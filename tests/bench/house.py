"""A whole Liandong undisturbed: how soon it starts again, how long the whole load takes, what its processes hold."""

import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing

from tests.bench.results import of_runs, table
from tests.faults.cities import City, EmbeddedCity, RealCity
from tests.faults.load import Load
from tests.faults.messages import all_rows, source
from tests.faults.verdict import judge
from tests.faults.wounds import Wounds


def report(messages: int, starts: int) -> Iterator[str]:
    rows: list[tuple[str, str, str]] = []
    with closing(EmbeddedCity()) as city:
        city.start()
        city.wait_until_quiet()
        yield f"- second start to the first page: {of_runs([second_start(city) for _ in range(starts)], 2)} s"
        yield from loaded(city, messages, rows)
    with closing(RealCity()) as city:
        city.start()
        yield from loaded(city, messages, rows)
    yield ""
    yield from table(("process", "idle", "after the load"), rows)


def second_start(city: EmbeddedCity) -> float:
    """Seconds from the start of a Liandong that has data to its first page."""
    program = city.programs["embedded"]
    program.terminate(60)
    began = time.monotonic()
    program.start()
    while True:
        try:
            with urllib.request.urlopen(f"{program.address}/", timeout=10) as page:
                page.read()
        except OSError:
            time.sleep(0.01)
        else:
            seconds = time.monotonic() - began
            city.wait_until_quiet()
            return seconds


def loaded(city: City, messages: int, rows: list[tuple[str, str, str]]) -> Iterator[str]:
    """What became of so many real messages and how long it took; `rows` gets the memory of each process."""
    city.wait_until_quiet()
    idle = resident(city)
    load = Load(city, all_rows()[:messages]).start()
    seconds = load.finish()
    quiet = city.wait_until_quiet(600)
    rows += [(f"{name} ({city.mode})", f"{idle[name]} MB", f"{held} MB") for name, held in resident(city).items()]
    verdict = judge(city, load, Wounds())
    yield (
        f"- {city.mode}: {load.sent:,} messages ({source()}) registered in {seconds:.1f} s, all quiet {quiet:.1f} s "
        f"later; lost {verdict.lost}, doubled {verdict.doubled}, audit: {verdict.audit}"
    )


def resident(city: City) -> dict[str, int]:
    return {name: program.resident() for name, program in city.programs.items()}
