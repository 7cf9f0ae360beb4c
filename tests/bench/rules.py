"""What one decision costs, and a replay of many matters under other rules."""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from services.routing import trying
from services.routing.actions.orders import petitioner_json
from services.routing.city import load
from services.routing.editions import checked
from services.routing.models import RoutedClaim, RoutedMatter
from services.routing.policy.decide import decide
from services.routing.policy.question import CityUnit, ClaimTold, MatterTold
from services.routing.policy.territory import Territory
from shared.contracts.intake import RegisteredPetitioner
from shared.contracts.words import CATEGORIES, KINDS
from shared.db import Database
from shared.db.migrate import migrate
from shared.demo.messages import city_folder
from shared.directory import KnownUnit
from shared.messaging.services import migrations_of
from tests.contracts.example_key import EXAMPLE_SETTINGS, settings_read_from
from tests.unit.routing.rules import CITY, PINGHU, TEXT

SEED = random.Random(41)
FIRST_DAY = datetime(2026, 1, 1, tzinfo=UTC)
PLACES = ("曹桥街道野马村", "黄姑老街", "乍浦镇", "新埭镇星光村", None, "嘉兴市南湖区")
SENTENCES = (
    "邻居在宅基地通道上砌了一道墙，车进不来。",
    "厂里拖欠三个月工资，劳动监察来过一次。",
    "老街的污水管一下雨就倒灌，厂里还偷排。",
    "不服一审判决，想问还能不能申请再审。",
    "小区物业换了之后电梯经常停，业委会不开会。",
)


def report(matters: int) -> Iterator[str]:
    """The lines of the figures."""
    yield f"- one decision: {1000 * one_decision():.3f} ms (wished: 1 ms)"
    with tempfile.TemporaryDirectory() as folder, settings_read_from(**EXAMPLE_SETTINGS):
        database = Database("routing", f"sqlite:///{folder}")
        fill(database, matters)
        seconds, worked, told = replay(database, matters)
        database.close()
    limit = 120 * matters / 100_000
    yield f"- replay of {matters:,} matters: {seconds:.1f} s (wished: {limit:.1f} s), {worked:.1f} s of them at work"
    yield f"- of {told.claims:,} claims {len(told.changes):,} change"


def one_decision(times: int = 3000) -> float:
    """Seconds for a claim with a narrative of two thousand characters, every rule asked."""
    matter = MatterTold(
        kind="CLAIM_APPEAL",
        sender="petition_office",
        received_on=FIRST_DAY.date(),
        narrative="".join(SENTENCES) * 20,
        territory=Territory("caoqiao", "曹桥街道"),
    )
    claims = [ClaimTold("environment", "要求赔偿损失")]
    began = time.perf_counter()
    for _ in range(times):
        decide(matter, claims, CITY, PINGHU)
    return (time.perf_counter() - began) / times


def fill(database: Database, matters: int) -> None:
    """Matters as routing keeps them, sealed as they are in production."""
    migrate(database, migrations_of("routing"))
    with database.transaction() as session:
        load(session, city_folder(), FIRST_DAY)
        session.add_all([a_unit(code, unit) for code, unit in CITY.units.items()])
    for begin in range(0, matters, 5000):
        with database.transaction() as session:
            session.add_all([a_matter(number) for number in range(begin, min(matters, begin + 5000))])


def a_unit(code: str, unit: CityUnit) -> KnownUnit:
    """Routing's copy of a unit."""
    told = {"kind": unit.kind, "superior": unit.superior, "active": unit.active}
    return KnownUnit(code=code, name=code, name_en=code, sequence=0, **told)


def a_matter(number: int) -> RoutedMatter:
    """Some matter with one claim or two."""
    matter = RoutedMatter(
        matter_no=f"LD-20260101-{number:06d}",
        kind=SEED.choice([kind for kind in KINDS if kind != "REPORT"]),
        channel="PHONE",
        registering_unit=SEED.choice(["hotline", "petition_office"]),
        petitioner=petitioner_json(RegisteredPetitioner(name="某人")),
        place=SEED.choice(PLACES),
        narrative="".join(SEED.choices(SENTENCES, k=6)),
        received_at=FIRST_DAY + timedelta(seconds=number),
        edition=1,
        event_id=str(number),
    )
    matter.claims = [
        RoutedClaim(claim_id=uuid4(), number=n, category=SEED.choice(list(CATEGORIES)), text=SEED.choice(SENTENCES))
        for n in range(1, SEED.choice([2, 2, 3]))
    ]
    return matter


def replay(database: Database, matters: int) -> tuple[float, float, trying.Replayed]:
    """Seconds by the clock and at work, and what came out, for rules that give housing to another department."""
    new = TEXT.replace("to: housing_bureau", "to: law_enforcement_bureau").replace("2022-05-01", "2026-01-01")
    with database.reading() as session:
        book = checked(session, new, now=FIRST_DAY)
        began, worked = time.perf_counter(), time.process_time()
        told = trying.replayed(session, book, FIRST_DAY, matters)
        return time.perf_counter() - began, time.process_time() - worked, told
