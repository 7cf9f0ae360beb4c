"""The process that imports a spreadsheet is killed amid it: none of it is there, and started again all of it is."""

import json
import signal
import urllib.request

import pytest

from shared.config import DEMO_PASSWORD
from shared.demo.client import Client
from tests.support.waiting import eventually
from tests.support.workbooks import a_csv, in_lines, rows_numbered

ROWS = 300
KILLED_AT = 7  # of twelve steps


@pytest.mark.parametrize("city", ["embedded", "real"], indirect=True)
def test_a_killed_import_is_nothing_and_then_all_of_it(city):
    name = "embedded" if city.mode == "embedded" else "intake"
    program, series = city.programs[name], f"断点{city.mode}"
    addresses = {known: one.address for known, one in city.programs.items()}
    program.kill()
    program.start(LIANDONG_TESTING="1", LIANDONG_CRASH_AT=f"amid_an_import:{KILLED_AT}")
    program.wait_until_up()
    client = Client(next(iter(addresses.values())), addresses if name == "intake" else None)
    client.sign_in("petition", DEMO_PASSWORD)
    import_id = hand_in(program.address, client.token, series)

    assert program.wait_for_death(120) == -signal.SIGKILL
    assert registered(city, series) == []

    program.start()
    program.wait_until_up()
    told = eventually(lambda: done(program.address, client.token, import_id), 120)
    assert told["fit"] == ROWS
    numbers = registered(city, series)
    assert len(numbers) == len(set(numbers)) == ROWS
    last = [int(number.rpartition("-")[2]) for number in numbers]
    assert max(last) - min(last) == ROWS - 1, "the numbers that were reserved before are used, none is lost"
    city.wait_until_quiet()
    audit = city.liandong("audit")
    assert audit.returncode == 0, audit.stdout


def hand_in(address, token, series):
    rows = [{**row, "external_no": f"{series}-{n}"} for n, row in enumerate(rows_numbered(ROWS))]
    content = a_csv(in_lines(rows), "gb18030")
    return ask(f"{address}/intake/api/v1/imports", token, content)["import_id"]


def done(address, token, import_id):
    told = ask(f"{address}/intake/api/v1/imports/{import_id}", token)
    return told if told["state"] == "DONE" else None


def ask(url, token, content=None):
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "text/csv"}
    with urllib.request.urlopen(urllib.request.Request(url, content, headers), timeout=30) as answer:
        return json.load(answer)


def registered(city, series):
    with city.read() as tables:
        statement = f"SELECT matter_no FROM intake.matter WHERE external_no LIKE '{series}%'"
        return [number for (number,) in tables.rows(statement)]
