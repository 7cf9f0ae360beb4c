"""Start and memory of a whole Liandong: `make run` the second time, and what its processes hold."""

from collections.abc import Iterator
from contextlib import closing

from tests.bench.results import of_runs, table
from tests.faults.cities import City, EmbeddedCity, RealCity
from tests.faults.load import Load
from tests.faults.measure import second_start
from tests.faults.messages import all_rows, source


def report(messages: int, starts: int) -> Iterator[str]:
    rows = []
    with closing(EmbeddedCity()) as city:
        city.start()
        city.wait_until_quiet()
        yield f"- second start to the first page: {of_runs([again(city) for _ in range(starts)], 2)} s"
        rows += memory(city, messages)
    with closing(RealCity()) as city:
        city.start()
        rows += memory(city, messages)
    yield f"- memory before and after {messages:,} messages ({source()}):"
    yield ""
    yield from table(("process", "idle", "after the load"), rows)


def again(city: EmbeddedCity) -> float:
    seconds = second_start(city)
    city.wait_until_quiet()
    return seconds


def memory(city: City, messages: int) -> list[tuple[str, str, str]]:
    city.wait_until_quiet()
    idle = resident(city)
    Load(city, all_rows()[:messages]).start().finish()
    city.wait_until_quiet(600)
    after = resident(city)
    return [(f"{name} ({city.mode})", f"{idle[name]} MB", f"{after[name]} MB") for name in idle]


def resident(city: City) -> dict[str, int]:
    return {name: program.resident() for name, program in city.programs.items()}
