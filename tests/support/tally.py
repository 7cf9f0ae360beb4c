"""What became of the tests of one part, as pytest's report tells it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from tests.support.private import DidNotStart

ALL_PASSED, SOME_FAILED, NO_TESTS_CHOSEN = 0, 1, 5
WORST_FIRST = ("failed", "skipped", "passed")


@dataclass(frozen=True)
class Tally:
    part: str
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    seconds: float = 0
    left_out: str = ""


def left_out(part: str, problems: Mapping[str, Exception]) -> Tally:
    """A part that lacks servers; one that is here and does not start is a failure anywhere."""
    failed = any(isinstance(problem, DidNotStart) for problem in problems.values())
    return Tally(part, failed=int(failed), left_out=f"left out for want of {' and '.join(problems)}")


def read_tally(part: str, report: Path, exit_code: int, seconds: float) -> Tally:
    outcomes = list(outcomes_in(report)) if report.exists() else []
    failed = outcomes.count("failed")
    if broke_off(exit_code):
        failed += 1
    return Tally(part, outcomes.count("passed"), failed, outcomes.count("skipped"), seconds)


def broke_off(exit_code: int) -> bool:
    """Whether pytest itself ended badly, perhaps before it could count a failure."""
    return exit_code not in (ALL_PASSED, SOME_FAILED, NO_TESTS_CHOSEN)


def outcomes_in(report: Path) -> Iterable[str]:
    """One word for each test; a test that fails and then fails to clean up stands twice in the report."""
    entries = defaultdict(set)
    for case in ElementTree.parse(report).iter("testcase"):
        entries[case.get("classname"), case.get("name")].add(outcome(case))
    return (next(word for word in WORST_FIRST if word in words) for words in entries.values())


def failures_in(report: Path) -> Iterable[str]:
    """What pytest says of each failure."""
    for told in ElementTree.parse(report).iter("failure"):
        yield told.text or ""


def outcome(case: ElementTree.Element) -> str:
    tags = {child.tag for child in case}
    if tags & {"failure", "error"}:
        return "failed"
    return "skipped" if "skipped" in tags else "passed"


def table(tallies: Iterable[Tally]) -> str:
    heading = f"\n{'part':<12} {'passed':>7} {'failed':>7} {'skipped':>8} {'seconds':>8}"
    return "\n".join([heading, *map(row, tallies), ""])


def row(tally: Tally) -> str:
    if tally.left_out:
        return f"{tally.part:<12} {tally.left_out}"
    return f"{tally.part:<12} {tally.passed:>7} {tally.failed:>7} {tally.skipped:>8} {tally.seconds:>8.1f}"


def total(tallies: Iterable[Tally]) -> str:
    passed, failed, skipped = (
        sum(getattr(tally, word) for tally in tallies) for word in ("passed", "failed", "skipped")
    )
    return f"{passed} passed, {failed} failed, {skipped} skipped"
