"""The table of `make faults`: tests/faults/RESULTS.md, a row for each fault, the newest run of each."""

import platform
import re
import subprocess
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from tests.faults.storm import BrokenOff, Told

FILE = Path(__file__).with_name("RESULTS.md")
COLUMNS = (
    "fault", "times", "matters", "in flight", "lost", "doubled", "unexpected", "mails", "twice",
    "normal after", "else", "seed", "day",
)  # fmt: skip
HEAD = """# What was broken, and what became of it

Written by `make faults`. **Matters** were registered through the JSON door while the fault befell them; **in flight**
are effects (an event in a reader that hears it) and matters that were open while it was broken; **lost** and
**unexpected** count matters and effects, **doubled** matters, by plain SQL from outside. **Mails** came to a mail
server of the test's own, **twice** those that came more than once: a process that dies between a mail and the row
that says so cannot know, and sends it again under the same Message-ID rather than never. In brackets: notices that a
dead process had claimed; whether it sent them is unknown, so another waits three minutes before it does. **Else** is
whatever other question to the tables or the queues, or `liandong audit`, found wrong.
**Normal after** are the seconds until all that was open had taken effect in the readers; of storms, kill points and
SIGTERM the seconds from the end of the load until all was quiet.

"""


def write_down(all_told: list[object], seed: int) -> None:
    """Put the outcomes into the table, each in place of the last one of that fault."""
    new = {told.name: _row(told, seed) for told in all_told if isinstance(told, Told)}
    broken = {told.name: _row_of_broken(told, seed) for told in all_told if isinstance(told, BrokenOff)}
    rows = _known() | new | broken
    lines = [_line(COLUMNS), _line(["---"] * len(COLUMNS)), *(rows[name] for name in sorted(rows))]
    FILE.write_text(f"{HEAD}" + "\n".join(lines) + f"\n\n{_versions()}\n", encoding="utf-8")


def _row(told: Told, seed: int) -> str:
    verdict = told.verdict
    lost, unexpected = verdict.lost + verdict.effects_lost, verdict.unexpected + verdict.effects_unexpected
    wrong = [*verdict.wrong, *([verdict.audit] if verdict.audit != "nothing is lost" else [])]
    after, other = f"{told.recovery:.1f} s", "; ".join(wrong)[:200] or "nothing"
    counts = (told.times, verdict.sent, told.in_flight, lost, verdict.doubled, unexpected)
    again = f"{verdict.mails_twice} ({verdict.held_by_the_dead})" if verdict.held_by_the_dead else verdict.mails_twice
    return _line((told.name, *counts, verdict.mails, again, after, other, seed, _when()))


def _row_of_broken(broken: BrokenOff, seed: int) -> str:
    return _line((broken.name, *["?"] * 8, "?", broken.why.replace("|", "/"), seed, _when()))


def _when() -> str:
    return f"{datetime.now(UTC):%Y-%m-%d} {_commit()}"


def _known() -> dict[str, str]:
    if not FILE.exists():
        return {}
    lines = [line for line in FILE.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    return {line.split("|")[1].strip(): line for line in lines[2:] if line.count("|") == len(COLUMNS) + 1}


def _line(cells: object) -> str:
    return "| " + " | ".join(map(str, cells)) + " |"  # type: ignore[call-overload]


def _commit() -> str:
    return subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True).stdout.strip()


def _versions() -> str:
    parts = ("nameko", "kombu", "amqp", "eventlet", "SQLAlchemy", "psycopg2-binary")
    ours = ", ".join(f"{name} {version(name)}" for name in parts)
    servers = f"RabbitMQ {_of_program('rabbitmqctl')}, PostgreSQL {_of_program('psql')}"
    return f"The newest run: commit {_commit()}, Python {platform.python_version()}, {ours}, {servers}."


def _of_program(name: str) -> str:
    try:
        told = subprocess.run([name, "--version"], capture_output=True, text=True).stdout
    except OSError:
        return "of unknown version"
    found = re.search(r"\d+\.\d+(\.\d+)?", told)
    return found.group() if found else "of unknown version"
