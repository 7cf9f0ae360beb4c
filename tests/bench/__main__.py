"""`python -m tests.bench [--quick] [--only pipeline,rules]`: measures, prints, and writes tests/bench/RESULTS.md."""

import argparse
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.bench import doors, house, imports, repeats, rules
from tests.bench.growth import desk
from tests.bench.growth import report as growth
from tests.bench.pipeline import profile
from tests.bench.pipeline import report as pipeline
from tests.bench.results import write_down


@dataclass(frozen=True)
class Bench:
    title: str
    whole: Callable[[], Iterator[str]]
    quick: Callable[[], Iterator[str]]


BENCHES = {
    "pipeline": Bench(
        "Pipeline: registered → routed → noticed",
        lambda: pipeline.report(matters=20_000, runs=3, seconds=10, messages=2_816),
        lambda: pipeline.report(matters=1_000, runs=1, seconds=0, messages=0),
    ),
    "doors": Bench(
        "Doors: registering and reading a matter",
        lambda: doors.report(1_000),
        lambda: doors.report(30, clients=(8,)),
    ),
    "growth": Bench(
        "Growth: the same questions at a million matters",
        lambda: growth.report([10_000, 100_000, 1_000_000], originals_entered=1_000, times=200),
        lambda: growth.report([200, 2_000], originals_entered=40, times=10),
    ),
    "finding": Bench(
        "Finding: the history panel and the searches at a million matters",
        lambda: growth.of_intake([10_000, 100_000, 1_000_000], originals_entered=1_000, times=200),
        lambda: growth.of_intake([200, 2_000], originals_entered=40, times=10),
    ),
    "desk": Bench(
        "The desk: 100,000 referrals of a million on one unit's",
        lambda: desk.report(1_000_000, 100_000, originals_entered=300, times=200),
        lambda: desk.report(20_000, 5_000, originals_entered=60, times=40),
    ),
    "imports": Bench(
        "Imports: a spreadsheet of forwarded matters",
        lambda: imports.report(10_000),
        lambda: imports.report(1_000),
    ),
    "profile": Bench(
        "Profile: where the time of the pipeline goes",
        lambda: profile.report(20_000),
        lambda: profile.report(3_000),
    ),
    "house": Bench(
        "Start and memory",
        lambda: house.report(messages=2_816, starts=5),
        lambda: house.report(messages=30, starts=1),
    ),
    "repeats": Bench(
        "Repeats: each message entered twice in other words",
        lambda: repeats.report(None),
        lambda: repeats.report(300),
    ),
    "rules": Bench(
        "Rules: a decision, and a replay of many",
        lambda: rules.report(100_000),
        lambda: rules.report(2_000),
    ),
}
IN_TWO_MINUTES = ("pipeline", "doors", "rules")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("--quick", action="store_true", help=f"less of {', '.join(IN_TWO_MINUTES)}, or of --only")
    parser.add_argument("--only", type=lambda names: names.split(","), help=f"of {', '.join(BENCHES)}")
    chosen = parser.parse_args()
    for name in chosen.only or (IN_TWO_MINUTES if chosen.quick else BENCHES):
        bench = BENCHES[name]
        measure = bench.quick if chosen.quick else bench.whole
        print(f"── {bench.title}", flush=True)
        lines = []
        for line in measure():
            print(line, flush=True)
            lines.append(line)
        if not chosen.quick:
            write_down(bench.title, f"make bench ARGS='--only {name}'", lines)


if __name__ == "__main__":
    sys.exit(main())
