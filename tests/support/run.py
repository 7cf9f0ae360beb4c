"""Runs tests on real servers: `python -m tests.support.run [--only unit,faults] [pytest arguments]`.

Where files or folders are named, only they are run, each with the servers of its part.
"""

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import SystemRandom

from tests.faults.lengths import LONG
from tests.support.provision import CHROMIUM, POSTGRESQL, RABBITMQ, Servers
from tests.support.servers import on_ci
from tests.support.tally import SOME_FAILED, Tally, broke_off, failures_in, left_out, read_tally, table, total

GRACE = 20
UNFORGIVEN = ".is_clean"


@dataclass(frozen=True)
class Part:
    """Tests that share one pytest process, and the servers they need."""

    name: str
    folders: tuple[str, ...]
    needs: tuple[str, ...]
    options: tuple[str, ...]
    once_more: bool = True


GREEN = ("-p", "tests.support.patched")
PLAIN = ("-p", "no:pytest_nameko")  # nameko's plugin asks for patching

PARTS = (
    Part("unit", ("tests/unit", "tests/contracts", "tests/house"), (), PLAIN),
    Part("integration", ("tests/integration",), (RABBITMQ, POSTGRESQL), GREEN),
    Part("e2e", ("tests/e2e",), (RABBITMQ, POSTGRESQL, CHROMIUM), PLAIN),
    Part("faults", ("tests/faults",), (RABBITMQ, POSTGRESQL), PLAIN, once_more=not LONG),
)


def main() -> int:
    os.environ.setdefault("LIANDONG_SEED", str(SystemRandom().randrange(100_000)))  # the same at a second attempt
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    names, pytest_arguments = arguments()
    parts = [part for part in PARTS if part.name in names]
    if places := [argument for argument in pytest_arguments if argument.startswith("tests/")]:
        parts = only(places, parts)
    try:
        tallies = run(parts, [argument for argument in pytest_arguments if argument not in places])
    except KeyboardInterrupt:
        say("Interrupted; the servers are stopped.")
        return 130
    print(table(tallies))
    print(total(tallies), flush=True)
    return exit_code(tallies)


def only(places: Sequence[str], parts: Iterable[Part]) -> list[Part]:
    """The parts that these files and folders belong to, and no more of them."""
    narrowed = (replace(part, folders=tuple(x for x in places if x.startswith(part.folders))) for part in parts)
    return [part for part in narrowed if part.folders]


def arguments() -> tuple[set[str], list[str]]:
    every = ",".join(part.name for part in PARTS)
    parser = argparse.ArgumentParser(prog="python -m tests.support.run", description=__doc__)
    parser.add_argument("--only", default=every, metavar="PART,PART", help=f"some of {every}")
    known, for_pytest = parser.parse_known_args()
    names = set(known.only.split(","))
    if unknown := names - set(every.split(",")):
        parser.error(f"no part is named {','.join(unknown)}; choose from {every}")
    return names, for_pytest


def run(parts: Iterable[Part], pytest_arguments: Sequence[str]) -> list[Tally]:
    parts = [part for part in parts if folders_with_tests(part)]
    with Servers({need for part in parts for need in part.needs}) as servers:
        return [run_part(part, servers, pytest_arguments) for part in parts]


def folders_with_tests(part: Part) -> list[str]:
    return [folder for folder in part.folders if ".py" in folder or any(Path(folder).rglob("test_*.py"))]


def run_part(part: Part, servers: Servers, pytest_arguments: Sequence[str]) -> Tally:
    folders = folders_with_tests(part)
    say(f"\n── {part.name} ── {' '.join(folders)}")
    if problems := servers.problems(part.needs):
        for problem in problems.values():
            say(f"Left out: {str(problem).splitlines()[0]}")
        return left_out(part.name, problems)
    environment = servers.environment_for(part.name, part.needs)
    with tempfile.TemporaryDirectory() as scratch:
        report = Path(scratch, "report.xml")
        command = [*part.options, *folders, f"--junitxml={report}", *pytest_arguments]
        began = time.monotonic()
        code = run_pytest(command, environment)
        if broke_off(code):
            say(f"pytest broke off with exit code {code}")
        first = read_tally(part.name, report, code, time.monotonic() - began)
        if code != SOME_FAILED or not part.once_more:
            return first
        return once_more(part, first, command, environment, report)


def once_more(part: Part, first: Tally, command: list[str], environment: dict[str, str], report: Path) -> Tally:
    """On a busy machine a deadline may have passed: what failed runs once more, and that it did is said."""
    if part.name == "faults" and any(UNFORGIVEN in words for words in failures_in(report)):
        say("Something was lost, doubled or invented: that is not tried again.")
        return first
    say(f"\n── {part.name}, once more ── the {first.failed} that failed")
    began = time.monotonic()
    code = run_pytest([*command, "--last-failed", "--last-failed-no-failures=none"], environment)
    second = read_tally(part.name, report, code, time.monotonic() - began)
    say(f"passed only at the second attempt: {second.passed}")
    seconds = first.seconds + second.seconds
    return replace(second, passed=first.passed + second.passed, skipped=first.skipped, seconds=seconds)


def run_pytest(command: Sequence[str], environment: dict[str, str]) -> int:
    pytest = subprocess.Popen([sys.executable, "-m", "pytest", *command], env=environment)
    try:
        return pytest.wait()
    except SystemExit:
        pytest.send_signal(signal.SIGINT)  # so that it ends its own servers; Ctrl-C reaches it by itself
        raise
    finally:
        end(pytest)


def end(pytest: subprocess.Popen[bytes]) -> None:
    try:
        pytest.wait(GRACE)
    except subprocess.TimeoutExpired:
        pytest.kill()
        pytest.wait()


def exit_code(tallies: Iterable[Tally]) -> int:
    bad = [tally for tally in tallies if tally.failed or (tally.left_out and on_ci())]
    return 1 if bad else 0


def say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main())
