"""The seed, the length of the run, and the two cities that the tests share."""

import os
from contextlib import closing
from functools import partial
from random import Random, SystemRandom

import pytest

from tests.faults.birth import born_under_fire
from tests.faults.cities import EmbeddedCity, RealCity
from tests.faults.lengths import LONG, MESSAGES
from tests.faults.messages import source
from tests.faults.results import write_down
from tests.faults.storm import BrokenOff, Told
from tests.faults.trial import NORMAL_AGAIN, undergo
from tests.support.servers import or_skip

SEED = int(os.environ.get("LIANDONG_SEED") or SystemRandom().randrange(100_000))
told: list[object] = []


def pytest_terminal_summary(terminalreporter):
    terminalreporter.section(f"seed {SEED}: repeat with LIANDONG_SEED={SEED}", sep="─")
    terminalreporter.line(f"loaded: {source()}")
    for each in told:
        terminalreporter.line(str(each))
    if LONG:
        write_down(told, SEED)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """A test that failed leaves no row that says otherwise, wherever in it that was."""
    report = yield
    if report.when == "setup":
        item.told_before = len(told)
    if report.failed and call.excinfo and not isinstance(call.excinfo.value, pytest.skip.Exception):
        words = str(call.excinfo.value).strip() or "no words"
        why = f"{call.excinfo.typename}: {words.splitlines()[0]}"[:200]
        mine = told[getattr(item, "told_before", len(told)) :]
        names = [one.name for one in mine if isinstance(one, (Told, BrokenOff))] or [item.name]
        told.extend(BrokenOff(name, why) for name in names)
    return report


@pytest.fixture
def chance(request):
    """Draws of this test's own: the same with the same seed, whatever else runs and in whichever order."""
    return Random(f"{SEED} {request.node.name}")


@pytest.fixture
def tell():
    """Have an outcome printed at the end of the run."""
    return told.append


@pytest.fixture(scope="session")
def embedded_city():
    with closing(EmbeddedCity()) as city:
        city.birth = born_under_fire(city, 12 if LONG else 3, Random(f"{SEED} birth"))
        yield city


@pytest.fixture(scope="session")
def real_city():
    with or_skip(lambda: RealCity(fsync=LONG)) as city:
        yield city


@pytest.fixture(scope="session")
def wired_city():
    with or_skip(lambda: RealCity(fsync=LONG, wired=True)) as city:
        yield city


@pytest.fixture
def city(request):
    """The city of the test's mode, all of it running and quiet."""
    city = request.getfixturevalue(f"{request.param}_city")
    city.start()
    city.wait_until_quiet()
    return city


@pytest.fixture
def endure_in(chance, tell):
    """Let a harm befall a city, and see that nothing was lost and all was normal again within a minute."""

    def endure(city, name, harm, times=1, messages=MESSAGES):
        try:
            told = undergo(name, city, harm, messages, chance, times)
        except Exception as error:
            tell(BrokenOff(f"{name} ({city.mode})", type(error).__name__))
            raise
        tell(told)
        assert told.verdict.is_clean, str(told)
        assert told.recovery <= NORMAL_AGAIN, str(told)
        assert told.in_flight, f"nothing was on its way when it broke\n{told}"
        return told

    return endure


@pytest.fixture
def endured(endure_in, city):
    """The same for the city of the test's mode."""
    return partial(endure_in, city)
