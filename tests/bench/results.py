"""What the benches saw, as a page: tests/bench/RESULTS.md, a section for each, the newest run of each."""

import os
import platform
import re
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median

FILE = Path(__file__).with_name("RESULTS.md")
HEAD = """# What it costs

Written by `make bench`; each section by its newest run. Absolute figures are of that machine on that day: compare the
ratios.

"""
PACKAGES = (
    *("nameko", "kombu", "amqp", "eventlet", "SQLAlchemy", "psycopg2-binary", "flask"),
    *("psycopg", "celery", "faststream", "aio-pika", "asyncpg"),
)
DEBIAN = ("postgresql", "rabbitmq-server", "erlang-base")


def write_down(title: str, command: str, lines: Sequence[str]) -> None:
    """Put a section in place of the last one of that title."""
    section = f"## {title}\n\n{stamp(command)}\n\n" + "\n".join(lines) + "\n\n"
    sections = {**_known(), title: section}
    FILE.write_text(HEAD + "".join(sections[name] for name in sorted(sections)), encoding="utf-8")


def table(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> list[str]:
    """A table of Markdown."""
    return [_line(columns), _line(["---"] * len(columns)), *map(_line, rows)]


def stamp(command: str) -> str:
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True).stdout.strip()
    load = f"load {os.getloadavg()[0]:.1f}"
    machine = f"{os.cpu_count()} processors ({_processor()}), {load}, {platform.system()} {platform.release()}"
    programs = ", ".join([f"Python {platform.python_version()}", *_versions(), *_servers()])
    return f"`{command}`, {datetime.now(UTC):%Y-%m-%d %H:%M} UTC, commit {commit}; {machine}; {programs}."


def of_runs(figures: Sequence[float], digits: int = 0) -> str:
    """The median, and how far the runs lie apart."""
    return f"{median(figures):,.{digits}f} ({min(figures):,.{digits}f}–{max(figures):,.{digits}f})"


def at(share: float, ordered: Sequence[float]) -> float:
    """`at(0.99, sorted_latencies)`: the value below which that share lies."""
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def _known() -> dict[str, str]:
    if not FILE.exists():
        return {}
    parts = re.split(r"(?m)^(?=## )", FILE.read_text(encoding="utf-8"))[1:]
    return {part.splitlines()[0].removeprefix("## "): part for part in parts}


def _line(cells: Sequence[object]) -> str:
    return "| " + " | ".join(map(str, cells)) + " |"


def _versions() -> list[str]:
    found = []
    for name in PACKAGES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue
    return found


def _processor() -> str:
    told = Path("/proc/cpuinfo")
    names = re.findall(r"(?m)^model name\s*: (.+)$", told.read_text()) if told.exists() else []
    return names[0] if names else platform.machine()


def _servers() -> list[str]:
    asked = ["dpkg-query", "--show", "--showformat", "${Package} ${Version}\n", *DEBIAN]
    try:
        return subprocess.run(asked, capture_output=True, text=True).stdout.splitlines()
    except OSError:
        return []
