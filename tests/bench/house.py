"""A whole Liandong undisturbed: how soon it starts again, how long the whole load takes, what its processes hold."""

import signal
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Event, Thread

from tests.bench.results import of_runs, table
from tests.faults.cities import City, EmbeddedCity, RealCity
from tests.faults.load import Load
from tests.faults.messages import all_rows, source
from tests.faults.program import Program
from tests.faults.verdict import judge
from tests.faults.wounds import Wounds

ROOT = Path(__file__).parents[2]
LOOKS_EVERY = 0.25
COLUMNS = (
    "process",
    "idle",
    "most under the load",
    "after it",
    "stalls over 50 ms meanwhile",
    "longest since its start",
)


def report(messages: int, starts: int) -> Iterator[str]:
    rows: list[tuple[str, ...]] = []
    with closing(EmbeddedCity()) as city:
        city.start()
        city.wait_until_quiet()
        yield f"- `make run` again, to the first page: {of_runs(second_starts(city, starts), 2)} s"
        yield from loaded(city, messages, rows)
    with closing(RealCity()) as city:
        city.start()
        yield from loaded(city, messages, rows)
    yield ""
    yield from table(COLUMNS, rows)


def second_starts(city: EmbeddedCity, times: int) -> list[float]:
    """Seconds from `make run`, where all is installed and there is data, to the first page."""
    program = city.programs["embedded"]
    program.terminate(60)
    seconds = [started(city, program) for _ in range(times)]
    program.start()
    city.wait_until_quiet()
    return seconds


def started(city: EmbeddedCity, program: Program) -> float:
    began = time.monotonic()
    make = city.spawn("make", "--silent", "--directory", ROOT, "run", env=program.environment)
    while True:
        try:
            with urllib.request.urlopen(f"{program.address}/", timeout=10) as page:
                page.read()
        except OSError:
            time.sleep(0.01)
        else:
            seconds = time.monotonic() - began
            city.end(make, signal.SIGTERM)
            return seconds


def loaded(city: City, messages: int, rows: list[tuple[str, ...]]) -> Iterator[str]:
    """What became of so many real messages and how long it took; `rows` gets the memory of each process."""
    city.wait_until_quiet()
    idle, stalled = resident(city), stalls(city)
    with most_resident(city) as most:
        load = Load(city, all_rows()[:messages]).start()
        seconds = load.finish()
        quiet = city.wait_until_quiet(600)
    held, stalled_since = resident(city), stalls(city)
    for name in city.programs:
        (before, _), (after, longest) = stalled[name], stalled_since[name]
        memory = tuple(f"{megabytes[name]} MB" for megabytes in (idle, most, held))
        rows.append((f"{name} ({city.mode})", *memory, f"{after - before:.0f}", f"{1000 * longest:.0f} ms"))
    verdict = judge(city, load, Wounds())
    yield (
        f"- {city.mode}: {load.sent:,} messages ({source()}) registered in {seconds:.1f} s, all quiet {quiet:.1f} s "
        f"later; lost {verdict.lost}, doubled {verdict.doubled}, audit: {verdict.audit}"
    )


def resident(city: City) -> dict[str, int]:
    return {name: program.resident() for name, program in city.programs.items()}


@contextmanager
def most_resident(city: City) -> Iterator[dict[str, int]]:
    """The most that each process held while this lasts, looked at four times a second."""
    most, over = resident(city), Event()

    def look() -> None:
        while not over.wait(LOOKS_EVERY):
            most.update({name: max(most[name], now) for name, now in resident(city).items()})

    looking = Thread(target=look, daemon=True)
    looking.start()
    yield most
    over.set()
    looking.join()


def stalls(city: City) -> dict[str, tuple[float, float]]:
    """How many stalls of its loop each process has seen, and the longest in seconds."""
    return {name: stalls_of(program.address, name) for name, program in city.programs.items()}


def stalls_of(address: str, name: str) -> tuple[float, float]:
    service = "console" if name == "embedded" else name
    with urllib.request.urlopen(f"{address}/{service}/-/metrics", timeout=10) as told:
        lines = [line.split() for line in told.read().decode().splitlines() if not line.startswith("#")]
    figures = {words[0]: float(words[1]) for words in lines}
    return figures["liandong_loop_stalls_total"], figures["liandong_loop_longest_stall_seconds"]
