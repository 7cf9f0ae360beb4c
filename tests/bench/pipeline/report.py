"""The race of all contestants, and what it says."""

import itertools
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from statistics import median

from tests.bench.pipeline.contestants import Contestant, bare, ours, peers, told
from tests.bench.pipeline.race import Ground, NotFinished, capacity, ground, latencies
from tests.bench.results import at, of_runs, table
from tests.faults.cities import RealCity
from tests.faults.load import Load
from tests.faults.messages import all_rows, source

PER_SECOND = 50


@dataclass
class Seen:
    contestant: Contestant
    per_second: list[float] = field(default_factory=list)
    latencies: list[list[float]] = field(default_factory=list)

    @property
    def best(self) -> float:
        return median(self.per_second)

    def lasted(self, share: float) -> list[float]:
        """Milliseconds below which that share lies, of each run."""
        return [1000 * at(share, seconds) for seconds in self.latencies]


def report(matters: int, runs: int, seconds: int, messages: int) -> Iterator[str]:
    """Lines as they are known, then the table. The order of the contestants changes with each run.

    `messages` pass through the real services; without `seconds` or `messages` that part is left out.
    """
    seen = [Seen(contestant) for contestant in (bare(), ours(), *peers())]
    names = map("bench{}".format, itertools.count(1))
    with ground() as servers:
        for run in range(runs):
            for one in seen[run % len(seen) :] + seen[: run % len(seen)]:
                one.per_second.append(capacity(servers, one.contestant, asked(matters), next(names)))
                yield f"{one.contestant.name}: {one.per_second[-1]:,.0f} matters/s"
            for one in seen if seconds else ():
                yield from measure_latency(servers, one, seconds, next(names))
    yield ""
    yield f"{matters:,} matters ({source()}), {runs} runs, medians (lowest–highest); p50, p99: {PER_SECOND} a second."
    yield ""
    yield from lines(seen)
    if messages:
        yield f"- {real_services(messages)}"


def real_services(messages: int) -> str:
    """The whole Liandong: every check, clock, notice and page's table, one process a service."""
    with closing(RealCity()) as city:
        city.start()
        city.wait_until_quiet()
        began = time.monotonic()
        load = Load(city, all_rows()[:messages]).start()
        load.finish()
        city.wait_until_quiet(600)
        each_second = load.sent / (time.monotonic() - began)
    return (
        f"the real services as they are, {load.sent:,} messages one after another through intake's door, by one "
        "client that writes each down before the next, until every queue is quiet: "
        f"{each_second:,.0f} matters/s"
    )


def measure_latency(servers: Ground, one: Seen, seconds: int, name: str) -> Iterator[str]:
    try:
        one.latencies.append(latencies(servers, one.contestant, asked(PER_SECOND * seconds), name, PER_SECOND))
    except NotFinished as reason:
        yield f"{one.contestant.name}: did not keep up with {PER_SECOND} a second: {str(reason).splitlines()[0]}"
    else:
        yield f"{one.contestant.name}: p50 {one.lasted(0.5)[-1]:.0f} ms, p99 {one.lasted(0.99)[-1]:.0f} ms"


def asked(matters: int) -> list[dict[str, str]]:
    rows = all_rows()
    return [told(number, rows[number % len(rows)]) for number in range(matters)]


def lines(seen: Sequence[Seen]) -> Iterator[str]:
    limit, mine, *others = seen
    columns = ("who", "matters/s", "ours is so many times it", "p50", "p99")
    rows = [
        (
            one.contestant.name,
            of_runs(one.per_second),
            f"{mine.best / one.best:.2f}",
            *(f"{of_runs(one.lasted(share))} ms" if one.latencies else "–" for share in (0.5, 0.99)),
        )
        for one in (limit, mine, *sorted(others, key=lambda one: -one.best))
    ]
    yield from table(columns, rows)
    yield ""
    ordinary = max(one.best for one in others if "ordinary" in one.contestant.name)
    promised = max(one.best for one in others if "promised" in one.contestant.name)
    yield f"- {mine.best / ordinary:.1f} times the fastest ordinary peer (wished: 4)"
    yield f"- {mine.best / promised:.1f} times the fastest peer with the same promise (wished: 8)"
    yield f"- {mine.best / limit.best:.2f} of the bare loop (wished: 0.7)"
    yield (
        f"- the bare loop itself is {limit.best / ordinary:.1f} times the fastest ordinary peer, "
        f"{limit.best / promised:.1f} times the fastest with the same promise: what is wished of ours lies at "
        f"{4 * ordinary / limit.best:.2f} and {8 * promised / limit.best:.2f} of the limit"
    )
    yield "- ours and the bare loop commit and acknowledge up to 200 events together, the peers one by one"
    medians = [median(one.lasted(0.5)) for one in others if one.latencies]
    if medians and mine.latencies and limit.latencies:
        p99 = f"p99 of ours {median(mine.lasted(0.99)):.0f} ms"
        yield f"- {p99}, p50 of the best peer {min(medians):.0f} ms (wished: no worse)"
        yield f"- the bare loop's own p99 is {median(limit.lasted(0.99)):.0f} ms"
