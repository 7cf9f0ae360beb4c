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
from tests.support.matters import a_matter

UNIT = "caoqiao"
WISHED_MS = 50
DAYS = """
UPDATE routing.referral SET idle_on = NULL, due_on = CASE WHEN hashtext(referral_id::text) % 50 <> 0
  THEN current_date + abs(hashtext(referral_id::text) % 70) - 9 END
WHERE unit = '{unit}' AND turn IS NOT NULL
"""
DAYS_OF_CLOCKS = """
UPDATE routing.clock c SET due_on = r.due_on, next_rung_at = CASE WHEN r.due_on > current_date THEN next_rung_at END
FROM routing.referral r
WHERE r.referral_id = c.subject_id AND r.unit = '{unit}' AND r.turn IS NOT NULL AND c.state = 'running'
"""
NOT_OURS = {"reason": "NOT_OUR_DUTY", "explanation": "不属本单位职权。"}
TO_A_COLLEAGUE = {"handler": f"{UNIT}2", "words": "原经办人轮休。"}
LATE_PAGE = """
SELECT due_on, made_at, referral_id FROM routing.referral WHERE turn = %s AND state = 'AWAITING_SIGN'
  AND due_on IS NOT NULL ORDER BY due_on, made_at, referral_id OFFSET %s LIMIT 1
"""


def report(referrals: int, on_one_desk: int, originals_entered: int, times: int) -> Iterator[str]:
    """The figures of every tab, of a page far down, and of the ledger."""
    theirs = -(-originals_entered * on_one_desk // referrals)
    with RealCity(fsync=False, configured=DATABASE) as city:
        city.start()
        originals.enter(city, originals_entered - theirs)
        _enter_theirs(city, theirs)
        stopped(city)
        began = time.monotonic()
        _fill(city.postgres.url, referrals)
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


def _enter_theirs(city: RealCity, matters: int) -> None:
    """Of ten that come to the unit four wait to be signed for, four are in hand, one is objected to, one answered."""
    operator = originals.signed_in(city, "operator")
    for _ in range(matters):
        operator.post("/intake/api/v1/matters", a_matter(place="曹桥街道"))
    city.wait_until_quiet(600)
    clerk, second = originals.signed_in(city, UNIT), originals.signed_in(city, f"{UNIT}2")
    for number, referral in enumerate(list(originals.waiting(clerk, UNIT))):
        path = f"/routing/api/v1/referrals/{referral['referral_id']}"
        if number % 10 == 9:
            originals.answer(clerk, second, referral)
        elif number % 10 == 8:
            clerk.post(f"{path}/objections", NOT_OURS)
        elif number % 10 >= 4:
            clerk.post(f"{path}/signatures", {})
            if number % 2:
                clerk.post(f"{path}/reassignments", TO_A_COLLEAGUE)
    city.wait_until_quiet(600)


def _fill(url: str, referrals: int) -> None:
    """Clones, and what is in hand at the unit due on days from last week to two months from now."""
    clones = Clones(url, ["routing"])
    clones.tables = {name: columns for name, columns in clones.tables.items() if name[1] not in POST}
    [(entered,)] = _ask(url, "SELECT count(*) FROM routing.referral")
    clones.grow(-(-referrals // entered) - 1)
    with closing(psycopg2.connect(url)) as connection:
        connection.autocommit = True
        connection.cursor().execute(DAYS.format(unit=UNIT))
        connection.cursor().execute(DAYS_OF_CLOCKS.format(unit=UNIT))
        connection.cursor().execute("VACUUM ANALYZE routing.referral, routing.clock")


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
