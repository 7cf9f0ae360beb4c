"""The same questions at every size, and how many times longer the answer takes."""

import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from tests.bench.clients import Ask, Served, served
from tests.bench.doors import asking, matters
from tests.bench.growth import originals
from tests.bench.growth.clones import Clones, rows_of
from tests.bench.growth.questions import Question, questions
from tests.bench.results import at, table
from tests.faults.cities import RealCity
from tests.faults.load import Load
from tests.faults.messages import all_rows, source
from tests.faults.reading import SERVICES

WARM_UP = 20
WISHED = 1.3
LONGEST = 600
LONGEST_AUDIT = 300
LOOK_AGAIN = 0.2
UNSENT = "SELECT count(*) FROM {service}.outbox WHERE published_at IS NULL"
DATABASE = "shared_buffers = 1GB\nmax_wal_size = 8GB\ncheckpoint_timeout = 30min\n"


@dataclass
class Answers:
    """The seconds of one question, a list for each size: asked the first time, when much comes from the disk, and
    the same once more."""

    name: str
    first: list[list[float]] = field(default_factory=list)
    again: list[list[float]] = field(default_factory=list)

    def keep(self, first: Served, again: Served) -> None:
        self.first.append(first.seconds)
        self.again.append(again.seconds)
        print(f"  {self.name}: first {shown(first.seconds)}, again {shown(again.seconds)} ms", flush=True)


def of_intake(sizes: Sequence[int], originals_entered: int, times: int) -> Iterator[str]:
    """The call form's panel and every search, where only intake's rows are cloned: a third of the rows of all."""
    with RealCity(fsync=False, configured=DATABASE) as city:
        city.start()
        load = originals.enter(city, originals_entered)
        stopped(city)
        clones = Clones(city.postgres.url, ["intake"])
        asked = [one for one in questions(load) if one.service == "intake"]
        seen = {one.name: Answers(one.name) for one in asked}
        for size in sizes:
            yield grown(clones, size, originals_entered, ["intake"])
            city.start()
            wait_until_sent(city)
            for one in asked:
                seen[one.name].keep(*twice(city, one.service, one.by, get(one), times))
            stopped(city)
    yield ""
    yield f"{explained(originals_entered, times)} Only intake's rows are cloned."
    yield ""
    yield from lines(sizes, list(seen.values()))


def report(sizes: Sequence[int], originals_entered: int, times: int) -> Iterator[str]:
    """Lines as they are known, then the table of all sizes."""
    with RealCity(fsync=False, configured=DATABASE) as city:
        city.start()
        load = originals.enter(city, originals_entered)
        stopped(city)
        clones = Clones(city.postgres.url)
        asked, bodies = questions(load), matters(max(times, 200))
        seen = {name: Answers(name) for name in ("registering", *(one.name for one in asked))}
        audits, loads = [], []
        for size in sizes:
            yield grown(clones, size, originals_entered)
            city.start()
            wait_until_sent(city)
            for name, first, again in answers(city, asked, bodies, times):
                seen[name].keep(first, again)
            loads.append(on_their_way(city, times))
            audits.append(audited(city))
            stopped(city)
    yield ""
    yield explained(originals_entered, times)
    yield ""
    yield from lines(sizes, list(seen.values()))
    yield ""
    yield f"- {times} more matters until every queue is quiet: {', '.join(f'{each:.1f} s' for each in loads)}"
    yield f"- `liandong audit`: {', '.join(audits)}"


def grown(clones: Clones, size: int, originals_entered: int, services: Sequence[str] = SERVICES) -> str:
    began = time.monotonic()
    clones.grow(size // originals_entered - 1)
    rows = sum(dict(rows_of(clones.url, services)).values())
    return f"- {size:,} matters, {rows:,} rows, made in {time.monotonic() - began:.0f} s"


def explained(originals_entered: int, times: int) -> str:
    return (
        f"Cloned from {originals_entered:,} ({source()}) inside PostgreSQL, which is COPY without the way through a "
        f"client; fsync is off here. {times} requests each by one client, all asked once before: p50 / p95 in ms. "
        "The last column is of that first time, when what was never asked for still lies on the disk."
    )


def answers(
    city: RealCity, asked: Sequence[Question], bodies: Sequence[bytes], times: int
) -> Iterator[tuple[str, Served, Served]]:
    door = "/intake/api/v1/matters"
    yield "registering", *twice(city, "intake", "operator", asking("POST", door, bodies), times)
    for one in asked:
        yield one.name, *twice(city, one.service, one.by, get(one), times)


def twice(city: RealCity, service: str, by: str, ask: Callable[[int], Ask], times: int) -> tuple[Served, Served]:
    return timed(city, service, by, ask, times), timed(city, service, by, ask, times)


def timed(city: RealCity, service: str, by: str, ask: Callable[[int], Ask], times: int) -> Served:
    headers = {"Authorization": f"Bearer {originals.signed_in(city, by).token}"}
    address = city.programs[service].address
    served(address, headers, ask, 1, WARM_UP)
    return served(address, headers, ask, 1, times)


def get(one: Question):
    def ask(number: int) -> Ask:
        return "GET", one.path(number), None

    return ask


def on_their_way(city: RealCity, times: int) -> float:
    """Seconds from the first of so many registered until nothing is on its way any more."""
    wait_until_sent(city)
    began = time.monotonic()
    Load(city, all_rows()[:times]).start().finish()
    wait_until_sent(city)
    return time.monotonic() - began


def wait_until_sent(city: RealCity) -> None:
    """Return when every outbox and every queue was seen empty twice in a row. What `city.wait_until_quiet` asks would
    join millions of rows; that each event took effect is what the audit says afterwards."""
    deadline, calm = time.monotonic() + LONGEST, 0
    while calm < 2:
        with city.read() as tables:
            unsent = sum(tables.count(UNSENT.format(service=service)) for service in SERVICES)
        calm = 0 if unsent or any(city.queues().values()) else calm + 1
        if time.monotonic() > deadline:
            raise RuntimeError(f"after {LONGEST} s {unsent} events are unsent, in the queues: {city.queues()}")
        time.sleep(LOOK_AGAIN)


def audited(city: RealCity) -> str:
    began = time.monotonic()
    try:
        told = city.liandong("audit", timeout=LONGEST_AUDIT)
    except subprocess.TimeoutExpired:
        return f"not through after {LONGEST_AUDIT} s"
    return f"{time.monotonic() - began:.1f} s ({'green' if told.returncode == 0 else told.stdout.strip()[-300:]})"


def stopped(city: RealCity) -> None:
    for program in city.programs.values():
        program.terminate(60)


def shown(seconds: Sequence[float]) -> str:
    return f"{1000 * at(0.5, seconds):.1f} / {1000 * at(0.95, seconds):.1f}"


def lines(sizes: Sequence[int], seen: Sequence[Answers]) -> Iterator[str]:
    rows = []
    for one in seen:
        p95 = [at(0.95, seconds) for seconds in one.again]
        cells = [shown(seconds) for seconds in one.again]
        rows.append((one.name, *cells, f"{p95[-1] / p95[0]:.2f}", shown(one.first[-1])))
    first_time = f"first time at {sizes[-1]:,}"
    yield from table(("asked", *(f"{size:,}" for size in sizes), f"p95 grew (wished: {WISHED})", first_time), rows)
