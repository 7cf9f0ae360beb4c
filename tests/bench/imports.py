"""A spreadsheet of the petition office: how long it takes, and how little of it others feel meanwhile."""

import json
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from threading import Event, Thread
from typing import Any

from shared.config import DEMO_PASSWORD
from shared.demo.client import Client, Refusal, Unanswered
from shared.web.sheets import CONTENT_TYPE
from tests.bench.house import stalls
from tests.bench.results import at, table
from tests.faults.cities import City, EmbeddedCity, RealCity
from tests.support.matters import a_matter
from tests.support.workbooks import an_xlsx, in_lines, rows_numbered

STORY = "在工地上干活，工资被拖欠半年没有发，找过几次都没有结果。"
COLUMNS = (
    "mode",
    "rows",
    "file",
    "at the door",
    "checked",
    "registered",
    "matters/s",
    "operator meanwhile p50",
    "longest",
    "refused",
    "memory before",
    "most",
    "longest stall",
)
LOOK_EVERY = 0.1


def report(rows: int) -> Iterator[str]:
    """One line for each mode."""
    lines = []
    for make in (EmbeddedCity, lambda: RealCity(fsync=True)):
        with closing(make()) as city:
            city.start()
            city.wait_until_quiet()
            lines.append(imported(city, rows))
    yield "The operator registers one matter after another by the JSON door while the import goes on."
    yield ""
    yield from table(COLUMNS, lines)


def imported(city: City, count: int) -> tuple[Any, ...]:
    """Seconds of each step, of the operator beside it, and the memory of the process that did it."""
    program = city.programs.get("intake") or city.programs["embedded"]
    addresses = {name: one.address for name, one in city.programs.items()} if "intake" in city.programs else None
    console = city.programs.get("console") or program
    clerk, operator = (
        Client(console.address, addresses).sign_in(who, DEMO_PASSWORD) for who in ("petition", "operator")
    )
    rows = [{**row, "narrative": row["narrative"] + STORY * 8} for row in rows_numbered(count)]
    content = an_xlsx(in_lines([{**row, "external_no": f"批量{n}号"} for n, row in enumerate(rows)]))
    before, most, over = program.resident(), [program.resident()], Event()
    seconds: list[float] = []
    refused: list[int] = []

    def call_in() -> None:
        while not over.is_set():
            began = time.monotonic()
            try:
                operator.post("/intake/api/v1/matters", a_matter())
            except (Refusal, Unanswered):
                refused.append(1)
            seconds.append(time.monotonic() - began)
            most.append(program.resident())

    beside = Thread(target=call_in)
    beside.start()
    began = time.monotonic()
    import_id = handed_in(program.address, clerk.token, content)
    at_the_door = time.monotonic()
    checked = waited(clerk, import_id, {"IMPORTING", "DONE"})
    registered = waited(clerk, import_id, {"DONE"})
    over.set()
    beside.join()
    seconds.sort()
    return (
        city.mode,
        f"{count:,}",
        f"{len(content) / 1024:,.0f} KB",
        f"{at_the_door - began:.1f} s",
        f"{checked - at_the_door:.1f} s",
        f"{registered - checked:.1f} s",
        f"{count / (registered - began):,.0f}",
        f"{1000 * at(0.5, seconds):.0f} ms",
        f"{1000 * seconds[-1]:,.0f} ms",
        len(refused),
        f"{before} MB",
        f"{max(most)} MB",
        f"{1000 * stalls(city)[program.name][1]:.0f} ms",
    )


def handed_in(address: str, token: str, content: bytes) -> str:
    headers = {"Authorization": f"Bearer {token}", "Content-Type": CONTENT_TYPE}
    request = urllib.request.Request(f"{address}/intake/api/v1/imports", content, headers)
    with urllib.request.urlopen(request, timeout=120) as answer:
        return str(json.load(answer)["import_id"])


def waited(clerk: Client, import_id: str, states: set[str]) -> float:
    """The moment at which it has come to one of these states."""
    while (told := clerk.get(f"/intake/api/v1/imports/{import_id}"))["state"] not in states:
        assert told["state"] not in ("BAD", "REFUSED"), told
        time.sleep(LOOK_EVERY)
    return time.monotonic()
