"""While a spreadsheet is worked on its page says how far it is, others register, and nothing of it is there."""

import io

import pytest
from sqlalchemy import text

from services.intake import clock
from services.intake.actions import importing
from shared.db import RunAgain, database
from tests.support.matters import a_matter
from tests.support.workbooks import an_xlsx, in_lines, rows_numbered

API = "/intake/api/v1/imports"
PAGE = "/intake/imports"
ROWS = 6
LAST_LOOK = 5  # three steps to check it, three to check it again before it is registered
SERIES = iter(range(10_000))


@pytest.fixture
def clerk(town):
    return town.visitor("petition")


@pytest.fixture
def desk(town):
    return town.visitor().signed_in("petition")


@pytest.fixture
def in_small_steps(monkeypatch):
    monkeypatch.setattr(clock, "CHECKED_AT_ONCE", 2)
    monkeypatch.setattr(clock, "REGISTERED_AT_ONCE", 2)
    monkeypatch.setattr(clock, "TELLS_EVERY", 0)


def handed_in(clerk, series=None):
    series = f"进度{next(SERIES)}" if series is None else series
    other = {"place": f"曹桥街道{next(SERIES)}号"}
    rows = [{**row, **other, "external_no": f"{series}-{n}"} for n, row in enumerate(rows_numbered(ROWS))]
    file = {"file": (io.BytesIO(an_xlsx(in_lines(rows))), "x.xlsx")}
    return clerk.post(API, data=file, content_type="multipart/form-data").json["import_id"]


def amid(monkeypatch, verb, looks):
    """Have `looks(n)` called before the n-th step of a verb."""
    steps, real = iter(range(100)), getattr(importing, verb)

    def watched(*arguments):
        looks(next(steps))
        return real(*arguments)

    monkeypatch.setattr(importing, verb, watched)


def test_how_far_the_check_is_stands_on_the_page(clerk, desk, in_small_steps, monkeypatch):
    import_id, said = handed_in(clerk), []
    amid(monkeypatch, "check_rows", lambda step: said.append(desk.open(f"{PAGE}/{import_id}/progress").source))
    whole = []
    amid(monkeypatch, "write_down", lambda step: whole.append(desk.open(f"{PAGE}/{import_id}").source))
    clock.work_on_imports()
    assert ['value="0"' in said[0], 'value="2"' in said[1], 'value="4"' in said[2]] == [True] * 3
    assert "正在核对，已看 4 行，共 6 行" in said[2]
    assert f'data-live="{PAGE}/{import_id}/progress"' in whole[0]
    assert '<noscript><meta http-equiv="refresh"' in whole[0]


def test_while_it_is_registered_nothing_of_it_is_there_and_others_go_on(
    town, clerk, desk, in_small_steps, monkeypatch
):
    import_id, said, registered = handed_in(clerk), [], []
    before = town.rows("intake")["matter"]
    on_postgres = database("intake").on_postgres

    def look(step):
        if step:
            assert town.rows("intake")["matter"] == before + len(registered)
            said.append(desk.open(f"{PAGE}/{import_id}/progress").source)
            if on_postgres:
                told = town.visitor("petition").post("/intake/api/v1/matters", json=a_matter(channel="FORWARDED"))
                registered.append(told.json["matter_no"])

    amid(monkeypatch, "register_rows", look)
    clock.work_on_imports()
    assert len(said) == 2
    assert all("正在登记" in page for page in said)
    if on_postgres:
        assert "已办 4 件，共 6 件" in said[1]
        assert len(set(registered)) == 2, "the same series, and nobody waited"
    assert town.rows("intake")["matter"] == before + ROWS + len(registered)


@pytest.mark.parametrize("wrong", [RunAgain("locked"), ValueError("out of nowhere")])
def test_what_breaks_amid_it_leaves_nothing_and_it_is_begun_again(town, clerk, in_small_steps, monkeypatch, wrong):
    import_id, before = handed_in(clerk), town.rows("intake")
    with monkeypatch.context() as once:
        amid(once, "register_rows", lambda step: breaks(wrong) if step == 2 else None)
        clock.work_on_imports()
    after = town.rows("intake")
    for table in ("matter", "petitioner", "claim", "outbox", "imported_matter"):
        assert after[table] == before[table], table
    assert clerk.get(f"{API}/{import_id}").json["state"] == "IMPORTING"

    lease_ends()
    clock.work_on_imports()
    told = clerk.get(f"{API}/{import_id}").json
    assert (told["state"], told["fit"]) == ("DONE", ROWS)
    numbers = [int(one["matter_no"][-4:]) for one in clerk.get(f"{API}/{import_id}/matters").json["matters"]]
    assert numbers == list(range(numbers[0], numbers[0] + ROWS))


def test_what_breaks_again_and_again_is_given_up_with_words(town, clerk, in_small_steps, monkeypatch):
    import_id, before = handed_in(clerk), town.rows("intake")["matter"]
    amid(monkeypatch, "register_rows", lambda step: breaks(ValueError("always")))
    for _ in range(clock.MOST_FAILURES):
        clock.work_on_imports()
        lease_ends()
    told = clerk.get(f"{API}/{import_id}").json
    assert told["state"] == "REFUSED"
    assert "请告知运维人员" in told["fault"]
    assert town.rows("intake")["matter"] == before


def test_the_same_letters_handed_in_by_two_at_once_are_registered_once(town, clerk, in_small_steps, monkeypatch):
    first = handed_in(clerk, series := f"同时{next(SERIES)}")
    second, before = [], town.rows("intake")["matter"]

    def another(step):
        if step == LAST_LOOK and not second:
            second.append(handed_in(clerk, series))
            clock.work_on_imports()

    amid(monkeypatch, "check_rows", another)
    for _ in range(3):
        clock.work_on_imports()
        lease_ends()
    told = [clerk.get(f"{API}/{one}").json for one in (first, *second)]
    assert [one["state"] for one in told] == ["DONE", "DONE"]
    assert sorted(one["fit"] for one in told) == [0, ROWS]
    assert town.rows("intake")["matter"] == before + ROWS


def breaks(error):
    raise error


def lease_ends():
    with database("intake").transaction() as session:
        session.execute(text("UPDATE import_progress SET taken_until = NULL"))
