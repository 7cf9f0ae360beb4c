"""The table of `make faults`: tests/faults/RESULTS.md, a row for each fault, the newest run of each."""

import platform
import re
import subprocess
from datetime import UTC, date, datetime
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
that says so cannot know, and sends it again under the same Message-ID rather than never. **Else** is whatever other
question to the tables or the queues, or `liandong audit`, found wrong.
**Normal after** are the seconds until all that was open had taken effect; of a storm, until all was quiet.

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
    mails = (verdict.mails, verdict.mails_twice)
    return _line((told.name, *counts, *mails, after, other, seed, _today()))


def _row_of_broken(broken: BrokenOff, seed: int) -> str:
    return _line((broken.name, *["?"] * 8, "never", broken.why.replace("|", "/"), seed, _today()))


def _today() -> date:
    return datetime.now(UTC).date()


def _known() -> dict[str, str]:
    if not FILE.exists():
        return {}
    lines = [line for line in FILE.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    return {line.split("|")[1].strip(): line for line in lines[2:]}


def _line(cells: object) -> str:
    return "| " + " | ".join(map(str, cells)) + " |"  # type: ignore[call-overload]


def _versions() -> str:
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True).stdout.strip()
    parts = ("nameko", "kombu", "amqp", "eventlet", "SQLAlchemy", "psycopg2-binary")
    ours = ", ".join(f"{name} {version(name)}" for name in parts)
    servers = f"RabbitMQ {_of_program('rabbitmqctl')}, PostgreSQL {_of_program('psql')}"
    return f"The newest run: commit {commit}, Python {platform.python_version()}, {ours}, {servers}."


def _of_program(name: str) -> str:
    try:
        told = subprocess.run([name, "--version"], capture_output=True, text=True).stdout
    except OSError:
        return "of unknown version"
    found = re.search(r"\d+\.\d+(\.\d+)?", told)
    return found.group() if found else "of unknown version"
