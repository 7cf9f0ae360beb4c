"""The desk at its worst: a city of many referrals, and a great part of them on one unit's desk."""

import time
from collections.abc import Iterator
from contextlib import closing

import psycopg2

from services.routing.forms.lists import TABS
from tests.bench.growth import originals
from tests.bench.growth.clones import POST, Clones
from tests.bench.growth.questions import Question
from tests.bench.growth.report import DATABASE, get, stopped, timed
from tests.bench.results import at, table
from tests.faults.cities import RealCity

UNIT = "caoqiao"
WISHED_MS = 50
SPREAD = """
UPDATE routing.referral r SET unit = '{unit}', reply_by = NULL,
  state = CASE WHEN n % 10 < 4 THEN 'AWAITING_SIGN' WHEN n % 10 < 8 THEN 'IN_PROGRESS'
    WHEN n % 10 = 8 THEN 'OBJECTED' ELSE 'ANSWERED' END,
  turn = CASE WHEN n % 10 < 8 THEN '{unit}' WHEN n % 10 = 8 THEN sender END,
  handler = CASE WHEN n % 10 < 4 THEN NULL WHEN n % 2 = 0 THEN '{unit}' ELSE '{unit}2' END,
  due_on = CASE WHEN n % 50 = 0 OR n % 10 = 9 THEN NULL ELSE current_date + (n % 70)::int - 9 END
FROM (SELECT referral_id, row_number() OVER (ORDER BY md5(referral_id::text)) n FROM routing.referral
      ORDER BY md5(referral_id::text) LIMIT {count}) chosen
WHERE chosen.referral_id = r.referral_id
"""
LATE_PAGE = """
SELECT due_on, made_at, referral_id FROM routing.referral WHERE turn = %s AND state = 'AWAITING_SIGN'
  AND due_on IS NOT NULL ORDER BY due_on, made_at, referral_id OFFSET %s LIMIT 1
"""


def report(referrals: int, on_one_desk: int, originals_entered: int, times: int) -> Iterator[str]:
    """The figures of every tab, of a page far down, and of the ledger."""
    with RealCity(fsync=False, configured=DATABASE) as city:
        city.start()
        originals.enter(city, originals_entered)
        stopped(city)
        began = time.monotonic()
        _fill(city.postgres.url, referrals, on_one_desk)
        [(there, here)] = _ask(
            city.postgres.url, "SELECT count(*), count(*) FILTER (WHERE unit = %s) FROM routing.referral", UNIT
        )
        yield f"- {there:,} referrals, {here:,} of them on one desk, made in {time.monotonic() - began:.0f} s"
        city.start()
        rows = [_asked(city, one, times) for one in _questions(city.postgres.url, on_one_desk)]
        stopped(city)
    yield f"- one client, {times} requests each through the page's own door, by bearer token; wished: {WISHED_MS} ms"
    yield ""
    yield from table(("page", "p50, ms", "p95, ms"), rows)


def _fill(url: str, referrals: int, on_one_desk: int) -> None:
    clones = Clones(url, ["routing"])
    clones.tables = {name: columns for name, columns in clones.tables.items() if name[1] not in POST}
    [(entered,)] = _ask(url, "SELECT count(*) FROM routing.referral")
    clones.grow(-(-referrals // entered) - 1)
    with closing(psycopg2.connect(url)) as connection:
        connection.autocommit = True
        connection.cursor().execute(SPREAD.format(unit=UNIT, count=on_one_desk))
        connection.cursor().execute("VACUUM ANALYZE routing.referral")


def _questions(url: str, on_one_desk: int) -> Iterator[Question]:
    for tab in TABS:
        yield _question(f"{tab}, first page", f"tab={tab}")
    [(due_on, made_at, referral_id)] = _ask(url, LATE_PAGE, UNIT, on_one_desk // 3)
    far = f"{due_on}_{made_at.isoformat().replace('+', '%2B')}_{referral_id}"
    yield _question(f"new, the page after {on_one_desk // 3:,}", f"tab=new&cursor={far}")
    yield _question("mine, of one handler", f"tab=mine&handler={UNIT}2")
    yield _question("mine, without a day", "tab=mine&due=unknown")
    yield Question("ledger, first page", "routing", UNIT, lambda _: "/routing/ledger")
    yield Question("ledger, of one state", "routing", UNIT, lambda _: "/routing/ledger?state=OBJECTED")


def _question(name: str, query: str) -> Question:
    return Question(name, "routing", UNIT, lambda _: f"/routing/referrals?{query}")


def _asked(city: RealCity, one: Question, times: int) -> tuple[str, str, str]:
    seconds = timed(city, one.service, one.by, get(one), times).seconds
    return one.name, f"{1000 * at(0.5, seconds):.1f}", f"{1000 * at(0.95, seconds):.1f}"


def _ask(url: str, statement: str, *values: object) -> list[tuple]:
    with closing(psycopg2.connect(url)) as connection, connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()
